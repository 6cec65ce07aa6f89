"""Which class speaks to which provider."""

from jobwise.infrastructure.llm.anthropic import Anthropic
from jobwise.infrastructure.llm.groq import Groq
from jobwise.infrastructure.llm.openai import OpenAI
from jobwise.infrastructure.llm.provider import Access, Provider


def make_provider(access: Access) -> Provider:
    """The adapter of a provider; it imports its package and opens sockets when it is first asked."""
    kinds = {"groq": Groq, "openai": OpenAI, "anthropic": Anthropic, "compatible": OpenAI}
    return kinds[access.name](access)
