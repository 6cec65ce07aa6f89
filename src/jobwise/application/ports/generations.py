"""Generations as they are stored, and the read models over them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, Self
from uuid import UUID

from jobwise.application.ports.owned import OwnedRoom
from jobwise.domain.exports.export import Export
from jobwise.domain.generations.document import Document, GenerationKind
from jobwise.domain.generations.generation import Generation, GenerationStatus
from jobwise.domain.generations.progress import LetterProgress
from jobwise.domain.shared.paging import Listing, Page, Sort

SORTS = frozenset({"created_at"})


@dataclass(frozen=True, slots=True)
class GenerationFilter:
    """Empty values do not filter."""

    kind: GenerationKind | None = None
    statuses: tuple[GenerationStatus, ...] = ()
    job_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class GenerationCard:
    """A generation as a list shows it, with the words of its job (empty once the job is erased).

    `ats_score` is 0..100, of a completed resume. `stale`: profile or job changed since, or is gone.
    """

    id: UUID
    version: int
    kind: GenerationKind
    status: GenerationStatus
    profile_id: UUID
    job_id: UUID | None
    title: str
    company: str
    ats_score: int | None
    failure: str
    stale: bool
    attempt: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """A generation, whether profile or job changed since, and the file that was asked for with it."""

    generation: Generation
    stale: bool
    export: Export | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a generation is. `version` rises with every state, not with the `progress` of a letter."""

    id: UUID
    version: int
    status: GenerationStatus
    failure: str
    reason: str
    updated_at: datetime
    progress: LetterProgress | None = None


@dataclass(frozen=True, slots=True)
class Printable:
    """What of a generation its files are made from. `country_code` is the person's, `company` that of the job; both
    may be empty."""

    id: UUID
    kind: GenerationKind
    status: GenerationStatus
    content: Document | None
    options: Mapping[str, Any]
    country_code: str
    company: str

    @classmethod
    def of(cls, one: Generation) -> Self:
        made_of = one.provenance
        return cls(
            id=one.id,
            kind=one.kind,
            status=one.status,
            content=one.content,
            options=one.options,
            country_code=made_of.profile.personal.location.country_code,
            company="" if made_of.job is None else made_of.job.company,
        )


class Generations(OwnedRoom[Generation], Protocol):
    async def printable(self, ids: Sequence[UUID], *, owner: UUID, hidden: bool = False) -> Sequence[Printable]:
        """Those of the ids that are the owner's, in one statement, in no order; with `hidden` also deleted ones."""
        ...

    async def of_job(self, job_id: UUID, *, owner: UUID, page: Page) -> Listing[Generation]:
        """The owner's generations for one job, newest first."""
        ...

    async def judged(self, id: UUID, *, owner: UUID) -> Judged:
        """As `get`, with whether it is stale, in one statement."""
        ...

    async def cards(self, wanted: GenerationFilter, *, owner: UUID, sort: Sort, page: Page) -> Listing[GenerationCard]:
        """One page in one statement; counted to 10,001 in another."""
        ...

    async def progress(self, id: UUID, *, owner: UUID) -> Progress:
        """How far it is, without its document; NotFound as `get`."""
        ...

    async def note_progress(self, id: UUID, *, owner: UUID, attempt: int, progress: LetterProgress) -> bool:
        """Notes how far this attempt is, in one statement. Its version stays. False when nobody waits for it any more:
        it is settled, deleted or gone, or was asked for anew."""
        ...
