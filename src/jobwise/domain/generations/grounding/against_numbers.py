"""What speaks against a figure, a stretch of time or a date: a true one that the letter leaves out for it."""

from fractions import Fraction

from jobwise.domain.generations.grounding.check_numbers import clash, fits
from jobwise.domain.generations.grounding.check_years import SPANS
from jobwise.domain.generations.grounding.claims import Claim
from jobwise.domain.generations.grounding.dates import IN
from jobwise.domain.generations.grounding.evidence import Letter, Told
from jobwise.domain.generations.grounding.facts import WORK
from jobwise.domain.generations.grounding.known import RATIOS, Known, in_unit, rounded
from jobwise.domain.generations.grounding.numbers import PERCENT, Quantity
from jobwise.domain.generations.grounding.reading import PUBLIC, STAFF, rounds, telling

_BIG = 13
"""From here on a number is no count of the few things a letter names itself."""
_FAR = 12
"""A value more than so many times larger or smaller stands for another thing."""
_LINKED = 1
_SURE = 2
"""So many things shared tie a figure to a fact, where the entry is the same, and where it is not."""


def number_stands_against(claim: Claim, told: Told, letter: Letter) -> bool:
    """Whether a figure displaces a true one, or is a large one asserted of the writer that no source has."""
    number = _number(claim, told)
    if number is None:
        return True
    frame = told.framed.frame(number.start)
    own = frame.claims_own or (told.framed.any("own") and not (frame.wish or frame.yours or frame.applies))
    if _in_parts(number, told, letter):
        return False
    if any(_same(number, known) for known in letter.posted) and not (frame.own and frame.deed and not frame.wish):
        return False
    if any(_displaced(number, known, told, letter) for known in letter.held):
        return own or frame.deed or bool(told.entries)
    if number.unit in RATIOS and number.unit != PERCENT:
        return False
    if number.value * (100 if number.unit == PERCENT else 1) < _BIG and not number.unit:
        return False
    if any(_same(number, known) for known in letter.held):
        return False
    return frame.own and (frame.deed or bool(told.framed.reading.head(number) & (STAFF | PUBLIC | {"money"})))


def _number(claim: Claim, told: Told) -> Quantity | None:
    place = told.place(claim)
    return next((n for n in told.framed.reading.numbers if n.start <= place < n.end), None)


def _same(number: Quantity, known: Known) -> bool:
    """Whether the values are the same, whatever they count."""
    if number.unit in RATIOS or known.unit in RATIOS:
        return fits(number, known, loose=True)
    return rounded(number.op, number.value, known.value)


def _displaced(number: Quantity, known: Known, told: Told, letter: Letter) -> bool:
    """Whether a held figure of the same kind is told nowhere in the letter and belongs to what the sentence tells."""
    if _told(known, letter) or not _alike(number, known) or _same(number, known):
        return False
    reading = told.framed.reading
    head = reading.head(number)
    if clash(head, known.head):
        return False
    fact = letter.facts.get(known.path)
    if fact is None:
        return False
    counted = telling(head) & telling(known.head) or (head & STAFF and known.head & STAFF)
    if number.value < _BIG and not number.unit and not counted:
        return False
    frame = told.framed.frame(number.start)
    shared = letter.shared(told, fact, frame.start, frame.end) + bool(counted)
    return shared >= (_LINKED if known.item in told.entries else _SURE)


def _told(known: Known, letter: Letter) -> bool:
    scale = {known.value, known.value * 100, known.value / 100} if known.unit in RATIOS else {known.value}
    return bool(scale & letter.values) or any(
        rounds("~", said, known.value) for said in letter.values if known.value >= _BIG
    )


def _alike(number: Quantity, known: Known) -> bool:
    """Whether two figures are of one kind: the same unit, and not of another order."""
    if number.unit != known.unit and not (
        {number.unit, known.unit} & {""} and {number.unit, known.unit} & {"money", PERCENT}
    ):
        return False
    if known.value <= 0 or number.value <= 0:
        return False
    ratio = number.value / known.value
    return Fraction(1, _FAR) <= ratio <= _FAR


def _in_parts(number: Quantity, told: Told, letter: Letter) -> bool:
    """Whether the number is one half of a larger one that the sources have: eight thousand and five hundred."""
    known = {one.value for one in (*letter.held, *letter.posted)}
    for other in told.framed.reading.numbers:
        near = 0 <= other.start - number.end <= 1 or 0 <= number.start - other.end <= 1
        if other is not number and near and {number.value + other.value, number.value * other.value} & known:
            return True
    return False


def time_stands_against(claim: Claim, told: Told, letter: Letter) -> bool:
    """Whether years are told of the writer; weeks and months only where they displace others."""
    number = _number(claim, told)
    if number is None:
        return True
    frame = told.framed.frame(number.start)
    if any(
        rounds("~", number.value, value) for known in letter.held for value in (known.value, *in_unit(known, number.unit))
    ):
        return number.unit in SPANS - {"week", "month"} and number.value > 1
    if frame.yours and not frame.own:
        return False
    if number.unit in ("week", "month") and number.value < _BIG:
        return any(_displaced(number, known, told, letter) for known in letter.held)
    return (frame.own or frame.deed or frame.carried or told.framed.any("own")) and not (frame.wish and not frame.deed)


def date_stands_against(claim: Claim, told: Told, letter: Letter) -> bool:
    """Whether a date is told of the writer's past, and no entry begins or ends in that very month."""
    place = told.place(claim)
    mention = next((d for d in told.framed.reading.dates if d.start <= place < d.end), None)
    context = letter.context
    if mention is None:
        return True
    if mention.year > context.as_of.year:
        return False
    frame = told.framed.frame(mention.core)
    if frame.yours and not frame.own:
        return False
    named = {a.item for a in told.framed.anchors}
    for at, item in enumerate(context.held.items):
        fits = mention.fits(item.start) or mention.fits(item.end)
        if fits and mention.exact and (not named or at in named):
            return False
        if fits and mention.tie == IN and item.kind != WORK and not named:
            return False
    return True
