"""One produced document with its provenance, from the wish to the text."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from jobwise.domain.generations.document import Document, GenerationKind
from jobwise.domain.generations.progress import LetterProgress, LetterStep
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.errors import InvalidInput
from jobwise.domain.shared.made import Made, MadeStatus


class GenerationStatus(MadeStatus):
    PENDING = "pending"
    GENERATING = "generating"
    COMPLETED = "completed"
    FAILED = "failed"

    @property
    def why_none(self) -> str:
        """What is said of one that has no document."""
        if self is GenerationStatus.FAILED:
            return "This document could not be made; see why, and ask for it again with `retry`."
        return "This document is still being made; come again when its status is completed."


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a document was made from, as it was then, so that it can be checked when profile and job have moved on.

    `job` parts are empty for a document made without a posting. `inputs_sha256` covers profile, job and
    options; it and `ranking_id` are known once the document is made.
    """

    profile_id: UUID
    profile_version: int
    profile: Profile
    job_id: UUID | None = None
    job_version: int | None = None
    job: Job | None = None
    ranking_id: UUID | None = None
    formula_version: str = ""
    vocabulary_version: str = ""
    inputs_sha256: str = ""


@dataclass(kw_only=True)
class Generation(Made[GenerationStatus]):
    """A resume or letter: `content` is there once it is completed.

    `options`, `ats` (the ATS report) and `trace` (the grounding trace) are JSON objects. The day of `asked_at` is the
    one by which is told what goes on and what is over. `progress` is that of a letter that a model writes: noted beside
    the versions, and gone when the writing failed.
    """

    KIND: ClassVar[str] = "generation"
    A_KIND: ClassVar[str] = "A generation"
    STALE: ClassVar[str] = "The document is at version {version}, not {read}; read it again."

    kind: GenerationKind
    status: GenerationStatus = GenerationStatus.PENDING
    provenance: Provenance
    options: Mapping[str, Any] = field(default_factory=dict)
    content: Document | None = None
    ats: Mapping[str, Any] | None = None
    trace: Mapping[str, Any] | None = None
    export_id: UUID | None = None
    progress: LetterProgress | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.status is GenerationStatus.COMPLETED and self.content is None:
            raise InvalidInput("A completed generation needs its document.")

    @classmethod
    def request(
        cls,
        *,
        id: UUID,
        owner_id: UUID,
        kind: GenerationKind,
        provenance: Provenance,
        options: Mapping[str, Any],
        now: datetime,
    ) -> Self:
        generation = cls(
            id=id,
            owner_id=owner_id,
            kind=kind,
            provenance=provenance,
            options=dict(options),
            asked_at=now,
            created_at=now,
            updated_at=now,
        )
        job_id = str(provenance.job_id) if provenance.job_id else None
        generation.record("requested", now, kind=kind.value, profile_id=str(provenance.profile_id), job_id=job_id)
        return generation

    def complete(
        self,
        content: Document,
        now: datetime,
        *,
        ats: Mapping[str, Any] | None,
        trace: Mapping[str, Any] | None,
        ranking_id: UUID | None = None,
        inputs_sha256: str = "",
        export_id: UUID | None = None,
        progress: LetterProgress | None = None,
    ) -> None:
        """Delivers the document with its ATS report and its trace, and names what it was made by and from, and the
        export that was asked for with it. `progress` is what a model had come to."""
        if content.kind is not self.kind:
            raise InvalidInput(f"A {self.kind} was asked for, not a {content.kind}.")
        self._move(GenerationStatus.COMPLETED)
        self.content, self.ats, self.trace, self.export_id = content, ats, trace, export_id
        self.progress = None if progress is None else replace(progress, step=LetterStep.DONE)
        self.provenance = replace(self.provenance, ranking_id=ranking_id, inputs_sha256=inputs_sha256)
        self._changed("completed", now)

    def retry(self, now: datetime) -> None:
        """Asks again for what has failed."""
        self._ask_again(now)

    def is_stale(self, *, profile_version: int | None, job_version: int | None) -> bool:
        """Whether profile or job changed since it was asked for; one that is gone (None) has."""
        return (profile_version, job_version) != (self.provenance.profile_version, self.provenance.job_version)

    def _move(self, status: GenerationStatus) -> None:
        super()._move(status)
        # How far the writing is, is of one attempt.
        self.progress = None
