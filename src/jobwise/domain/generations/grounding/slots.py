"""What a letter tells in the slots of a fact, its figures and its dates, each held against that very fact."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from jobwise.domain.generations.grounding.alignment import Alignment, Match
from jobwise.domain.generations.grounding.check_numbers import fits
from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.dates import IN, SINCE, DateMention
from jobwise.domain.generations.grounding.facts import WORK
from jobwise.domain.generations.grounding.frames import Context, Frame, Framed
from jobwise.domain.generations.grounding.known import Known
from jobwise.domain.generations.grounding.numbers import PART, PERCENT, TIMES, Quantity

_SURE, _LOCAL = 1.2, 0.5
"""So much must a sentence share with the fact it tells, and the stretch around the slot itself."""
_APART, _CLEAR = 0.8, 0.3
"""By so much the fact told must stand out: from those that have the value, and from the next one."""
_FEW = 3
_FAR = 12
"""A figure so many times larger or smaller stands for another thing."""
_LINK = 3
_MARKED = 5
"""From here on a figure tells its fact by itself."""


def slots(framed: Framed, alignment: Alignment, held: Sequence[Known], posted: Sequence[Known]) -> Iterator[Claim]:
    """A claim on each figure and date that the fact told has otherwise."""
    yield from figures(framed, alignment, held, posted)
    yield from pairs(framed, alignment, held, posted)
    yield from days(framed, alignment)


def asserted(frame: Frame) -> bool:
    """Whether a clause tells something as a fact that is not the reader's."""
    if frame.wish or frame.applies or frame.denied or frame.lacking:
        return False
    return frame.own or frame.carried or not frame.yours


def figures(framed: Framed, alignment: Alignment, held: Sequence[Known], posted: Sequence[Known]) -> Iterator[Claim]:
    """A claim on each figure that the fact told has otherwise, wherever else the value may stand."""
    told = {number.value for number in framed.reading.numbers}
    for number in framed.reading.numbers:
        frame = framed.frame(number.start)
        if not asserted(frame) or number.op == ">>" or number.unit in (PART, TIMES, "year", "decade"):
            continue
        if not number.unit and (number.value <= _FEW or not _counts(number, framed)):
            continue
        found = alignment.matches(framed, number.start, range(number.start, number.end))
        rivals = [one for one in found if one.shared >= _SURE and one.words > 1 and one.near >= _LOCAL]
        if not rivals or _of_the_posting(number, framed, alignment, posted):
            continue
        carried = {known.path for known in held if fits(number, known)}
        carriers = [match for match in found if match.fact.path in carried]
        best = max((match.score for match in carriers), default=0.0)
        near = max((match.near for match in carriers), default=0.0)
        for match in rivals:
            if match.near <= near or match.score - best < _APART or match.fact.path in carried:
                continue
            mine = [known for known in held if known.path == match.fact.path and not known.derived]
            if any(_displaced(number, known, told) for known in mine):
                yield framed.claim(ClaimKind.NUMBER, number.start, number.end, "", "The fact told has another figure.")
                break


def _of_the_posting(number: Quantity, framed: Framed, alignment: Alignment, posted: Sequence[Known]) -> bool:
    """Whether the posting has the figure, and the clause tells no deed of the writer's and names no entry."""
    frame, home = framed.frame(number.start), alignment.home(framed, number.start)
    if frame.own and (frame.deed or (home is not None and home.place >= 0)):
        return False
    return any(fits(number, known) for known in posted)


def _counts(number: Quantity, framed: Framed) -> bool:
    """Whether a word that is no small word stands right behind the number."""
    words = framed.words
    if number.end >= len(words):
        return False
    gap = framed.text[words[number.end - 1].end : words[number.end].start]
    return not gap.strip() and words[number.end].norm not in framed.reading.rules.stopwords


def _displaced(number: Quantity, known: Known, told: set[Fraction]) -> bool:
    """Whether a figure of the fact is of the number's kind, and the sentence does not tell it as well."""
    if known.unit != number.unit and not (known.unit == PERCENT and not number.unit):
        return False
    if known.value in told or known.value * 100 in told or known.value < 2:
        return False
    return Fraction(1, _FAR) <= number.value / known.value <= _FAR


