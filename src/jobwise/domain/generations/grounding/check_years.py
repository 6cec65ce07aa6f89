"""Years and months of a letter against the dates of the profile's entries."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from jobwise.domain.generations.grounding.check_skills import is_tool
from jobwise.domain.generations.grounding.facts import SCHOOL, WORK, Item, held_months
from jobwise.domain.generations.grounding.frames import Context, Frame, Framed
from jobwise.domain.generations.grounding.numbers import Quantity

SPANS = frozenset(("decade", "year", "month", "week"))
_MONTHS = {"decade": Fraction(120), "year": Fraction(12), "month": Fraction(1), "week": Fraction(12, 52)}


def takes_back(number: Quantity, framed: Framed) -> bool:
    """Whether "of them" behind the number takes it back to what was counted before."""
    table = framed.reading.rules.partitive
    return number.end < len(framed.words) and table.at(framed.words, number.end) is not None


def worked(number: Quantity, framed: Framed, frame: Frame, context: Context) -> str:
    """The path of the entries whose dates make these years, empty when none do."""
    said = number.value * _MONTHS[number.unit]
    items = context.held.items
    named = _bound(number, framed, frame)
    if named:
        for place in named:
            if any(_lasts(number.op, said, months, number) for months in _lengths([items[place]], context)):
                return items[place].path
        if len(named) > 1 and any(
            _lasts(number.op, said, months, number) for months in _lengths([items[p] for p in named], context)
        ):
            return "experiences"
        return ""
    skilled = _skilled(number, framed, context)
    if skilled is not None:
        return "experiences" if any(_lasts(number.op, said, m, number) for m in _lengths(skilled, context)) else ""
    work = [item for item in items if item.kind == WORK]
    for group in _groups(work):
        if any(_lasts(number.op, said, months, number) for months in _lengths(group, context)):
            return group[0].path if len(group) == 1 else "experiences"
    for item in items:
        if item.kind == SCHOOL and any(_lasts(number.op, said, m, number) for m in _lengths([item], context)):
            return item.path
    return ""


def _bound(number: Quantity, framed: Framed, frame: Frame) -> list[int]:
    """The entries whose time this is: each entry named binds the years nearest to it, unless a date parts them."""
    times = [n for n in framed.reading.numbers if n.unit in SPANS or takes_back(n, framed)]
    marks = [n.start for n in times]
    bound = []
    for anchor in framed.anchors:
        nearest = min(marks, key=lambda mark: (abs(mark - anchor.start), mark), default=number.start)
        parted = any(number.start < date.core < anchor.start for date in framed.reading.dates)
        if nearest == number.start and not parted:
            bound.append(anchor)
    return [a.item for a in bound if frame.start <= a.start < frame.end]


def _skilled(number: Quantity, framed: Framed, context: Context) -> list[Item] | None:
    """The entries that show the tool whose years are told, right beside them; None when no tool is."""
    words = framed.words
    first, last = max(0, number.start - 4), min(len(words), number.end + 4)
    begin = words[first].start
    piece = framed.text[begin : words[last - 1].end]
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
        return least <= said <= most or (whole and (said <= most < said + 12 or said - 5 <= least <= said))
    if op == "~":
        slack = max(Fraction(6 if number.unit == "year" else 1), said / 12)
        return least - slack <= said <= most + slack
    if op == "<":
        return said - max(Fraction(7), said / 10) <= most and least <= said
    if op == "<=":
        return least <= said <= most + 12
    return said <= most and least < said + max(Fraction(12), said / 4)
