from collections.abc import Mapping, Sequence
from typing import Protocol
from uuid import UUID

from jobwise.application.ports.jobs import JobRow
from jobwise.domain.jobs.catalogue import Posting
from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.wanted import JobFilters, PostingOrder
from jobwise.domain.shared.paging import Listing, Page


class Postings(Protocol):
    """The catalogue. It belongs to nobody; `viewer` is for whom `job_id` and `application_status` are told."""

    async def page(
        self, filters: JobFilters, order: PostingOrder, *, viewer: UUID, page: Page, counted: int | None = None
    ) -> Listing[JobRow]:
        """A page of the postings that meet the filters (those of jobs alone are not asked here). Who has `counted` them
        spares another count."""
        ...

    async def show(self, id: UUID, *, viewer: UUID) -> JobRow:
        """The whole of one posting, with its `content`; else NotFound."""
        ...

    async def contents(self, ids: Sequence[UUID]) -> Mapping[UUID, Job]:
        """What these postings say; those that are missing are left out."""
        ...

    async def get(self, id: UUID) -> Posting:
        """One posting; else NotFound."""
        ...
