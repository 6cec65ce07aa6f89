"""How a user writes, learnt from the samples that are active, with what shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Self
from uuid import UUID

from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.styles.fingerprint import (
    Fingerprint,
    Person,
    closing_lines,
    courtesy_in,
    is_contracted,
    opening_lines,
)
from jobwise.domain.styles.text import plain, sentences, words
from jobwise.domain.styles.words import StyleWords

MOST_EVIDENCE_CHARS = 300


class Trait(StrEnum):
    """What of a style a sentence shows."""

    OPENING = "opening"
    CLOSING = "closing"
    SENTENCE_LENGTH = "sentence_length"
    FORMALITY = "formality"
    PERSON = "person"
    CONNECTIVE = "connective"
    CONTRACTION = "contraction"
    READING = "reading"
    """What a language model observed; `says` of the evidence tells what."""


@dataclass(frozen=True, slots=True)
class LearntFrom:
    """A sample, and the sum of its file."""

    id: UUID
    sha256: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a sample that shows a trait, at most 300 characters of it."""

    trait: Trait
    language: str
    sample_id: UUID
    text: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was found out: a fingerprint for each language, most words first, and what shows it.

    `reading` is what a language model said of the style, a line for each observation; empty where there is none.
    """

    prints: tuple[Fingerprint, ...]
    evidence: tuple[Evidence, ...]
    reading: str = ""


@dataclass(kw_only=True)
class WritingStyle(Owned):
    """One for each user. It is stale when other samples are active than those it was learnt from."""

    KIND: ClassVar[str] = "writing_style"

    samples: tuple[LearntFrom, ...]
    prints: tuple[Fingerprint, ...]
    evidence: tuple[Evidence, ...]
    learnt_at: datetime
    reading: str = ""

    @classmethod
    def learn(cls, *, id: UUID, owner_id: UUID, samples: Sequence[LearntFrom], found: Learnt, now: datetime) -> Self:
        style = cls(
            id=id,
            owner_id=owner_id,
            samples=tuple(samples),
            prints=found.prints,
            evidence=found.evidence,
            reading=found.reading,
            learnt_at=now,
            created_at=now,
            updated_at=now,
        )
        style.record("learnt", now, samples=len(style.samples))
        return style

    def learn_anew(self, samples: Sequence[LearntFrom], found: Learnt, now: datetime) -> None:
        """Forgets what was known, for what is known now."""
        self.samples, self.prints, self.evidence = tuple(samples), found.prints, found.evidence
        self.reading, self.learnt_at = found.reading, now
        self._changed("learnt", now, samples=len(self.samples))

    def is_stale(self, active: Sequence[LearntFrom]) -> bool:
        """Whether the samples that are active are not those it was learnt from; their order says nothing."""
        return not are_same(self.samples, active)

    def of(self, language: str) -> Fingerprint | None:
        """How they write in this language; None when no sample is in it."""
        return next((one for one in self.prints if one.language == language.split("-", maxsplit=1)[0]), None)


def are_same(some: Sequence[LearntFrom], others: Sequence[LearntFrom]) -> bool:
    """Whether both are the same samples, in whatever order."""
    return sorted(some, key=_by_id) == sorted(others, key=_by_id)


def shows(texts: Sequence[tuple[UUID, str]], found: Fingerprint, known: StyleWords) -> Iterator[Evidence]:
    """For each trait of a fingerprint the first sentence of its samples that shows it."""
    said = [(id, plain(text)) for id, text in texts]
    every = [(id, sentence) for id, text in said for sentence in sentences(text)]
    for trait in (Trait.OPENING, Trait.CLOSING):
        for id, text in said:
            line = _courteous(text, trait, known)
            if line:
                yield Evidence(trait, known.language, id, line[:MOST_EVIDENCE_CHARS])
                break
    if every:
        # The sentence that is most like the usual one.
        id, usual = min(every, key=lambda pair: abs(len(words(pair[1])) - found.sentence_words))
        yield Evidence(Trait.SENTENCE_LENGTH, known.language, id, usual[:MOST_EVIDENCE_CHARS])
    person = {Person.ONE: known.one, Person.MANY: known.many, Person.NONE: frozenset[str]()}[found.person]
    marks = (
        (Trait.FORMALITY, known.formal if found.formality >= 0.5 else known.informal),
        (Trait.PERSON, person),
        (Trait.CONTRACTION, frozenset(w for _, text in every for w in words(text) if is_contracted(w, known))),
    )
    for trait, group in marks:
        for id, sentence in every:
            if group & set(words(sentence)):
                yield Evidence(trait, known.language, id, sentence[:MOST_EVIDENCE_CHARS])
                break
    for one in found.connectives[:1]:
        for id, sentence in every:
            if f" {one} " in f" {' '.join(words(sentence))} ":
                yield Evidence(Trait.CONNECTIVE, known.language, id, sentence[:MOST_EVIDENCE_CHARS])
                break


def _courteous(text: str, trait: Trait, known: StyleWords) -> str:
    """The line of a letter by which it was told how it opens, or ends."""
    if trait is Trait.OPENING:
        return courtesy_in(opening_lines(text), known.openings)[1]
    return courtesy_in(closing_lines(text), known.closings)[1]


def _by_id(one: LearntFrom) -> UUID:
    return one.id
