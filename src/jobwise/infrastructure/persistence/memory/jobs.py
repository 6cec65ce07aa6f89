"""Jobs of the memory store, found and sorted as the databases do it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from jobwise.application.ports.jobs import JobRow, Order
from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.jobs.listed import job_columns
from jobwise.domain.jobs.wanted import JobFilters, JobSort, Term
from jobwise.domain.limits import EXACT_TOTAL
from jobwise.domain.shared.codec import to_data
from jobwise.domain.shared.errors import Conflict
from jobwise.domain.shared.paging import Listing, Page
from jobwise.infrastructure.persistence.memory.owned import MemoryOwned
from jobwise.infrastructure.persistence.memory.table import Table

_KEYS = {
    JobSort.TITLE: "title_key",
    JobSort.COMPANY: "company_key",
    JobSort.DEADLINE: "deadline_key",
    JobSort.SALARY: "salary_year",
}
_COUNTED = ("status", "source", "work_mode", "employment_type")


StatusOf = Callable[[CapturedJob], str]
"""What a job's application is at."""


class MemoryJobs(MemoryOwned[CapturedJob]):
    def __init__(self, table: Table[CapturedJob], user_exists: Callable[[UUID], bool], status_of: StatusOf) -> None:
        super().__init__(table, user_exists)
        self.status_of = status_of

    async def show(self, id: UUID, *, owner: UUID) -> JobRow:
        job = await self.get(id, owner=owner)
        return {**self._shown(job), "content": to_data(job.content)}

    async def page(self, filters: JobFilters, order: Order, *, owner: UUID, page: Page) -> Listing[JobRow]:
        rows = sorted_rows((row for row in map(self._shown, self._of(owner)) if matches(row, filters)), order)
        return Listing(tuple(rows[page.offset : page.offset + page.limit]), min(len(rows), EXACT_TOTAL + 1), page)

    async def counts(self, *, owner: UUID) -> Mapping[str, Mapping[str, int]]:
        found: dict[str, dict[str, int]] = {name: {} for name in _COUNTED}
        for row in map(_row, self._of(owner)):
            for name in _COUNTED:
                if row[name] is not None:
                    found[name][row[name]] = found[name].get(row[name], 0) + 1
        return found

    async def find_saved(self, posting_id: UUID, *, owner: UUID) -> CapturedJob | None:
        return next((job for job in self._of(owner) if job.posting_id == posting_id), None)

    async def count_saved(self, *, owner: UUID) -> int:
        return sum(job.posting_id is not None for job in self._of(owner))

    def _shown(self, job: CapturedJob) -> dict[str, Any]:
        return {**_row(job), "application_status": self.status_of(job)}

    def _check(self, aggregate: CapturedJob) -> None:
        if aggregate.hidden or aggregate.posting_id is None:
            return
        for other in self._of(aggregate.owner_id):
            if other.posting_id == aggregate.posting_id and other.id != aggregate.id:
                raise Conflict("This posting is saved already.")


def matches(row: Mapping[str, Any], filters: JobFilters) -> bool:
    """Whether a row meets every filter."""
    for name, value in filters.applied().items():
        if name in ("work_mode", "employment_type", "status", "source") and row[name] != value.value:
            return False
    return (
        all(_has(row["terms"], term) for term in filters.terms())
        and (filters.salary_min is None or row["salary_year"] >= filters.salary_min)
        and (filters.posted_after is None or (row["posted_at"] or filters.posted_after) > filters.posted_after)
        and (not filters.saved or row["posting_id"] is not None)
        and (filters.application_status is None or row["application_status"] == filters.application_status)
    )


def sorted_rows(rows: Iterable[dict[str, Any]], order: Order) -> list[dict[str, Any]]:
    """The rows in their order; ties by id, which falls when the first field does."""
    found = sorted(rows, key=lambda row: row["id"].bytes, reverse=order[0][1])
    for name, falls in reversed(order):
        key = _KEYS.get(name, name.value)
        found.sort(key=lambda row, key=key: row[key], reverse=falls)  # type: ignore[misc]
    return found


def _has(terms: str, term: Term) -> bool:
    return f" {term.text}{' ' if term.whole else ''}" in terms


def _row(job: CapturedJob) -> dict[str, Any]:
    return {
        "id": job.id,
        "version": job.version,
        "created_at": job.created_at,
        "updated_at": job.updated_at,
        **job_columns(job),
    }
