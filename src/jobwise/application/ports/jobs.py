from collections.abc import Mapping
from typing import Any, Protocol
from uuid import UUID

from jobwise.application.ports.owned import OwnedRoom
from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.jobs.wanted import JobFilters, JobSort
from jobwise.domain.shared.paging import Listing, Page

JobRow = Mapping[str, Any]
"""A job as it is read: plain values under the names of `domain.jobs.listed`, and `application_status`.

A row of a list has no `content`; a whole one has it as the JSON value of its `Job`.
"""

Order = tuple[tuple[JobSort, bool], ...]
"""Fields and whether each falls, the first of them decides."""


class Jobs(OwnedRoom[CapturedJob], Protocol):
    """Captured jobs."""

    async def show(self, id: UUID, *, owner: UUID) -> JobRow:
        """The whole of one job, in one statement; NotFound when it is missing, deleted or somebody else's."""
        ...

    async def page(self, filters: JobFilters, order: Order, *, owner: UUID, page: Page) -> Listing[JobRow]:
        """A page of the jobs that meet the filters. The total stops at one more than `EXACT_TOTAL`."""
        ...

    async def counts(self, *, owner: UUID) -> Mapping[str, Mapping[str, int]]:
        """How many there are by status, source, work mode and employment type, in one statement."""
        ...

    async def find_saved(self, posting_id: UUID, *, owner: UUID) -> CapturedJob | None:
        """The job that was saved from a posting, if there is one."""
        ...

    async def count_saved(self, *, owner: UUID) -> int:
        """How many jobs were saved from postings; a write transaction then keeps other savings of the owner waiting."""
        ...
