"""The dates of an entry against the dates of the profile's item."""

import re
from collections.abc import Iterator

from jobwise.domain.generations.checking.facts import Item
from jobwise.domain.generations.checking.wording import Finding
from jobwise.domain.generations.grounding.claims import ClaimKind
from jobwise.domain.generations.resume_reading.dates import Period, periods
from jobwise.domain.generations.resume_reading.words import ReadingWords
from jobwise.domain.shared.values import PartialDate

_YEARS = r"(?:years?|yrs?|jahren?|ans?|años?|anos?|лет|года?|年)"
_MONTHS = r"(?:months?|mos?|monaten?|mois|mes(?:es)?|мес\w*|个月|か月)"
_DURATION = re.compile(
    rf"(?<!\d)(?:(\d{{1,2}})\s?{_YEARS}(?!\w)[,\s]*)?(?:(\d{{1,2}})\s?{_MONTHS}(?!\w))|(?<!\d)(\d{{1,2}})\s?{_YEARS}(?!\w)",
    re.IGNORECASE,
)


def fits(said: PartialDate, known: PartialDate | None) -> bool:
    """Whether a date says no more than what is known, at the granularity it has."""
    if known is None or said.year != known.year:
        return False
    if said.month is None:
        return True
    return said.month == known.month and (said.day is None or said.day == known.day)


def matching(period: Period, item: Item, as_of: PartialDate) -> bool:
    """Whether the period is the item's own."""
    if period.single:
        return period.first is not None and (fits(period.first, item.start) or fits(period.first, item.end))
    if period.first is not None and not fits(period.first, item.start):
        return False
    if period.last is not None and not fits(period.last, item.end):
        return False
    return not period.current or item.open or (item.end is not None and item.end > as_of)


def date_findings(text: str, item: Item | None, words: ReadingWords, as_of: PartialDate) -> Iterator[Finding]:
    """One finding for each period of the text, and for each duration beside it."""
    found = periods(text, words)
    for period in found:
        good = item is not None and matching(period, item, as_of)
        yield Finding(
            ClaimKind.DATE, period.at, period.until, good, item.path if good and item else "",
            "" if good else "The profile gives other dates here.",
        )  # fmt: skip
    if not found:
        return
    for match in _DURATION.finditer(text):
        if any(period.at < match.end() and match.start() < period.until for period in found):
            continue
        good = item is not None and _lasts(match, item, as_of)
        reason = "" if good else "The dates of the profile give another duration."
        yield Finding(ClaimKind.DURATION, match.start(), match.end(), good, item.path if good and item else "", reason)


def _lasts(match: re.Match[str], item: Item, as_of: PartialDate) -> bool:
    end = item.end or (as_of if item.open else None)
    if item.start is None or end is None:
        return False
    actual = end.months - item.start.months + 1
    years, months, only = match.groups()
    if only is not None:
        return int(only) in (actual // 12, (actual - 1) // 12, round(actual / 12))
    return abs(int(years or 0) * 12 + int(months) - actual) <= 1
