"""Numbers as people write them, in digits of any script and in words, with unit and rounding."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from jobwise.domain.generations.grounding.figures import compound, figure, follows, joins
from jobwise.domain.generations.grounding.lexicon import Lexicon, Word
from jobwise.domain.generations.grounding.rules import LanguageRules, NumberRules, read_value

UNITS = frozenset(
    (
        "money",
        "decade",
        "year",
        "month",
        "week",
        "day",
        "hour",
        "minute",
        "second",
        "millisecond",
        "kilometre",
        "tonne",
        "square",
    )
)
PERCENT, PART, TIMES = "percent", "part", "times"
_SIGNS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_LOOK_BACK = 4


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at words `start`..`end` (half-open).

    `unit` is a unit concept, `percent`, `part` (a fraction of a whole), `times`, or empty for a count. `op` is one of
    = ~ < <= > >= (as the text rounds) or >> for a bare plural like "hundreds". Percentages are parts of 1.
    """

    value: Fraction
    start: int
    end: int
    unit: str
    op: str
    scale: int = 1
    """The scale word it was written with: 6.5 million."""


def quantities(words: Sequence[Word], rules: LanguageRules, taken: frozenset[int]) -> list[Quantity]:
    """Every number of a sentence in order; words in `taken` belong to dates and are passed over."""
    return _joined(_shared(_Reader(words, rules, taken).read(), words, rules), words, rules)


def _joined(found: list[Quantity], words: Sequence[Word], rules: LanguageRules) -> list[Quantity]:
    """Makes one time of years and months: five years and four months."""
    result: list[Quantity] = []
    for number in found:
        last = result[-1] if result else None
        if last is not None and last.unit == "year" and number.unit == "month" and number.value < 12:
            between = words[last.end : number.start]
            if len(between) <= 1 and all(word.norm in rules.numbers.joiners for word in between):
                result[-1] = replace(last, value=last.value + number.value / 12, end=number.end)
                continue
        result.append(number)
    return result


def _shared(found: list[Quantity], words: Sequence[Word], rules: LanguageRules) -> list[Quantity]:
    """Gives a figure the unit of the one it is paired with: from 14 to 9 per cent, from 9 to 6 days."""
    result = list(found)
    for place in range(len(found) - 1):
        one, other = found[place], found[place + 1]
        between = words[one.end : other.start]
        parted = bool(between) and between[0].start - words[one.end - 1].end > 1
        if (
            parted
            or len(between) > 3
            or any(word.norm not in rules.stopwords and word.norm not in rules.numbers.links for word in between)
        ):
            continue
        linked = any(word.norm in rules.numbers.links for word in between)
        if linked and other.scale > 1 and one.scale == 1 and one.value < 1000:
            one = result[place] = replace(one, value=one.value * other.scale, scale=other.scale)
        if one.unit == "" and other.unit == PERCENT:
            result[place] = replace(one, value=one.value / 100, unit=PERCENT)
        elif one.unit == PERCENT and other.unit == "":
            result[place + 1] = replace(other, value=other.value / 100, unit=PERCENT)
        elif one.unit == "" and other.unit in UNITS:
            result[place] = replace(one, unit=other.unit)
    return result


