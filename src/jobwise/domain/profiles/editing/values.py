"""One value that a person gives for one field: taken in the form the profile keeps, or refused with the reason."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from jobwise.domain.limits import MAX_ITEMS, MAX_LINE_CHARS, MAX_TEXT_CHARS, MAX_URL_CHARS
from jobwise.domain.profiles.editing.fields import Kind
from jobwise.domain.profiles.insight.fields import is_email, is_url
from jobwise.domain.profiles.profile import SkillKind
from jobwise.domain.shared.text import one_line, squeeze
from jobwise.domain.shared.values import PartialDate

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def value_of(kind: Kind, value: Any) -> Any:
    """The value as the profile keeps it; ValueError whose text says what is asked for. None empties a field."""
    return _READERS[kind](value)


def text(value: Any, most: int = MAX_TEXT_CHARS) -> str:
    return squeeze(_checked(value, most))


def line(value: Any, most: int = MAX_LINE_CHARS) -> str:
    given = _checked(value, most)
    if "\n" in given or "\r" in given:
        raise ValueError("is one line; take the line breaks out")
    return one_line(given)


def _checked(value: Any, most: int) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError("is not text")
    if len(value) > most:
        raise ValueError(f"is longer than {most:,} characters")
    if _NOT_TEXT.search(value):
        raise ValueError("holds control characters or half a surrogate pair; remove them")
    return value


def _url(value: Any) -> str:
    given = line(value, MAX_URL_CHARS)
    if given and not is_url(given):
        raise ValueError("cannot be opened as a web address; write it like https://example.org/me")
    return given


def _email(value: Any) -> str:
    given = line(value)
    if given and not is_email(given):
        raise ValueError("is no e-mail address; write it like name@example.org")
    return given


def _date(value: Any) -> PartialDate | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not value.isascii():
        raise ValueError("is not a date; write it as 2019, 2019-04 or 2019-04-30")
    try:
        return PartialDate.parse(value)
    except ValueError:
        raise ValueError("is no date of the calendar; write it as 2019, 2019-04 or 2019-04-30") from None


def _lines(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise ValueError("is not a list of texts")
    if len(value) > MAX_ITEMS:
        raise ValueError(f"has more than {MAX_ITEMS} entries")
    return tuple(one for one in map(line, value) if one)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("is neither true nor false")
    return value


def _skill(value: Any) -> SkillKind:
    try:
        return SkillKind(value)
    except ValueError:
        raise ValueError("is neither technical nor soft") from None


_READERS: Mapping[Kind, Callable[[Any], Any]] = MappingProxyType(
    {
        Kind.LINE: line,
        Kind.TEXT: text,
        Kind.URL: _url,
        Kind.EMAIL: _email,
        Kind.DATE: _date,
        Kind.LINES: _lines,
        Kind.FLAG: _flag,
        Kind.SKILL: _skill,
    }
)
