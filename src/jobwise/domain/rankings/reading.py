"""What one text says, as ranking sees it: telling words, skills, and kinds of work."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from jobwise.domain.jobs.vocabulary import Vocabulary
from jobwise.domain.limits import MAX_TEXT_CHARS
from jobwise.domain.rankings.lexicon import Lexicon, parts, plain_text
from jobwise.domain.rankings.occupations import Work, work_in

FILLER_WEIGHT = 0.05
COMMON_WEIGHT = 0.35
TELLING_WEIGHT = 1.0
LOOSE_CONCEPT = 0.4
"""What a kind of work counts that only a word of everyday use points to."""

_KEPT = 4096
_WORDS_KEPT = 20_000

_NUMBER = re.compile(r"\d+[kmx]?|\d+(?:st|nd|rd|th|s)")
_UNSPACED = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f]")
"""Scripts written without spaces, or with endings grown onto words: their pairs of characters stand for words."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing a text says (a stem, a skill's name or a concept's), how telling it is, and the words that say it.

    `loose` marks a concept that only a word of everyday use points to.
    """

    key: str
    weight: float
    words: str
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one text says; every key once, in text order. `size` counts its stems, `flat` is all its plain words.

    `keys` are those of its stems, `length` is the sum of their squared weights; `idle` text is boilerplate.
    """

    stems: tuple[Said, ...]
    skills: tuple[Said, ...]
    concepts: tuple[Said, ...]
    size: int
    flat: str
    work: tuple[Work, ...] = ()
    keys: frozenset[str] = frozenset()
    length: float = 0.0
    idle: bool = False


NOTHING = Reading((), (), (), 0, "")


