"""The forms that models answer in, and what reads them. What they raise repeats nothing of the answer."""

import re
from dataclasses import dataclass
from typing import Any

from jobwise.application.ports.language_model import Shape
from jobwise.domain.enhancements.items import Wording
from jobwise.domain.limits import (
    MAX_DRAFT_PARAGRAPHS,
    MAX_OBSERVATION_CHARS,
    MAX_OBSERVATIONS,
    MAX_PARAGRAPH_CHARS,
    MAX_PROMPT_FACTS,
    MAX_TEXT_CHARS,
)
from jobwise.domain.shared.errors import WrongSchema

_HOLDER = re.compile(r"\{\{(?!NAME(?:_[0-9]{1,2})?\}\})[^{}]{0,40}\}\}")


@dataclass(frozen=True, slots=True)
class WrittenParagraph:
    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Observation:
    """What a model made of a style, and the words of a sample that are to show it."""

    says: str
    quote: str


def _paragraphs(value: Any) -> tuple[WrittenParagraph, ...]:
    rows = _rows(value, "paragraphs", ("text", "facts"), MAX_DRAFT_PARAGRAPHS)
    if not rows:
        raise WrongSchema("`paragraphs` must hold the paragraphs of the letter.")
    return tuple(
        WrittenParagraph(_text(row, "text", MAX_PARAGRAPH_CHARS, holders=True), _refs(row["facts"])) for row in rows
    )


def _observations(value: Any) -> tuple[Observation, ...]:
    rows = _rows(value, "observations", ("says", "quote"), MAX_OBSERVATIONS)
    return tuple(
        Observation(_text(row, "says", MAX_OBSERVATION_CHARS), _text(row, "quote", MAX_OBSERVATION_CHARS))
        for row in rows
    )


def _wordings(value: Any) -> tuple[Wording, ...]:
    rows = _rows(value, "proposals", ("ref", "text"), MAX_PROMPT_FACTS)
    return tuple(Wording(_text(row, "ref", 20), _text(row, "text", MAX_TEXT_CHARS)) for row in rows)


def _rows(value: Any, name: str, keys: tuple[str, ...], most: int) -> list[dict[str, Any]]:
    if not isinstance(value, dict) or set(value) != {name} or not isinstance(value[name], list):
        raise WrongSchema(f"The answer must be an object with the list `{name}` alone.")
    rows: list[Any] = value[name]
    if len(rows) > most:
        raise WrongSchema(f"`{name}` has at most {most} entries.")
    for row in rows:
        if not isinstance(row, dict) or set(row) != set(keys):
            raise WrongSchema(f"Each entry of `{name}` is an object with {' and '.join(f'`{key}`' for key in keys)}.")
    return rows


def _text(row: dict[str, Any], key: str, most: int, *, holders: bool = False) -> str:
    text = row[key]
    if not isinstance(text, str) or not 1 <= len(text.strip()) <= most:
        raise WrongSchema(f"`{key}` must be a text of 1 to {most} characters.")
    if _HOLDER.search(text) if holders else "{{" in text:
        raise WrongSchema("Write without words in double braces" + (" other than {{NAME}}." if holders else "."))
    return text


def _refs(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise WrongSchema("`facts` must be a list of refs.")
    return tuple(value[:MAX_PROMPT_FACTS])


def _schema(name: str, **kinds: Any) -> dict[str, Any]:
    row = {"type": "object", "properties": kinds, "required": list(kinds), "additionalProperties": False}
    return {
        "type": "object",
        "properties": {name: {"type": "array", "items": row}},
        "required": [name],
        "additionalProperties": False,
    }


_STRING = {"type": "string"}
LETTER = Shape("letter", _schema("paragraphs", text=_STRING, facts={"type": "array", "items": _STRING}), _paragraphs)
STYLE = Shape("style", _schema("observations", says=_STRING, quote=_STRING), _observations)
WORDINGS = Shape("wordings", _schema("proposals", ref=_STRING, text=_STRING), _wordings)
