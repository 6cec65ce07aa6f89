"""Who a clause speaks of and how: the writer or the company, as done, as wished for, as missing, as applied for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jobwise.domain.generations.grounding.claims import Claim, ClaimKind
from jobwise.domain.generations.grounding.facts import Index, Item
from jobwise.domain.generations.grounding.lexicon import Word
from jobwise.domain.generations.grounding.reading import Reading
from jobwise.domain.generations.grounding.rules import LanguageRules
from jobwise.domain.generations.grounding.sentences import breaks, commas
from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.vocabulary import Vocabulary
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.values import PartialDate, Span

_POLITE = ("ih", "sie")
_SUBJECTS = frozenset(("i", "we", "ich", "wir", "je", "j", "nous"))
_BEFORE_VERBS = frozenset(("que", "lo", "la", "me"))
_YES = frozenset(("yes", "ja", "oui", "sí", "sim"))
"""A sentence that begins with one of these answers for the writer."""


@dataclass(frozen=True)
class Context:
    """All that a letter is checked against."""

    profile: Profile
    held: Index
    job: Job | None
    posting: Index | None
    rules: LanguageRules
    tables: Mapping[str, LanguageRules]
    vocabulary: Vocabulary
    as_of: PartialDate
    places: Mapping[str, tuple[str, ...]]
    abbreviations: Mapping[str, tuple[str, ...]]
    company: frozenset[str]
    """The distinctive words of the company's name."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Words `start`..`end` of a sentence. `own`: the writer speaks of themselves; `yours`: the reader is named."""

    start: int
    end: int
    own: bool
    yours: bool
    wish: bool
    negated: bool
    applies: bool
    deed: bool
    carried: bool
    """Whether a deed without a person of its own goes on with the writer of the clause before."""
    plural: bool
    """Whether the writer speaks as one of several only: we, our."""
    denied: bool
    """Whether the verb itself is denied, not only a thing the deed went without."""
    lacking: bool = False
    """Whether the clause names what is missing."""

    @property
    def claims_own(self) -> bool:
        """Whether it says something of the writer as a fact."""
        return (self.own or (self.deed and self.carried and not self.yours)) and not self.wish and not self.applies


@dataclass(frozen=True, slots=True)
class Anchor:
    """An entry of the profile named at words `start`..`end`."""

    item: int
    start: int
    end: int


@dataclass(frozen=True)
class Framed:
    """A sentence of the letter, read, with its clauses and the entries it names."""

    reading: Reading
    frames: tuple[Frame, ...]
    anchors: tuple[Anchor, ...]
    text: str
    """The whole letter."""

    @property
    def words(self) -> tuple[Word, ...]:
        return self.reading.words

    def frame(self, place: int) -> Frame:
        return next((f for f in self.frames if f.start <= place < f.end), self.frames[-1])

    def any(self, trait: str) -> bool:
        return any(getattr(frame, trait) for frame in self.frames)

    def anchored(self, place: int, kinds: Sequence[str]) -> list[int]:
        """The entries of these kinds that the sentence names, those of the same clause first when there are any."""
        inside = self.frame(place)
        near = [a.item for a in self.anchors if inside.start <= a.start < inside.end]
        return [item for item in (near or [a.item for a in self.anchors]) if item >= 0] if kinds else near

    def claim(self, kind: ClaimKind, start: int, end: int, source: str, reason: str = "") -> Claim:
        """A claim on words `start`..`end`; without a source it is not supported."""
        span = Span(self.words[start].start, self.words[end - 1].end)
        return Claim(kind, self.text[span.start : span.end], span, bool(source), source, "" if source else reason)


def frame(reading: Reading, text: str, context: Context, last: Framed | None = None) -> Framed:
    """Parts a sentence into clauses and says of each what it speaks of; `last` is the sentence before."""
    cuts = _cuts(reading, context)
    bounds = sorted({0, *cuts, len(reading.words)})
    frames: tuple[Frame, ...] = ()
    for start, end in pairwise(bounds):
        here = _frame(reading, start, end, context, frames[-1] if frames else None)
        # A short denial behind a comma belongs to what it denies: "Figma, on the other hand, not yet".
        if frames and here.negated and end - start <= 3 and not here.own:
            frames = (*frames[:-1], replace(frames[-1], negated=True, denied=True))
        if not frames and last is not None and not (here.own or here.deed) and _goes_on(reading):
            before = last.frames[-1]
            here = replace(
                here,
                negated=here.negated or before.negated,
                denied=here.denied or before.denied,
                lacking=here.lacking or before.lacking,
                wish=here.wish or before.wish,
            )
        if frames and here.carried and not here.own and frames[-1].wish and not frames[-1].deed:
            here = replace(here, wish=True)
        if frames:
            here = _taken_up(_told_of(here, frames[-1], reading, text), frames, reading, text)
        frames += (here,)
    return Framed(
        reading,
        frames or (Frame(0, 0, False, False, False, False, False, False, False, False, False),),
        anchors(reading.words, context.held.items, reading.rules.possessives),
        text,
    )


