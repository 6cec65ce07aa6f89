"""What words say about work: how telling each is, which kinds of work they name, and which part of a posting they open."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

LANGUAGES = ("en", "de", "fr", "es", "pt")
MIN_STEM = 4
"""A word is never cut shorter than this; short words carry their meaning in every letter."""

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
    """The words of one language by how telling they are, and the endings that may be cut off (longest first)."""

    stop: frozenset[str]
    filler: frozenset[str]
    common: frozenset[str]
    suffixes: tuple[str, ...]

    def stem(self, word: str) -> str:
        """The word without its ending, so that deploy, deployed and deployments meet."""
        if word.endswith("ies"):
            word = word[:-3] + "y"
        room = len(word) - MIN_STEM
        for suffix in self.suffixes:
            if len(suffix) <= room and word.endswith(suffix):
                cut = word[: -len(suffix)]
                return cut[:-1] if len(cut) > MIN_STEM and cut[-1] == cut[-2] and cut[-1] not in "sl" else cut
        return word


@dataclass(frozen=True, slots=True)
class Concept:
    """One kind of work. `weight` 0..1 says how much sharing it proves; `spellings` by language, parted by semicolons."""

    name: str
    fields: tuple[str, ...]
    weight: float
    spellings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sections:
    """How lines of postings open a part (`headings`: plain start of line -> part) and which phrases are boilerplate."""

    headings: Mapping[str, str]
    cues: tuple[str, ...]


Spelling = tuple[tuple[str, ...], str]
"""The parts of one spelling (a trailing * stands for any ending, a lone * for any word) and its concept."""


class ConceptIndex:
    """Finds the concepts that a run of plain words names, in one language."""

    __slots__ = ("_exact", "_prefix", "_widths")

    def __init__(self, concepts: Mapping[str, Concept], language: str) -> None:
        self._exact: dict[str, list[Spelling]] = {}
        self._prefix: dict[str, list[Spelling]] = {}
        for name, concept in concepts.items():
            for spelling in concept.spellings.get(language, "").translate(_JOINTS).split(";"):
                self._add(tuple(spelling.split()), name)
        self._widths = sorted({len(start) for start in self._prefix})

    def _add(self, run: tuple[str, ...], name: str) -> None:
        if run and run[0].endswith("*"):
            self._prefix.setdefault(run[0][:-1], []).append((run, name))
        elif run:
            self._exact.setdefault(run[0], []).append((run, name))

    def find(self, words: list[str]) -> Iterator[tuple[str, int, int]]:
        """Every concept named, as (concept, first word, one past the last word), in text order."""
        for place, word in enumerate(words):
            for run, name in self._starting(word):
                if len(run) == 1 or _matches(run, words, place):
                    yield name, place, place + len(run)

    def _starting(self, word: str) -> Iterator[Spelling]:
        yield from self._exact.get(word, ())
        for width in self._widths:
            if width > len(word):
                break
            yield from self._prefix.get(word[:width], ())


def _matches(run: tuple[str, ...], words: list[str], place: int) -> bool:
    if place + len(run) > len(words):
        return False
    for part, word in zip(run[1:], words[place + 1 :], strict=False):
        if part.endswith("*"):
            if not word.startswith(part[:-1]):
                return False
        elif part != word:
            return False
    return True


@dataclass(frozen=True)
class Lexicon:
    """All that ranking knows about words. `version` names the data it was read from."""

    version: str
    words: Mapping[str, Words]
    concepts: Mapping[str, Concept]
    sections: Sections
    _indexes: dict[str, ConceptIndex] = field(init=False, repr=False, default_factory=dict)

    def index(self, language: str) -> ConceptIndex:
        """The concepts' spellings of one language, built when first asked for."""
        index = self._indexes.get(language)
        if index is None:
            index = self._indexes[language] = ConceptIndex(self.concepts, language)
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
