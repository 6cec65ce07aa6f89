"""What is told beside a resume or letter: how a tracking system reads it, where it comes from, what changed."""

from typing import Any
from uuid import UUID

from pydantic import Field

from jobwise.application.ports.generations import Judged
from jobwise.domain.generations.ats.findings import Severity
from jobwise.domain.generations.diff import ChangeKind
from jobwise.domain.generations.document import Role
from jobwise.domain.generations.grounding.claims import ClaimKind
from jobwise.presentation.schemas.generations import DroppedOut, LineOut, Writer
from jobwise.presentation.schemas.inputs import Output


class FixOut(Output):
    sentence: str = Field(examples=["Show `kubernetes` in a bullet."])
    points: float = Field(examples=[4.0])
    path: str = Field(examples=[""])


class PartOut(Output):
    name: str = Field(examples=["keywords_required"])
    weight: float = Field(examples=[40.0])
    earned: float = Field(examples=[32.0])
    fixes: list[FixOut]


class FindingOut(Output):
    code: str = Field(examples=["NO_PHONE"])
    severity: Severity
    message: str
    fix: str
    path: str


class KeywordOut(Output):
    skill: str = Field(examples=["python"])
    found: bool
    uses: int = Field(ge=0, examples=[2])
    found_as: str = Field(examples=["Python"])


class KeywordsOut(Output):
    required: list[KeywordOut]
    preferred: list[KeywordOut]


class AtsOut(Output):
    score: int = Field(ge=0, le=100, examples=[81])
    formula_version: str = Field(examples=["1"])
    vocabulary_version: str = Field(examples=["9f86d081884c"])
    parts: list[PartOut]
    findings: list[FindingOut] = Field(description="Worst first.")
    keywords: KeywordsOut


class SpanOut(Output):
    start: int = Field(ge=0, examples=[0])
    end: int = Field(ge=0, examples=[12])


class ClaimOut(Output):
    kind: ClaimKind
    text: str
    span: SpanOut
    supported: bool
    source: str = Field(description="The item that carries it, or `job`.", examples=["experiences/a1"])
    reason: str


class SentenceOut(Output):
    text: str
    span: SpanOut
    claims: list[ClaimOut]
    supported: bool


class RefusedOut(Output):
    text: str
    reasons: list[str]


class WritingOut(Output):
    """Who wrote a letter, and what it cost."""

    by: Writer
    why: str = Field(description="Why no model wrote it, as a code; empty when one did.", examples=["LLM_OFFLINE"])
    reason: str = Field(examples=["No language model is configured."])
    provider: str = Field(examples=["groq"])
    model: str = Field(examples=["llama-3.3-70b-versatile"])
    prompt_version: str = Field(examples=["letter-1+question-1"])
    calls: int = Field(ge=0, examples=[1])
    tokens_in: int = Field(ge=0, examples=[2100])
    tokens_out: int = Field(ge=0, examples=[480])
    cost_micros: int | None = Field(description="Millionths of a US dollar; null when a price is unknown.")
    regenerated: list[RefusedOut] = Field(
        description="What was refused of a first letter, so that it was written anew."
    )
    removed: list[RefusedOut] = Field(description="What was refused of this one and taken out.")


class FollowedOut(Output):
    language: str = Field(examples=["en"])
    version: int | None
    distance: float = Field(ge=0, le=1, examples=[0.31])


class TraceOut(Output):
    language: str = Field(examples=["en"])
    sentences: list[SentenceOut]
    notes: list[str] = Field(description="What was taken out or chosen, in sentences.")
    style: FollowedOut | None = Field(description="The style it follows; null without samples in its language.")
    writing: WritingOut | None = Field(description="Null for a letter from before this was kept.")


class ProvenanceOut(Output):
    """What it was made from, as that was then."""

    generation_id: UUID
    profile_id: UUID
    profile_version: int
    job_id: UUID | None
    job_version: int | None
    ranking_id: UUID | None
    formula_version: str = Field(examples=["2"])
    vocabulary_version: str = Field(examples=["9f86d081884c"])
    inputs_sha256: str = Field(examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"])
    stale: bool
    lines: list[LineOut] = Field(description="Every line with the items it comes from.")
    dropped: list[DroppedOut]
    trace: TraceOut | None = Field(description="Every claim of a letter with what carries it; null for a resume.")


class DifferenceOut(Output):
    kind: ChangeKind
    role: Role
    path: str
    before: str
    after: str
    from_line: int | None
    to_line: int | None
    reason: str


class DiffOut(Output):
    changes: list[DifferenceOut] = Field(description="What was dropped, added, moved and reworded.")
    unchanged: int = Field(ge=0, description="Lines that stayed as they were.", examples=[21])


def provenance(judged: Judged) -> dict[str, Any]:
    one = judged.generation
    made_of, content = one.provenance, one.content
    return {
        "generation_id": one.id,
        "profile_id": made_of.profile_id,
        "profile_version": made_of.profile_version,
        "job_id": made_of.job_id,
        "job_version": made_of.job_version,
        "ranking_id": made_of.ranking_id,
        "formula_version": made_of.formula_version,
        "vocabulary_version": made_of.vocabulary_version,
        "inputs_sha256": made_of.inputs_sha256,
        "stale": judged.stale,
        "lines": () if content is None else content.lines,
        "dropped": () if content is None else content.dropped,
        "trace": None if one.trace is None else {"style": None, "writing": None, **one.trace},
    }
