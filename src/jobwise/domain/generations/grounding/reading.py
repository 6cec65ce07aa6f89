"""One sentence, read: what its words are about, its numbers and dates, how far its deeds go."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from jobwise.domain.generations.grounding.dates import DateMention, dates
from jobwise.domain.generations.grounding.lexicon import Hit, Word
from jobwise.domain.generations.grounding.numbers import Quantity, quantities
from jobwise.domain.generations.grounding.rules import LanguageRules
from jobwise.domain.generations.grounding.sentences import Sentence

STEM = "~"
"""Marks a feature that is the beginning of a word rather than a concept of the tables."""

STAFF = frozenset(
    {"team", "colleague", "employee", "engineer", "lawyer", "cook", "apprentice", "nurse", "manager", "partner"}
    | {"volunteer", "salespeople", "person", "sale"}
)
"""People one works with: two languages seldom name them by the same word."""
PUBLIC = frozenset({"customer", "patient", "pupil", "subscriber", "visit", "person"})
TIMED = frozenset(("decade", "year", "month", "week", "day", "hour", "minute"))
_RATE = 7
"""So many words behind a count may stand what time it is told for."""
_VAGUE = frozenset(
    (
        "time",
        "use",
        "newly",
        "year",
        "month",
        "week",
        "day",
        "hour",
        "quarter",
        "head",
        "growth",
        "reduction",
        "share",
        "order",
    )
)
"""Concepts too common to tie a sentence to a fact."""


@dataclass(frozen=True)
class Reading:
    """A sentence with all that was read off it; `features[i]` is what word i is about."""

    sentence: Sentence
    rules: LanguageRules
    features: tuple[frozenset[str], ...]
    numbers: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]
    deeds: tuple[Hit, ...]
    extents: tuple[Hit, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        return self.sentence.words

    def about(self, start: int = 0, end: int | None = None) -> frozenset[str]:
        """The features of words `start`..`end`."""
        return frozenset().union(*self.features[start:end])

    def near(self, number: Quantity) -> frozenset[str]:
        """What a number counts: the concepts of the words right behind it, or of those right before."""
        ahead = self._side(range(number.end, min(number.end + 4, len(self.words))))
        back = self._side(range(number.start - 1, max(-1, number.start - 5), -1))
        unit = frozenset((number.unit,)) if number.unit else frozenset()
        return ahead | back | unit

    def rate(self, number: Quantity) -> frozenset[str]:
        """The stretch of time that a count is told for: so many motions and notices a month."""
        for place in range(number.end, min(number.end + _RATE, len(self.words))):
            if self.features[place] & TIMED:
                return self.features[place] & TIMED
        return frozenset()

    def head(self, number: Quantity) -> frozenset[str]:
        """The concepts of the words right behind the number: the thing that is counted."""
        found: frozenset[str] = frozenset()
        for place in range(number.end, min(number.end + 4, len(self.words))):
            gap = self.sentence.text[
                self.words[place - 1].end - self.sentence.start : self.words[place].start - self.sentence.start
            ]
            if any(mark in gap for mark in ",;:.()") or place in _starts(self.numbers):
                break
            if found and self.words[place].norm in self.rules.stopwords:
                break
            found |= frozenset(f for f in self.features[place] if not f.startswith(STEM))
        return found

    def _side(self, places: range) -> frozenset[str]:
        found: frozenset[str] = frozenset()
        for place in places:
            gap_at = max(place, 0)
            if gap_at in _starts(self.numbers):
                break
            found |= self.features[place]
        return found

    @property
    def level(self) -> int:
        """How far the first deed of the sentence goes, 0 when it names none."""
        return int(self.deeds[0].value) if self.deeds else 0


def _starts(numbers: Sequence[Quantity]) -> frozenset[int]:
    return frozenset(number.start for number in numbers)


def read(sentence: Sentence, text: str, rules: LanguageRules) -> Reading:
    """Reads one sentence of `text` by the tables of its language."""
    words = sentence.words
    found_dates = dates(words, text, rules)
    taken = frozenset(place for date in found_dates for place in range(date.core, date.end))
    return Reading(
        sentence,
        rules,
        features(words, rules),
        tuple(quantities(words, rules, taken)),
        tuple(found_dates),
        tuple(hit for hit in rules.deeds.find(words) if hit.value != "0"),
        tuple(rules.extent.find(words)),
    )


def features(words: Sequence[Word], rules: LanguageRules) -> tuple[frozenset[str], ...]:
    """What each word is about: concepts of the tables, else the beginning of the word."""
    found: list[set[str]] = [set() for _ in words]
    for place, word in enumerate(words):
        for hit in rules.concepts.all_at(words, place):
            for inside in range(hit.start, hit.end):
                found[inside].add(hit.value)
        if word.norm in rules.stopwords or word.text[0].isdecimal():
            continue
        if rules.noun_endings:
            found[place] |= _parts_of(rules, word.norm)
        if found[place]:
            continue
        if len(word.norm) >= 4 or word.text.isupper():
            found[place].add(STEM + stem(word.norm))
    return tuple(frozenset(item) for item in found)


def _parts_of(rules: LanguageRules, word: str) -> frozenset[str]:
    """The concepts of a compound's last parts: a Kundenvertrag is a contract."""
    if len(word) < 8:
        return frozenset()
    parts = (value for cut in range(3, len(word) - 3) for value in rules.concepts.values(word[cut:]))
    return frozenset(parts) - {"rhetoric", "order"}


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The beginning of a word, spelled as the five languages have it in common."""
    plain = word.replace("ph", "f").replace("th", "t").replace("k", "c").replace("y", "i").replace("z", "c")
    for ending in ("es", "s", "en", "n", "e", "a", "o"):
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            plain = plain.removesuffix(ending)
            break
    return plain[:5]


def telling(found: frozenset[str]) -> frozenset[str]:
    """The features that tie a sentence to a fact."""
    return found - _VAGUE


def rounds(op: str, said: Fraction, known: Fraction) -> bool:
    """Whether a known value may be written as `said` with this rounding: the right way and not far."""
    if known == said:
        return True
    if known <= 0 or said <= 0:
        return False
    ratio = known / said
    if op == "~":
        if known.denominator == said.denominator == 1 and said >= 5 and abs(known - said) <= 1:
            return True
        return Fraction(88, 100) <= ratio <= Fraction(113, 100)
    if op == "<":
        return Fraction(85, 100) <= ratio < 1
    if op == "<=":
        return Fraction(70 if said < 1 else 80, 100) <= ratio < 1
    if op in (">", ">="):
        return 1 < ratio <= Fraction(130, 100)
    return op == ">>" and ratio >= 1
