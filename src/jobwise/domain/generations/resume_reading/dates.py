"""Dates and periods as resumes write them, in any of the languages of `ReadingWords`."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from jobwise.domain.generations.resume_reading.words import ReadingWords, bare
from jobwise.domain.shared.values import PartialDate

_YEAR = r"(?:19[3-9]\d|20[0-5]\d)"
_NUMERIC = re.compile(
    rf"(?<![\d.,/])(?P<y1>{_YEAR})\s?[年년]\s?(?:(?P<m1>\d{{1,2}})\s?[月월]\s?(?:(?P<d1>\d{{1,2}})\s?[日일])?)?"
    rf"|(?<![\d.,/])(?P<y2>{_YEAR})[-./](?P<m2>0[1-9]|1[0-2]|[1-9])(?:[-./](?P<d2>[0-3]?\d))?(?![\d])"
    rf"|(?<![\d.,/])(?P<a3>[0-3]?\d)(?P<s3>[-./])(?P<b3>[0-3]?\d)[-./](?P<y3>{_YEAR})(?!\d)"
    rf"|(?<![\d.,/])(?P<m4>0?[1-9]|1[0-2])\s?[-./]\s?(?P<y4>{_YEAR})(?!\d)"
    rf"|(?<![\d.,/])(?P<y5>{_YEAR})(?P<s5>\s?[-–/]\s?)(?P<e5>\d\d)(?![\d/.])"
    rf"|(?<!\d)(?<!\d[.,])(?P<y6>{_YEAR})(?![\d])(?![.,]\d)"
    r"|(?<![\w.,/])(?P<m7>0[1-9]|1[0-2])/(?P<y7>\d\d)(?![\d/])"
    r"|['’](?P<y8>\d\d)(?!\d)"
    r"|(?<!\d)(?P<y9>25[2-9]\d)(?!\d)"
)
_TAIL = re.compile(r"[\s.,/'’-]*$")
_DAY_AFTER = re.compile(r"(?<!\d)([0-3]?\d)(?:st|nd|rd|th)?$")
_DAY_BEFORE = re.compile(r"(?<![\d.,])([0-3]?\d)\s?(?:st|nd|rd|th|er|º|ª|\.)? ?(?:de +|of +)?$")
_OF = re.compile(r"\s(?:de|del|of|do|di)\s*$")
_SEPARATOR = re.compile(r"\s*+(?:г\.?|года|гг\.?)?\s*+([-–—−‐‑~〜～→/>]{1,2}|)\s*$")
_DASH = re.compile(r"\s*+(?:г\.?|года)?\s*+[-–—−‐‑~〜～→]+\s*")
_AFTER = re.compile(r"\s*(?:г\.?|года|р\.?|року)?\s*")
_HEBREW_PREFIX = "במלהמ"


@dataclass(frozen=True, slots=True)
class DateHit:
    """One date of a text at `start`..`end`."""

    date: PartialDate
    start: int
    end: int
    loose: bool = False
    """A shape that is a date only beside another one (03/19, '19)."""


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a text at `at`..`until`. A single date has `first` alone, with `single` set."""

    first: PartialDate | None
    last: PartialDate | None
    current: bool
    at: int
    until: int
    single: bool = False


def dates(text: str, words: ReadingWords) -> list[DateHit]:
    """Every date of the text in order."""
    low = bare(text)
    out: list[DateHit] = []
    for match in _NUMERIC.finditer(low):
        out.extend(_hits(match, low, words))
    return out


def _hits(match: re.Match[str], low: str, words: ReadingWords) -> list[DateHit]:
    got: dict[str, str] = {key: value for key, value in match.groupdict().items() if value is not None}
    start, end = match.span()
    if "y3" in got:
        one, two = int(got["a3"]), int(got["b3"])
        day, month = (two, one) if two > 12 or (got["s3"] == "/" and one <= 12) else (one, two)
        return _made(int(got["y3"]), month, day, start, end)
    if "e5" in got:
        year = int(got["y5"])
        last = year - year % 100 + int(got["e5"])
        if last > year and last - year < 20:
            cut = match.start("e5")
            return [*_made(year, None, None, start, match.end("y5")), *_made(last, None, None, cut, end)]
        return _made(year, None, None, start, match.end("y5"))
    if "m7" in got:
        return [replace(hit, loose=True) for hit in _made(_century(got["y7"]), int(got["m7"]), None, start, end)]
    number = next((number for number in "124" if f"y{number}" in got), "")
    if number:
        spoken, said, of = int(got[f"y{number}"]), got.get(f"m{number}"), got.get(f"d{number}")
        if said is None:
            return _made(spoken, None, None, start, end)
        made = _made(spoken, int(said), int(of) if of else None, start, end)
        return made or _made(spoken, None, None, match.start(f"y{number}"), match.end(f"y{number}"))
    if "y9" in got and not any("\u0e00" <= char <= "\u0e7f" for char in low):
        return []
    if "y8" in got:
        hits = _with_month(low, start, end, _century(got["y8"]), words)
        return hits if hits and hits[-1].date.month else []
    return _with_month(low, start, end, int(got["y6"]) if "y6" in got else int(got["y9"]) - 543, words)


def _century(two: str) -> int:
    return 2000 + int(two) if int(two) <= 45 else 1900 + int(two)


def _made(year: int, month: int | None, day: int | None, start: int, end: int) -> list[DateHit]:
    try:
        return [DateHit(PartialDate(year, month, day), start, end)]
    except ValueError:
        return []


def _with_month(low: str, start: int, end: int, year: int, words: ReadingWords) -> list[DateHit]:
    """A year with the month's name before it ("3 March 2020", "Sept. '18"), also "Jan - Mar 2020" as two dates."""
    place = _TAIL.search(low, max(0, start - 40), start).start()  # type: ignore[union-attr]
    before = low[:place]
    day: int | None = None
    of = _OF.search(before + " ")
    if of:
        before = before[: of.start()].rstrip(" ,.")
    mid = _DAY_AFTER.search(before[-6:])
    month, width = _month_at_end(before, words)
    if month is None and mid:
        shorter = before[: len(before) - len(mid.group())].rstrip(" ,.")
        month, width = _month_at_end(shorter, words)
        if month is not None:
            before, day = shorter, int(mid.group(1))
    if month is None:
        return _made(year, None, None, start, end)
    first = len(before) - width
    lead = _DAY_BEFORE.search(before, max(0, first - 8), first)
    if lead and day is None and lead.group().strip() and 1 <= int(lead.group(1)) <= 31:
        made = _made(year, month, int(lead.group(1)), lead.start(), end)
        if made:
            return made
    made = _made(year, month, day, first, end) or _made(year, month, None, first, end)
    return [*_open_month(before[:first], year, month, words), *made]


def _open_month(before: str, year: int, last: int, words: ReadingWords) -> list[DateHit]:
    """The first month of "January to March 2020", whose year is said once."""
    text = before.rstrip()
    dash = re.search(r"[-–—/]$", text)
    width = 1 if dash else words.to.at_end(text)
    if not width:
        return []
    head = text[:-width].rstrip(" .")
    month, length = _month_at_end(head, words)
    return _made(year, month, None, len(head) - length, len(head)) if month and month <= last else []


def _month_at_end(before: str, words: ReadingWords) -> tuple[int | None, int]:
    """The month whose name ends the text and the length of that name."""
    for width in range(min(words.month_names.longest, len(before)), 1, -1):
        month = words.months.get(before[-width:])
        if month is None:
            continue
        edge = before[-width - 1 : -width] if width < len(before) else ""
        if not edge.isalpha() or "\u0e00" <= edge <= "\u0eff":
            return month, width
        if edge in _HEBREW_PREFIX and (len(before) <= width + 1 or not before[-width - 2].isalpha()):
            return month, width
    return None, 0


def periods(text: str, words: ReadingWords) -> list[Period]:
    """Every period of the text in order; a date that is no part of a range is a single one."""
    return list(_periods(text, words)) if any(char.isdigit() for char in text) else []


@lru_cache(maxsize=2048)
def _periods(text: str, words: ReadingWords) -> tuple[Period, ...]:
    low = bare(text)
    hits = dates(text, words)
    out: list[Period] = []
    place = 0
    while place < len(hits):
        hit = hits[place]
        following = hits[place + 1] if place + 1 < len(hits) else None
        at = _since(low, hit.start, words)
        if (
            following
            and following.date.months >= hit.date.months - 11
            and _joined(low, hit.end, following.start, words)
        ):
            out.append(Period(hit.date, following.date, False, at, following.end))
            place += 2
            continue
        place += 1
        end = _present(low, hit.end, words)
        if end:
            out.append(Period(hit.date, None, True, at, end))
        elif hit.loose:
            continue
        elif at < hit.start:
            out.append(Period(hit.date, None, True, at, hit.end))
        else:
            out.append(_alone(low, hit, words))
    return tuple(out)


def _alone(low: str, hit: DateHit, words: ReadingWords) -> Period:
    before = low[: hit.start].rstrip()
    width = words.until.at_end(before)
    if width:
        return Period(None, hit.date, False, len(before) - width, hit.end)
    dash = _DASH.match(low, hit.end)
    if dash and dash.end() == len(low.rstrip(" )]")) and len(low) > hit.end:
        return Period(hit.date, None, True, hit.start, dash.end())
    return Period(hit.date, None, False, hit.start, hit.end, single=True)


def _since(low: str, start: int, words: ReadingWords) -> int:
    before = low[:start].rstrip()
    width = words.since.at_end(before)
    return len(before) - width if width and len(before) - width >= 0 else start


def _joined(low: str, end: int, start: int, words: ReadingWords) -> bool:
    between = low[end:start]
    match = _SEPARATOR.fullmatch(between)
    if match:
        return bool(match.group(1))
    inner = _AFTER.sub("", between, count=1).strip(" -–—.")
    return bool(inner) and len(inner) < 16 and (inner in words.to.words or inner in words.until.words)


def _present(low: str, end: int, words: ReadingWords) -> int:
    """Where "- Present" ends after a date, 0 when there is none."""
    place = _AFTER.match(low, end).end()  # type: ignore[union-attr]
    dash = _DASH.match(low, place)
    if dash:
        place = dash.end()
    for _ in range(2):
        width = words.present.at_start(low, place)
        if width:
            return place + width
        step = words.to.at_start(low, place) or words.until.at_start(low, place)
        if not step:
            return 0
        place += step
        while place < len(low) and low[place] == " ":
            place += 1
    width = words.present.at_start(low, place)
    return place + width if width else 0
