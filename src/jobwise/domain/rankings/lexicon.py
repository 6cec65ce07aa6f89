"""What words say about work: how telling each is, the kinds of work they name, the part of a posting they open."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

LANGUAGES = ("en", "de", "fr", "es", "pt")
MIN_STEM = 4
"""A word is never cut shorter than this; short words carry their meaning in every letter."""

_LONGEST_SUFFIX = 10
_PART = re.compile(r"[^\W_]+(?:\+\+|#)?")
_JOINTS = str.maketrans(dict.fromkeys("-/.'’&:,", " "))
_GERMAN = str.maketrans({"ß": "ss"})


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """Casefolded word without accents, so that `Führung` and `fuhrung` are one."""
    if word.isascii():
        return word.lower()
    split = unicodedata.normalize("NFKD", word.translate(_GERMAN)).casefold()
    return "".join(char for char in split if not unicodedata.combining(char))


def parts(text: str) -> list[tuple[str, str]]:
    """The simple words of a text as (plain form, as written); hyphens and slashes part words."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return [(plain(found), found) for found in _PART.findall(text)]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language by how telling they are, and the endings that may be cut off."""

    stop: frozenset[str]
    filler: frozenset[str]
    common: frozenset[str]
    suffixes: frozenset[str]

    def says_little(self, word: str) -> bool:
        """Whether a plain word stands in texts of every trade."""
        return word in self.common or word in self.filler or word in self.stop

    def stem(self, word: str) -> str:
        """The word without its ending, so that deploy, deployed and deployments meet."""
        if word.endswith("ies"):
            word = word[:-3] + "y"
        for width in range(min(len(word) - MIN_STEM, _LONGEST_SUFFIX), 0, -1):
            if word[-width:] in self.suffixes:
                cut = word[:-width]
                return cut[:-1] if len(cut) > MIN_STEM and cut[-1] == cut[-2] and cut[-1] not in "sl" else cut
        return word


@dataclass(frozen=True, slots=True)
class Concept:
    """One kind of work. `weight` 0..1 is how much sharing it proves; `spellings` by language, parted by semicolons."""

    name: str
    fields: tuple[str, ...]
    weight: float
    spellings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sections:
    """How lines of postings open a part (`headings`: plain start of line -> part) and which phrases are boilerplate."""

    headings: Mapping[str, str]
    cues: tuple[str, ...]


class ConceptIndex:
    """Finds the concepts that a run of plain words names, in one language."""

    __slots__ = ("_by_first", "_known")

    def __init__(self, concepts: Mapping[str, Concept], language: str) -> None:
        # First part of a spelling (with its *, if it has one) -> the parts after it, unsplit, and the concept.
        self._by_first: dict[str, list[tuple[str, str]]] = {}
        self._known: dict[str, tuple[tuple[str, str], ...]] = {}
        keep = self._by_first
        for name, concept in concepts.items():
            # Thousands of spellings are read at each start, most of them one word: these share one entry.
            alone = ("", name)
            for spelling in concept.spellings.get(language, "").translate(_JOINTS).split(";"):
                first, entry = spelling.strip(), alone
                if " " in first:
                    first, _, rest = first.partition(" ")
                    entry = (rest, name)
                if first in keep:
                    keep[first].append(entry)
                elif first:
                    keep[first] = [entry]

    def find(self, words: list[str]) -> Iterator[tuple[str, int, int]]:
        """Every concept named, as (concept, first word, one past the last word), in text order."""
        for place, word in enumerate(words):
            for rest, name in self._starting(word):
                end = place + 1 + _width(rest, words, place + 1) if rest else place + 1
                if not rest or end > place + 1:
                    yield name, place, end

    def _starting(self, word: str) -> tuple[tuple[str, str], ...]:
        known = self._known.get(word)
        if known is None:
            firsts = [word, *(f"{word[:width]}*" for width in range(2, min(len(word), LONGEST_START) + 1))]
            known = tuple(start for first in firsts for start in self._by_first.get(first, ()))
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[word] = known
        return known


LONGEST_START = 24
"""The longest start of a word that a spelling with * may name; a test holds the files to it."""
_KEPT = 20_000


def _width(rest: str, words: list[str], place: int) -> int:
    """How many words the rest of a spelling takes from `place` on; 0 when it is not there.

    A trailing * stands for any ending, a lone * for any one word.
    """
    run = rest.split()
    if place + len(run) > len(words):
        return 0
    for part, word in zip(run, words[place:], strict=False):
        if part.endswith("*"):
            if not word.startswith(part[:-1]):
                return 0
        elif part != word:
            return 0
    return len(run)


@dataclass(frozen=True)
class Lexicon:
    """All that ranking knows about words. `version` names the data it was read from."""

    version: str
    words: Mapping[str, Words]
    concepts: Mapping[str, Concept]
    sections: Sections
    implied: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Skill -> the skills nobody can use it without."""
    occupations: Mapping[str, Concept] = field(default_factory=dict)
    """Occupations by name; spelled in two ways: `titles` they go by, `work` their people do all day."""
    _indexes: dict[str, ConceptIndex] = field(init=False, repr=False, default_factory=dict)

    def index(self, language: str) -> ConceptIndex:
        """The concepts' spellings of one language, built when first asked for."""
        index = self._indexes.get(language)
        if index is None:
            index = self._indexes[language] = ConceptIndex(self.concepts, language)
        return index

    def occupation_index(self, spelled: str) -> ConceptIndex:
        """The index of the occupations' `titles` or of their `work`, built when first asked for."""
        index = self._indexes.get(spelled)
        if index is None:
            index = self._indexes[spelled] = ConceptIndex(self.occupations, spelled)
        return index

    def language_of(self, words: list[str], default: str = "en") -> str:
        """The language whose small words are most frequent among plain words; `default` when none is ahead."""
        best, count = default, 0
        for language in (default, *(code for code in LANGUAGES if code != default)):
            known = self.words.get(language)
            seen = sum(word in known.stop for word in words) if known else 0
            if seen > count:
                best, count = language, seen
        return best


@lru_cache(maxsize=1)
def empty() -> Lexicon:
    """A lexicon that knows nothing: every word is as telling as the next."""
    return Lexicon("empty", {}, {}, Sections({}, ()))
