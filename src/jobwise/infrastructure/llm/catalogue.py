"""What is known of providers and models: what they take, what they hold, what they cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

from jobwise import resources
from jobwise.domain.prompts.fields import ModelTask
from jobwise.domain.shared.errors import InvalidInput

_CHARS_PER_TOKEN = 3


class JsonMode(StrEnum):
    """How a model can be held to JSON: by a schema, by the bare form, or by being asked."""

    SCHEMA = "schema"
    OBJECT = "object"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars per million tokens, which is millionths of a dollar per token."""

    tokens_in: Decimal
    tokens_out: Decimal

    def micros(self, tokens_in: int, tokens_out: int) -> int:
        return int((self.tokens_in * tokens_in + self.tokens_out * tokens_out).to_integral_value(ROUND_CEILING))


@dataclass(frozen=True, slots=True)
class Model:
    """One model of one provider. `tokens_field` is what the provider calls the limit of an answer."""

    provider: str
    name: str
    json: JsonMode
    temperature: bool
    streaming: bool
    tokens_field: str
    context_tokens: int | None = None
    price: Price | None = None

    def holds(self, tokens: int) -> bool:
        """Whether a prompt and its answer fit; of a model whose size is not known they are taken to."""
        return self.context_tokens is None or tokens <= self.context_tokens

    @property
    def full_name(self) -> str:
        return f"{self.provider}/{self.name}"

    def micros(self, tokens_in: int, tokens_out: int) -> int | None:
        """What that many tokens cost; None without a price."""
        return None if self.price is None else self.price.micros(tokens_in, tokens_out)


@lru_cache(maxsize=1)
def _data() -> Any:
    return resources.parsed("data/models/models.json")


def providers() -> tuple[str, ...]:
    """The names of all providers, in the order in which they are asked unless the settings say otherwise."""
    return tuple(_data()["providers"])


def base_url(provider: str) -> str:
    """The provider's own address; empty for the one that only the settings know."""
    return str(_data()["providers"][provider]["base_url"])


def keeping_page(provider: str) -> str:
    """Where the provider says what it keeps and for how long; empty for the one that only the settings know."""
    return str(_data()["providers"][provider]["keeps"])


def usual_models(provider: str) -> Mapping[ModelTask, str]:
    """Which model of the provider does each task unless the settings say otherwise."""
    return {ModelTask(task): str(name) for task, name in _data()["providers"][provider]["tasks"].items()}


def model(full_name: str) -> Model:
    """What is known of `provider/model`, and safe guesses for the rest; InvalidInput without a known provider."""
    provider, _, name = full_name.partition("/")
    if provider not in _data()["providers"] or not name:
        raise InvalidInput(f"A model is named like {providers()[0]}/its-name, with one of: {', '.join(providers())}.")
    known = {**_data()["providers"][provider]["unknown"], **_data()["models"].get(full_name, {})}
    price = known.get("price")
    return Model(
        provider,
        name,
        JsonMode(known["json"]),
        bool(known["temperature"]),
        bool(known["streaming"]),
        str(known["tokens_field"]),
        known.get("context_tokens"),
        None if price is None else Price(Decimal(price["in"]), Decimal(price["out"])),
    )


def estimated_tokens(text: str) -> int:
    """How many tokens a text has, rather too many than too few: models differ, most of all beyond Latin letters."""
    latin = len(text.encode("ascii", "ignore"))
    return -(-latin // _CHARS_PER_TOKEN) + len(text) - latin
