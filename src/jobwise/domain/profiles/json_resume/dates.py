"""Dates as resumes write them: read where only one reading is possible, else left alone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jobwise.domain.shared.text import fold
from jobwise.domain.shared.values import PartialDate

_MAX_CHARS = 60
_YEAR_FIRST = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?")
_TIMESTAMP = re.compile(r"(\d{4})-(\d{2})-(\d{2})[Tt ]\d{2}:\d{2}[\d:.,]*(?: ?[Zz]| ?[+-]\d{2}:?\d{2})?")
_MONTH_YEAR = re.compile(r"(\d{1,2}) ?[-/.] ?(\d{4})")
_THREE_PARTS = re.compile(r"(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4})")
_EAST_ASIAN = re.compile(r"(\d{4}) ?[年년](?: ?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日일])?)?")
_PARTS = re.compile(r"[^\W\d_]+|\d+")
# A duration or a note in brackets after the date: "2015-03 (1 year)", "present (9 months)".
_REMARK = re.compile(r"(?<=\S) ?\([^()]*\)$")
_NAMED = re.compile(r"[\w .,'’\-/]+")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|º|ª|o|\.)(?=[\s,./-]|$)")


@dataclass(frozen=True, slots=True)
class DateWords:
    """Words of all languages at once, folded: `months` by number 1..12, words for "it goes on", and `de` or `of`."""

    months: Mapping[str, int]
    present: frozenset[str]
    fillers: frozenset[str]


NO_WORDS = DateWords({}, frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a date text says: a calendar date, or that the thing goes on (`present`), or neither."""

    date: PartialDate | None = None
    present: bool = False


NOTHING = DateReading()


def read_date(text: str, words: DateWords) -> DateReading:
    """A date in any spelling that allows one reading only (`2019-04`, `04/2019`, `Mar 2020`, `1. März 2020`).

    `03/04/2019` stays unread because it is two days, `Summer 2018` because no calendar has it.
    """
    text = text.strip()
    try:
        return DateReading(PartialDate.parse(text))
    except ValueError:
        pass
    if not text or len(text) > _MAX_CHARS:
        return NOTHING
    text = _REMARK.sub("", fold(text))
    if text.strip(" .()-–—") in words.present:
        return DateReading(present=True)
    parts = _year_first(text) or _month_first(text) or _day_first(text) or _named_month(text, words)
    return DateReading(_calendar(*parts)) if parts else NOTHING


def read_date_object(value: dict[str, Any]) -> DateReading:
    """A date given as `{"year": 2019, "month": 4, "day": 30}`."""
    parts = [value.get(name) for name in ("year", "month", "day")]
    whole = [part if isinstance(part, int) and not isinstance(part, bool) else None for part in parts]
    if whole[0] is None or whole != parts:
        return NOTHING
    return DateReading(_calendar(whole[0], whole[1], whole[2]))


_Parts = tuple[int, int | None, int | None]


def _calendar(year: int, month: int | None, day: int | None) -> PartialDate | None:
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _year_first(text: str) -> _Parts | None:
    match = _TIMESTAMP.fullmatch(text)
    if match:
        return int(match[1]), int(match[2]), int(match[3])
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        return int(match[1]), _number(match[3]), _number(match[4])
    match = _EAST_ASIAN.fullmatch(text)
    if match:
        return int(match[1]), _number(match[2]), _number(match[3])
    return None


def _month_first(text: str) -> _Parts | None:
    match = _MONTH_YEAR.fullmatch(text)
    return (int(match[2]), int(match[1]), None) if match else None


def _day_first(text: str) -> _Parts | None:
    """Three numbers: dots mean day first wherever they are used; otherwise one of the two must be no month."""
    match = _THREE_PARTS.fullmatch(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "." or first > 12 or first == second:
        return year, second, first
    return (year, first, second) if second > 12 else None


def _named_month(text: str, words: DateWords) -> _Parts | None:
    """`march 2020`, `5 march 2020`, `march 5, 2020`, `2020 march`, `1er avril 2020`, `3 de mayo de 2020`."""
    if not _NAMED.fullmatch(text):
        return None
    months = year = day = None
    for part in _PARTS.findall(_ORDINAL.sub("", text)):
        if part.isdecimal() and len(part) == 4 and year is None:
            year = int(part)
        elif part.isdecimal() and len(part) <= 2 and day is None:
            day = int(part)
        elif part in words.months and months is None:
            months = words.months[part]
        elif part not in words.fillers:
            return None
    if year is None or months is None:
        return None
    return year, months, day
