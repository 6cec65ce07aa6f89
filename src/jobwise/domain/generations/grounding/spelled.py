"""Numbers in words: units, tens, hundreds and scales as the five languages put them together."""

from collections.abc import Sequence
from fractions import Fraction

from jobwise.domain.generations.grounding.figures import compound
from jobwise.domain.generations.grounding.lexicon import Word
from jobwise.domain.generations.grounding.rules import NumberRules

Found = tuple[Fraction, int]
"""A value and the word behind it."""

_THOUSAND = 1000


def value_of(word: str, numbers: NumberRules) -> Fraction | None:
    """What one word stands for: seven, zweiundzwanzig, quinientas."""
    known = numbers.words.get(word)
    if known is not None:
        return Fraction(known)
    return compound(word, numbers) if "tausend" in numbers.scales else None


def spelled(words: Sequence[Word], place: int, numbers: NumberRules) -> Found | None:
    """The number whose words begin at `place`, as many of them as make up one; None when no number begins there."""
    if place >= len(words) or words[place].text[0].isdecimal():
        return None
    return _Speller(words, numbers).whole(place)


class _Speller:
    def __init__(self, words: Sequence[Word], numbers: NumberRules) -> None:
        self.words = words
        self.numbers = numbers

    def whole(self, place: int) -> Found | None:
        """Groups below a thousand, each with its scale, the scales going down: two million three thousand and five."""
        total = Fraction(0)
        ceiling: int | None = None
        here, end = place, place
        while here < len(self.words):
            group = self._below_thousand(here)
            if group is None:
                if end > place or self._scale(here) is None:
                    break
                group = (Fraction(1), here)
            value, behind = group
            scale = self._scale(behind) if behind == here or self._joined(behind) else None
            if scale is not None and ceiling is not None and scale >= ceiling:
                break
            if ceiling is not None and value * (scale or 1) >= ceiling:
                break
            if scale is None:
                return total + value, behind
            total, end = total + value * scale, behind + 1
            ceiling = scale
            if scale < _THOUSAND:
                break
            here = self._onward(end, _THOUSAND if self.numbers.joins_hundreds else 100)
            if here < 0:
                break
        return (total, end) if end > place else None

    def _onward(self, end: int, room: int) -> int:
        """Where the next part begins behind `end`: at once, or behind a joiner when it is small enough; -1 for none."""
        if not self._joined(end):
            return -1
        if self.words[end].norm not in self.numbers.joiners:
            return end
        if not self._joined(end + 1):
            return -1
        ahead = self._below_thousand(end + 1)
        if ahead is None or ahead[0] >= room or ahead[0].denominator != 1:
            return -1
        return -1 if self._joined(ahead[1]) and self._scale(ahead[1]) is not None else end + 1

    def _below_thousand(self, place: int) -> Found | None:
        first = self._value(place)
        if first is not None and 100 <= first < _THOUSAND and first % 100 == 0:
            hundreds, end = first, place + 1
        elif self._hundred(place):
            hundreds, end = Fraction(100), place + 1
        else:
            few = self._below_hundred(place)
            if few is None:
                return None
            if not (self._joined(few[1]) and self._hundred(few[1])):
                return few
            hundreds, end = few[0] * 100, few[1] + 1
        here = end + (self._joined(end) and self.words[end].norm in self.numbers.joiners)
        rest = self._below_hundred(here) if self._joined(here) else None
        if rest is None or rest[0] >= 100 or rest[0] == 0 or (self._joined(rest[1]) and self._hundred(rest[1])):
            return hundreds, end
        return hundreds + rest[0], rest[1]

    def _below_hundred(self, place: int) -> Found | None:
        value = self._value(place)
        if value is None:
            return None
        end = place + 1
        if value == 4 and self._joined(end) and self._value(end) == 20:
            value, end = Fraction(80), end + 1
        if value == 10:
            unit = self._value(end) if self._joined(end) else None
            return (value + unit, end + 1) if unit is not None and 7 <= unit <= 9 else (value, end)
        if not (20 <= value < 100 and value % 10 == 0):
            return value, end
        here = end
        if self._joined(end) and self.words[end].norm in self.numbers.joiners and self.numbers.joins_units:
            here = end + 1
        if not self._joined(here):
            return value, end
        unit = self._value(here)
        if unit is None or unit == 0:
            return value, end
        if unit == 10 and value in (60, 80):
            teen = self._below_hundred(here)
            return (value + teen[0], teen[1]) if teen is not None else (value + 10, here + 1)
        if unit < 10 or (value in (60, 80) and 10 < unit < 20):
            return value + unit, here + 1
        return value, end

    def _value(self, place: int) -> Fraction | None:
        return value_of(self.words[place].norm, self.numbers) if 0 <= place < len(self.words) else None

    def _hundred(self, place: int) -> bool:
        return place < len(self.words) and self.numbers.scales.get(self.words[place].norm) == 100

    def _scale(self, place: int) -> int | None:
        """The scale word at `place` that counts groups: thousand, millions, dozen; no letter like k or m."""
        if place >= len(self.words) or len(self.words[place].norm) < 3:
            return None
        scale = self.numbers.scales.get(self.words[place].norm)
        return scale if scale is not None and scale != 100 else None

    def _joined(self, place: int) -> bool:
        """Whether nothing but a blank or a hyphen parts a word from the one before it."""
        return 0 < place < len(self.words) and self.words[place].start - self.words[place - 1].end <= 1
