"""Which fact of the profile a place in a letter tells: by what both speak of, their figures and the entry named."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from jobwise.domain.generations.grounding.facts import SCHOOL, WORK, FactText
from jobwise.domain.generations.grounding.frames import Context, Framed
from jobwise.domain.generations.grounding.reading import Reading, telling
from jobwise.domain.generations.grounding.sentences import breaks, commas
from jobwise.domain.generations.grounding.ties import spellings, tells

_DECAY = (1.0, 0.5, 0.2)
"""What a shared thing counts in the same stretch between two marks, one further, and anywhere else in the sentence."""
_NAMED, _CARRIED = 1.0, 0.5
"""What it counts that a fact is of the entry named, or of the one that the paragraph last named."""
_TEXTS = ("/summary", "/description")
_LEAST = 3
"""Smaller counts tie nothing."""


@dataclass(frozen=True, slots=True)
class Home:
    """The entry that a place speaks of: how surely, and where it is named (-1 where it is only carried over)."""

    item: int
    weight: float
    place: int


@dataclass(frozen=True, slots=True)
class Match:
    """A fact, what ties a place to it without the entry named, and with it."""

    fact: FactText
    shared: float
    near: float
    """What ties it to the stretch between two marks in which the place stands."""
    score: float
    words: int


class Alignment:
    """The facts of one profile, ready to be laid beside the sentences of a letter."""

    def __init__(self, context: Context, sentences: Sequence[Framed]) -> None:
        self.context = context
        self.sentences = sentences
        self._named = frozenset(part for item in context.held.items for name in item.names for part in name)
        self.facts = [text for text in context.held.texts if "/bullets/" in text.path or text.path.endswith(_TEXTS)]
        self.facts += _proofs(context)
        self._things = [self._of(text) for text in self.facts]
        self._by_path = {fact.path: things for fact, things in zip(self.facts, self._things, strict=True)}
        self._seen = Counter(thing for things in self._things for thing in things)
        self._told: dict[int, list[tuple[int, frozenset[str]]]] = {}
        self._cuts: dict[int, list[int]] = {}
        self._matches: dict[tuple[int, int], list[Match]] = {}

    def _of(self, text: FactText) -> frozenset[str]:
        return frozenset().union(
            *(one for reading in text.readings for _, one in self._words(reading)),
            *(_figure(number.value) for reading in text.readings for number in reading.numbers),
        )

    def _words(self, reading: Reading) -> list[tuple[int, frozenset[str]]]:
        """Each telling word of a reading: what it is about, how it begins and sounds."""
        found = []
        for place, word in enumerate(reading.words):
            about = reading.features[place]
            if not tells(word, reading) or word.norm in self._named:
                continue
            if about and not telling(about):
                continue
            found.append((place, telling(about) | spellings(word)))
        return found

    def matches(self, framed: Framed, place: int, taken: range = range(0)) -> list[Match]:
        """The facts that share anything with the sentence around word `place`, the closest first.

        The words `taken` are what is to be judged: they tie nothing.
        """
        key = (framed.reading.sentence.start, place)
        if key not in self._matches:
            self._matches[key] = self._closest(framed, place, taken)
        return self._matches[key]

    def _closest(self, framed: Framed, place: int, taken: range) -> list[Match]:
        reading = framed.reading
        start = reading.sentence.start
        if start not in self._told:
            self._told[start] = self._words(reading)
            self._cuts[start] = sorted(
                breaks(reading.sentence)
                | commas(reading.sentence)
                | {at for at, word in enumerate(reading.words) if word.norm in reading.rules.coordinators}
            )
        cuts = self._cuts[start]
        home = self.home(framed, place)
        weighed: list[tuple[frozenset[str], float]] = []
        for at, things in self._told[start]:
            if at in taken:
                continue
            apart = sum(min(at, place) < cut <= max(at, place) for cut in cuts)
            weighed.append((things, _DECAY[min(apart, 2)]))
        for number in reading.numbers:
            if number.start in taken or (number.value < _LEAST and not number.unit):
                continue
            apart = sum(min(number.start, place) < cut <= max(number.start, place) for cut in cuts)
            weighed.append((_figure(number.value), _DECAY[min(apart, 2)]))
        found = []
        for number_of, (fact, held) in enumerate(zip(self.facts, self._things, strict=True)):
            shared, near, words = 0.0, 0.0, 0
            seen: set[str] = set()
            for things, decay in weighed:
                both = (things & held) - seen
                if both:
                    seen |= both
                    words += 1
                    weight = max(self._weight(thing) for thing in both)
                    shared += decay * weight
                    near += weight if decay == _DECAY[0] else 0.0
            bonus = home.weight if home is not None and home.item == fact.item else 0.0
            if words or bonus:
                found.append((-shared - bonus, number_of, Match(fact, shared, near, shared + bonus, words)))
        return [match for _, _, match in sorted(found, key=lambda one: one[:2])]

    def within(self, fact: FactText, framed: Framed, start: int, end: int) -> tuple[float, int]:
        """What words `start`..`end` of a sentence share with a fact, and how many things that are."""
        held = self._by_path[fact.path]
        told = [things for at, things in self._told[framed.reading.sentence.start] if start <= at < end]
        told += [_figure(n.value) for n in framed.reading.numbers if start <= n.start < end and n.value >= _LEAST]
        shared, count, seen = 0.0, 0, set[str]()
        for things in told:
            both = (things & held) - seen
            if both:
                seen |= both
                shared += max(self._weight(thing) for thing in both)
                count += 1
        return shared, count

    def _weight(self, thing: str) -> float:
        return 1.0 / self._seen[thing] if self._seen[thing] < 5 else 0.15

    def home(self, framed: Framed, place: int) -> Home | None:
        """The job, office or school that a place speaks of: the one named nearest, else the last of the paragraph."""
        named = [a for a in framed.anchors if self.context.held.items[a.item].kind in (WORK, SCHOOL)]
        if named:
            nearest = min(named, key=lambda a: (self.apart(framed, a.start, place), abs(a.start - place)))
            return Home(nearest.item, _NAMED, nearest.start)
        item = self._carried.get(framed.reading.sentence.start)
        return Home(item, _CARRIED, -1) if item is not None else None

    def apart(self, framed: Framed, one: int, other: int) -> int:
        """How many marks part two words of a sentence."""
        marks = breaks(framed.reading.sentence) | commas(framed.reading.sentence)
        return sum(min(one, other) < mark <= max(one, other) for mark in marks)

    @cached_property
    def _carried(self) -> dict[int, int]:
        """For each sentence that names no entry the one that its paragraph named last."""
        found: dict[int, int] = {}
        last: int | None = None
        behind = 0
        for framed in self.sentences:
            sentence = framed.reading.sentence
            if "\n" in framed.text[behind : sentence.start].strip(" "):
                last = None
            behind = sentence.end
            named = [a.item for a in framed.anchors if self.context.held.items[a.item].kind in (WORK, SCHOOL)]
            earlier = self.context.rules.frames.earlier.find(framed.words)
            if named:
                last = named[-1] if len(set(named)) == 1 else None
            elif earlier:
                last = None
            elif last is not None:
                found[sentence.start] = last
        return found


def _proofs(context: Context) -> Iterator[FactText]:
    """What the profile tells of each school, certificate and prize, as one fact."""
    for place, item in enumerate(context.held.items):
        texts = [text for text in context.held.texts if text.item == place]
        if item.kind != WORK and texts and not any("/bullets/" in text.path for text in texts):
            readings = tuple(reading for text in texts for reading in text.readings)
            about = frozenset().union(*(text.about for text in texts))
            yield FactText(item.path, " | ".join(text.text for text in texts), readings, about, place, 0)


def _figure(value: Fraction) -> frozenset[str]:
    return frozenset((f"#{value}",))
