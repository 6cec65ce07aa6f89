"""Looking at jobs."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from jobwise.application.ports.jobs import JobRow, Order
from jobwise.application.ports.store import Store
from jobwise.domain.jobs.wanted import JobFilters, JobSort
from jobwise.domain.shared.paging import Listing, Page

NEWEST: Order = ((JobSort.CREATED_AT, True),)


@dataclass(frozen=True, slots=True)
class ShowJob:
    """One of the owner's jobs; NotFound when it is missing or somebody else's."""

    store: Store

    async def __call__(self, *, owner: UUID, id: UUID) -> JobRow:
        async with self.store.read(single=True) as work:
            return await work.jobs.show(id, owner=owner)


@dataclass(frozen=True, slots=True)
class ListJobs:
    """The owner's jobs that meet the filters, the newest first unless told otherwise.

    The total and the page are two looks: what is stored between them shows in one alone.
    """

    store: Store

    async def __call__(
        self, *, owner: UUID, page: Page, filters: JobFilters | None = None, order: Order = NEWEST
    ) -> Listing[JobRow]:
        wanted = filters or JobFilters()
        if wanted.asks_nothing_findable:
            return Listing((), 0, page)
        async with self.store.read(single=True) as work:
            return await work.jobs.page(wanted, order, owner=owner, page=page)


@dataclass(frozen=True, slots=True)
class CountJobs:
    """How many of the owner's jobs there are by status, source, work mode and employment type."""

    store: Store

    async def __call__(self, *, owner: UUID) -> Mapping[str, Mapping[str, int]]:
        async with self.store.read(single=True) as work:
            return await work.jobs.counts(owner=owner)
