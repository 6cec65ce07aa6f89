import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from typing import cast as cast_type
from uuid import UUID

from sqlalchemy import RowMapping, Text, and_, bindparam, cast, func, select

from jobwise.application.ports.jobs import JobRow, Order
from jobwise.domain.jobs.captured import CapturedJob, JobSource, JobStatus
from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.listed import job_columns
from jobwise.domain.jobs.wanted import JobFilters
from jobwise.domain.limits import EXACT_TOTAL, FEW
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.domain.shared.errors import NotFound
from jobwise.domain.shared.paging import Listing, Page
from jobwise.infrastructure.persistence.sql.repositories import job_lists
from jobwise.infrastructure.persistence.sql.repositories.job_lists import SHOWN, application_status
from jobwise.infrastructure.persistence.sql.repositories.room import (
    SqlOwned,
    owned_fields,
    owned_row,
    paged,
    statements,
)
from jobwise.infrastructure.persistence.sql.tables.jobs import jobs
from jobwise.infrastructure.persistence.sql.tables.users import users

_FEW_FOUND = 100
_MINE = and_(jobs.c.owner_id == bindparam("key_owner"), jobs.c.deleted_at.is_(None))
# The reading is handed on as text: whoever shows it parses what it needs.
_SHOW = select(
    *(jobs.c[name] for name in SHOWN), cast(jobs.c.content, Text).label("content"), application_status()
).where(_MINE, jobs.c.id == bindparam("key_id"))
# The words of its posting, which searches go by, are as long as the posting itself.
WHOLE_JOB = (
    *(jobs.c[name] for name in ("id", "version", "created_at", "updated_at", "deleted_at", "owner_id")),
    *(jobs.c[name] for name in ("status", "source", "source_url", "posted_at", "posting_id", "content")),
)
_WHOLE = select(*WHOLE_JOB).where(jobs.c.id == bindparam("key_id"), jobs.c.owner_id == bindparam("key_owner"))
_COUNTED = ("status", "source", "work_mode", "employment_type")
_COUNTS = (
    select(*(jobs.c[name] for name in _COUNTED), func.count().label("many"))
    .where(_MINE)
    .group_by(*(jobs.c[name] for name in _COUNTED))
)
_SAVED = select(jobs).where(_MINE, jobs.c.posting_id == bindparam("posting_id"))
# Two savings of one owner at once must not both find room: the second waits here for the first. SQLite has one writer.
_TURN = select(users.c.id).where(users.c.id == bindparam("key_owner")).with_for_update(key_share=True)
_SAVED_COUNT = select(func.count()).select_from(jobs).where(_MINE, jobs.c.posting_id.is_not(None))


class SqlJobs(SqlOwned[CapturedJob]):
    KIND = CapturedJob
    STATEMENTS = replace(statements(jobs), get=_WHOLE)
    PAGED = paged(jobs)

    async def show(self, id: UUID, *, owner: UUID) -> JobRow:
        row = await self._db.first(_SHOW, {"key_id": id, "key_owner": owner})
        if row is None:
            raise NotFound(f"There is no such {CapturedJob.KIND}.")
        return {**row, "content": json.loads(row["content"])}

    async def page(self, filters: JobFilters, order: Order, *, owner: UUID, page: Page) -> Listing[JobRow]:
        shape = job_lists.shape_of(filters, order, self._db.dialect)
        key = self._asked(filters, owner)
        window = {**key, "limit": page.limit, "offset": page.offset}
        if shape.is_direct:
            rows = await self._db.rows(job_lists.listing(shape, walk=False, counted=True), window)
            if rows:
                return Listing(tuple(map(_plain, rows)), rows[0]["total"], page)
            total = await self._db.number(job_lists.counting(shape), key) if page.number > 1 else 0
            return Listing((), total, page)
        total = await self._db.number(job_lists.counting(shape), key)
        if total <= page.offset and total <= EXACT_TOTAL:
            return Listing((), total, page)
        # The index of words walks in its own order at no cost; sorting looks at every row that matches.
        walk = total > (min(FEW, _FEW_FOUND) if shape.is_search else FEW)
        rows = await self._db.rows(job_lists.listing(shape, walk=walk, counted=False), window)
        return Listing(tuple(map(_plain, rows)), total, page)

    async def counts(self, *, owner: UUID) -> Mapping[str, Mapping[str, int]]:
        found: dict[str, dict[str, int]] = {name: {} for name in _COUNTED}
        for row in await self._db.rows(_COUNTS, {"key_owner": owner}):
            for name in _COUNTED:
                if row[name] is not None:
                    found[name][row[name]] = found[name].get(row[name], 0) + row["many"]
        return found

    async def find_saved(self, posting_id: UUID, *, owner: UUID) -> CapturedJob | None:
        row = await self._db.first(_SAVED, {"posting_id": posting_id, "key_owner": owner})
        return None if row is None else (await self._entities([row]))[0]

    async def count_saved(self, *, owner: UUID) -> int:
        if self._db.dialect == "postgresql":
            await self._db.first(_TURN, {"key_owner": owner})
        return await self._db.number(_SAVED_COUNT, {"key_owner": owner})

    def _asked(self, filters: JobFilters, owner: UUID) -> dict[str, Any]:
        asked: dict[str, Any] = {"key_owner": owner}
        for name, value in filters.applied().items():
            asked[name] = getattr(value, "value", value)
        terms = filters.terms()
        if terms:
            asked["terms"] = job_lists.asked_terms(terms, self._db.dialect, owner.hex)
        return asked

    def _row(self, aggregate: CapturedJob) -> dict[str, Any]:
        return {**owned_row(aggregate), **job_columns(aggregate), "content": to_data(aggregate.content)}

    def _entity(self, row: RowMapping) -> CapturedJob:
        return captured_job(row)


def captured_job(row: Mapping[Any, Any]) -> CapturedJob:
    return CapturedJob(
        **owned_fields(row),
        status=JobStatus(row["status"]),
        source=JobSource(row["source"]),
        source_url=row["source_url"],
        posted_at=row["posted_at"],
        posting_id=row["posting_id"],
        content=from_data(Job, row["content"]),
    )


def _plain(row: RowMapping) -> JobRow:
    return cast_type(JobRow, row)
