"""One produced document with its provenance, from the wish to the text."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar, Self
from uuid import UUID

from jobwise.domain.generations.document import Document, GenerationKind
from jobwise.domain.generations.progress import LetterProgress, LetterStep
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.shared.errors import Detail, InvalidInput, InvalidTransition

CANCELLED = "CANCELLED"
"""What a generation failed with that its owner did not want any more."""


class GenerationStatus(StrEnum):
    PENDING = "pending"
    GENERATING = "generating"
    COMPLETED = "completed"
    FAILED = "failed"

    @property
    def allowed_next(self) -> frozenset["GenerationStatus"]:
        return _MOVES[self]

    @property
    def is_open(self) -> bool:
        """Whether it is still to be made."""
        return self in (GenerationStatus.PENDING, GenerationStatus.GENERATING)

    @property
    def is_settled(self) -> bool:
        """Whether nothing more happens by itself."""
        return not self.is_open

    @property
    def is_final(self) -> bool:
        return not self.allowed_next


_MOVES: Mapping[GenerationStatus, frozenset[GenerationStatus]] = MappingProxyType(
    {
        GenerationStatus.PENDING: frozenset({GenerationStatus.GENERATING, GenerationStatus.FAILED}),
        GenerationStatus.GENERATING: frozenset({GenerationStatus.COMPLETED, GenerationStatus.FAILED}),
        GenerationStatus.COMPLETED: frozenset(),
        # A failed generation may be run again.
        GenerationStatus.FAILED: frozenset({GenerationStatus.PENDING}),
    }
)


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
class Generation(Owned):
    """A resume or letter: `content` is there once it is completed, `failure` (a code) and `reason` say why it is not.

    `options`, `ats` (the ATS report) and `trace` (the grounding trace) are JSON objects. `attempt` counts how often it
    was asked for, `asked_at` is the last time: its day is the one by which is told what goes on and what is over.
    `progress` is that of a letter that a model writes: noted beside the versions, and gone when the writing failed.
    """

    KIND: ClassVar[str] = "generation"
    STALE: ClassVar[str] = "The document is at version {version}, not {read}; read it again."

    kind: GenerationKind
    status: GenerationStatus = GenerationStatus.PENDING
    provenance: Provenance
    options: Mapping[str, Any] = field(default_factory=dict)
    content: Document | None = None
    ats: Mapping[str, Any] | None = None
    trace: Mapping[str, Any] | None = None
    failure: str = ""
    reason: str = ""
    attempt: int = 1
    asked_at: datetime
    export_id: UUID | None = None
    progress: LetterProgress | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.status is GenerationStatus.COMPLETED and self.content is None:
            raise InvalidInput("A completed generation needs its document.")
        if self.status is GenerationStatus.FAILED and not self.failure:
            raise InvalidInput("A failed generation needs the reason.")

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

    def start(self, now: datetime) -> None:
        """Says that it is being made; one that was begun before, by a process that died, just goes on."""
        if self.status is not GenerationStatus.GENERATING:
            self._move(GenerationStatus.GENERATING)
            self.progress = None
            self._changed("started", now)

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

    def fail(self, failure: str, now: datetime, *, reason: str = "") -> None:
        """Gives it up with a code and, for the person, a sentence."""
        if not failure:
            raise InvalidInput("A failed generation needs the reason.")
        self._move(GenerationStatus.FAILED)
        self.failure, self.reason, self.progress = failure, reason, None
        self._changed("failed", now, failure=failure)

    def cancel(self, now: datetime) -> None:
        """Gives up what is still to be made, because its owner wants it no more; Conflict once it is made."""
        self.fail(CANCELLED, now, reason="It was cancelled.")

    def retry(self, now: datetime) -> None:
        """Asks again for what has failed."""
        self._move(GenerationStatus.PENDING)
        self.failure = self.reason = ""
        self.attempt, self.asked_at = self.attempt + 1, now
        self._changed("retried", now, attempt=self.attempt)

    def is_stale(self, *, profile_version: int | None, job_version: int | None) -> bool:
        """Whether profile or job changed since it was asked for; one that is gone (None) has."""
        return (profile_version, job_version) != (self.provenance.profile_version, self.provenance.job_version)

    def _move(self, status: GenerationStatus) -> None:
        if status not in self.status.allowed_next:
            raise InvalidTransition(
                f"A generation that is {self.status} cannot become {status}.", [Detail("status", self.status.value)]
            )
        self.status = status
