"""Looking at jobs."""

from dataclasses import dataclass
from uuid import UUID

from jobwise.application.ports.store import Store
from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.shared.paging import Listing, Page


@dataclass(frozen=True, slots=True)
class ShowJob:
    """One of the owner's jobs; NotFound when it is missing or somebody else's."""

    store: Store

    async def __call__(self, *, owner: UUID, id: UUID) -> CapturedJob:
        async with self.store.read(single=True) as work:
            return await work.jobs.get(id, owner=owner)


@dataclass(frozen=True, slots=True)
class ListJobs:
    """The owner's jobs, newest first."""

    store: Store

    async def __call__(self, *, owner: UUID, page: Page) -> Listing[CapturedJob]:
        async with self.store.read() as work:
            return await work.jobs.list(owner=owner, page=page)
