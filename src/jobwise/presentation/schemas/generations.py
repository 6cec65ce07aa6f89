"""What is sent about resumes and letters, and what they are answered with."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, field_validator

from jobwise.application.opening import SignedLink
from jobwise.application.ports.generations import Judged
from jobwise.application.ports.workshop import LetterWish, ResumeWish
from jobwise.domain.exports.export import Export, ExportStatus
from jobwise.domain.exports.layout import Format, Paper
from jobwise.domain.generations.document import GenerationKind, Role
from jobwise.domain.generations.generation import Generation, GenerationStatus
from jobwise.domain.generations.progress import LetterStep
from jobwise.domain.generations.resume.words import SectionKind
from jobwise.domain.limits import MAX_BULLETS, MAX_KEPT_ITEMS
from jobwise.domain.shared.values import PartialDate
from jobwise.presentation.schemas.exports import BASE as EXPORTS
from jobwise.presentation.schemas.exports import ExportWishIn, address
from jobwise.presentation.schemas.inputs import WHOLE, Input, Name, Output

BASE = "/api/v1/generations"
_EXPORT = "A file that is made when the document is; it counts as an export."
_DAY = r"^\d{4}-\d{2}-\d{2}$"
Tag = Annotated[str, StringConstraints(max_length=35, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$")]
"""A language as BCP 47 writes it."""


class Tailoring(StrEnum):
    """`none` keeps the profile's own order and weight."""

    AUTO = "auto"
    NONE = "none"


class Writer(StrEnum):
    """A language model, or the composer that needs none."""

    MODEL = "model"
    COMPOSER = "composer"


class ResumeIn(Input):
    job_id: UUID
    profile_id: UUID | None = Field(None, description="Without it: the default profile.")
    pages: Annotated[Literal[1, 2], WHOLE] = Field(1, description="Filled to fit.")
    keep: list[Name] = Field(
        default_factory=list,
        max_length=MAX_KEPT_ITEMS,
        description="Paths of items that must be in, as a ranking names them. Impossible together: 422 `IMPOSSIBLE`.",
        examples=[[]],
    )
    sections: list[SectionKind] | None = Field(
        None, min_length=1, max_length=len(SectionKind), description="Which sections, in their order. Without: all."
    )
    tailor: Tailoring = Field(Tailoring.AUTO, description="`none` keeps the profile's own order and weight.")
    template: Name = Field("modern", examples=["modern"])
    paper: Paper | None = Field(None, description="Without it: letter for US and CA addresses, else A4.")
    language: Tag | None = Field(None, description="Of headings and dates. Without: that of the profile.")
    max_bullets: Annotated[int, Field(ge=1, le=MAX_BULLETS), WHOLE] | None = Field(
        None, description="Of one entry, beside what must be in. Without: as many as fit."
    )
    export: ExportWishIn | None = Field(None, description=_EXPORT)

    @field_validator("sections")
    @classmethod
    def _each_section_once(cls, sections: list[SectionKind] | None) -> list[SectionKind] | None:
        if sections and len(set(sections)) != len(sections):
            raise ValueError("sections names one twice")
        return sections

    def wish(self) -> ResumeWish:
        given: dict[str, Any] = {"sections": tuple(self.sections)} if self.sections else {}
        return ResumeWish(
            pages=self.pages,
            keep=tuple(self.keep),
            tailor=self.tailor is Tailoring.AUTO,
            template=self.template,
            paper=self.paper.value if self.paper else "",
            language=self.language or "",
            max_bullets=self.max_bullets or 0,
            export=self.export.wish() if self.export else None,
            **given,
        )


class LetterIn(Input):
    job_id: UUID
    profile_id: UUID | None = Field(None, description="Without it: the default profile.")
    language: Tag | None = Field(None, description="Without it: that of the posting.", examples=["en"])
    date: Annotated[str, StringConstraints(pattern=_DAY)] | None = Field(
        None, description="The day the letter bears. Without it the letter has none.", examples=["2026-12-01"]
    )
    template: Name = Field("modern", examples=["modern"])
    export: ExportWishIn | None = Field(None, description=_EXPORT)
    model: Name | None = Field(
        None,
        description="Which of the language models that `GET /config` names is to write it. Without it: the usual ones.",
        examples=[None],
    )

    @field_validator("date")
    @classmethod
    def _a_real_day(cls, date: str | None) -> str | None:
        if date is not None:
            try:
                PartialDate.parse(date)
            except ValueError:
                raise ValueError("date is no day of the calendar") from None
        return date

    def wish(self) -> LetterWish:
        date = PartialDate.parse(self.date) if self.date else None
        export = self.export.wish() if self.export else None
        return LetterWish(
            language=self.language or "", date=date, template=self.template, model=self.model or "", export=export
        )


class LineOut(Output):
    role: Role
    text: str = Field(examples=["Cut the nightly load from 6 h to 40 min"])
    sources: list[str] = Field(
        description="Items of the profile it comes from, or `job`; empty for headings.",
        examples=[["experiences/a1/bullets/b2"]],
    )


class DroppedOut(Output):
    path: str = Field(examples=["projects/p3"])
    text: str = Field(examples=["Chess club website"])
    reason: str = Field(examples=["No room on the pages asked for; other items answer the posting better."])