def _goes_on(reading: Reading) -> bool:
    """Whether a sentence begins with what takes up the one before: so would the other."""
    words = reading.words
    first = 1 if words and words[0].norm in reading.rules.coordinators else 0
    return first < len(words) and reading.rules.likewise.at(words, first) is not None


def _told_of(here: Frame, last: Frame, reading: Reading, text: str) -> Frame:
    """The clause behind a colon that goes on with the writer of the clause before: what I did before: six years at."""
    words = reading.words
    behind = ":" in text[words[here.start - 1].end : words[here.start].start]
    plain = not (here.own or here.yours or here.wish or here.negated)
    asks = last.wish or last.yours or last.negated or last.applies or last.deed
    return replace(here, own=True) if behind and plain and last.own and not asks else here


def _taken_up(here: Frame, before: Sequence[Frame], reading: Reading, text: str) -> Frame:
    """The clause with what it takes over from the one before: "so would Figma", "missing so far: Revit"."""
    rules, words = reading.rules, reading.words
    last = before[-1]
    if len(before) > 1 and last.end - last.start <= 4 and not (last.deed or last.negated or last.wish):
        last = before[-2]
    first = here.start + (words[here.start].norm in rules.coordinators)
    again = any(rules.likewise.at(words, place) for place in range(here.start, min(first + 1, here.end)))
    gap = text[words[here.start - 1].end : words[here.start].start]
    listed = ":" in gap and not here.own and (last.lacking or (last.negated and not last.deed))
    if not again and not listed:
        return here
    return replace(
        here,
        negated=here.negated or last.negated,
        denied=here.denied or last.denied,
        lacking=here.lacking or last.lacking,
        wish=here.wish or last.wish,
    )


def _cuts(reading: Reading, context: Context) -> set[int]:
    rules, words = reading.rules, reading.words
    cuts = set(breaks(reading.sentence))
    comma = commas(reading.sentence)
    for place, word in enumerate(words):
        if word.norm in rules.adversatives and place:
            cuts.add(place)
        if place in comma and any(_speaks(words, ahead, rules) for ahead in range(place, min(place + 3, len(words)))):
            cuts.add(place)
        if place in comma and _turns(words, place, comma, cuts, rules):
            cuts.add(place)
        if word.norm in rules.coordinators and 0 < place < len(words) - 1:
            if _speaks(words, place + 1, rules) or (place in comma and _parts_a_denial(words, place, cuts, rules)):
                cuts.add(place)
    return cuts


def _turns(words: Sequence[Word], place: int, comma: frozenset[int], cuts: set[int], rules: LanguageRules) -> bool:
    """Whether the clause behind a comma has the writer in it as well, and only one of the two is denied."""
    start = max((cut for cut in cuts if cut < place), default=0)
    end = min((mark for mark in comma if mark > place), default=len(words))
    before, behind = words[start:place], words[place:end]
    if not all(any(word.norm in _SUBJECTS or own_ending(word, rules) for word in side) for side in (before, behind)):
        return False
    denials = [any(word.norm in rules.negation for word in side) for side in (before, behind)]
    return denials[0] != denials[1]


def _parts_a_denial(words: Sequence[Word], place: int, cuts: set[int], rules: LanguageRules) -> bool:
    """Whether only what follows a comma and an "and" is denied: I have run it, and the other not at all."""
    start = max((cut for cut in cuts if cut < place), default=0)
    before, behind = words[start:place], words[place:]
    denied = any(word.norm in rules.negation for word in behind)
    if denied == _negated(before, rules, rules.negation):
        return False
    side = before if denied else behind
    return any(word.norm in rules.first_person or own_ending(word, rules) for word in side)


def _speaks(words: Sequence[Word], place: int, rules: LanguageRules) -> bool:
    """Whether a word opens a clause of its own: a person, a wish, a deed, a denial."""
    norm = words[place].norm
    return (
        norm in rules.first_person
        or norm in rules.knows
        or norm in rules.negation
        or rules.wish.at(words, place) is not None
        or (rules.deeds.at(words, place) is not None and not words[place].capital)
    )


