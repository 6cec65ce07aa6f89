"""Numbers of a letter against those of the profile and the posting, and years against the dates of the profile."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from jobwise.domain.generations.grounding.check_skills import is_tool
from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.facts import SCHOOL, WORK, FactText, Index, Item, held_months
from jobwise.domain.generations.grounding.frames import Context, Frame, Framed
from jobwise.domain.generations.grounding.numbers import PART, PERCENT, TIMES, UNITS, Quantity
from jobwise.domain.generations.grounding.reading import PUBLIC, STAFF, rounds, telling

_SPANS = frozenset(("decade", "year", "month", "week"))
_MONTHS = {"decade": Fraction(120), "year": Fraction(12), "month": Fraction(1), "week": Fraction(12, 52)}
_TELLING, _TELLING_ALIKE = 13, 1000
"""From here on a number tells its fact by itself: when its noun has to be translated, when both speak one language."""
_TIMED = frozenset(("decade", "year", "month", "week", "day", "hour", "minute"))
_RATIOS = frozenset((PERCENT, PART, TIMES))


@dataclass(frozen=True, slots=True)
class Known:
    """A number the sources hold or yield: `head` is what it counts, `about` what its sentence speaks of."""

    value: Fraction
    unit: str
    head: frozenset[str]
    near: frozenset[str]
    about: frozenset[str]
    path: str
    item: int
    derived: bool = False


def known_numbers(index: Index) -> list[Known]:
    """Every number of the texts, and what follows from two figures of one text."""
    found: list[Known] = []
    for text in index.texts:
        found.extend(_of_text(text))
    return found


def _of_text(text: FactText) -> Iterator[Known]:
    mine: list[Known] = []
    for reading in text.readings:
        for number in reading.numbers:
            mine.append(
                Known(
                    number.value,
                    number.unit,
                    reading.head(number),
                    reading.near(number),
                    text.about,
                    text.path,
                    text.item,
                )
            )
    yield from mine
    if len(mine) <= 6:
        for one, other in combinations(mine, 2):
            yield from _derived(one, other)


def _derived(one: Known, other: Known) -> Iterator[Known]:
    """What two figures of one text yield: difference, sum, the change between them in parts and times."""
    ratio = one.unit in _RATIOS
    if ratio != (other.unit in _RATIOS) or one.value <= 0 or other.value <= 0:
        return
    if one.unit and other.unit and one.unit != other.unit:
        return
    unit = one.unit or other.unit
    change = bool({"reduction", "growth"} & one.about)
    near, head = one.near | other.near, one.head | other.head
    big, small = max(one.value, other.value), min(one.value, other.value)

    def derived(value: Fraction, unit: str) -> Known:
        return Known(value, unit, head, near, one.about, one.path, one.item, True)

    yield derived(big - small, unit)
    yield derived(big + small, unit)
    if big != small:
        # A change is told against the figure it began with; where nothing changes, either may be the whole.
        yield derived((big - small) / one.value, PART)
        if not change:
            yield derived((big - small) / other.value, PART)
        if not change:
            yield derived(small / big, PART)
        yield derived(big / small, TIMES)
        yield derived(small / big, TIMES)


def check_numbers(framed: Framed, context: Context, held: Sequence[Known], posted: Sequence[Known]) -> list[Claim]:
    """A claim for every number of the sentence."""
    return [_check(number, framed, context, held, posted) for number in framed.reading.numbers]


def _check(number: Quantity, framed: Framed, context: Context, held: Sequence[Known], posted: Sequence[Known]) -> Claim:
    frame = framed.frame(number.start)
    span = number.unit in _SPANS
    kind = ClaimKind.DURATION if span else ClaimKind.NUMBER
    own = frame.claims_own or (framed.any("own") and not framed.any("wish") and not frame.yours and not frame.applies)
    if own or not frame.yours:
        source = _held(number, framed, context, held)
        if not source and span:
            source = _worked(number, framed, frame, context)
        if not source and not number.unit and _takes_back(number, framed):
            source = _worked(replace(number, unit="year"), framed, frame, context)
        if not source and not span:
            source = _counted(number, framed, context)
        if source:
            return framed.claim(kind, number.start, number.end, source)
    if number.value <= 10 and "rhetoric" in framed.reading.head(number):
        return framed.claim(kind, number.start, number.end, "-")
    told = framed.any("yours") or framed.any("wish") or framed.any("applies")
    if not frame.claims_own or (frame.yours and not frame.deed) or (told and not (frame.deed and frame.own)):
        if _posted(number, framed, context, posted):
            return framed.claim(kind, number.start, number.end, "job")
    if frame.yours and not own:
        source = _held(number, framed, context, held, strict=True)
        if source:
            return framed.claim(kind, number.start, number.end, source)
    reason = "These years do not follow from the dates of the profile." if span else "No fact carries this number."
    return framed.claim(kind, number.start, number.end, "", reason)


def _paired(number: Quantity, framed: Framed) -> bool:
    """Whether the number closes a from-to pair: then it is a figure of the fact, nothing worked out."""
    stop = framed.reading.rules.stopwords
    return any(
        0 < number.start - other.end <= 2
        and other.unit == number.unit
        and all(word.norm in stop for word in framed.words[other.end : number.start])
        for other in framed.reading.numbers
    )


def _takes_back(number: Quantity, framed: Framed) -> bool:
    """Whether "of them" behind the number takes it back to what was counted before."""
    table = framed.reading.rules.partitive
    return number.end < len(framed.words) and table.at(framed.words, number.end) is not None


def _fits(number: Quantity, known: Known, loose: bool = False) -> bool:
    if number.unit in _RATIOS or known.unit in _RATIOS:
        if (number.unit == TIMES and known.unit == TIMES) or {number.unit, known.unit} <= {PERCENT, PART}:
            return rounds(number.op, number.value, known.value)
        if number.unit == "" and known.unit == PERCENT and loose:
            return rounds(number.op, number.value / 100, known.value)
        return number.unit == TIMES and known.unit == PART and rounds(number.op, number.value - 1, known.value)
    if number.unit and number.unit != known.unit and (known.unit or number.unit in _TIMED):
        return False
    return rounds(number.op, number.value, known.value)


def _held(number: Quantity, framed: Framed, context: Context, held: Sequence[Known], strict: bool = False) -> str:
    reading = framed.reading
    head, near = reading.head(number), reading.near(number)
    about = telling(reading.about())
    other_language = context.held.language != context.rules.language
    telling_from = _TELLING if other_language else _TELLING_ALIKE
    homes = {anchor.item for anchor in framed.anchors if context.held.items[anchor.item].kind == WORK}
    paired = _paired(number, framed)
    for known in held:
        if known.derived and paired:
            continue
        if not _fits(number, known, any(other.unit == PERCENT for other in reading.numbers)):
            continue
        if (
            number.value >= telling_from
            and not _clash(head, known.head)
            and not (strict or known.derived or number.unit in _RATIOS)
        ):
            return known.path
        if _same_thing(
            number, head, near, about, known, strict or (known.derived and not other_language)
        ) and not _elsewhere(known, homes, about):
            return known.path
    return ""


def _clash(head: frozenset[str], counted: frozenset[str]) -> bool:
    """Whether one number counts people and the other does not, or other people: pupils are no beds, guests no cooks."""
    head, counted = telling(head), telling(counted)
    people = STAFF | PUBLIC
    if not head or not counted or head & counted:
        return False
    if bool(head & people) != bool(counted & people):
        return True
    return bool(head & people) and not (head & STAFF and counted & STAFF) and "person" not in head | counted


def _elsewhere(known: Known, homes: set[int], about: frozenset[str]) -> bool:
    """Whether the sentence names other employers only, and shares next to nothing with the fact."""
    return bool(homes) and known.item >= 0 and known.item not in homes and len(about & known.about) < 2


def _same_thing(
    number: Quantity, head: frozenset[str], near: frozenset[str], about: frozenset[str], known: Known, strict: bool
) -> bool:
    """Whether both numbers count the same: by the thing counted, else by what their sentences share."""
    shared = about & telling(known.about)
    head, counted = telling(head), telling(known.head)
    if number.unit:
        return bool(shared) or bool(near & known.near - {number.unit}) or not strict
    if head and known.unit in UNITS and not head & (known.near | known.head):
        return False
    if head and counted:
        if head & counted or (head & STAFF and counted & STAFF):
            return True
        if head & PUBLIC and counted & PUBLIC and "person" in head | counted:
            return True
        if near & known.head or head & known.near:
            return True
        return len(shared) >= 2
    if near & known.near:
        return True
    return bool(shared) or not strict


def _posted(number: Quantity, framed: Framed, context: Context, posted: Sequence[Known]) -> bool:
    head, near = framed.reading.head(number), framed.reading.near(number)
    about = telling(framed.reading.about())
    alike = context.posting is not None and context.posting.language == context.rules.language
    sure = number.value >= (_TELLING_ALIKE if alike else _TELLING) and number.unit not in _RATIOS
    return any(
        _fits(number, known)
        and (
            (sure and not known.derived and not _clash(head, known.head))
            or _same_thing(number, head, near, about, known, False)
        )
        for known in posted
    )


def _counted(number: Quantity, framed: Framed, context: Context) -> str:
    """Counts of entries: two employers, three languages."""
    if number.op != "=" or number.unit or number.value.denominator != 1:
        return ""
    head = framed.reading.head(number) or framed.reading.about(number.end, number.end + 2)
    profile = context.profile
    counts = {
        "language": (len(profile.languages), "languages"),
        "firm": (len({item.employer for item in profile.experiences}), "experiences"),
        "certificate": (len(profile.certifications), "certifications"),
        "prize": (len(profile.awards), "awards"),
        "country": (0, ""),
    }
    for concept in sorted(head):
        total, path = counts.get(concept, (0, ""))
        if total and (number.value == total or (concept == "language" and 1 < number.value < total)):
            return path
    return ""


def _worked(number: Quantity, framed: Framed, frame: Frame, context: Context) -> str:
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
    times = [n for n in framed.reading.numbers if n.unit in _SPANS or _takes_back(n, framed)]
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