class _Reader:
    def __init__(self, words: Sequence[Word], rules: LanguageRules, taken: frozenset[int]) -> None:
        self.words = words
        self.rules = rules
        self.numbers: NumberRules = rules.numbers
        self.taken = taken

    def read(self) -> list[Quantity]:
        found: list[Quantity] = []
        place = 0
        while place < len(self.words):
            hit = None if place in self.taken else self._at(place)
            if hit is None:
                place += 1
                continue
            found.append(hit)
            place = hit.end
        return found

    def _at(self, place: int) -> Quantity | None:
        multiple = self.numbers.multiples.at(self.words, place)
        if multiple is not None:
            return Quantity(read_value(multiple.value), place, multiple.end, TIMES, self._op(place, multiple.end))
        half = self._one_and_a_half(place)
        if half is not None:
            return half
        part = self._part(place)
        if part is not None:
            return part
        core = self._figure(place) or self._spelled(place)
        if core is None:
            return None
        value, end = core
        nominal = self.words[place].norm
        halved = end < len(self.words) and self.numbers.half_more.at(self.words, end) is not None
        if value == 1 and not nominal[0].isdecimal() and not self._is_one_in(end) and not halved:
            return None
        if self._is_one_in(end):
            below = self._figure(self._after_one_in(end)) or self._spelled(self._after_one_in(end))
            if below is not None and below[0] > 1 and value < below[0]:
                return Quantity(value / below[0], place, below[1], PART, self._op(place, below[1]))
        if value == 1 and not nominal[0].isdecimal() and not halved:
            return None
        if nominal in self.numbers.ambiguous and end == place + 1 and not halved and not self._countable(end):
            return None
        return self._with_unit(value, place, end)

    def _with_unit(self, value: Fraction, place: int, end: int) -> Quantity:
        half = self.numbers.half_more.at(self.words, end) if end < len(self.words) else None
        if half is not None:
            scale = self.numbers.scales.get(self.words[end - 1].norm, 1)
            value, end = value + Fraction(scale, 2), half.end
            after = self.numbers.scales.get(self.words[end].norm) if end < len(self.words) else None
            if after is not None and scale == 1:
                value, end = value * after, end + 1
        percent = self.numbers.percent.at(self.words, end) if end < len(self.words) else None
        if percent is not None:
            return Quantity(value / 100, place, percent.end, PERCENT, self._op(place, percent.end))
        unit, last = self._unit(place, end)
        if last < len(self.words) and self.numbers.half_more.at(self.words, last) is not None and half is None:
            hit = self.numbers.half_more.at(self.words, last)
            if hit is not None and unit:
                value, last = value + Fraction(1, 2), hit.end
        behind = max(end, last) if unit else end
        op = self._op(place, end)
        scales = [self.numbers.scales.get(word.norm, 1) for word in self.words[place:end]]
        scale = max((size for size in scales if size >= 1000), default=1)
        return Quantity(value, place, behind, unit, op if op != "=" else self._op(place, behind), scale)

    def _unit(self, place: int, end: int) -> tuple[str, int]:
        if place and self.words[place - 1].norm in ("€", "$", "£", "eur", "usd", "gbp", "chf"):
            return "money", end
        # One word that counts nothing may stand between: three full years. A small word makes it a rate: ten a year.
        for here in range(end, min(end + 2, len(self.words))):
            known = self.rules.concepts.values(self.words[here].norm)
            units = sorted(UNITS & known)
            if units:
                return units[0], here + 1
            if self.words[here].norm in self.rules.stopwords or self._is_figure(here):
                break
            if known and not self._is_span(here + 1):
                break
        return "", end

    def _one_and_a_half(self, place: int) -> Quantity | None:
        """A year and a half, año y medio."""
        if place + 1 >= len(self.words):
            return None
        scale = self.numbers.scales.get(self.words[place].norm, 1)
        if scale >= 1000 and self.numbers.half_more.at(self.words, place + 1) is not None:
            return self._with_unit(Fraction(scale), place, place + 1)
        if not self._is_span(place):
            return None
        hit = self.numbers.half_more.at(self.words, place + 1)
        if hit is None:
            return None
        unit = sorted(UNITS & self.rules.concepts.values(self.words[place].norm))[0]
        return Quantity(Fraction(3, 2), place, hit.end, unit, self._op(place, hit.end))

    def _part(self, place: int) -> Quantity | None:
        """A half; a third, two fifths: the latter only behind an article or a small number."""
        word = self.words[place]
        whole = self.numbers.fractions.at(self.words, place)
        if whole is not None and word.norm in self.numbers.ambiguous and not self._halved(whole.end):
            return None
        if whole is not None and read_value(whole.value) == Fraction(1, 2):
            dozen = whole.end + (whole.end < len(self.words) and self.words[whole.end].norm in self.numbers.articles)
            if dozen < len(self.words) and self.numbers.scales.get(self.words[dozen].norm) == 12:
                return Quantity(Fraction(6), place, dozen + 1, "", self._op(place, dozen + 1))
            return Quantity(Fraction(1, 2), place, whole.end, PART, self._op(place, whole.end))
        count = Fraction(1) if word.norm in self.numbers.articles else None
        small = self.numbers.words.get(word.norm)
        if count is None and small is not None and small < 20:
            count = Fraction(small)
        article = len(word.norm) <= 3 and word.norm in self.rules.stopwords
        if (count is None and not article) or place + 1 >= len(self.words):
            return None
        below = self.numbers.fractions.at(self.words, place + 1)
        if below is None:
            return None
        value = (count or Fraction(1)) * read_value(below.value)
        return Quantity(value, place, below.end, PART, self._op(place, below.end)) if 0 < value < 1 else None

    def _halved(self, place: int) -> bool:
        """Whether what stands here can be halved: medio año, media docena; el plazo medio is an average."""
        if place >= len(self.words):
            return False
        word = self.words[place].norm
        return bool(UNITS & self.rules.concepts.values(word)) or self._scaled(word)

    def _scaled(self, word: str) -> bool:
        return word in self.numbers.scales or word in self.numbers.collective

    def _is_one_in(self, end: int) -> bool:
        return end < len(self.words) and self.numbers.one_in.at(self.words, end) is not None

    def _after_one_in(self, end: int) -> int:
        hit = self.numbers.one_in.at(self.words, end)
        return hit.end if hit is not None else end

    def _countable(self, place: int) -> bool:
        if place >= len(self.words):
            return False
        paired = (
            self.words[place].norm in self.numbers.links and place + 1 < len(self.words) and self._is_figure(place + 1)
        )
        return paired or bool(self.rules.concepts.values(self.words[place].norm))

    def _is_span(self, place: int) -> bool:
        """Whether a word of time stands here: three school years."""
        return place < len(self.words) and bool(
            self.rules.concepts.values(self.words[place].norm) & {"decade", "year", "month", "week", "day", "hour"}
        )

    def _is_figure(self, place: int) -> bool:
        word = self.words[place]
        return word.text[0].isdecimal() or self._value(word.norm) is not None

    def _figure(self, place: int) -> tuple[Fraction, int] | None:
        """A number in digits, with k, M, million behind it."""
        if place >= len(self.words) or not self.words[place].text[0].isdecimal():
            return None
        value = figure(self.words[place].text, self.rules.language)
        if value is None:
            return None
        end = place + 1
        if end < len(self.words):
            after = self.words[end]
            glued = after.start == self.words[place].end
            if glued and after.norm in self.numbers.ordinals:
                return None
            scale = self.numbers.scales.get(after.norm)
            if scale is not None and (glued or len(after.norm) > 1):
                return value * scale, end + 1
            if after.text in _SIGNS:
                return value + _SIGNS[after.text], end + 1
        return value, end

    def _spelled(self, place: int) -> tuple[Fraction, int] | None:
        """A number in words: the longest run that composes."""
        if place >= len(self.words):
            return None
        total = Fraction(0)
        current: Fraction | None = None
        end = place
        here = place
        while here < len(self.words):
            word = self.words[here].norm
            if current is not None and word in self.numbers.joiners and here + 1 < len(self.words):
                nxt = self._value(self.words[here + 1].norm)
                if nxt is not None and joins(current, nxt):
                    current, here = current + nxt, here + 2
                    end = here
                    continue
                break
            scale = self.numbers.scales.get(word) if len(word) > 2 else None
            if scale is not None and (current is not None or here > place or scale <= 1000):
                base = current if current is not None else Fraction(1)
                if scale == 100:
                    current = base * 100
                else:
                    total, current = total + base * scale, None
                here += 1
                end = here
                continue
            value = self._value(word)
            if value is None:
                break
            if current is None and end > place:
                if not (total >= 1000 and value < 1000):
                    break
                current = value
            elif current is None:
                current = value
            elif current == 4 and value == 20:
                current = Fraction(80)
            elif follows(current, value):
                current += value
            else:
                break
            here += 1
            end = here
        if end == place:
            return None
        return total + (current or 0), end

    def _value(self, word: str) -> Fraction | None:
        known = self.numbers.words.get(word)
        if known is not None:
            return Fraction(known)
        return compound(word, self.numbers) if "tausend" in self.numbers.scales else None

    def _op(self, start: int, end: int) -> str:
        after = self.numbers.after.at(self.words, end) if end < len(self.words) else None
        if after is not None:
            return after.value
        before = self.words[start - 1].norm if start else ""
        begin = start - 1 if len(before) <= 3 and before in self.rules.stopwords else start
        best = _ending_at(self.numbers.approximators, self.words, (begin, start))
        if best:
            return best
        if start and self.words[start - 1].norm in ("€", "$", "£"):
            best = _ending_at(self.numbers.approximators, self.words, (start - 1,))
        if best:
            return best
        first = self.words[start].norm
        if (
            first in self.numbers.collective
            or self.words[min(end, len(self.words)) - 1].norm in self.numbers.collective
        ):
            return "~"
        if end - start == 1 and first in self.numbers.scales and first.endswith("s") and len(first) > 3:
            return ">>"
        return "="


def _ending_at(table: Lexicon, words: Sequence[Word], ends: tuple[int, ...]) -> str:
    best = ""
    width = 0
    for end in ends:
        for place in range(max(0, end - _LOOK_BACK), end):
            hit = table.at(words[:end], place)
            if hit is not None and hit.end == end and hit.end - hit.start > width:
                best, width = hit.value, hit.end - hit.start
    return best
