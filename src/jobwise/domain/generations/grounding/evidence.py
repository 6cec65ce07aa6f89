"""What a judge of a claim looks at: the sentence with the entries it is about, and the letter as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from jobwise.domain.generations.grounding.claims import Claim
from jobwise.domain.generations.grounding.facts import FactText
from jobwise.domain.generations.grounding.frames import Context, Frame, Framed
from jobwise.domain.generations.grounding.known import Known
from jobwise.domain.generations.grounding.lexicon import Word
from jobwise.domain.generations.grounding.reading import telling
from jobwise.domain.generations.grounding.sounds import COGNATE, sound_of

_MARKS = ";:.!?()–—"
"""What parts a sentence where a hedge ends."""

_SHORT = 4
_CONDITIONAL = {
    "es": ("dria", "aria", "eria", "iria", "drian", "arian", "erian", "irian", "driamos"),
    "pt": ("eria", "iria", "taria", "daria", "eriam", "iriam"),
    "fr": ("erait", "erais", "eraient", "irait", "irais", "drait", "drais", "vrait", "vrais"),
}
"""How verbs end that tell what would be, without accents."""


@dataclass(frozen=True)
class Told:
    """A sentence, and the places of the entries it, or else the last sentence that names any, is about."""

    framed: Framed
    entries: frozenset[int]

    def place(self, claim: Claim) -> int:
        """The word where the claim begins."""
        words = self.framed.words
        return next((at for at, word in enumerate(words) if word.end > claim.span.start), 0)

    def end(self, claim: Claim) -> int:
        """The word behind the claim."""
        words = self.framed.words
        return next((at for at, word in enumerate(words) if word.start >= claim.span.end), len(words))

    def frame(self, claim: Claim) -> Frame:
        return self.framed.frame(self.place(claim))

    def conditional(self, frame: Frame) -> bool:
        """Whether the clause or the sentence tells what would be: supondría, ce serait."""
        return frame.wish or _would(
            self.framed.words[frame.start : frame.end] if frame.own else self.framed.words, self
        )

    @property
    def hypothetical(self) -> bool:
        """Whether some word of the sentence tells what would be."""
        return self.framed.any("wish") or _would(self.framed.words, self)

    def stretch(self, claim: Claim) -> tuple[int, int]:
        """The words between the marks around the claim: what is said in one breath."""
        words, text = self.framed.words, self.framed.text
        first, last = self.place(claim), self.end(claim)
        while first > 0 and not any(m in text[words[first - 1].end : words[first].start] for m in _MARKS):
            first -= 1
        while last < len(words) and not any(m in text[words[last - 1].end : words[last].start] for m in _MARKS):
            last += 1
        return first, last


@dataclass(frozen=True)
class Letter:
    """All that is known when a whole letter has been read: its sentences with the values they tell."""

    context: Context
    sentences: tuple[tuple[Told, frozenset[Fraction]], ...]
    held: tuple[Known, ...]
    """The figures of the profile as they stand there."""
    posted: tuple[Known, ...]
    derived: tuple[Known, ...]
    """What follows from two figures of one fact."""

    def before(self, told: Told) -> Told | None:
        """The sentence before this one."""
        last: Told | None = None
        for one, _ in self.sentences:
            if one is told:
                return last
            last = one
        return None

    @cached_property
    def values(self) -> frozenset[Fraction]:
        return frozenset(value for _, values in self.sentences for value in values)

    @cached_property
    def facts(self) -> dict[str, FactText]:
        return {text.path: text for text in self.context.held.texts}

    @property
    def across(self) -> bool:
        """Whether profile and letter are in two languages."""
        return self.context.held.language != self.context.rules.language

    def shared(self, told: Told, fact: FactText, start: int = 0, end: int | None = None) -> int:
        """How many things the words `start`..`end` of a sentence have in common with a fact.

        Things are concepts and stems, learned words by their sound, and figures (which count twice).
        """
        framed = told.framed
        words = framed.words[start:end]
        about = telling(framed.reading.about(start, end)) & telling(fact.about)
        heard = _heard(fact)
        sounds = {sound_of(word.norm)[:COGNATE] for word in words if len(word.norm) > COGNATE} & heard
        stop = len(framed.words) if end is None else end
        figures = {number.value for number in framed.reading.numbers if start <= number.start < stop}
        told_there = {number.value for reading in fact.readings for number in reading.numbers}
        return max(len(about), len(sounds)) + 2 * len(figures & told_there)


def _heard(fact: FactText) -> frozenset[str]:
    return frozenset(
        sound_of(word.norm)[:COGNATE] for reading in fact.readings for word in reading.words if len(word.norm) > COGNATE
    )


def _would(words: Sequence[Word], told: Told) -> bool:
    endings = _CONDITIONAL.get(told.framed.reading.rules.language, ())
    if told.framed.reading.rules.language == "pt" and any(word.norm in ("ia", "iam", "iamos") for word in words):
        return True
    return any(len(word.norm) > _SHORT and word.norm.endswith(endings) for word in words if endings)
