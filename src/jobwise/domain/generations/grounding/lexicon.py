"""Words as the rules compare them, and tables of words and phrases that are found in a run of words."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

# A word is letters (with digits after the first letter: p95, B2) or one figure with its separators. Apostrophes and
# hyphens part words, so that "d'affaires", "twenty-two" and "Key-Account-Manager" meet their tables part by part.
_WORD = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f\u2009.,'’]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,:]\d+)*|[^\W\d_][^\W_]*|[%€$£‰٪]",
    re.UNICODE,
)
_ENDING = {3: 1, 4: 2}
"""How many letters may follow a stem of this length; longer stems take three."""
_TAIL = 3
"""So many letters behind a stem are an ending still, not the rest of a name."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text at `start`..`end`; `norm` is casefolded and without accents."""

    text: str
    norm: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it is written like a name: large at its beginning, or inside (iOS)."""
        return self.text[0].isupper() or not (
            self.text.islower() or self.text[0].isdecimal() or not self.text.isalpha()
        )


@lru_cache(maxsize=16384)
def norm(word: str) -> str:
    """The word casefolded, without accents and compatibility forms."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


@lru_cache(maxsize=8192)
def split(text: str) -> tuple[Word, ...]:
    """The words of a text with their places."""
    return tuple(Word(m.group(), norm(m.group()), m.start(), m.end()) for m in _WORD.finditer(text))


@dataclass(frozen=True, slots=True)
class Hit:
    """Words `start`..`end` (half-open, counted in words) that stand for `value`."""

    start: int
    end: int
    value: str


Part = tuple[str, bool]
"""A normalised word, and whether anything may follow it."""


@dataclass(frozen=True)
class Lexicon:
    """Phrases by what they stand for. A part that ends in `*` takes any ending; `inflect` gives short ones to all."""

    entries: Mapping[str, Sequence[str]]
    inflect: bool = False
    _index: dict[str, list[tuple[tuple[Part, ...], str]]] = field(init=False, repr=False, default_factory=dict)
    _heads: dict[str, list[tuple[tuple[Part, ...], str]]] = field(init=False, repr=False, default_factory=dict)

    _values: dict[str, frozenset[str]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for value, spellings in self.entries.items():
            for spelling in spellings:
                parts = _parts(spelling)
                if parts:
                    self._index.setdefault(parts[0][0][:2], []).append((parts, value))

    def at(self, words: Sequence[Word], place: int) -> Hit | None:
        """The longest phrase that begins at word `place`."""
        if not self._candidates(words[place].norm):
            return None
        hits = self.all_at(words, place)
        return max(hits, key=lambda hit: hit.end) if hits else None

    def all_at(self, words: Sequence[Word], place: int) -> list[Hit]:
        """Every phrase that begins at word `place`."""
        pool = self._candidates(words[place].norm)
        if not pool:
            return []
        found: list[Hit] = []
        for parts, value in pool:
            end = place + len(parts)
            if end <= len(words) and all(
                self._fits(part, word.norm) for part, word in zip(parts[1:], words[place + 1 : end], strict=True)
            ):
                found.append(Hit(place, end, value))
        return found

    def find(self, words: Sequence[Word]) -> list[Hit]:
        """Phrases in order, the longest first, none overlapping."""
        found: list[Hit] = []
        heads = self._heads
        place = 0
        while place < len(words):
            known = heads.get(words[place].norm)
            if known is None:
                known = self._candidates(words[place].norm)
            hit = self.at(words, place) if known else None
            if hit is None:
                place += 1
                continue
            found.append(hit)
            place = hit.end
        return found

    def has(self, words: Sequence[Word]) -> bool:
        heads = self._heads
        for place, word in enumerate(words):
            # Most words begin no phrase: what was found out once is asked of the table itself.
            known = heads.get(word.norm)
            if known is None:
                known = self._candidates(word.norm)
            if known and self.at(words, place) is not None:
                return True
        return False

    def values(self, word: str) -> frozenset[str]:
        """What a single normalised word stands for."""
        known = self._values.get(word)
        if known is None:
            known = frozenset(value for parts, value in self._candidates(word) if len(parts) == 1)
            self._values[word] = known
        return known

    def closest(self, words: Sequence[Word], hit: Hit) -> frozenset[str]:
        """What the same words stand for: of one word that begins like several, only the longest spelling counts."""
        found = [other.value for other in self.all_at(words, hit.start) if other.end == hit.end]
        if hit.end - hit.start > 1:
            return frozenset(found)
        pool = self._candidates(words[hit.start].norm)
        spelled = [(len(parts[0][0]), value) for parts, value in pool if len(parts) == 1]
        longest = max((length for length, _ in spelled), default=0)
        return frozenset(value for length, value in spelled if length == longest) or frozenset(found)

    def near(self, word: str) -> bool:
        """Whether a single normalised word stands for something and goes little beyond its spelling: no Courtauld."""
        return any(len(parts) == 1 and len(word) - len(parts[0][0]) <= _TAIL for parts, _ in self._candidates(word))

    def _candidates(self, word: str) -> list[tuple[tuple[Part, ...], str]]:
        known = self._heads.get(word)
        if known is None:
            pool = self._index.get(word[:2], ())
            known = [entry for entry in pool if self._fits(entry[0][0], word)]
            self._heads[word] = known
        return known

    def _fits(self, part: Part, word: str) -> bool:
        stem, is_open = part
        if not word.startswith(stem):
            return False
        rest = len(word) - len(stem)
        if rest == 0 or is_open:
            return True
        return self.inflect and len(stem) >= 3 and rest <= _ENDING.get(len(stem), 3) and not word[-1].isdecimal()


@lru_cache(maxsize=32768)
def _parts(spelling: str) -> tuple[Part, ...]:
    parts: list[Part] = []
    for match in _WORD.finditer(spelling):
        follows = spelling[match.end() : match.end() + 1]
        parts.append((norm(match.group()), follows == "*"))
    return tuple(parts)


def phrases(spellings: Iterable[str]) -> Lexicon:
    """A table that only says whether one of these phrases stands somewhere."""
    return Lexicon({"": tuple(spellings)})