def _frame(reading: Reading, start: int, end: int, context: Context, last: Frame | None) -> Frame:
    rules = reading.rules
    words = reading.words[start:end]
    norms = [word.norm for word in words]
    deed = any(
        start <= hit.start < end and (hit.start == 0 or not reading.words[hit.start].capital) for hit in reading.deeds
    )
    own = (
        any(norm in rules.first_person for norm in norms)
        or any(_first_ending(word, rules) for word in words)
        or any(start <= hit.start < end and own_ending(reading.words[hit.start], rules) for hit in reading.deeds)
        or any(_knowing(reading.words, place, rules) for place in range(start, end))
    )
    own = own or (start == 0 and bool(words) and words[0].text.casefold() in _YES)
    plural = any(norm in rules.first_plural for norm in norms) and not any(
        norm in rules.first_person and norm not in rules.first_plural for norm in norms
    )
    yours = any(_reader(word, rules) for word in words) or any(
        norm in context.company and word.capital for norm, word in zip(norms, words, strict=True)
    )
    return Frame(
        start,
        end,
        own,
        yours,
        rules.wish.has(words),
        _negated(words, rules, rules.negation),
        rules.apply.has(words),
        deed,
        last is not None and (last.own or last.carried) and (words[0].norm in rules.coordinators or len(words) <= 3),
        plural,
        _negated(words, rules, rules.negation - rules.without),
        rules.lacks.has(words),
    )


def _reader(word: Word, rules: LanguageRules) -> bool:
    """Whether a word is for the reader; German writes Sie and Ihnen large then."""
    polite = bool(rules.common_nouns) and word.norm.startswith(_POLITE)
    return word.norm in rules.second_person and (word.capital or not polite)


def _knowing(words: Sequence[Word], place: int, rules: LanguageRules) -> bool:
    """Whether a word says that the writer knows or has something, by its ending: dispongo, and no noun: mi trabajo."""
    if not rules.deed_endings or words[place].norm not in rules.knows or not words[place].norm.endswith("o"):
        return False
    before = words[place - 1] if place else None
    opens = before is None or words[place].start - before.end > 1
    return opens or (before is not None and before.norm in rules.negation | rules.coordinators | _BEFORE_VERBS)


def own_ending(word: Word, rules: LanguageRules) -> bool:
    """Whether a verb's ending says that the writer did it, where the language has such endings."""
    return (
        bool(rules.deed_endings)
        and word.text.endswith(rules.deed_endings)
        and not word.text.endswith(rules.participles)
    )


def _first_ending(word: Word, rules: LanguageRules) -> bool:
    return (
        bool(rules.first_endings)
        and len(word.text) >= 4
        and word.text.islower()
        and word.text.endswith(rules.first_endings)
        and word.norm not in rules.stopwords
    )


def _negated(words: Sequence[Word], rules: LanguageRules, denials: frozenset[str]) -> bool:
    skip: set[int] = set()
    for place in range(len(words)):
        hit = rules.negation_exempt.at(words, place)
        if hit is not None:
            skip.update(range(hit.start, hit.end))
    return rules.lacks.has(words) or any(word.norm in denials and place not in skip for place, word in enumerate(words))


def anchors(
    words: Sequence[Word], items: Sequence[Item], possessives: frozenset[str] = frozenset()
) -> tuple[Anchor, ...]:
    """The entries whose name, or what tells it apart, stands among the words, capitalised.

    One word behind a possessive names no house: unsere Steuerkanzlei.
    """
    found: list[Anchor] = []
    large = {word.norm for word in words if word.capital}
    large |= {norm.removesuffix("s") for norm in large}
    for number, item in enumerate(items):
        best: Anchor | None = None
        for name in item.names:
            if name[0] not in large:
                continue
            for place in range(len(words) - len(name) + 1):
                if not words[place].capital or not _named(words[place : place + len(name)], name):
                    continue
                if len(name) == 1 and place and words[place - 1].norm in possessives:
                    continue
                if best is None or best.end - best.start < len(name):
                    best = Anchor(number, place, place + len(name))
        if best is not None:
            found.append(best)
    return tuple(sorted(found, key=lambda anchor: (anchor.start, anchor.item)))


def _named(words: Sequence[Word], name: Sequence[str]) -> bool:
    if any(word.norm != part for word, part in zip(words[:-1], name[:-1], strict=True)):
        return False
    return words[-1].norm in (name[-1], name[-1] + "s")
