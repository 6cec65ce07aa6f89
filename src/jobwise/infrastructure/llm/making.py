"""Which class speaks to which provider."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from jobwise.infrastructure.llm.anthropic import Anthropic
from jobwise.infrastructure.llm.groq import Groq
from jobwise.infrastructure.llm.openai import OpenAI
from jobwise.infrastructure.llm.provider import Access, Provider

_KINDS: Mapping[str, Callable[[Access], Provider]] = MappingProxyType(
    {"groq": Groq, "openai": OpenAI, "anthropic": Anthropic, "compatible": OpenAI}
)


def make_provider(access: Access) -> Provider:
    """The adapter of a provider; it imports its package and opens sockets when it is first asked."""
    return _KINDS[access.name](access)