class WrittenOut(Output):
    kind: GenerationKind
    language: str = Field(examples=["en"])
    title: str = Field(examples=["Ada Example - Resume"])
    author: str = Field(examples=["Ada Example"])
    lines: list[LineOut] = Field(description="In reading order.")
    dropped: list[DroppedOut] = Field(description="What was left out, and why.")


class GenerationLinks(Output):
    """Where to go from here; an act that is not possible now is null."""

    self: str
    events: str
    versions: str
    job: str | None
    content: str | None
    ats: str | None
    provenance: str | None
    retry: str | None
    cancel: str | None


class ExportOfOut(Output):
    """`file` opens without a sign-in until `file_expires_at`; it stands in answers to GET."""

    id: UUID
    status: ExportStatus
    format: Format
    self: str
    file: str | None
    file_expires_at: datetime | None


class LetterProgressOut(Output):
    step: LetterStep
    round: int = Field(ge=1, description="How many letters were asked for: more than one when the first was mended.")
    characters: int = Field(ge=0, description="That have come of the present one.", examples=[840])


class GenerationOut(Output):
    id: UUID
    version: int
    kind: GenerationKind
    status: GenerationStatus
    attempt: int = Field(ge=1, description="How often it was asked for.", examples=[1])
    profile_id: UUID
    profile_version: int = Field(ge=1, examples=[3])
    job_id: UUID | None
    job_version: int | None = Field(ge=1, examples=[1])
    stale: bool = Field(description="Whether profile or job changed since, or is gone.", examples=[False])
    options: dict[str, Any] = Field(examples=[{"pages": 1, "template": "modern"}])
    progress: LetterProgressOut | None = Field(
        description="How far a letter is that a language model writes, at most once a second; null of anything else."
    )
    content: WrittenOut | None = Field(description="The document; null until it is completed.")
    ats_score: int | None = Field(ge=0, le=100, description="Of a completed resume.", examples=[81])
    written_by: Writer | None = Field(description="Who wrote a completed letter.")
    style_distance: float | None = Field(
        ge=0,
        le=1,
        description="How far a letter lies from my samples; 0.5 is as far as two writers usually are. "
        "Null without samples in its language.",
        examples=[0.31],
    )
    style_version: int | None = Field(ge=1, description="Of the writing style that was followed.", examples=[2])
    failure: str = Field(description="Why it failed, as a code; empty unless it did.", examples=[""])
    reason: str = Field(description="Why it failed, as a sentence.", examples=[""])
    export: ExportOfOut | None = Field(description="The file that was asked for with it; null without, and until then.")
    asked_at: datetime
    created_at: datetime
    updated_at: datetime
    links: GenerationLinks


class GenerationCardOut(Output):
    id: UUID
    version: int
    kind: GenerationKind
    status: GenerationStatus
    profile_id: UUID
    job_id: UUID | None
    title: str = Field(description="The title of the job.", examples=["Data Engineer"])
    company: str = Field(examples=["Acme GmbH"])
    ats_score: int | None = Field(ge=0, le=100, examples=[81])
    failure: str = Field(examples=[""])
    stale: bool = Field(description="Whether profile or job changed since, or is gone.", examples=[False])
    attempt: int = Field(ge=1, examples=[1])
    created_at: datetime
    updated_at: datetime


def shown(judged: Judged, link: SignedLink | None = None) -> dict[str, Any]:
    one = judged.generation
    made_of = one.provenance
    return {
        "id": one.id,
        "version": one.version,
        "kind": one.kind,
        "status": one.status,
        "attempt": one.attempt,
        "profile_id": made_of.profile_id,
        "profile_version": made_of.profile_version,
        "job_id": made_of.job_id,
        "job_version": made_of.job_version,
        "stale": judged.stale,
        "options": one.options,
        "progress": one.progress,
        "content": one.content,
        "ats_score": None if one.ats is None else one.ats["score"],
        "written_by": _kept(one, "writing").get("by"),
        "style_distance": _kept(one, "style").get("distance"),
        "style_version": _kept(one, "style").get("version"),
        "failure": one.failure,
        "reason": one.reason,
        "export": None if judged.export is None else _export(judged.export, link),
        "asked_at": one.asked_at,
        "created_at": one.created_at,
        "updated_at": one.updated_at,
        "links": _links(one),
    }


def _export(export: Export, link: SignedLink | None) -> dict[str, Any]:
    return {
        "id": export.id,
        "status": export.status,
        "format": export.format,
        "self": f"{EXPORTS}/{export.id}",
        "file": None if link is None else address(link),
        "file_expires_at": None if link is None else link.expires_at,
    }


def _kept(one: Generation, part: str) -> dict[str, Any]:
    """A part of the trace; empty when there is none."""
    return (one.trace or {}).get(part) or {}


def _links(one: Generation) -> dict[str, str | None]:
    here, job_id = f"{BASE}/{one.id}", one.provenance.job_id
    done = one.status is GenerationStatus.COMPLETED
    return {
        "self": here,
        "events": f"{here}/events",
        "versions": f"{here}/versions",
        "job": f"/api/v1/jobs/{job_id}" if job_id else None,
        "content": f"{here}/content" if done else None,
        "ats": f"{here}/ats" if done and one.ats is not None else None,
        "provenance": f"{here}/provenance" if done else None,
        "retry": f"{here}/retry" if one.status is GenerationStatus.FAILED else None,
        "cancel": f"{here}/cancel" if one.status.is_open else None,
    }
