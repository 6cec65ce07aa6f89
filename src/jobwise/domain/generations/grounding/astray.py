"""Deeds and figures told of the wrong entry: what one employer saw, said of another."""

from collections.abc import Iterator, Sequence

from jobwise.domain.generations.grounding.check_years import of_years
from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.facts import SCHOOL, WORK, held_months
from jobwise.domain.generations.grounding.frames import Context, Frame, Framed, own_ending
from jobwise.domain.generations.grounding.known import Known
from jobwise.domain.generations.grounding.lexicon import Hit
from jobwise.domain.generations.grounding.numbers import Quantity
from jobwise.domain.generations.grounding.ties import Tie, Ties, best

_SURE = 1.6
"""A clause that shares so much with a fact retells it."""
_APART = 1.2
"""By so much the retold fact must stand out from all that the entry named has."""
_LITTLE = 0.6
_MONTHS = {"decade": 120, "year": 12, "month": 1}
_SLACK, _YEAR = 6, 12
_NEAR = 6
_OPENING = 4
"""Among so many first words of a clause stands what goes back to an entry named before."""


def homes(sentences: Sequence[Framed], context: Context) -> list[int | None]:
    """For each sentence the one job or unpaid office it speaks of, named there or taken up from the paragraph."""
    found: list[int | None] = []
    last: int | None = None
    behind = 0
    for framed in sentences:
        sentence = framed.reading.sentence
        if "\n" in framed.text[behind : sentence.start].strip(" "):
            last = None
        behind = sentence.end
        named = {a.item for a in framed.anchors if context.held.items[a.item].kind in (WORK, SCHOOL)}
        if named:
            last = min(named) if len(named) == 1 else None
            found.append(last)
        else:
            found.append(last if _goes_back(framed, context) else None)
    return found


def _goes_back(framed: Framed, context: Context) -> bool:
    here = context.rules.frames.here
    return any(here.at(framed.words, place) for place in range(min(_OPENING, len(framed.words))))


def told_astray(framed: Framed, home: int | None, context: Context, ties: Ties) -> Iterator[Claim]:
    """A claim on each clause that retells a fact of another job than the one it speaks of."""
    if home is None or context.held.items[home].kind != WORK:
        return
    for frame in framed.frames:
        if not _tells(frame, framed) or _leads_elsewhere(framed, home, frame.end - 1, context):
            continue
        found = ties.to(framed.reading, frame.start, frame.end)
        if not found:
            continue
        top = found[0]
        if top.fact.item in (home, -1) or top.weight < _SURE or top.words < 2:
            continue
        if context.held.items[top.fact.item].kind != WORK or _at_home(found, home) > _LITTLE:
            continue
        if top.weight - _at_home(found, home) >= _APART:
            yield framed.claim(
                ClaimKind.EMPLOYER, frame.start, frame.end, "", "The profile tells this of another employer."
            )


def too_long(framed: Framed, home: int | None, context: Context, held: Sequence[Known]) -> Iterator[Claim]:
    """A claim on each stretch of years told of a job that has not lasted so long."""
    if home is None:
        return
    span = context.held.items[home].months(context.as_of)
    if span is None or context.held.items[home].kind != WORK:
        return
    lasted = span[1] - span[0]
    whole = _in_all(context)
    for number in framed.reading.numbers:
        frame = framed.frame(number.start)
        year = framed.words[number.start].text
        if (
            number.unit not in _MONTHS
            or (len(year) > 3 and year.isdecimal())
            or frame.wish
            or frame.denied
            or frame.applies
        ):
            continue
        if not any(a.item == home and frame.start <= a.start < frame.end for a in framed.anchors):
            if not _fronted(home, number, frame, framed):
                continue
        if _leads_elsewhere(framed, home, number.start, context) or _is_age(number, framed):
            continue
        said = number.value * _MONTHS[number.unit]
        if said <= lasted + max(_SLACK, lasted // 10) or any(abs(said - months) <= _YEAR for months in whole):
            continue
        if any(_goes_with(other, number, framed) for other in framed.reading.numbers):
            continue
        if any(known.unit == number.unit and known.item == home and known.value >= number.value for known in held):
            continue
        yield framed.claim(ClaimKind.DURATION, number.start, number.end, "", "The profile gives this job fewer years.")


def _is_age(number: Quantity, framed: Framed) -> bool:
    """Whether the years are how old those are whom a house is there for: from birth to sixteen years."""
    first, last = max(0, number.start - _NEAR), min(number.end + 2, len(framed.words))
    return framed.reading.rules.ages.has(framed.words[first:last])


def _fronted(home: int, number: Quantity, frame: Frame, framed: Framed) -> bool:
    """Whether the one house that the sentence names opens it: at that house, in that town, I have led it for years."""
    named = {anchor.item for anchor in framed.anchors}
    opens = any(anchor.start < frame.start for anchor in framed.anchors)
    return named == {home} and opens and frame.own and frame.deed and frame.start < number.start


def _goes_with(other: Quantity, number: Quantity, framed: Framed) -> bool:
    """Whether another figure of the sentence counts years as well: five of them."""
    years = other.unit in _MONTHS or (not other.unit and other.value <= number.value and of_years(other, framed))
    return other is not number and years


def _in_all(context: Context) -> tuple[int, int]:
    """The months that all jobs took, and those since the first of them."""
    jobs = [item for item in context.held.items if item.kind == WORK and item.path.startswith("experiences/")]
    starts = [item.start.months for item in jobs if item.start is not None]
    return held_months(jobs, context.as_of), context.as_of.months - min(starts, default=0)


def _at_home(found: Sequence[Tie], home: int) -> float:
    tie = best(found, frozenset((home,)))
    return tie.weight if tie is not None else 0.0


def _tells(frame: Frame, framed: Framed) -> bool:
    if frame.wish or frame.applies or frame.denied or frame.lacking or frame.end - frame.start < 3:
        return False
    return frame.own or frame.deed or not frame.yours


def _leads_elsewhere(framed: Framed, home: int, place: int, context: Context) -> bool:
    """Whether what stands at `place` is told of the reader, or of another time than that of the entry."""
    return framed.any("yours") or any(
        place < hit.start or not _opens_with(hit, framed, home)
        for hit in context.rules.frames.earlier.find(framed.words)
    )


def _opens_with(hit: Hit, framed: Framed, home: int) -> bool:
    """Whether a word for another time only opens what is told of the entry: previously I was at that house."""
    rules = framed.reading.rules
    for anchor in framed.anchors:
        if anchor.item != home or anchor.start < hit.end:
            continue
        between = framed.words[hit.end : anchor.start]
        gap = framed.text[framed.words[hit.end - 1].end : framed.words[anchor.start].start]
        if any(mark in gap for mark in ",:") or any(
            word.norm in rules.first_person or own_ending(word, rules) for word in between
        ):
            return True
    return False
