"""The numbers that a profile or a posting holds, and those that follow from two figures of one text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from jobwise.domain.generations.grounding.facts import FactText, Index
from jobwise.domain.generations.grounding.figures import figure
from jobwise.domain.generations.grounding.numbers import PART, PERCENT, TIMES, Quantity
from jobwise.domain.generations.grounding.reading import STAFF, Reading, rounds

_NAMES = ("certifications/", "skills/")
"""Texts whose figures are parts of names: OSHA 30, Level 3."""
RATIOS = frozenset((PERCENT, PART, TIMES))
_IN_HOURS = {
    "hour": (Fraction(1),),
    "day": (Fraction(24), Fraction(8)),
    "week": (Fraction(168), Fraction(40)),
    "month": (Fraction(730), Fraction(168)),
    "year": (Fraction(8760),),
    "decade": (Fraction(87600),),
}
"""A stretch of time by the clock, and in working hours where the two differ."""
_RATES = {
    "day": (Fraction(365), Fraction(225)),
    "week": (Fraction(52), Fraction(45)),
    "month": (Fraction(12), Fraction(12)),
    "year": (Fraction(1), Fraction(1)),
}
"""How often a year has it, by the calendar and in working time."""


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
    counts: bool = False
    """Whether a thing is counted right behind the figure, be it one that no table knows."""


def in_unit(known: Known, unit: str) -> tuple[Fraction, ...]:
    """The values of a stretch of time in another unit, by the clock and in working time; none for other things."""
    if known.derived or known.unit not in _IN_HOURS or unit not in _IN_HOURS:
        return ()
    pairs = zip(_IN_HOURS[known.unit], _IN_HOURS[unit], strict=False)
    return tuple(known.value * one / other for one, other in pairs)


def in_rate(known: Known, near: frozenset[str]) -> tuple[Fraction, ...]:
    """The value of a known rate for the stretch of time that `near` names: so many a day makes so many a month."""
    said, told = near & _RATES.keys(), known.near & _RATES.keys()
    if known.unit or known.derived or len(said) != 1 or len(told) != 1 or said == told:
        return ()
    return tuple(known.value * other / one for one, other in zip(_RATES[min(said)], _RATES[min(told)], strict=True))


def against_the_job(number: Quantity, held: Sequence[Known], posted: Sequence[Known], yours: bool) -> str:
    """The path of a figure that makes this part or multiple with one of the posting's.

    Both count the same thing, unless the sentence speaks of `yours`.
    """
    for mine in held:
        for theirs in posted:
            alike = mine.head & theirs.head or (mine.head & STAFF and theirs.head & STAFF) or mine.unit == "money"
            if (
                not (alike or yours)
                or mine.derived
                or theirs.derived
                or mine.unit != theirs.unit
                or mine.unit in RATIOS
            ):
                continue
            if min(mine.value, theirs.value) > 1 and any(
                rounds(number.op if number.op != "=" else "~", number.value, ratio)
                for ratio in (mine.value / theirs.value, theirs.value / mine.value)
            ):
                return mine.path
    return ""


def rounded(op: str, said: Fraction, known: Fraction) -> bool:
    """Whether a known value may be written so: as `rounds`, and plainly where only the last figures are smoothed."""
    if rounds(op, said, known):
        return True
    if op != "=" or known <= 0 or said <= 0 or said.denominator != 1:
        return False
    if known.denominator != 1:
        return known > 4 and abs(known - said) <= Fraction(1, 2)
    digits = str(said.numerator)
    telling = len(digits.rstrip("0"))
    return len(digits) >= 3 and telling < len(str(known.numerator).rstrip("0")) and abs(known - said) * 40 <= known


def known_numbers(index: Index) -> list[Known]:
    """Every number of the texts, and what follows from two figures of one text."""
    found: list[Known] = []
    for text in index.texts:
        if text.path.startswith(_NAMES) or text.path.endswith("/study_type"):
            continue
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
                    reading.near(number) | reading.rate(number),
                    text.about,
                    text.path,
                    text.item,
                    counts=_counts(reading, number),
                )
            )
            top = figure(reading.words[number.start].text, reading.rules.language)
            if number.unit == PART and top is not None:
                mine.append(replace(mine[-1], value=top, unit=""))
    yield from mine
    if len(mine) <= 6:
        for (place, one), (later, other) in combinations(enumerate(mine), 2):
            # The ends of a range or of a change make no sum.
            yield from _derived(one, other, place + 1 == later and not one.head and not one.counts)


def _counts(reading: Reading, number: Quantity) -> bool:
    """Whether a word that is no small word stands right behind the figure."""
    if number.unit or number.end >= len(reading.words):
        return False
    after = reading.words[number.end]
    gap = reading.sentence.text[
        reading.words[number.end - 1].end - reading.sentence.start : after.start - reading.sentence.start
    ]
    return not gap.strip() and after.norm not in reading.rules.stopwords and not after.text[0].isdecimal()


def _derived(one: Known, other: Known, paired: bool) -> Iterator[Known]:
    """What two figures of one text yield: difference, sum, the change between them in parts and times."""
    ratio = one.unit in RATIOS
    if ratio != (other.unit in RATIOS) or one.value <= 0 or other.value <= 0:
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
    if not paired:
        yield derived(big + small, unit)
    if big != small:
        # A change is told against the figure it began with; where nothing changes, either may be the whole.
        yield derived((big - small) / one.value, PART)
        if not change:
            yield derived((big - small) / other.value, PART)
        if not change:
            yield derived(small / big, PART)
        if unit == PERCENT and Fraction(1, 2) < small < 1:
            # What is missing from the whole has shrunk: 97 of a hundred right, then 99.
            yield derived((1 - big) / (1 - small), PART)
            yield derived((big - small) / (1 - small), PART)
        yield derived(big / small, TIMES)
        yield derived(small / big, TIMES)
