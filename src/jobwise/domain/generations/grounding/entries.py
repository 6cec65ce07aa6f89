"""Which entry a letter speaks of where it names a house: by the town, the dates, the title and the deeds told with it.

A house named with the town, the years and the deeds of another entry stands in that one's place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jobwise.domain.generations.grounding.alignment import Alignment
from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.dates import SINCE, UNTIL
from jobwise.domain.generations.grounding.facts import SCHOOL, WORK, FactText, Item, held_months
from jobwise.domain.generations.grounding.frames import Anchor, Context, Framed
from jobwise.domain.generations.grounding.lexicon import split
from jobwise.domain.generations.grounding.sentences import commas
from jobwise.domain.generations.grounding.titles import PLAIN_RANK, read_title

_TOWN, _DATE, _SPAN, _TITLE = 1.0, 1.0, 0.6, 0.6
_DEEDS = 1.6
_ONE = 0.5
"""So much at most the deeds told weigh."""
_CLEAR, _APART = 1.0, 0.9
_BEHIND = 5
"""So far behind a house its town may stand."""
_ROUGH = 9
"""The house named may well have lasted so many months more or less."""
_LONG = 7
_LARGE = 20
_MONTHS = {"decade": 120, "year": 12, "month": 1}


@dataclass(frozen=True)
class Region:
    """The words of a sentence that speak of the entry named there."""

    framed: Framed
    anchor: Anchor
    start: int
    end: int


def misplaced(framed: Framed, alignment: Alignment) -> Iterator[Claim]:
    """A claim on each house named in the place of another entry."""
    context = alignment.context
    items = context.held.items
    for region in _regions(framed, context):
        frame = framed.frame(region.anchor.start)
        if frame.wish or frame.applies or frame.denied or frame.lacking:
            continue
        own = items[region.anchor.item]
        if own.kind == SCHOOL and context.rules.degrees.has(framed.words):
            continue
        weights = evidence(region, alignment)
        same = [at for at, item in enumerate(items) if item.names == own.names]
        mine = max(weights.get(at, 0.0) for at in same) + _lasted(region, [items[at] for at in same], context)
        named = {items[anchor.item].names for anchor in framed.anchors}
        others = [
            (weight, at)
            for at, weight in weights.items()
            if items[at].names not in named and (items[at].kind == WORK or own.kind == SCHOOL)
        ]
        if not others:
            continue
        top, at = max(others)
        least = _DEEDS if own.kind == SCHOOL else _CLEAR
        if top >= least and top - mine >= _APART and not _mentions(alignment, at, own):
            yield framed.claim(
                ClaimKind.EMPLOYER,
                region.anchor.start,
                region.anchor.end,
                "",
                "The profile tells this of another entry.",
            )


def _mentions(alignment: Alignment, at: int, own: Item) -> bool:
    """Whether a fact of the other entry names the house itself."""
    return any(
        set(name) <= {word.norm for reading in fact.readings for word in reading.words}
        for fact in alignment.facts
        if fact.item == at
        for name in own.names
        if len(name) > 1 or len(name[0]) > _BEHIND
    )


def _regions(framed: Framed, context: Context) -> Iterator[Region]:
    """For each house named, the words up to the marks around it, or all where no other is named."""
    kinds = (WORK, SCHOOL)
    anchors = [anchor for anchor in framed.anchors if context.held.items[anchor.item].kind in kinds]
    if len({context.held.items[anchor.item].names for anchor in anchors}) == 1:
        earlier = context.rules.frames.earlier.find(framed.words)
        start, end = 0, len(framed.words)
        for hit in earlier:
            # Before or behind such a word another time is told.
            if hit.start > anchors[0].start:
                end = min(end, hit.start)
            elif hit.start > _BEHIND:
                start = max(start, hit.start)
        yield Region(framed, anchors[0], start, end)
        return
    marks = commas(framed.reading.sentence) | {frame.start for frame in framed.frames}
    marks |= {at for at, word in enumerate(framed.words) if word.norm in framed.reading.rules.coordinators}
    starts = [max((mark for mark in marks if mark <= anchor.start), default=0) for anchor in anchors]
    for at, anchor in enumerate(anchors):
        # What follows a house is told of it, up to the stretch in which the next is named.
        end = starts[at + 1] if at + 1 < len(starts) else len(framed.words)
        if starts.count(starts[at]) == 1:
            yield Region(framed, anchor, starts[at], end)


def evidence(region: Region, alignment: Alignment) -> dict[int, float]:
    """What the words of a region weigh for each entry."""
    context, framed = alignment.context, region.framed
    weights: dict[int, float] = {}
    for at, item in enumerate(context.held.items):
        if item.kind == WORK:
            weight = _of_town(region, at, context) + _of_time(region, item, context) + _of_title(region, item, context)
            if weight:
                weights[at] = weight
        elif item.kind == SCHOOL and (weight := _of_time(region, item, context)):
            weights[at] = weight
    deeds: dict[int, float] = {}
    for match in alignment.matches(framed, region.anchor.start, range(region.anchor.start, region.anchor.end)):
        held, things = alignment.within(match.fact, framed, region.start, region.end)
        if match.fact.item >= 0 and held:
            # One thing in common may be chance, but for a figure that few facts have.
            sure = held if things > 1 or _counts_much(region, match.fact) else min(held, _ONE)
            deeds[match.fact.item] = max(deeds.get(match.fact.item, 0.0), sure)
    for at, weight in deeds.items():
        weights[at] = weights.get(at, 0.0) + min(weight, _DEEDS)
    return weights


def _counts_much(region: Region, fact: FactText) -> bool:
    """Whether a large figure of the fact stands in the region."""
    held = {number.value for reading in fact.readings for number in reading.numbers}
    return any(
        number.value in held and number.value >= _LARGE
        for number in region.framed.reading.numbers
        if region.start <= number.start < region.end
    )


def _of_town(region: Region, at: int, context: Context) -> float:
    """Whether the region names the town of the entry, right behind the house."""
    path = context.held.items[at].path
    town = next((job.location for job in context.profile.experiences if f"experiences/{job.id}" == path), "")
    names = {word.norm for word in split(town) if len(word.norm) > 2}
    names |= {other for name in sorted(names) for other in context.places.get(name, ())}
    behind = region.framed.words[region.anchor.end : min(region.end, region.anchor.end + _BEHIND)]
    return _TOWN if any(word.capital and word.norm in names for word in behind) else 0.0


def _of_time(region: Region, item: Item, context: Context) -> float:
    """Whether the dates or the years told are those of the entry."""
    framed, weight = region.framed, 0.0
    for mention in framed.reading.dates:
        if not region.start <= mention.core < region.end:
            continue
        if mention.tie == SINCE:
            weight += _DATE * mention.fits(item.start)
        elif mention.tie == UNTIL:
            weight += _DATE * mention.fits(item.end)
        else:
            weight += _DATE / 2 * (mention.fits(item.start) or mention.fits(item.end))
    span = item.months(context.as_of)
    for number in framed.reading.numbers:
        if span is None or number.unit not in _MONTHS or not region.start <= number.start < region.end:
            continue
        said, lasted = number.value * _MONTHS[number.unit], span[1] - span[0]
        weight += _SPAN * (abs(said - lasted) <= max(2, lasted // 12))
    return weight


def _lasted(region: Region, own: Sequence[Item], context: Context) -> float:
    """Whether some stretch of time told may be that of the entry, or of all the entries at that house together."""
    lasted = [held_months([item], context.as_of) for item in own] + [held_months(own, context.as_of)]
    told = [
        number.value * _MONTHS[number.unit]
        for number in region.framed.reading.numbers
        if number.unit in _MONTHS and region.start <= number.start < region.end
    ]
    near = any(abs(said - months) <= max(_ROUGH, months // 5) for said in told for months in lasted)
    return _SPAN if near else 0.0


def _of_title(region: Region, item: Item, context: Context) -> float:
    """Whether the region names the roles of the entry's title at its rank, or has a long word of it."""
    words = region.framed.words[region.start : region.end]
    title = next((text.text for text in context.held.texts if text.path == f"{item.path}/title"), "")
    begun = {word.norm[:_LONG] for word in split(title) if len(word.norm) > _LONG}
    if any(word.norm[:_LONG] in begun for word in words):
        return _TITLE
    if item.title is None or not item.title.roles:
        return 0.0
    said = read_title(region.framed.words, region.framed.reading.rules, region.start, region.end)
    alike = said.roles and said.roles <= item.title.roles and said.rank in (item.title.rank, PLAIN_RANK)
    return _TITLE if alike else 0.0
