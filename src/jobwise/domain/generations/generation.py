"""One produced document with its provenance, from the wish to the text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar, Self
from uuid import UUID

from jobwise.domain.generations.document import Document, DocumentKind
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.shared.errors import Conflict, InvalidInput


class GenerationStatus(StrEnum):
    PENDING = "pending"
    GENERATING = "generating"
    COMPLETED = "completed"
    FAILED = "failed"

    @property
    def allowed_next(self) -> frozenset["GenerationStatus"]:
        return _MOVES[self]

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

    `job` parts are empty for a document made without a posting. `inputs_sha256` covers profile, job and options.
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
    """A resume or letter: `content` is there once it is completed, `failure` says why it is not.

    `options`, `ats` (the ATS report) and `trace` (the grounding trace) are JSON objects.
    """

    KIND: ClassVar[str] = "generation"

    kind: DocumentKind
    status: GenerationStatus = GenerationStatus.PENDING
    provenance: Provenance
    options: Mapping[str, Any] = field(default_factory=dict)
    content: Document | None = None
    ats: Mapping[str, Any] | None = None
    trace: Mapping[str, Any] | None = None
    failure: str = ""

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
        kind: DocumentKind,
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
            created_at=now,
            updated_at=now,
        )
        job_id = str(provenance.job_id) if provenance.job_id else None
        generation.record("requested", now, kind=kind.value, profile_id=str(provenance.profile_id), job_id=job_id)
        return generation

    def start(self, now: datetime) -> None:
        self._move(GenerationStatus.GENERATING)
        self._changed("started", now)

    def complete(
        self, content: Document, now: datetime, *, ats: Mapping[str, Any] | None, trace: Mapping[str, Any] | None
    ) -> None:
        """Delivers the document with its ATS report and its trace."""
        if content.kind is not self.kind:
            raise InvalidInput(f"A {self.kind} was asked for, not a {content.kind}.")
        self._move(GenerationStatus.COMPLETED)
        self.content, self.ats, self.trace = content, ats, trace
        self._changed("completed", now)

    def fail(self, reason: str, now: datetime) -> None:
        if not reason:
            raise InvalidInput("A failed generation needs the reason.")
        self._move(GenerationStatus.FAILED)
        self.failure = reason
        self._changed("failed", now)

    def retry(self, now: datetime) -> None:
        """Asks again for what has failed."""
        self._move(GenerationStatus.PENDING)
        self.failure = ""
        self._changed("retried", now)

    def is_stale(self, *, profile_version: int, job_version: int | None) -> bool:
        """Whether profile or job changed since it was asked for."""
        return (profile_version, job_version) != (self.provenance.profile_version, self.provenance.job_version)

    def _move(self, status: GenerationStatus) -> None:
        if status not in self.status.allowed_next:
            raise Conflict(f"A generation that is {self.status} cannot become {status}.")
        self.status = status
