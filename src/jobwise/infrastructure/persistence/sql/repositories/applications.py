"""Applications in SQL: whole ones, and the read models of lists, counts and calendars."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Select, and_, bindparam, func, or_, select

from jobwise.application.ports.applications import ApplicationCard, ApplicationFilter, Planned
from jobwise.domain.applications.application import Application
from jobwise.domain.applications.parts import Attached, Contact, Interview, Move, Note, Reminder
from jobwise.domain.applications.status import ACTIVE, ApplicationStatus
from jobwise.domain.limits import MAX_PLANNED
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.domain.shared.errors import NotFound
from jobwise.domain.shared.paging import Listing, Page, Sort
from jobwise.infrastructure.persistence.sql.repositories.room import (
    Paged,
    SqlOwned,
    alone_with_owner,
    contains,
    like_pattern,
    ordered,
    owned_fields,
    owned_row,
    paged,
    statements,
)
from jobwise.infrastructure.persistence.sql.tables.applications import applications
from jobwise.infrastructure.persistence.sql.tables.jobs import jobs

_LISTS: Mapping[str, Any] = {
    "timeline": tuple[Move, ...],
    "notes": tuple[Note, ...],
    "contacts": tuple[Contact, ...],
    "interviews": tuple[Interview, ...],
    "reminders": tuple[Reminder, ...],
    "attached": tuple[Attached, ...],
}
_c = applications.c
_MINE = and_(_c.owner_id == bindparam("key_owner"), _c.deleted_at.is_(None))
_WITH_JOB = applications.outerjoin(jobs, and_(jobs.c.id == _c.job_id, jobs.c.owner_id == _c.owner_id))
_CARD = (
    *(_c.id, _c.version, _c.job_id, _c.status, _c.previous, _c.source, _c.applied_at, _c.moved_at),
    *(_c.next_interview_at, _c.next_reminder_at, _c.created_at, _c.updated_at, jobs.c.title, jobs.c.company),
)
_HELD = select(applications).where(_c.id == bindparam("key_id"), _MINE).with_for_update()
_OF_JOB = select(applications).where(_c.job_id == bindparam("key_job"), _MINE)
_COUNTS = select(_c.status, func.count().label("count")).where(_MINE).group_by(_c.status)
_ACTIVE = select(func.count()).where(_MINE, _c.status.in_(sorted(ACTIVE)))
_OF_JOBS = select(_c.job_id, _c.status).where(_c.job_id.in_(bindparam("key_jobs", expanding=True)), _MINE)
_PLANNED = (
    select(_c.id, _c.updated_at, _c.interviews, jobs.c.title, jobs.c.company)
    .select_from(_WITH_JOB)
    .where(_MINE, _c.last_interview_at >= bindparam("since"))
    .order_by(_c.last_interview_at.desc(), _c.id)
    .limit(MAX_PLANNED)
)
_PLANNED_OF_ONE = _PLANNED.where(_c.id == bindparam("key_id"))


_FILTERS: Mapping[str, ColumnElement[bool]] = {
    "statuses": _c.status.in_(bindparam("statuses", expanding=True)),
    "job_id": _c.job_id == bindparam("job_id"),
    "company": contains(jobs.c.company, "company"),
    "q": or_(contains(jobs.c.title, "q"), contains(jobs.c.company, "q"), contains(_c.source, "q")),
    "updated_after": _c.updated_at > bindparam("updated_after"),
    "interview": _c.next_interview_at.is_not(None),
    "reminder": _c.next_reminder_at.is_not(None),
}
_WORDS = frozenset({"company", "q"})


@lru_cache(maxsize=512)
def _cards(filters: tuple[str, ...], sort: Sort) -> Paged:
    """The statement of a page and that of its count, made once for each combination."""
    known = [_c[name].is_not(None) for name, _ in sort if name.startswith("next_")]
    where = and_(_MINE, *(_FILTERS[name] for name in filters), *known)
    # Only words of the job need the job: without them the count is made in the index.
    rooms = _WITH_JOB if _WORDS & {*filters} else applications
    return ordered(applications, select(*_CARD).select_from(_WITH_JOB), where, sort, counted=rooms)


class SqlApplications(SqlOwned[Application]):
    KIND = Application
    STATEMENTS = statements(applications)
    PAGED = paged(applications)

    async def hold(self, id: UUID, *, owner: UUID) -> Application:
        return await self._one(_HELD, {"key_id": id, "key_owner": owner}) or _missing()

    async def find_of_job(self, job_id: UUID, *, owner: UUID) -> Application | None:
        return await self._one(_OF_JOB, {"key_job": job_id, "key_owner": owner})

    async def cards(
        self, wanted: ApplicationFilter, *, owner: UUID, sort: Sort, page: Page
    ) -> Listing[ApplicationCard]:
        given = _given(wanted)
        params = {"key_owner": owner, **{name: value for name, value in given.items() if value is not None}}
        return await self._page(_cards(tuple(given), sort), params, page, _card)

    async def counts(self, *, owner: UUID) -> Mapping[ApplicationStatus, int]:
        rows = await self._db.rows(_COUNTS, {"key_owner": owner})
        return {ApplicationStatus(row["status"]): row["count"] for row in rows}

    async def count_active(self, *, owner: UUID) -> int:
        await alone_with_owner(self._db, owner)
        return await self._db.number(_ACTIVE, {"key_owner": owner})

    async def status_of_jobs(self, job_ids: Sequence[UUID], *, owner: UUID) -> Mapping[UUID, ApplicationStatus]:
        if not job_ids:
            return {}
        rows = await self._db.rows(_OF_JOBS, {"key_jobs": [*job_ids], "key_owner": owner})
        return {row["job_id"]: ApplicationStatus(row["status"]) for row in rows}

    async def planned(self, *, owner: UUID, since: datetime, id: UUID | None = None) -> Sequence[Planned]:
        params: dict[str, Any] = {"key_owner": owner, "since": since}
        if id is not None:
            return [_plan(row) for row in await self._db.rows(_PLANNED_OF_ONE, {**params, "key_id": id})]
        return [_plan(row) for row in await self._db.rows(_PLANNED, params)]

    async def _one(self, statement: Select[Any], params: dict[str, Any]) -> Application | None:
        row = await self._db.first(statement, params)
        return None if row is None else (await self._entities([row]))[0]

    def _row(self, aggregate: Application) -> dict[str, Any]:
        return {
            **owned_row(aggregate),
            "job_id": aggregate.job_id,
            "status": aggregate.status.value,
            "previous": aggregate.previous.value if aggregate.previous else None,
            "source": aggregate.source,
            "applied_at": aggregate.applied_at,
            "moved_at": aggregate.moved_at,
            "next_interview_at": aggregate.next_interview_at,
            "next_reminder_at": aggregate.next_reminder_at,
            "last_interview_at": aggregate.last_interview_at,
            **{name: to_data(getattr(aggregate, name)) for name in _LISTS},
        }

    def _entity(self, row: RowMapping) -> Application:
        return Application(
            **owned_fields(row),
            job_id=row["job_id"],
            status=ApplicationStatus(row["status"]),
            previous=ApplicationStatus(row["previous"]) if row["previous"] else None,
            source=row["source"],
            applied_at=row["applied_at"],
            **{name: from_data(kind, row[name]) for name, kind in _LISTS.items()},
        )


def _missing() -> Application:
    raise NotFound("There is no such application.")


def _given(wanted: ApplicationFilter) -> dict[str, Any]:
    """The filters that are asked, in one order, with their values (None for those that have none)."""
    found: dict[str, Any] = {}
    if wanted.statuses:
        found["statuses"] = [status.value for status in wanted.statuses]
    if wanted.job_id is not None:
        found["job_id"] = wanted.job_id
    for name in ("company", "q"):
        if getattr(wanted, name):
            found[name] = like_pattern(getattr(wanted, name))
    if wanted.updated_after is not None:
        found["updated_after"] = wanted.updated_after
    if wanted.due is not None:
        found[wanted.due.value] = None
    return found


def _card(row: RowMapping) -> ApplicationCard:
    values = dict(row)
    values["status"] = ApplicationStatus(values["status"])
    values["previous"] = ApplicationStatus(values["previous"]) if values["previous"] else None
    return ApplicationCard(**{**values, "title": values["title"] or "", "company": values["company"] or ""})


def _plan(row: RowMapping) -> Planned:
    interviews = from_data(tuple[Interview, ...], row["interviews"])
    return Planned(row["id"], row["title"] or "", row["company"] or "", row["updated_at"], interviews)
