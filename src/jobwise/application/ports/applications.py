"""Applications as they are stored, and the read models over them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from jobwise.application.ports.owned import OwnedRoom
from jobwise.domain.applications.application import Application
from jobwise.domain.applications.parts import Interview
from jobwise.domain.applications.status import ApplicationStatus
from jobwise.domain.shared.paging import Listing, Page, Sort


class Due(StrEnum):
    """What a list may be narrowed to: applications on which this is still open."""

    INTERVIEW = "interview"
    REMINDER = "reminder"


SORTS = frozenset({"created_at", "updated_at", "moved_at", "next_interview_at", "next_reminder_at"})


@dataclass(frozen=True, slots=True)
class ApplicationFilter:
    """Empty values do not filter. `q` is looked for in title, company and source; `updated_after` is exclusive."""

    statuses: tuple[ApplicationStatus, ...] = ()
    job_id: UUID | None = None
    company: str = ""
    q: str = ""
    updated_after: datetime | None = None
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class ApplicationCard:
    """An application as a list shows it, with the words of its job (empty once the job is erased)."""

    id: UUID
    version: int
    job_id: UUID
    title: str
    company: str
    status: ApplicationStatus
    previous: ApplicationStatus | None
    source: str
    applied_at: datetime | None
    moved_at: datetime
    next_interview_at: datetime | None
    next_reminder_at: datetime | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Planned:
    """The interviews of one application, as a calendar shows them."""

    application_id: UUID
    title: str
    company: str
    updated_at: datetime
    interviews: tuple[Interview, ...]


class Applications(OwnedRoom[Application], Protocol):
    """At most one application of a job is not deleted: `add` and `save` raise Conflict for a second."""

    async def hold(self, id: UUID, *, owner: UUID) -> Application:
        """As `get`, and nobody else changes it until this transaction ends."""
        ...

    async def find_of_job(self, job_id: UUID, *, owner: UUID) -> Application | None:
        """The one application of a job that is not deleted."""
        ...

    async def cards(
        self, wanted: ApplicationFilter, *, owner: UUID, sort: Sort, page: Page
    ) -> Listing[ApplicationCard]:
        """One page in one statement; counted to 10,001 in another. A sort by what is next lists only what has one."""
        ...

    async def counts(self, *, owner: UUID) -> Mapping[ApplicationStatus, int]:
        """How many there are of each status that there are any of."""
        ...

    async def count_active(self, *, owner: UUID) -> int:
        """How many are active. Whoever asks in a write transaction is alone with the owner's count until its end."""
        ...

    async def status_of_jobs(self, job_ids: Sequence[UUID], *, owner: UUID) -> Mapping[UUID, ApplicationStatus]:
        """Where the application of each job stands; a job without one is missing from the answer."""
        ...

    async def planned(self, *, owner: UUID, since: datetime, id: UUID | None = None) -> Sequence[Planned]:
        """All interviews (of one application, if its id is given) of applications with one that ends later."""
        ...
