"""How somebody writes, in numbers: the same texts give the same numbers, whatever they are about."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import sqrt

from jobwise.domain.shared.errors import InvalidInput
from jobwise.domain.styles.text import lines, masked, plain, sentences, words
from jobwise.domain.styles.words import Courtesy, StyleWords

MOST_GRAMS = 600
"""Runs of signs that a fingerprint keeps, the commonest; the rest say little of a text of a page."""

MOST_CHARS = 200_000
_RUNS = (3, 4)
_SIGNS = ",;:.!?()–"
_WINDOW = 50
_FEW = 5
_ENDS = 12
"""Lines from either end of a letter among which it opens and ends; addresses may stand around."""

_DIGITS = 6


class Person(StrEnum):
    """Who speaks: `none` when neither I nor we stands in it."""

    ONE = "I"
    MANY = "we"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What was measured of texts in one language.

    `sentence_words` and `sentence_spread` are mean and standard deviation of words per sentence; `formality` is 0 to
    1, 0.5 when nothing tells; `one`, `many`, `you` and `contractions` are shares of all words; `richness` is the
    share of different words within 50. `openings`, `closings` and `connectives` are the commonest first.
    `function_words`, `punctuation` (per word) and `grams` are what texts are compared by.
    """

    language: str
    words: int
    sentences: int
    sentence_words: float
    sentence_spread: float
    formality: float
    person: Person
    one: float
    many: float
    you: float
    contractions: float
    word_chars: float
    richness: float
    openings: tuple[str, ...] = ()
    closings: tuple[str, ...] = ()
    connectives: tuple[str, ...] = ()
    function_words: Mapping[str, float] = field(default_factory=dict)
    punctuation: Mapping[str, float] = field(default_factory=dict)
    grams: Mapping[str, float] = field(default_factory=dict)


def fingerprint(texts: Sequence[str], known: StyleWords) -> Fingerprint:
    """What these texts have in common. InvalidInput when they hold no word."""
    said = [plain(text[:MOST_CHARS]) for text in texts]
    every = [word for text in said for word in words(text)]
    if not every:
        raise InvalidInput("There is no word in the samples; add one with text.")
    runs = [len(words(sentence)) for text in said for sentence in sentences(text)] or [len(every)]
    counts, total = Counter(every), len(every)
    opened = [way for text in said if (way := opening_of(text, known))]
    closed = [way for text in said if (way := closing_of(text, known))]
    one, many, you = (_share(counts, group, total) for group in (known.one, known.many, known.you))
    mean = sum(runs) / len(runs)
    return Fingerprint(
        language=known.language,
        words=total,
        sentences=len(runs),
        sentence_words=_round(mean),
        sentence_spread=_round(sqrt(sum((run - mean) ** 2 for run in runs) / len(runs))),
        formality=_round(_formality(counts, total, [*opened, *closed], known)),
        person=Person.MANY if many > one else Person.ONE if one else Person.NONE,
        one=_round(one),
        many=_round(many),
        you=_round(you),
        contractions=_round(sum(n for word, n in counts.items() if is_contracted(word, known)) / total),
        word_chars=_round(sum(len(word) for word in every) / total),
        richness=_round(_richness(every)),
        openings=_commonest([one.begins for one in opened]),
        closings=_commonest([one.begins for one in closed]),
        connectives=_connectives(said, known),
        function_words={word: _round(counts[word] / total) for word in sorted(known.function_words) if counts[word]},
        punctuation=_punctuation(said, total),
        grams=_grams(said, known),
    )


def opening_of(text: str, known: StyleWords) -> Courtesy | None:
    """How a letter addresses whom it is for: in one of its first lines that begins so."""
    return courtesy_in(opening_lines(text), known.openings)[0]


def closing_of(text: str, known: StyleWords) -> Courtesy | None:
    """How a letter takes its leave: in one of its last lines, before names, addresses and what is enclosed."""
    return courtesy_in(closing_lines(text), known.closings)[0]


def opening_lines(text: str) -> Sequence[str]:
    """Where a letter may open, first line first."""
    return list(lines(text))[:_ENDS]


