"""Dates of a letter against the entries they are tied to."""

from collections.abc import Iterable

from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.dates import IN, SINCE, UNTIL, DateMention
from jobwise.domain.generations.grounding.facts import SCHOOL, WORK, Index, Item
from jobwise.domain.generations.grounding.frames import Context, Framed
from jobwise.domain.generations.grounding.titles import MODIFIERS, carries, read_title


def check_dates(framed: Framed, context: Context) -> list[Claim]:
    """A claim for every date of the sentence."""
    claims = []
    for mention in framed.reading.dates:
        source = _source(mention, framed, context)
        reason = "The profile ties no such date to this."
        claims.append(framed.claim(ClaimKind.DATE, mention.start, mention.end, source, reason))
    return claims


def _source(mention: DateMention, framed: Framed, context: Context) -> str:
    frame = framed.frame(mention.core)
    if not frame.claims_own or frame.yours:
        if _in_text(mention, context.posting):
            return "job"
    tied = _tied(mention, framed, context)
    for item in tied:
        if _of_item(mention, item):
            return item.path
    if not tied and not _told_otherwise(mention, framed, context):
        studies = _studies(framed, context)
        for item in context.held.items:
            if mention.tie == SINCE and item.kind == SCHOOL and not studies and UNTIL not in _ties(framed):
                continue
            if _of_item(mention, item):
                return item.path
    near = framed.reading.about()
    return _in_facts(mention, context.held, near, {item.path for item in tied})


def _told_otherwise(mention: DateMention, framed: Framed, context: Context) -> bool:
    """Whether the fact whose figure the sentence repeats says another date."""
    figures = {number.value for number in framed.reading.numbers if number.value > 2}
    for text in context.held.texts:
        for reading in text.readings:
            if reading.dates and any(number.value in figures for number in reading.numbers):
                return mention.tie == IN and not any(_same(mention, other) for other in reading.dates)
    return False


def _studies(framed: Framed, context: Context) -> bool:
    rules = context.rules
    return bool(rules.degrees.has(framed.words) or {"university", "pupil", "school"} & framed.reading.about())


def _ties(framed: Framed) -> frozenset[str]:
    return frozenset(date.tie for date in framed.reading.dates)


def _tied(mention: DateMention, framed: Framed, context: Context) -> list[Item]:
    """The entries that the clause, else the sentence, names; a title that only some entries bear names those."""
    items = context.held.items
    frame = framed.frame(mention.core)
    inside = [items[a.item] for a in framed.anchors if frame.start <= a.start < frame.end]
    named = inside or [items[a.item] for a in framed.anchors]
    if named:
        nearest = sorted(framed.anchors, key=lambda a: (abs(a.start - mention.core), a.start))
        if len(framed.reading.dates) > 1 and len(framed.anchors) > 1 and inside:
            return [items[nearest[0].item], *named]
        return named
    said = read_title(framed.words, framed.reading.rules, frame.start, frame.end)
    if not said.roles - MODIFIERS:
        return []
    bearing = [item for item in items if item.kind == WORK and item.title and carries(item.title, said, item.about)]
    return bearing if len(bearing) == 1 else []


def _of_item(mention: DateMention, item: Item) -> bool:
    if mention.tie == SINCE:
        return mention.fits(item.start)
    if mention.tie == UNTIL:
        return mention.fits(item.end)
    return mention.fits(item.start) or mention.fits(item.end)


def _in_facts(mention: DateMention, index: Index, near: frozenset[str], tied: Iterable[str]) -> str:
    """The text that says this date itself: of the tied entries first, of any when it shares words with the sentence."""
    homes = set(tied)
    for text in index.texts:
        for reading in text.readings:
            if any(_same(mention, other) for other in reading.dates):
                owner = index.items[text.item].path if text.item >= 0 else ""
                if not homes or owner in homes or near & text.about:
                    return text.path
    return ""


def _same(mention: DateMention, other: DateMention) -> bool:
    if mention.year != other.year:
        return False
    if {mention.tie, other.tie} == {SINCE, UNTIL} and IN not in (mention.tie, other.tie):
        return False
    return not mention.exact or mention.months == other.months


def _in_text(mention: DateMention, index: Index | None) -> bool:
    if index is None:
        return False
    return any(
        mention.year == other.year and (not mention.exact or other.months in (None, mention.months))
        for text in index.texts
        for reading in text.readings
        for other in reading.dates
    )
