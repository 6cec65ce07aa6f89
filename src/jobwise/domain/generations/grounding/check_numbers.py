"""Numbers of a letter against those of the profile and the posting: the same value of the same thing."""

from collections.abc import Sequence
from dataclasses import replace

from jobwise.domain.generations.grounding.check_dates import as_year, dated
from jobwise.domain.generations.grounding.check_years import (
    SPANS,
    is_anniversary,
    of_years,
    part_of_time,
    since_then,
    takes_back,
    worked,
)
from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.counting import LISTED, addressed, counted, is_rhetoric
from jobwise.domain.generations.grounding.facts import WORK
from jobwise.domain.generations.grounding.frames import Context, Frame, Framed
from jobwise.domain.generations.grounding.known import RATIOS, Known, against_the_job, in_rate, in_unit, rounded
from jobwise.domain.generations.grounding.numbers import PART, PERCENT, TIMES, UNITS, Quantity
from jobwise.domain.generations.grounding.reading import PUBLIC, STAFF, STEM, TIMED, rounds, telling

_TELLING = 13
"""From here on a number tells its fact by itself, even where the profile counts that thing otherwise."""
_LOOSE = frozenset(("use", "time"))


def check_numbers(framed: Framed, context: Context, held: Sequence[Known], posted: Sequence[Known]) -> list[Claim]:
    """A claim for every number of the sentence."""
    return [_check(number, framed, context, held, posted) for number in framed.reading.numbers]


def _check(number: Quantity, framed: Framed, context: Context, held: Sequence[Known], posted: Sequence[Known]) -> Claim:
    frame = framed.frame(number.start)
    span = number.unit in SPANS
    kind = ClaimKind.DURATION if span else ClaimKind.NUMBER
    own = frame.claims_own or (framed.any("own") and not framed.any("wish") and not frame.yours and not frame.applies)
    year = as_year(number, framed)
    if year is not None:
        source = dated(year, framed, context)
        if source:
            return framed.claim(ClaimKind.DATE, number.start, number.end, source)
    if own or not frame.yours:
        source = _told(number, framed, frame, context, held, posted)
        if source:
            return framed.claim(kind, number.start, number.end, source)
    if is_rhetoric(number, framed, frame):
        return framed.claim(kind, number.start, number.end, "-")
    if _of_the_job(number, framed, frame) and _posted(number, framed, context, posted):
        return framed.claim(kind, number.start, number.end, "job")
    if span and (frame.yours or not frame.claims_own) and is_anniversary(number, framed, context):
        return framed.claim(kind, number.start, number.end, "job")
    if frame.yours and not own:
        source = _held(number, framed, context, held, strict=True)
        if source:
            return framed.claim(kind, number.start, number.end, source)
    reason = "These years do not follow from the dates of the profile." if span else "No fact carries this number."
    return framed.claim(kind, number.start, number.end, "", reason)


def _told(
    number: Quantity,
    framed: Framed,
    frame: Frame,
    context: Context,
    held: Sequence[Known],
    posted: Sequence[Known],
) -> str:
    """The path of the facts or entries that carry or yield the number, empty when none do."""
    source = _held(number, framed, context, held)
    if not source and number.unit in SPANS:
        source = worked(number, framed, frame, context) or since_then(number, framed, context)
    if not source and not number.unit and (takes_back(number, framed) or of_years(number, framed)):
        source = worked(replace(number, unit="year"), framed, frame, context)
    if not source and number.unit == PART:
        source = part_of_time(number, framed, context)
    if not source and number.unit in (PART, TIMES):
        source = against_the_job(number, held, posted, framed.any("yours"))
    if not source and number.unit not in SPANS:
        source = counted(number, framed, context)
    return source


def _of_the_job(number: Quantity, framed: Framed, frame: Frame) -> bool:
    """Whether the clause may speak of the posting's figures: it claims no deed of the writer's, or speaks of yours."""
    if addressed(number, framed) or frame.negated or (number.value >= _TELLING and _before_me(number, framed, frame)):
        return True
    told = framed.any("yours") or framed.any("wish") or framed.any("applies")
    if not frame.claims_own or (frame.yours and not frame.deed) or (told and not (frame.deed and frame.own)):
        return True
    if frame.deed or number.unit in SPANS:
        return False
    return not framed.reading.head(number) & (STAFF | PUBLIC)


def _before_me(number: Quantity, framed: Framed, frame: Frame) -> bool:
    """Whether the clause names the number before it comes to the writer: fourteen plants are why I write."""
    rules = framed.reading.rules
    before = framed.words[frame.start : number.start]
    return not any(word.norm in rules.first_person for word in before) and not rules.deeds.has(before)


