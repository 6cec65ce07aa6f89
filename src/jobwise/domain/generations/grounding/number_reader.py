"""The numbers of a run of words in order: figures, words, halves, fractions, multiples, with their units."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from jobwise.domain.generations.grounding.figures import figure
from jobwise.domain.generations.grounding.lexicon import Hit, Lexicon, Word
from jobwise.domain.generations.grounding.quantity import PART, PERCENT, TIMES, UNITS, Quantity
from jobwise.domain.generations.grounding.rules import LanguageRules, NumberRules, read_value
from jobwise.domain.generations.grounding.spelled import spelled, value_of

_SIGNS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_LOOK_BACK = 4
_PARTS = 10


def read_numbers(words: Sequence[Word], rules: LanguageRules, taken: frozenset[int]) -> list[Quantity]:
    """Every number in order; words in `taken` are passed over."""
    return _Reader(words, rules, taken).read()


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
        for special in (self._sized(place), self._half_of(place), self._one_and_a_half(place)):
            if special is not None:
                return special
        part = self._part(place)
        if part is not None:
            return part
        core = self._figure(place) or spelled(self.words, place, self.numbers)
        if core is None:
            return None
        value, end = core
        nominal = self.words[place].norm
        halved = end < len(self.words) and self.numbers.half_more.at(self.words, end) is not None
        if value == 1 and not nominal[0].isdecimal() and not self._is_one_in(end) and not halved:
            return None
        if self._is_one_in(end):
            behind = self._after_one_in(end)
            below = None if behind in self.taken else self._figure(behind) or spelled(self.words, behind, self.numbers)
            if below is not None and below[0] > 1 and value < below[0]:
                return Quantity(value / below[0], place, below[1], PART, self._op(place, below[1]))
        share = self._so_many_in(value, place, end)
        if share is not None:
            return share
        if value == 1 and not nominal[0].isdecimal() and not halved:
            return None
        parted = end < len(self.words) and self.numbers.percent.at(self.words, end) is not None
        if nominal in self.numbers.ambiguous and end == place + 1 and not (halved or parted or self._countable(end)):
            return None
        return self._with_unit(value, place, end)

    def _so_many_in(self, value: Fraction, place: int, end: int) -> Quantity | None:
        """A part told with the thing between its figures: two guests in five."""
        if end + 2 >= len(self.words) or self._is_figure(end) or self.words[end].norm in self.rules.stopwords:
            return None
        behind = self._after_one_in(end + 1)
        if behind == end + 1 or behind in self.taken or value.denominator != 1:
            return None
        below = self._figure(behind) or spelled(self.words, behind, self.numbers)
        if below is None or not value < below[0] <= _PARTS or self._is_span(below[1]) or self._counted(below[1]):
            return None
        return Quantity(value / below[0], place, below[1], PART, self._op(place, below[1]))

    def _counted(self, place: int) -> bool:
        """Whether something is counted here: the words go on with a noun."""
        if place >= len(self.words) or self.words[place].start - self.words[place - 1].end > 1:
            return False
        return bool(self.rules.concepts.values(self.words[place].norm) - {"use"})

    def _sized(self, place: int) -> Quantity | None:
        """An everyday word for a count: a couple of, un par de."""
        hit = self.numbers.sized.at(self.words, place)
        if hit is None:
            return None
        value = read_value(hit.value)
        found = self._with_unit(value, place, hit.end)
        return replace(found, op="~") if found.op == "=" and value not in (3, 4) else found

    def _half_of(self, place: int) -> Quantity | None:
        """Half of a round number: half a dozen, un demi-millier, eine halbe Million, meia dúzia."""
        first = place
        if self.words[place].norm in self.numbers.articles and place + 1 < len(self.words):
            first = place + 1
        half = self.numbers.fractions.at(self.words, first)
        if half is None or read_value(half.value) != Fraction(1, 2):
            return None
        end = half.end + (half.end < len(self.words) and self.words[half.end].norm in self.numbers.articles)
        if end >= len(self.words) or self.words[end].start - self.words[end - 1].end > 1:
            return None
        word = self.words[end].norm
        size = self.numbers.scales.get(word) if len(word) > 2 else None
        if size is None and word in self.numbers.collective:
            size = self.numbers.words.get(word)
        if size is None or size < 10:
            return None
        found = self._with_unit(Fraction(size, 2), place, end + 1)
        return replace(found, op="~") if found.op == "=" and size <= 1000 else found

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
            if self.words[here].start - self.words[here - 1].end > 1 and self.words[here].text not in "€$£":
                break
            known = self.rules.concepts.values(self.words[here].norm)
            if self.words[here].norm in self.numbers.rates:
                # So many every year, so many a week: a rate is no stretch of time.
                break
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
            return Quantity(Fraction(1, 2), place, whole.end, PART, self._op(place, whole.end))
        count = Fraction(1) if word.norm in self.numbers.articles else None
        small = self.numbers.words.get(word.norm)
        if count is None and small is not None and small < 20:
            count = Fraction(small)
        article = word.norm in self.numbers.definite
        if (count is None and not article) or place + 1 >= len(self.words):
            return None
        below = self.numbers.fractions.at(self.words, place + 1)
        if below is None or ((count is None or count == 1) and not self._is_share(below)):
            return None
        value = (count or Fraction(1)) * read_value(below.value)
        return Quantity(value, place, below.end, PART, self._op(place, below.end)) if 0 < value < 1 else None

    def _is_share(self, below: Hit) -> bool:
        """Whether a fraction word is no ordinal here: a fifth of, by a third, never a fifth language."""
        size = read_value(below.value)
        indefinite = below.start > 0 and self.words[below.start - 1].norm in self.numbers.articles
        if self.rules.common_nouns or size == Fraction(1, 2) or (indefinite and size == Fraction(1, 4)):
            return True
        if below.end >= len(self.words):
            return True
        after = self.words[below.end]
        return (
            after.norm in self.numbers.part_of
            or after.norm in self.rules.stopwords
            or after.start - self.words[below.end - 1].end > 1
        )

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
        return word.text[0].isdecimal() or value_of(word.norm, self.numbers) is not None

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
            if scale is not None and (glued or len(after.norm) > 1 or self._is_symbol(end)):
                return value * scale, end + 1
            if after.text in _SIGNS:
                return value + _SIGNS[after.text], end + 1
        return value, end

    def _is_symbol(self, place: int) -> bool:
        """Whether a letter apart from its figure stands for thousands or millions: 32 M, 4,2 M€."""
        word = self.words[place]
        return word.text in ("M", "k", "K") and word.start - self.words[place - 1].end == 1

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
        if (
            end - start == 1
            and first in self.numbers.scales
            and first.endswith(("s", "ende", "erte"))
            and len(first) > 3
        ):
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
