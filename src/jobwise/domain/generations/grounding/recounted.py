"""Figures that count what the profile counts otherwise: eighteen trials, where it has seven."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.facts import Index
from jobwise.domain.generations.grounding.frames import Context, Frame, Framed
from jobwise.domain.generations.grounding.known import Known, rounded
from jobwise.domain.generations.grounding.numbers import Quantity
from jobwise.domain.generations.grounding.reading import Reading, rounds, telling
from jobwise.domain.generations.grounding.ties import Ties, spellings, tells

_WIDTH = 4
_FEW = 3
_NAMES = ("certifications/", "education/", "skills/")
_NOUN_FIRST = frozenset(("fr", "es", "pt"))
_OF = frozenset(("de", "d", "of"))
_ROUGH = Fraction(3, 4)
_ANYBODY = frozenset(("person", "team", "member"))
_RATES = (Fraction(12), Fraction(52), Fraction(365), Fraction(30), Fraction(7), Fraction(225, 12), Fraction(5))
"""How the same count is told for another stretch of time."""


@dataclass(frozen=True, slots=True)
class Count:
    """A count of a profile or a posting, and what it counts."""

    value: Fraction
    thing: frozenset[str]
    path: str


def counts(index: Index) -> list[Count]:
    """Every count of the texts that names what it counts."""
    found = []
    for text in index.texts:
        if text.path.startswith(_NAMES):
            continue
        for reading in text.readings:
            for number in reading.numbers:
                run = _run(reading, number)
                if run and not number.unit:
                    found.append(Count(number.value, frozenset().union(*run) - _ANYBODY, text.path))
    return found


def counted(reading: Reading, number: Quantity) -> frozenset[str]:
    """What is counted: of the words right behind a figure the last, or the first where adjectives come behind."""
    found = _run(reading, number)
    if not found:
        return frozenset()
    return found[0 if reading.rules.language in _NOUN_FIRST else -1] - _ANYBODY


def _run(reading: Reading, number: Quantity) -> list[frozenset[str]]:
    """The telling words right behind a figure, up to a mark or a small word."""
    found: list[frozenset[str]] = []
    words, text, begin = reading.words, reading.sentence.text, reading.sentence.start
    for place in range(number.end, min(number.end + _WIDTH, len(words))):
        gap = text[words[place - 1].end - begin : words[place].start - begin]
        if any(mark in gap for mark in ",;:.()!?–—"):
            break
        if not tells(words[place], reading):
            if words[place].norm in reading.rules.stopwords and (found or words[place].norm not in _OF):
                break
            continue
        found.append(telling(reading.features[place]) | spellings(words[place]))
    return found


def recounted(
    framed: Framed, context: Context, held: Sequence[Count], posted: Sequence[Count], known: Sequence[Known], ties: Ties
) -> Iterator[Claim]:
    """A claim on each count of something that the profile counts otherwise, and neither it nor the posting so."""
    for number in framed.reading.numbers:
        if number.unit or number.op == ">>" or number.value < _FEW or number.value.denominator != 1:
            continue
        frame = framed.frame(number.start)
        thing = counted(framed.reading, number)
        rivals = [one for one in held if thing & one.thing]
        if not rivals or not _told(frame, framed) or any(_carries(number, value) for value in _values(rivals)):
            continue
        done = frame.own and frame.deed and _after_me(number, frame, framed)
        if not (framed.anchors or done) and any(_carries(number, one.value) for one in posted):
            continue
        if any(one.derived and not one.unit and rounds(number.op, number.value, one.value) for one in known):
            continue
        if number.value < min(one.value for one in rivals) or _told_there(number, frame, framed, ties):
            continue
        if context.held.language != context.rules.language and any(one.value == number.value for one in held):
            continue
        yield framed.claim(ClaimKind.NUMBER, number.start, number.end, "", "The profile counts these otherwise.")


def _told(frame: Frame, framed: Framed) -> bool:
    if frame.wish or frame.applies or frame.denied or frame.yours:
        return False
    return frame.own or frame.deed or bool(framed.anchors) or (framed.any("own") and not framed.any("yours"))


def _after_me(number: Quantity, frame: Frame, framed: Framed) -> bool:
    """Whether the writer, or what they did, is named before the figure: forty volunteers are more than I lead."""
    rules = framed.reading.rules
    before = framed.words[frame.start : number.start]
    return any(word.norm in rules.first_person for word in before) or rules.deeds.has(before)


def _told_there(number: Quantity, frame: Frame, framed: Framed, ties: Ties) -> bool:
    """Whether a fact that the clause tells has the very figure, whatever it counts."""
    return any(
        other.value == number.value
        for tie in ties.to(framed.reading, frame.start, frame.end)
        if tie.weight >= 1 and tie.words > 1
        for reading in tie.fact.readings
        for other in reading.numbers
    )


def _values(rivals: Sequence[Count]) -> list[Fraction]:
    values = [one.value for one in rivals]
    sums = [one + other for one, other in combinations(values[:8], 2)]
    changes = [abs(one.value - other.value) for one, other in combinations(rivals[:8], 2) if one.path == other.path]
    return [*values, *sums, *changes, sum(values, Fraction(0))]


def _carries(number: Quantity, value: Fraction) -> bool:
    if number.op != "=" and value and _ROUGH <= number.value / value <= 1 / _ROUGH:
        return True
    return rounded(number.op, number.value, value) or any(
        rounds("~", number.value, told) for rate in _RATES for told in (value * rate, value / rate)
    )
