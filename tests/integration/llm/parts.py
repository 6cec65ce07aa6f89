"""A question about nobody, and chains over the local server."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from jobwise.application.ports.language_model import Question, Shape
from jobwise.domain.prompts.fields import Fields, LetterFields, ModelTask, ToldFact
from jobwise.domain.prompts.masks import NO_MASKS
from jobwise.domain.shared.errors import WrongSchema
from jobwise.infrastructure.llm.catalogue import model
from jobwise.infrastructure.llm.chain import Chain, Surroundings
from jobwise.infrastructure.llm.making import make_provider
from jobwise.infrastructure.llm.provider import Access
from jobwise.infrastructure.llm.routes import Routes
from tests.support.model_server import ModelServer
from tests.support.models import MemoryBook

OWNER = UUID("018f0000-0000-7000-8000-000000000001")
KEY = "sk-planted-1234567890abcdef"
MODELS = {
    "groq": "groq/llama-3.3-70b-versatile",
    "openai": "openai/gpt-4o-mini",
    "anthropic": "anthropic/claude-haiku-4-5",
    "compatible": "compatible/qwen3:8b",
}
PROVIDERS = tuple(MODELS)
GOOD = {"paragraphs": ["I kept the books of a bakery."]}

OPENED: list[Chain] = []
"""What is closed with the server."""


def parse(value: Any) -> tuple[str, ...]:
    if not isinstance(value, dict) or set(value) != {"paragraphs"}:
        raise WrongSchema("The answer must be an object with `paragraphs` alone.")
    paragraphs = value["paragraphs"]
    if not isinstance(paragraphs, list) or not all(isinstance(one, str) for one in paragraphs) or not paragraphs:
        raise WrongSchema("`paragraphs` must be a list of texts.")
    return tuple(paragraphs)


SHAPE = Shape(
    "letter",
    {
        "type": "object",
        "properties": {"paragraphs": {"type": "array", "items": {"type": "string"}}},
        "required": ["paragraphs"],
        "additionalProperties": False,
    },
    parse,
)
FIELDS = LetterFields(
    "en", "Bookkeeper", "Example Bakery", "We look for a bookkeeper.", (ToldFact("f1", "x", "Kept books"),)
)


def question(fields: Fields = FIELDS, **more: Any) -> Question[tuple[str, ...]]:
    return Question(**{"owner": OWNER, "fields": fields, "masks": NO_MASKS, "shape": SHAPE, **more})


def chain(
    server: ModelServer,
    names: Sequence[str] = ("openai",),
    *,
    book: MemoryBook | None = None,
    around: Surroundings | None = None,
    read_s: float = 5.0,
) -> Chain:
    """The named providers in this order, all of them at the local server; waits between calls take no time."""
    made = {
        name: make_provider(Access(name, server.base_url(name), KEY, f"{name.upper()}_API_KEY", "", 2.0, read_s))
        for name in names
    }
    route = tuple(model(MODELS[name]) for name in names)
    chain = Chain(
        Routes(dict.fromkeys(ModelTask, route)), made, book or MemoryBook(), around or Surroundings(chance=lambda: 0.0)
    )
    OPENED.append(chain)
    return chain
