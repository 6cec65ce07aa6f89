"""One JSON value as the text, lines or date that a field of the profile holds."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jobwise.domain.limits import MAX_JSON_DEPTH, MAX_TEXT_CHARS
from jobwise.domain.profiles.json_resume.dates import NOTHING, DateReading, DateWords, read_date, read_date_object
from jobwise.domain.profiles.json_resume.markup import reduced
from jobwise.domain.profiles.json_resume.shape import Field, Kind
from jobwise.domain.shared.errors import TooLarge, UnreadableInput
from jobwise.domain.shared.text import clean, one_line, squeeze

_MAX_INTEGER_BITS = 10_000


def plain(value: object, depth: int = 0) -> Any:
    """A copy of JSON data; UnreadableInput for what JSON cannot hold, TooLarge over `MAX_JSON_DEPTH`."""
    if depth > MAX_JSON_DEPTH:
        raise TooLarge(f"The document nests lists and objects more than {MAX_JSON_DEPTH} deep; flatten it.")
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and value.bit_length() <= _MAX_INTEGER_BITS:
        return value
    if isinstance(value, float) and value - value == 0:
        return value
    if isinstance(value, list | tuple):
        return [plain(one, depth + 1) for one in value]
    if isinstance(value, dict) and all(isinstance(name, str) for name in value):
        return {plain(name): plain(one, depth + 1) for name, one in value.items()}
    raise UnreadableInput(
        f"The document holds a {type(value).__name__} that JSON cannot hold; give texts, numbers, lists and objects."
    )


def is_blank(value: Any) -> bool:
    """Whether nothing is said: null, empty or white text, and lists and objects of such."""
    if isinstance(value, str):
        return not value[:1].isalnum() and not one_line(value)
    if isinstance(value, list):
        return all(is_blank(one) for one in value)
    if isinstance(value, dict):
        return all(is_blank(one) for one in value.values())
    return value is None


def fits(field: Field, value: Any) -> bool:
    """Whether the schema's shape for the field can hold the value, numbers and truth values being written as text."""
    if field.is_list:
        return not isinstance(value, dict) and not (
            isinstance(value, list) and any(isinstance(one, list | dict) for one in value)
        )
    return not isinstance(value, list | dict)


def scalar_text(value: Any) -> str:
    """The text of a scalar as JSON writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def leaves(value: Any) -> Iterator[str]:
    """The texts of everything in a value, in order; blanks left out."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from leaves(one)
    elif not is_blank(value):
        yield scalar_text(value)


def text_of(kind: Kind, value: str) -> str:
    """A text as the profile holds it: cleaned, without HTML, on one line unless it is running text."""
    value = value[:MAX_TEXT_CHARS] if kind is not Kind.RAW else value
    if kind is Kind.RAW:
        return one_line(value)
    shape = squeeze if kind is Kind.TEXT else one_line
    # A text that is nothing but a tag says more than nothing, so it stays as it is.
    return shape(reduced(clean(value))) or shape(value)


def joined(kind: Kind, value: Any) -> str:
    """One text out of a list or object that stands where a text belongs."""
    return text_of(kind, ("\n" if kind is Kind.TEXT else ", ").join(leaves(value)))


def lines_of(field: Field, value: Any) -> list[tuple[str, str]]:
    """Each line of a list as (what the profile holds, what the source held)."""
    out = []
    for one in value if isinstance(value, list) else [value]:
        if is_blank(one):
            continue
        source = ", ".join(leaves(one)) if isinstance(one, list | dict) else scalar_text(one)
        out.append((text_of(Kind.LINE, source), source))
    return out


def date_of(value: Any, words: DateWords) -> DateReading:
    """What a value says as a date; a real number is none, since 2019.1 may be January or October."""
    if isinstance(value, dict):
        return read_date_object(value)
    if isinstance(value, str | int) and not isinstance(value, bool):
        return read_date(str(value), words)
    return NOTHING


@dataclass(frozen=True, slots=True)
class ValueReading:
    """A field's value, and whether it says that the thing goes on."""

    value: Any
    current: bool = False


def value_of(field: Field, value: Any, words: DateWords) -> ValueReading:
    """What the profile holds for a value of any shape; lists as tuples of texts."""
    if field.is_list:
        return ValueReading(tuple(line for line, _ in lines_of(field, value)))
    if field.is_date:
        reading = date_of(value, words)
        return ValueReading(reading.date, reading.present and field.kind is Kind.END)
    if isinstance(value, list | dict):
        return ValueReading(joined(field.kind, value))
    return ValueReading(text_of(field.kind, scalar_text(value)))


def shown(value: Any) -> str:
    """A value as a sentence about it can show it: texts as they are, the rest as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
