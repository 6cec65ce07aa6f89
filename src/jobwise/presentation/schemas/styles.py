"""What is answered about a writing style."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from jobwise.application.styles.learning import StyleShown
from jobwise.domain.styles.description import described
from jobwise.domain.styles.fingerprint import Fingerprint, Person
from jobwise.domain.styles.style import Trait
from jobwise.presentation.schemas.inputs import Output


class FingerprintOut(Output):
    """How I write in one language. Shares are of all words."""

    language: str = Field(examples=["en"])
    words: int = Field(ge=1, examples=[431])
    sentences: int = Field(ge=1, examples=[24])
    sentence_words: float = Field(description="Words of a sentence, the mean.", examples=[17.9])
    sentence_spread: float = Field(description="And their standard deviation.", examples=[7.2])
    formality: float = Field(ge=0, le=1, description="0.5 when nothing tells.", examples=[0.62])
    person: Person
    one: float = Field(ge=0, description="I, my, me.", examples=[0.041])
    many: float = Field(ge=0, description="We, our, us.", examples=[0.006])
    you: float = Field(ge=0, examples=[0.012])
    contractions: float = Field(ge=0, examples=[0.008])
    word_chars: float = Field(ge=0, description="Letters of a word, the mean.", examples=[4.6])
    richness: float = Field(ge=0, le=1, description="Share of different words within 50.", examples=[0.81])
    openings: list[str] = Field(examples=[["dear"]])
    closings: list[str] = Field(examples=[["kind regards"]])
    connectives: list[str] = Field(examples=[["however", "also"]])
    punctuation: dict[str, float] = Field(description="Signs for each word.", examples=[{",": 0.06, ".": 0.05}])
    described: list[str] = Field(
        description="Tone, sentences and vocabulary in plain words, as a model that writes for me is told.",
        examples=[["Sentences have about 18 words, give or take 7.", "The tone is formal."]],
    )


class TraitOut(Output):
    """A sentence of mine that shows a trait."""

    trait: Trait
    language: str = Field(examples=["en"])
    sample_id: UUID
    text: str = Field(examples=["However, the ovens were never cold."])
    says: str = Field(description="What a language model observed; empty for what is measured.", examples=[""])


class LearntFromOut(Output):
    id: UUID
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class StyleOut(Output):
    id: UUID
    version: int
    learnt_at: datetime
    stale: bool = Field(description="Whether other samples are active by now than those it was learnt from.")
    samples: list[LearntFromOut]
    fingerprints: list[FingerprintOut]
    evidence: list[TraitOut]
    reading: str = Field(description="What a language model observed, a line each; empty without one.", examples=[""])


def _fingerprint(print: Fingerprint) -> dict[str, Any]:
    measured = {name: getattr(print, name) for name in FingerprintOut.model_fields if name != "described"}
    return {**measured, "described": described(print)}


def style(shown: StyleShown) -> dict[str, Any]:
    one = shown.style
    return {
        "id": one.id,
        "version": one.version,
        "learnt_at": one.learnt_at,
        "stale": shown.stale,
        "samples": [{"id": sample.id, "sha256": sample.sha256} for sample in one.samples],
        "fingerprints": [_fingerprint(print) for print in one.prints],
        "evidence": [{name: getattr(row, name) for name in TraitOut.model_fields} for row in one.evidence],
        "reading": one.reading,
    }
