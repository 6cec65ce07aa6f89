"""Numbers of a letter against those of the profile and the posting: the same value of the same thing."""

from collections.abc import Sequence
from dataclasses import replace

from jobwise.domain.generations.grounding.check_years import SPANS, takes_back, worked
from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.facts import WORK
from jobwise.domain.generations.grounding.frames import Context, Framed
from jobwise.domain.generations.grounding.known import RATIOS, Known
from jobwise.domain.generations.grounding.numbers import PART, PERCENT, TIMES, UNITS, Quantity
from jobwise.domain.generations.grounding.reading import PUBLIC, STAFF, rounds, telling

_TELLING, _TELLING_ALIKE = 13, 1000
"""From here on a number tells its fact by itself: when its noun has to be translated, when both speak one language."""
_TIMED = frozenset(("decade", "year", "month", "week", "day", "hour", "minute"))


def check_numbers(framed: Framed, context: Context, held: Sequence[Known], posted: Sequence[Known]) -> list[Claim]:
    """A claim for every number of the sentence."""
    return [_check(number, framed, context, held, posted) for number in framed.reading.numbers]


def _check(number: Quantity, framed: Framed, context: Context, held: Sequence[Known], posted: Sequence[Known]) -> Claim:
    frame = framed.frame(number.start)
    span = number.unit in SPANS
    kind = ClaimKind.DURATION if span else ClaimKind.NUMBER
    own = frame.claims_own or (framed.any("own") and not framed.any("wish") and not frame.yours and not frame.applies)
    if own or not frame.yours:
        source = _held(number, framed, context, held)
        if not source and span:
            source = worked(number, framed, frame, context)
        if not source and not number.unit and takes_back(number, framed):
            source = worked(replace(number, unit="year"), framed, frame, context)
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


def _fits(number: Quantity, known: Known, loose: bool = False) -> bool:
    if number.unit in RATIOS or known.unit in RATIOS:
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
            and not (strict or known.derived or number.unit in RATIOS)
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
    sure = number.value >= (_TELLING_ALIKE if alike else _TELLING) and number.unit not in RATIOS
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
