"""Years and months of a letter against the dates of the profile's entries."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from jobwise.domain.generations.grounding.check_dates import dated
from jobwise.domain.generations.grounding.check_skills import is_tool
from jobwise.domain.generations.grounding.dates import SINCE
from jobwise.domain.generations.grounding.facts import OTHER, SCHOOL, WORK, Item, held_months
from jobwise.domain.generations.grounding.frames import Context, Frame, Framed
from jobwise.domain.generations.grounding.numbers import PART, Quantity
from jobwise.domain.generations.grounding.reading import telling
from jobwise.domain.shared.values import PartialDate

SPANS = frozenset(("decade", "year", "month", "week"))
_MONTHS = {"decade": Fraction(120), "year": Fraction(12), "month": Fraction(1), "week": Fraction(12, 52)}
_BETWEEN = 3
_OLD = range(1600, 1900)
"""Years of old houses, which read as numbers."""


def takes_back(number: Quantity, framed: Framed) -> bool:
    """Whether "of them" behind the number takes it back to what was counted before."""
    table = framed.reading.rules.partitive
    return number.end < len(framed.words) and table.at(framed.words, number.end) is not None


def worked(number: Quantity, framed: Framed, frame: Frame, context: Context) -> str:
    """The path of the entries whose dates make these years, empty when none do."""
    said = number.value * _MONTHS[number.unit]
    items = context.held.items
    named = [] if _shared_out(number, framed) else _bound(number, framed, frame)
    if named:
        for place in named:
            if any(_lasts(number.op, said, months, number) for months in _lengths([items[place]], context)):
                return items[place].path
        if len(named) > 1 and any(
            _lasts(number.op, said, months, number) for months in _lengths([items[p] for p in named], context)
        ):
            return "experiences"
        return _together(number, framed, context)
    skilled = _skilled(number, framed, context)
    if skilled is not None:
        runs = (m for group in _groups(skilled) for m in _lengths(group, context))
        return "experiences" if any(_lasts(number.op, said, months, number) for months in runs) else ""
    work = [item for item in items if item.kind == WORK]
    for group in _groups(work):
        if any(_lasts(number.op, said, months, number) for months in _lengths(group, context)):
            return group[0].path if len(group) == 1 else "experiences"
    for item in items:
        if item.kind == SCHOOL and any(_lasts(number.op, said, m, number) for m in _lengths([item], context)):
            return item.path
    return ""


def _shared_out(number: Quantity, framed: Framed) -> bool:
    """Whether the years are those that a part named right before is taken of: half of my ten years."""
    return any(other.unit == PART and 0 < number.start - other.end <= _BETWEEN for other in framed.reading.numbers)


def _together(number: Quantity, framed: Framed, context: Context) -> str:
    """The jobs that make these years together: two posts at one house, or all the houses that the sentence names."""
    said = number.value * _MONTHS[number.unit]
    items = context.held.items
    named = list(dict.fromkeys(a.item for a in framed.anchors if items[a.item].kind == WORK))
    groups = [[place for place in named if items[place].names == items[one].names] for one in named]
    for group in (*groups, named):
        if len(group) > 1 and any(
            _lasts(number.op, said, months, number) for months in _lengths([items[place] for place in group], context)
        ):
            return "experiences"
    return ""


def since_then(number: Quantity, framed: Framed, context: Context) -> str:
    """The entry or fact whose date lies this long back: three years ago, a licence held for five years."""
    said = number.value * _MONTHS[number.unit]
    ago = _is_ago(number, framed)
    about = telling(framed.reading.about())
    now = context.as_of
    bound = _bound(number, framed, framed.frame(number.start))
    named = {place for place in bound if context.held.items[place].kind == WORK}
    for mention in framed.reading.dates:
        if mention.tie == SINCE and dated(mention, framed, context):
            month = mention.months[0] if mention.months else None
            if _back(number.op, said, mention.year, month, now):
                return "experiences"
    if named and not ago:
        return _between(number, framed, context, named)
    for item in context.held.items:
        if item.kind != OTHER and not ago:
            continue
        if not ago and not about & item.about and not about & {"certificate", "prize"}:
            continue
        for date in (item.start, item.end):
            if date is not None and _back(number.op, said, date.year, date.month, now):
                return item.path
    for text in context.held.texts:
        for reading in text.readings:
            for mention in reading.dates:
                month = mention.months[0] if mention.months else None
                tied = ago or mention.tie == SINCE
                if tied and about & text.about and _back(number.op, said, mention.year, month, now):
                    return text.path
    return _between(number, framed, context, named)


def of_years(number: Quantity, framed: Framed) -> bool:
    """Whether a number without a noun counts years all the same: thirteen years, seven of these in Angers."""
    words = framed.words
    timed = any(other.unit in ("year", "decade") for other in framed.reading.numbers)
    since = framed.reading.rules.dates
    back = words[max(0, number.start - 4) : number.start]
    if since.since.has(back) or since.ago.has(back):
        return True
    if not timed:
        return False
    return number.end >= len(words) or not telling(framed.reading.about(number.end, number.end + 1)) - {"house"}


def _between(number: Quantity, framed: Framed, context: Context, homes: set[int]) -> str:
    """The fact or entry whose dates lie this many years apart, or this many from a date the sentence names."""
    if number.unit != "year" or number.value.denominator != 1:
        return ""
    about = telling(framed.reading.about())
    for text in context.held.texts:
        years = [mention.year for reading in text.readings for mention in reading.dates]
        if homes and text.item not in homes:
            continue
        if len(years) > 1 and about & text.about and max(years) - min(years) == number.value:
            return text.path
    named = {mention.year for mention in framed.reading.dates}
    for item in context.held.items if not homes else ():
        for date in (item.start, item.end):
            if item.kind != WORK and date is not None and any(abs(date.year - y) == number.value for y in named):
                return item.path
    return ""


def _is_ago(number: Quantity, framed: Framed) -> bool:
    """Whether the years are counted back from today: vor drei Jahren, three years ago."""
    table, words = framed.reading.rules.dates.ago, framed.words
    if number.end < len(words) and table.at(words, number.end) is not None:
        return True
    first = max(0, number.start - 4)
    return table.has(words[first : number.start])


def _back(op: str, said: Fraction, year: int, month: int | None, now: PartialDate) -> bool:
    """Whether a date lies this many months before `now`, counted by the month or from year to year."""
    by_year = 12 * (now.year - year)
    least, most = (by_year - 11, by_year + 11) if month is None else ((now.month or 12) - month + by_year,) * 2
    slack = max(Fraction(6), said / 10)
    if op in (">", ">="):
        return said <= most and least <= said + 12
    if op in ("<", "<="):
        return least <= said and said - 12 <= most
    return by_year == said or least - slack <= said <= most + slack


def is_anniversary(number: Quantity, framed: Framed, context: Context) -> bool:
    """Whether the years are those since a year of the posting, until today or a year the sentence names."""
    if context.posting is None or number.unit not in ("year", "decade"):
        return False
    said = number.value * _MONTHS[number.unit] / 12
    readings = [reading for text in context.posting.texts for reading in text.readings]
    known = [mention.year for reading in readings for mention in reading.dates]
    known += [int(n.value) for r in readings for n in r.numbers if n.value in _OLD and not n.unit]
    until = [context.as_of.year, *(mention.year for mention in framed.reading.dates)]
    slack = 0 if number.op == "=" else max(Fraction(2), said / 10)
    return any(abs(end - year - said) <= slack for year in known for end in until)


def part_of_time(number: Quantity, framed: Framed, context: Context) -> str:
    """The entry that took this part of all the years worked: half of them at one house."""
    work = [item for item in context.held.items if item.kind == WORK]
    total = held_months(work, context.as_of)
    for anchor in framed.anchors:
        item = context.held.items[anchor.item]
        if (
            total
            and item.kind == WORK
            and abs(Fraction(held_months([item], context.as_of), total) - number.value) < Fraction(1, 12)
        ):
            return item.path
    return ""


def _bound(number: Quantity, framed: Framed, frame: Frame) -> list[int]:
    """The entries whose time this is: each entry named binds the years nearest to it, unless a date parts them."""
    times = [
        n
        for n in framed.reading.numbers
        if n.unit in SPANS or takes_back(n, framed) or (not n.unit and of_years(n, framed))
    ]
    marks = [n.start for n in times]
    bound = []
    for anchor in framed.anchors:
        nearest = min(marks, key=lambda mark: (abs(mark - anchor.start), mark), default=number.start)
        parted = any(number.start < date.core < anchor.start for date in framed.reading.dates)
        if nearest == number.start and not parted:
            bound.append(anchor)
    inside = [a.item for a in bound if frame.start <= a.start < frame.end]
    behind = [a.item for a in bound if frame.end <= a.start <= number.end + 9]
    return inside + behind[:1] if inside else inside


def _skilled(number: Quantity, framed: Framed, context: Context) -> list[Item] | None:
    """The entries that show the tool whose years are told, right beside them; None when no tool is."""
    words = framed.words
    first, last = max(0, number.start - 4), min(len(words), number.end + 4)
    begin = words[first].start
    # What stands behind a comma is another item of a list, not what the years were spent with.
    behind = framed.text[words[number.end - 1].end : words[last - 1].end]
    piece = framed.text[begin : words[last - 1].end - len(behind)] + re.split("[,;]", behind, maxsplit=1)[0]
    names = [
        mention.name
        for mention in context.vocabulary.find(piece)
        if is_tool(piece[mention.span.start : mention.span.end], context.rules)
        and begin + mention.span.start > framed.reading.sentence.start
    ]
    if not names:
        return None
    found: list[Item] = []
    for place, item in enumerate(context.held.items):
        texts = " ".join(text.text for text in context.held.texts if text.item == place)
        if item.kind == WORK and any(mention.name in names for mention in context.vocabulary.find(texts)):
            found.append(item)
    return found


def _groups(work: Sequence[Item]) -> Iterator[list[Item]]:
    for item in work:
        yield [item]
    if len(work) > 1:
        yield list(work)
        for size in range(2, min(len(work), 5)):
            for first in range(len(work) - size + 1):
                yield list(work[first : first + size])


def _lengths(items: Sequence[Item], context: Context) -> Iterator[tuple[int, int]]:
    """Months the entries cover, least and most: a date without its month leaves a year open."""
    dated = [item for item in items if item.months(context.as_of) is not None]
    if not dated:
        return
    total = held_months(dated, context.as_of)
    slack = 11 * sum(_open(item) for item in dated)
    yield max(0, total - slack), total + slack
    spans = [span for span in (item.months(context.as_of) for item in dated) if span is not None]
    since = max(span[1] for span in spans) - min(span[0] for span in spans)
    yield max(0, since - slack), since + slack


def _open(item: Item) -> int:
    return sum(date is not None and date.month is None for date in (item.start, item.end))


def _lasts(op: str, said: Fraction, months: tuple[int, int], number: Quantity) -> bool:
    least, most = months[0] - 1, months[1] + 1
    whole = number.value.denominator == 1 and number.unit == "year"
    if number.unit == "decade" and op == "=":
        op = "~"
    if op == "=" and number.unit == "year" and number.value.denominator == 2:
        return said - 4 <= most and least < said + 6
    if op == "=":
        return least <= said <= most or (whole and (said <= most < said + 12 or said - 6 <= least <= said))
    if op == "~":
        slack = max(Fraction(6 if number.unit == "year" else 1), said / 12)
        return least - slack <= said <= most + slack
    if op == "<":
        return said - max(Fraction(7), said / 10) <= most and least <= said
    if op == "<=":
        return least <= said <= most + 12
    return said <= most and least < said + max(Fraction(12), said / 4)