def is_paired(number: Quantity, framed: Framed) -> bool:
    """Whether the number closes a from-to pair: then it is a figure of the fact, nothing worked out."""
    stop = framed.reading.rules.stopwords
    return any(
        0 < number.start - other.end <= 2
        and other.unit == number.unit
        and all(word.norm in stop for word in framed.words[other.end : number.start])
        for other in framed.reading.numbers
    )


def fits(number: Quantity, known: Known, loose: bool = False) -> bool:
    if number.unit in RATIOS or known.unit in RATIOS:
        if (number.unit == TIMES and known.unit == TIMES) or {number.unit, known.unit} <= {PERCENT, PART}:
            scale = 100 if number.unit == PERCENT else 1
            return rounded(number.op, number.value * scale, known.value * scale)
        if number.unit == "" and known.unit == PERCENT and loose:
            return rounded(number.op, number.value, known.value * 100)
        return number.unit == TIMES and known.unit == PART and rounds(number.op, number.value - 1, known.value)
    if number.unit and number.unit != known.unit and (known.unit or number.unit in TIMED):
        return any(rounded(number.op, number.value, value) for value in in_unit(known, number.unit))
    if number.unit in TIMED:
        return rounds(number.op, number.value, known.value)
    if not number.unit and known.value.denominator != 1:
        return rounds(number.op, number.value, known.value)
    return rounded(number.op, number.value, known.value)


def _held(number: Quantity, framed: Framed, context: Context, held: Sequence[Known], strict: bool = False) -> str:
    reading = framed.reading
    head, near = reading.head(number), reading.near(number)
    about = telling(reading.about())
    other_language = context.held.language != context.rules.language
    homes = {anchor.item for anchor in framed.anchors if context.held.items[anchor.item].kind == WORK}
    paired = is_paired(number, framed)
    loose = "points" in head or any(other.unit == PERCENT for other in reading.numbers)
    ahead = frozenset() if other_language else reading.about(number.end, number.end + 2)
    rival = has_rival(number, head, held) or bool(head & LISTED)
    contested = _contested(number, ahead, held)
    for known in held:
        if known.derived and paired:
            continue
        if not number.unit and any(
            rounds("~", number.value, value) for value in in_rate(known, reading.rate(number) or near)
        ):
            if about & telling(known.about):
                return known.path
        if not fits(number, known, loose):
            continue
        if (
            not clash(head, known.head)
            and (not rival or telling(head) & telling(known.head) or number.value >= _TELLING)
            and (not contested or contested & known.near)
            and (number.value >= _TELLING or known.item in homes or about & telling(known.about))
            and not (known.derived or number.unit in (PART, TIMES) or (strict and number.value < _TELLING))
        ):
            return known.path
        if _same_thing(
            number, head, near, about, known, strict or (known.derived and not other_language)
        ) and not _elsewhere(known, homes, about):
            return known.path
    return ""


def _contested(number: Quantity, ahead: frozenset[str], held: Sequence[Known]) -> frozenset[str]:
    """The words behind the number that stand beside another figure of the profile: whose number is it then?"""
    words = frozenset(feature for feature in ahead if feature.startswith(STEM))
    others = (known.near for known in held if not known.derived and known.value != number.value)
    return words & frozenset().union(*others)


def has_rival(number: Quantity, head: frozenset[str], held: Sequence[Known]) -> bool:
    """Whether the profile counts this very thing otherwise: then a like value of another thing proves nothing."""
    things = telling(head) - _LOOSE
    staff = bool(things & STAFF)
    return any(
        not known.derived
        and known.value != number.value
        and (things & telling(known.head) or (staff and telling(known.head) & STAFF))
        for known in held
    )


def clash(head: frozenset[str], counted: frozenset[str]) -> bool:
    """Whether one number counts people one works with and the other does not: guests are no cooks."""
    head, counted = telling(head), telling(counted)
    if not head or not counted or head & counted or "person" in head | counted:
        return False
    staff = STAFF - {"team"}
    return bool(head & staff) != bool(counted & staff) and not (head | counted) & {"team"}


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
    by_head = not number.unit and "perhead" in framed.reading.about()
    frame = framed.frame(number.start)
    rival = has_rival(number, head, posted)
    size = number.value * 100 if number.unit == PERCENT else number.value
    yours = framed.any("yours") or frame.wish or frame.applies or size >= _TELLING
    for known in posted:
        if by_head and known.derived and known.unit == TIMES and rounds(number.op, number.value, known.value):
            return True
        if not fits(number, known):
            continue
        if known.derived:
            if _same_thing(number, head, near, about, known, alike):
                return True
            continue
        shared = about & telling(known.about)
        alike_counted = bool(telling(head) & telling(known.head)) or bool(head & STAFF and known.head & STAFF)
        told = yours or shared or not (alike or frame.deed or (frame.claims_own and number.unit))
        if told and (alike_counted or not rival) and not clash(head, known.head):
            return True
        if _same_thing(number, head, near, about, known, not yours):
            return True
    return False