def closing_lines(text: str) -> Sequence[str]:
    """Where a letter may end, last line first."""
    return list(lines(text))[: -_ENDS - 1 : -1]


def courtesy_in(found: Sequence[str], known: Sequence[Courtesy]) -> tuple[Courtesy | None, str]:
    """The courtesy that the first of these lines begins with, and the line; "Highlights" does not begin with Hi."""
    for line in found:
        for one in known:
            if line.lower().startswith(one.begins) and not _goes_on(line[len(one.begins) :], one):
                return one, line
    return None, ""


def _goes_on(rest: str, way: Courtesy) -> bool:
    """Whether what looked like a courtesy is a longer word, or begins something else: Hi-tech, Best of all."""
    joined = rest[:1].isalnum() or (rest[:1] in ("-", "'") and rest[1:2].isalnum())
    return joined or (way.alone and rest[:1].isspace() and rest.lstrip()[:1].isalnum())


def is_contracted(word: str, known: StyleWords) -> bool:
    """Whether a word is two in one, as people speak: `don't`, `I'm`."""
    return "'" in word and any(word.endswith(part) for part in known.contractions)


def _formality(counts: Counter[str], total: int, said: Sequence[Courtesy], known: StyleWords) -> float:
    """Between the words that only stand in formal letters and those that never do; greetings weigh as much as both."""
    formal = sum(counts[word] for word in known.formal)
    informal = sum(counts[word] for word in known.informal)
    informal += sum(n for word, n in counts.items() if is_contracted(word, known))
    # Two of each that were not seen keep a single word from deciding.
    of_words = (formal + 2) / (formal + informal + 4)
    if not said:
        return of_words
    return (of_words + sum(one.formality for one in said) / len(said)) / 2


def _richness(every: Sequence[str]) -> float:
    """The mean share of different words within a moving window: unlike the plain share it does not fall with length."""
    if len(every) <= _WINDOW:
        return len(set(every)) / len(every)
    held = Counter(every[:_WINDOW])
    different = [len(held)]
    for gone, come in zip(every, every[_WINDOW:], strict=False):
        held[gone] -= 1
        if not held[gone]:
            del held[gone]
        held[come] += 1
        different.append(len(held))
    return sum(different) / len(different) / _WINDOW


def _connectives(said: Sequence[str], known: StyleWords) -> tuple[str, ...]:
    """Connectives by how often they begin a sentence or stand in it, those that begin one first."""
    opens: Counter[str] = Counter()
    stands: Counter[str] = Counter()
    for text in said:
        for sentence in sentences(text):
            padded = f" {' '.join(words(sentence))} "
            for one in known.connectives:
                stands[one] += padded.count(f" {one} ")
                opens[one] += padded.startswith(f" {one} ")
    ranked = sorted((one for one in known.connectives if stands[one]), key=lambda one: (-opens[one], -stands[one], one))
    return tuple(ranked[:_FEW])


def _punctuation(said: Sequence[str], total: int) -> dict[str, float]:
    signs = Counter(sign for text in said for sign in text if sign in _SIGNS)
    return {sign: _round(signs[sign] / total) for sign in _SIGNS if signs[sign]}


def _grams(said: Sequence[str], known: StyleWords) -> dict[str, float]:
    kept = frozenset(known.function_words)
    runs: Counter[str] = Counter()
    for text in said:
        line = masked(text, kept)
        for length in _RUNS:
            runs.update(line[at : at + length] for at in range(len(line) - length + 1))
    total = sum(runs.values()) or 1
    best = sorted(runs.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_GRAMS]
    return {run: _round(count / total) for run, count in sorted(best)}


def _share(counts: Counter[str], group: frozenset[str], total: int) -> float:
    return sum(counts[word] for word in group) / total


def _commonest(found: Sequence[str]) -> tuple[str, ...]:
    counts = Counter(found)
    return tuple(sorted(counts, key=lambda one: (-counts[one], one))[:_FEW])


def _round(value: float) -> float:
    return round(value, _DIGITS)
