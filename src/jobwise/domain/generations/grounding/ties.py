"""How closely the words of a letter tie to the entries of a profile: by the things that few entries speak of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jobwise.domain.generations.grounding.facts import WORK, FactText
from jobwise.domain.generations.grounding.frames import Context, Framed
from jobwise.domain.generations.grounding.lexicon import Word, split
from jobwise.domain.generations.grounding.reading import STEM, Reading, stem, telling
from jobwise.domain.generations.grounding.sounds import COGNATE, sound_of

_RARE = {1: 1.0, 2: 0.4}
"""What a shared word weighs by the number of entries that speak of it."""
_COMMON = 0.2
_LEAST = 4
_TELLING = 5
"""From here on a count helps to know a fact by."""
FIGURE = "#"
SOUND = "^"
"""Marks a feature that is how a learned word begins to sound."""


@dataclass(frozen=True, slots=True)
class Tie:
    """How much words share with a text: `weight` counts rare words for more, `words` are those that matched."""

    weight: float
    words: int
    fact: FactText
    named: bool = False
    """Whether a word that names a thing is among those that matched: a tool, a system."""


class Ties:
    """The texts that tell what somebody did, ready to be compared with the words of one letter."""

    def __init__(self, context: Context) -> None:
        self._known: dict[tuple[int, int, int], list[Tie]] = {}
        self._texts: list[tuple[FactText, frozenset[str]]] = []
        self._named = frozenset(part for item in context.held.items for name in item.names for part in name)
        homes: dict[str, set[int]] = {}
        for fact in context.held.texts:
            if not ("/bullets/" in fact.path or fact.path.endswith(("/summary", "/description", "/title"))):
                continue
            things = frozenset().union(
                *(one for reading in fact.readings for one in self._things(reading, 0, len(reading.words)))
            )
            self._texts.append((fact, things))
            for thing in things:
                homes.setdefault(thing, set()).add(fact.item)
        self._large = frozenset().union(
            *(
                spellings(word)
                for fact, _ in self._texts
                for reading in fact.readings
                for word in reading.words
                if any(char.isupper() for char in word.text[1:])
                or (word.capital and word is not reading.words[0] and not reading.rules.common_nouns)
            )
        )
        self._homes: Mapping[str, int] = {thing: len(items) for thing, items in homes.items()}

    def to(self, reading: Reading, start: int, end: int) -> list[Tie]:
        """The texts that share anything with words `start`..`end`, the closest first."""
        place = (reading.sentence.start, start, end)
        if place not in self._known:
            self._known[place] = self._closest(reading, start, end)
        return self._known[place]

    def _closest(self, reading: Reading, start: int, end: int) -> list[Tie]:
        things = self._things(reading, start, end)
        found = []
        for number, (fact, held) in enumerate(self._texts):
            shared = [max((self._weight(thing) for thing in one & held), default=0.0) for one in things]
            weights = [weight for weight in shared if weight]
            if weights:
                named = any(one & held & self._large for one in things)
                found.append((-sum(weights), number, Tie(sum(weights), len(weights), fact, named)))
        return [tie for _, _, tie in sorted(found, key=lambda one: one[:2])]

    def _weight(self, thing: str) -> float:
        return _RARE.get(self._homes.get(thing, 0), _COMMON)

    def _things(self, reading: Reading, start: int, end: int) -> list[frozenset[str]]:
        """What each telling word is about: its concepts, its beginning, its sound; the same thing told twice is one."""
        found: list[frozenset[str]] = []
        for place in range(start, end):
            word = reading.words[place]
            about = reading.features[place]
            if not tells(word, reading) or word.norm in self._named or (about and not telling(about)):
                continue
            things = telling(about) | spellings(word)
            if not any(things & other for other in found):
                found.append(things)
        return found + [
            frozenset((f"{FIGURE}{number.value}",))
            for number in reading.numbers
            if start <= number.start < end and number.value >= _TELLING and not number.unit
        ]


def tells(word: Word, reading: Reading) -> bool:
    """Whether a word is more than a small word or a figure."""
    rules = reading.rules
    if word.text[0].isdecimal() or word.norm in rules.stopwords or word.norm in rules.first_person:
        return False
    if word.norm in rules.numbers.words or word.norm in rules.numbers.scales:
        return False
    return len(word.norm) >= _LEAST or (word.text.isupper() and len(word.norm) > 1)


def spellings(word: Word) -> frozenset[str]:
    """How a word may be known again: by its beginning, and a long one by its sound."""
    return _spellings(word.norm)


@lru_cache(maxsize=16384)
def _spellings(norm: str) -> frozenset[str]:
    found = {STEM + stem(norm)}
    if len(norm) > COGNATE:
        found.add(SOUND + sound_of(norm)[:COGNATE])
    return frozenset(found)


def names(text: str) -> frozenset[str]:
    """The spellings of all words of a text."""
    return frozenset().union(*(spellings(word) for word in split(text) if len(word.norm) > 1))


def best(ties: Sequence[Tie], items: frozenset[int]) -> Tie | None:
    """The closest text of these entries."""
    return next((tie for tie in ties if tie.fact.item in items), None)


def entries(framed: Framed, context: Context, start: int, end: int) -> list[int]:
    """The jobs that words `start`..`end` name."""
    found = [a.item for a in framed.anchors if start <= a.start < end and context.held.items[a.item].kind == WORK]
    return list(dict.fromkeys(found))