def pairs(framed: Framed, alignment: Alignment, held: Sequence[Known], posted: Sequence[Known]) -> Iterator[Claim]:
    """A claim on each figure of a from-to pair whose other end the fact told has with another beginning or end."""
    rules, words = framed.reading.rules, framed.words
    for one, other in pairwise(framed.reading.numbers):
        between = words[one.end : other.start]
        opened = one.start > 0 and rules.dates.opening.at(words, one.start - 1) is not None
        if not opened or one.unit != other.unit or not asserted(framed.frame(one.start)) or one.unit == "year":
            continue
        if not between or len(between) > _LINK or not any(word.norm in rules.numbers.links for word in between):
            continue
        first = {known.path for known in held if not known.derived and fits(one, known)}
        last = {known.path for known in held if not known.derived and fits(other, known)}
        if first & last or any(fits(one, known) or fits(other, known) for known in posted):
            continue
        for match in alignment.matches(framed, one.start, range(one.start, other.end)):
            path = match.fact.path
            like = [known for known in held if known.path == path and not known.derived and known.unit == one.unit]
            if path in first ^ last and len(like) > 1 and match.words:
                wrong = one if path in last else other
                reason = "The fact told has another pair of figures."
                yield framed.claim(ClaimKind.NUMBER, wrong.start, wrong.end, "", reason)
                break


def days(framed: Framed, alignment: Alignment) -> Iterator[Claim]:
    """A claim on each date that the fact told has otherwise, or that lies outside the entry it is told of."""
    context = alignment.context
    for mention in framed.reading.dates:
        if not asserted(framed.frame(mention.core)) or mention.tie not in (SINCE, IN):
            continue
        if mention.year > context.as_of.year:
            continue
        found = alignment.matches(framed, mention.core, range(mention.start, mention.end))
        marked = [match for match in found if _shares_a_figure(framed, mention.core, match, alignment)]
        if not marked and (not found or found[0].shared < _SURE or found[0].words < 2):
            continue
        top = (marked or found)[0]
        if not marked and len(found) > 1 and top.score - found[1].score < _CLEAR:
            continue
        if top.fact.item >= 0 and context.held.items[top.fact.item].kind != WORK:
            continue
        home = alignment.home(framed, mention.core)
        if home is not None and home.place >= 0 and home.item != top.fact.item:
            continue
        if _is_term(mention, top, context) and not marked:
            continue
        inside = [date for reading in top.fact.readings for date in reading.dates]
        if inside and not any(_same_day(date, mention) for date in inside):
            if len(framed.reading.dates) == 1 and len(inside) == 1:
                yield framed.claim(ClaimKind.DATE, mention.start, mention.end, "", "The fact told has another date.")
        elif not inside and mention.tie == IN and top.fact.item >= 0:
            span = context.held.items[top.fact.item].months(context.as_of)
            if span is not None and not span[0] // 12 <= mention.year <= span[1] // 12:
                yield framed.claim(
                    ClaimKind.DATE, mention.start, mention.end, "", "The entry told had not begun or was over."
                )


def _same_day(one: DateMention, other: DateMention) -> bool:
    if one.year != other.year:
        return False
    return not (one.exact and other.exact) or one.months == other.months


def _is_term(mention: DateMention, match: Match, context: Context) -> bool:
    """Whether the entry of the fact began or ended then."""
    item = context.held.items[match.fact.item] if match.fact.item >= 0 else None
    return item is not None and (mention.fits(item.start) or mention.fits(item.end))


def _shares_a_figure(framed: Framed, place: int, match: Match, alignment: Alignment) -> bool:
    """Whether a figure of the fact stands in the same stretch as the place."""
    values = {number.value for reading in match.fact.readings for number in reading.numbers}
    return any(
        number.value in values and number.value > _MARKED and not alignment.apart(framed, number.start, place)
        for number in framed.reading.numbers
    )
