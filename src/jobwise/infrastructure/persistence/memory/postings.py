"""The catalogue of the memory store."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from jobwise.application.ports.jobs import JobRow
from jobwise.domain.jobs.catalogue import Posting, posting_columns
from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.wanted import JobFilters, PostingOrder, PostingSort
from jobwise.domain.shared.codec import to_data
from jobwise.domain.shared.errors import NotFound
from jobwise.domain.shared.paging import Listing, Page
from jobwise.infrastructure.persistence.memory.jobs import MemoryJobs, matches

_KEYS = {
    PostingSort.TITLE: "title_key",
    PostingSort.COMPANY: "company_key",
    PostingSort.DEADLINE: "deadline_key",
    PostingSort.SALARY: "salary_year",
}


class Catalogue:
    """The postings of a store; their columns are worked out when first asked for."""

    def __init__(self, postings: Sequence[Posting]) -> None:
        self.by_id = {posting.id: posting for posting in postings}

    @cached_property
    def rows(self) -> dict[UUID, dict[str, Any]]:
        return {id: posting_columns(posting) for id, posting in self.by_id.items()}


class MemoryPostings:
    def __init__(self, catalogue: Catalogue, jobs: MemoryJobs) -> None:
        self._by_id = catalogue.by_id
        self._catalogue = catalogue
        self._jobs = jobs

    async def page(
        self, filters: JobFilters, order: PostingOrder, *, viewer: UUID, page: Page, counted: int | None = None
    ) -> Listing[JobRow]:
        found = [row for row in self._catalogue.rows.values() if matches(row, filters)]
        found.sort(key=lambda row: row["id"].bytes, reverse=order[0][1])
        for name, falls in reversed(order):
            key = _KEYS.get(name, name.value)
            found.sort(key=lambda row, key=key: row[key], reverse=falls)  # type: ignore[misc]
        shown = found[page.offset : page.offset + page.limit]
        return Listing(
            tuple([await self._seen(row, viewer) for row in shown]), len(found) if counted is None else counted, page
        )

    async def show(self, id: UUID, *, viewer: UUID) -> JobRow:
        posting = await self.get(id)
        return {**await self._seen(self._catalogue.rows[id], viewer), "content": to_data(posting.content)}

    async def contents(self, ids: Sequence[UUID]) -> Mapping[UUID, Job]:
        return {id: self._by_id[id].content for id in ids if id in self._by_id}

    async def get(self, id: UUID) -> Posting:
        if id not in self._by_id:
            raise NotFound("There is no such posting.")
        return self._by_id[id]

    async def _seen(self, row: dict[str, Any], viewer: UUID) -> dict[str, Any]:
        job = await self._jobs.find_saved(row["id"], owner=viewer)
        status = self._jobs.status_of(job) if job else "not_applied"
        return {**row, "job_id": job.id if job else None, "application_status": status}