class Reader:
    """Reads texts with one vocabulary and one lexicon, and remembers the readings."""

    __slots__ = ("_weighed", "asked", "implied", "lexicon", "read", "skim", "vocabulary")

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self.vocabulary = vocabulary
        self.lexicon = lexicon
        self.implied = _implied(vocabulary, lexicon)
        self._weighed: dict[str, dict[str, tuple[str, float] | None]] = {}
        self.read = lru_cache(maxsize=_KEPT)(self._read)
        self.skim = lru_cache(maxsize=_KEPT)(self._skim)
        self.asked = lru_cache(maxsize=_KEPT)(self._asked)

    def family_size(self, family: str) -> int:
        """How many skills of the vocabulary are of a family."""
        return self.vocabulary.family_sizes.get(family, 0)

    def _asked(self, text: str, language: str) -> tuple[tuple[tuple[str, str], float], ...]:
        """What a requirement asks by its words, as (kind, key), and the share each is of it."""
        reading = self.read(text, language)
        asked = [(("stem", said.key), 0.35 * said.weight) for said in reading.stems]
        firm = sum(not said.loose for said in reading.concepts) or 1
        for said in reading.concepts:
            # A requirement that names many kinds of work is not answered by one of them alone.
            share = 1.2 / math.sqrt(firm) if not said.loose else 0.3
            asked.append((("concept", said.key), share * said.weight))
        asked += [(("skill", said.key), 2.0 * said.weight) for said in reading.skills]
        return tuple(asked)

    def _read(self, text: str, language: str) -> Reading:
        text = text[:MAX_TEXT_CHARS]
        run = parts(text)
        if not run:
            return NOTHING
        words = [word for word, _ in run]
        language = self.lexicon.language_of(words, language)
        stems = self._stems(run, language)
        return Reading(
            stems,
            self._skills(text),
            self._concepts(run, words, language),
            len(stems),
            f" {' '.join(words)} ",
            work_in(run, words, language, self.lexicon),
            frozenset([said.key for said in stems]),
            _length(stems),
            self._is_idle(text),
        )

    def _skim(self, text: str, language: str) -> Reading:
        """The skills and concepts of a text, as `read` finds them, without its words."""
        text = text[:MAX_TEXT_CHARS]
        run = parts(text)
        if not run:
            return NOTHING
        words = [word for word, _ in run]
        language = self.lexicon.language_of(words, language)
        concepts = self._concepts(run, words, language)
        return Reading((), self._skills(text), concepts, 0, "", idle=self._is_idle(text))

    def _is_idle(self, text: str) -> bool:
        low = plain_text(text)
        for cue in self.lexicon.sections.cues:  # noqa: SIM110 - twice as fast as `any`
            if cue in low:
                return True
        return False

    def _stems(self, run: list[tuple[str, str]], language: str) -> tuple[Said, ...]:
        found: dict[str, Said] = {}
        weighed = self._weighed.setdefault(language, {})
        for word, written in run:
            if not word.isascii() and _UNSPACED.search(written):
                for pair in _pairs(written):
                    found.setdefault(pair, Said(pair, TELLING_WEIGHT, pair))
                continue
            known = weighed[word] if word in weighed else self._kept(word, language, weighed)
            if known is not None:
                stem, weight = known
                if stem not in found or found[stem].weight > weight:
                    found[stem] = Said(stem, weight, written)
        return tuple(found.values())

    def _kept(self, word: str, language: str, weighed: dict[str, tuple[str, float] | None]) -> tuple[str, float] | None:
        """The stem of a word and how telling it is; None for one that tells nothing."""
        stem, weight = self._weigh(word, language) if len(word) > 1 and not _NUMBER.fullmatch(word) else (word, 0.0)
        if len(weighed) >= _WORDS_KEPT:
            weighed.clear()
        weighed[word] = known = (stem, weight) if weight else None
        return known

    def _weigh(self, word: str, language: str) -> tuple[str, float]:
        known = self.lexicon.words.get(language)
        if known is None:
            return word, TELLING_WEIGHT
        if word in known.stop:
            return word, 0.0
        weight = FILLER_WEIGHT if word in known.filler else COMMON_WEIGHT if word in known.common else TELLING_WEIGHT
        return known.stem(word), weight

    def _skills(self, text: str) -> tuple[Said, ...]:
        found: dict[str, Said] = {}
        for mention in self.vocabulary.find(text):
            term = self.vocabulary.terms[mention.name]
            weight = 0.25 if term.soft else 1.0
            said = text[mention.span.start : mention.span.end]
            found.setdefault(mention.name, Said(mention.name, weight, said))
        return tuple(found.values())

    def _concepts(self, run: list[tuple[str, str]], words: list[str], language: str) -> tuple[Said, ...]:
        found: dict[str, Said] = {}
        known = self.lexicon.words.get(language)
        # English terms of a trade stand in texts of every language, seldom the other way round.
        for code in dict.fromkeys((language, "en")):
            for name, start, end in self.lexicon.index(code).find(words):
                weight = self.lexicon.concepts[name].weight
                loose = end - start == 1 and known is not None and known.says_little(words[start])
                if loose:
                    weight *= LOOSE_CONCEPT
                if name not in found or found[name].weight < weight:
                    found[name] = Said(name, weight, " ".join(written for _, written in run[start:end]), loose)
        return tuple(found.values())


def _length(stems: tuple[Said, ...]) -> float:
    length = 0.0
    for said in stems:
        length += said.weight * said.weight
    return length


def _implied(vocabulary: Vocabulary, lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """The lexicon's implied skills under the names the vocabulary gives them."""
    implied: dict[str, dict[str, None]] = {}
    for skill, needed in lexicon.implied.items():
        name = vocabulary.name_of(skill)
        if name is not None:
            known = (vocabulary.name_of(other) for other in needed)
            implied.setdefault(name, {}).update(dict.fromkeys(other for other in known if other and other != name))
    return {name: tuple(needed) for name, needed in implied.items()}


def _pairs(written: str) -> list[str]:
    if len(written) < 2:
        return [written]
    return [written[place : place + 2] for place in range(len(written) - 1)]


_readers: list[Reader] = []


def reader_of(vocabulary: Vocabulary, lexicon: Lexicon) -> Reader:
    """The reader of exactly these two; a few are kept, so that texts seen before are not read again."""
    for reader in _readers:
        if reader.vocabulary is vocabulary and reader.lexicon is lexicon:
            return reader
    reader = Reader(vocabulary, lexicon)
    _readers[:] = [*_readers[-3:], reader]
    return reader
