"""Reading what a model answered: every value is asked for by its kind and size, and nothing else is taken.

    SCHEMA = object_of(paragraphs=list_of(object_of(text=TEXT, refs=list_of(TEXT))))

    def parse(value: Any) -> tuple[str, ...]:
        answer = Part(value).object("paragraphs")
        return tuple(one.object("text", "refs")["text"].text(most=2_000) for one in answer["paragraphs"].list(most=8))

Complaints name places of the schema, never what stood there: they are shown to the model and to people.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from jobwise.domain.shared.errors import WrongSchema
from jobwise.domain.shared.text import squeeze

Schema = Mapping[str, Any]
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
TRUTH: Schema = {"type": "boolean"}


def object_of(**fields: Schema) -> Schema:
    """An object with exactly these fields."""
    return {
        "type": "object",
        "properties": dict(fields),
        "required": list(fields),
        "additionalProperties": False,
    }


def list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def word_of(words: Collection[str]) -> Schema:
    """One of these words."""
    return {"type": "string", "enum": list(words)}


@dataclass(frozen=True, slots=True)
class Part:
    """One value of an answer and its place in it; what does not fit raises WrongSchema."""

    value: Any = field(repr=False)
    place: str = ""

    def object(self, *names: str) -> dict[str, "Part"]:
        """The fields of an object that has these and no others."""
        if not isinstance(self.value, dict) or set(self.value) != set(names):
            raise self._wrong(f"an object with {', '.join(names)} and nothing else")
        return {name: Part(self.value[name], f"{self.place}/{name}".lstrip("/")) for name in names}

    def list(self, *, most: int, least: int = 0) -> tuple["Part", ...]:
        if not isinstance(self.value, list) or not least <= len(self.value) <= most:
            raise self._wrong(f"a list of {least} to {most} entries")
        return tuple(Part(one, f"{self.place}/{number}".lstrip("/")) for number, one in enumerate(self.value, 1))

    def text(self, *, most: int, empty: bool = False) -> str:
        """Clean text of at most `most` characters, and of at least one unless `empty` is allowed."""
        if not isinstance(self.value, str) or len(self.value) > most:
            raise self._wrong(f"a text of at most {most} characters")
        text = squeeze(self.value)
        if not text and not empty:
            raise self._wrong("a text that is not empty")
        return text

    def word(self, words: Collection[str]) -> str:
        """One of these words."""
        if not isinstance(self.value, str) or self.value not in words:
            raise self._wrong(f"one of: {', '.join(words)}")
        return self.value

    def number(self, *, least: float, most: float) -> float:
        # A truth value is a number to Python, but not to JSON.
        if isinstance(self.value, bool) or not isinstance(self.value, int | float) or not least <= self.value <= most:
            raise self._wrong(f"a number from {least:g} to {most:g}")
        return float(self.value)

    def truth(self) -> bool:
        if not isinstance(self.value, bool):
            raise self._wrong("true or false")
        return self.value

    def _wrong(self, wanted: str) -> WrongSchema:
        return WrongSchema(f"{f'`{self.place}`' if self.place else 'The answer'} must be {wanted}.")
