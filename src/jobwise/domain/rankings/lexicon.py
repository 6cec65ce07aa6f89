"""What words say about work: how telling each is, the kinds of work they name, the part of a posting they open."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

LANGUAGES = ("en", "de", "fr", "es", "pt")
MIN_STEM = 4
"""A word is never cut shorter than this; short words carry their meaning in every letter."""

_LONGEST_SUFFIX = 10
_PART = re.compile(r"[^\W_]+(?:\+\+|#)?")
_JOINTS = str.maketrans(dict.fromkeys("-/.'’&:,", " "))
_GERMAN = str.maketrans({"ß": "ss"})


def plain_text(word: str) -> str:
    """Casefolded text without accents, so that `Führung` and `fuhrung` are one."""
    if word.isascii():
        return word.lower()
    split = unicodedata.normalize("NFKD", word.translate(_GERMAN)).casefold()
    return split if split.isascii() else "".join([char for char in split if not unicodedata.combining(char)])


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """`plain_text` of a word, which will come again."""
    return plain_text(word)


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
    first_words: frozenset[str] = field(init=False, repr=False, compare=False)
    """The words that headings begin with."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "first_words", frozenset(heading.split(" ", 1)[0] for heading in self.headings))


Spelling = tuple[int, tuple[str, ...], str]
"""What may follow a word: its rank among the word's spellings, the parts that follow, and the concept they name."""


@dataclass(frozen=True, slots=True)
class _Starts:
    """The spellings that begin with one word: of one part, by their second part, and those whose second has a *."""

    alone: tuple[tuple[int, str], ...]
    following: Mapping[str, tuple[Spelling, ...]]
    wild: tuple[Spelling, ...]


class ConceptIndex:
    """Finds the concepts that a run of plain words names, in one language."""

    __slots__ = ("_by_first", "_known")

    def __init__(self, concepts: Mapping[str, Concept], language: str) -> None:
        # First part of a spelling (with its *, if it has one) -> the parts after it, unsplit, and the concept.
        self._by_first: dict[str, list[tuple[str, str]]] = {}
        self._known: dict[str, _Starts | None] = {}
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

    def find(self, words: list[str]) -> list[tuple[str, int, int]]:
        """Every concept named, as (concept, first word, one past the last word), in text order."""
        found: list[tuple[str, int, int]] = []
        known = self._known
        for place, word in enumerate(words):
            starts = known[word] if word in known else self._starting(word)
            if starts is None:
                continue
            if starts.following or starts.wild:
                self._at(place, starts, words, found)
            else:
                after = place + 1
                for _, name in starts.alone:
                    found.append((name, place, after))
        return found

    @staticmethod
    def _at(place: int, starts: _Starts, words: list[str], found: list[tuple[str, int, int]]) -> None:
        after = place + 1
        longer: list[tuple[int, str, int]] = []
        if after < len(words):
            follower = words[after]
            if follower in starts.following:
                for rank, rest, name in starts.following[follower]:
                    if len(rest) == 1 or _goes_on(rest, words, after):
                        longer.append((rank, name, after + len(rest)))
            for rank, rest, name in starts.wild:
                if _goes_on(rest, words, after):
                    longer.append((rank, name, after + len(rest)))
        if not longer:
            found.extend([(name, place, after) for _, name in starts.alone])
            return
        longer += [(rank, name, after) for rank, name in starts.alone]
        found.extend((name, place, end) for _, name, end in sorted(longer))

    def _starting(self, word: str) -> _Starts | None:
        firsts = [word, *(f"{word[:width]}*" for width in range(2, min(len(word), LONGEST_START) + 1))]
        entries = [start for first in firsts for start in self._by_first.get(first, ())]
        if len(self._known) >= _KEPT:
            self._known.clear()
        self._known[word] = starts = _starts(entries) if entries else None
        return starts


def _starts(entries: list[tuple[str, str]]) -> _Starts:
    alone: list[tuple[int, str]] = []
    following: dict[str, list[Spelling]] = {}
    wild: list[Spelling] = []
    for rank, (rest, name) in enumerate(entries):
        run = tuple(rest.split())
        if not run:
            alone.append((rank, name))
        elif run[0].endswith("*"):
            wild.append((rank, run, name))
        else:
            following.setdefault(run[0], []).append((rank, run, name))
    return _Starts(tuple(alone), {part: tuple(found) for part, found in following.items()}, tuple(wild))


LONGEST_START = 24
"""The longest start of a word that a spelling with * may name; a test holds the files to it."""
_KEPT = 20_000


def _goes_on(rest: tuple[str, ...], words: list[str], place: int) -> bool:
    """Whether the parts of a spelling stand from `place` on.

    A trailing * stands for any ending, a lone * for any one word.
    """
    if place + len(rest) > len(words):
        return False
    for part, word in zip(rest, words[place:], strict=False):
        if part != word and not (part.endswith("*") and word.startswith(part[:-1])):
            return False
    return True


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
    _small: dict[str, tuple[str, ...]] = field(init=False, repr=False, default_factory=dict)
    """Small words, and the languages each is one of; made when first asked for."""
    _told: dict[tuple[str, ...], tuple[frozenset[str], int]] = field(init=False, repr=False, default_factory=dict)

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

    def told_by(self, names: tuple[str, ...]) -> tuple[frozenset[str], int]:
        """These occupations as a set, and how many fields of work they are of."""
        told = self._told.get(names)
        if told is None:
            if len(self._told) >= _KEPT:
                self._told.clear()
            told = frozenset(names), len({self.occupations[name].fields[0] for name in names})
            self._told[names] = told
        return told

    def language_of(self, words: list[str], default: str = "en") -> str:
        """The language whose small words are most frequent among plain words; `default` when none is ahead."""
        small = self._small or self._small_words()
        seen: dict[str, int] = {}
        for word in words:
            if word in small:
                for language in small[word]:
                    seen[language] = seen.get(language, 0) + 1
        best, count = default, 0
        for language in (default, *LANGUAGES):
            if seen.get(language, 0) > count:
                best, count = language, seen[language]
        return best

    def _small_words(self) -> Mapping[str, tuple[str, ...]]:
        for language, known in self.words.items():
            for word in known.stop:
                self._small[word] = (*self._small.get(word, ()), language)
        return self._small


@lru_cache(maxsize=1)
def empty() -> Lexicon:
    """A lexicon that knows nothing: every word is as telling as the next."""
    return Lexicon("empty", {}, {}, Sections({}, ()))
