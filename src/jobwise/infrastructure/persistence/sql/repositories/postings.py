import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, and_, bindparam, cast, func, literal, select, true

from jobwise.application.ports.jobs import JobRow
from jobwise.domain.jobs.captured import JobSource
from jobwise.domain.jobs.catalogue import Posting
from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.wanted import JobFilters, PostingOrder, PostingSort
from jobwise.domain.limits import EXACT_TOTAL
from jobwise.domain.shared.codec import from_data
from jobwise.domain.shared.errors import NotFound
from jobwise.domain.shared.paging import Listing, Page
from jobwise.infrastructure.persistence.sql.repositories.job_lists import application_status
from jobwise.infrastructure.persistence.sql.tables.jobs import jobs
from jobwise.infrastructure.persistence.sql.tables.postings import postings
from jobwise.infrastructure.persistence.sql.transaction import Transaction

_MISSING = "There is no such posting."
_KEYS = {
    PostingSort.POSTED_AT: "posted_at",
    PostingSort.TITLE: "title_key",
    PostingSort.COMPANY: "company_key",
    PostingSort.DEADLINE: "deadline_key",
    PostingSort.SALARY: "salary_year",
}
_HEAVY = frozenset({"content", "terms", "key", "title_key", "company_key", "deadline_key", "salary_year"})
_SHOWN = [column for column in postings.c if column.name not in _HEAVY]
# Whether the viewer has saved it: a read model over two rooms.
_SEEN = postings.outerjoin(
    jobs,
    and_(jobs.c.posting_id == postings.c.id, jobs.c.owner_id == bindparam("viewer"), jobs.c.deleted_at.is_(None)),
)
_FOR_VIEWER = (jobs.c.id.label("job_id"), application_status())
_SHOW = (
    select(*_SHOWN, cast(postings.c.content, Text).label("content"), *_FOR_VIEWER)
    .select_from(_SEEN)
    .where(postings.c.id == bindparam("key_id"))
)
_CONTENTS = select(postings.c.id, postings.c.content).where(postings.c.id.in_(bindparam("ids", expanding=True)))
_GET = select(postings).where(postings.c.id == bindparam("key_id"))


class SqlPostings:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def page(
        self, filters: JobFilters, order: PostingOrder, *, viewer: UUID, page: Page, counted: int | None = None
    ) -> Listing[JobRow]:
        asked, names = _asked(filters)
        total = await self._db.number(_counting(names), asked) if counted is None else counted
        window = {**asked, "viewer": viewer, "limit": page.limit, "offset": page.offset}
        rows = await self._db.rows(_listing(names, order), window) if total > page.offset else ()
        return Listing(tuple(dict(row) for row in rows), total, page)

    async def show(self, id: UUID, *, viewer: UUID) -> JobRow:
        row = await self._db.first(_SHOW, {"key_id": id, "viewer": viewer})
        if row is None:
            raise NotFound(_MISSING)
        return {**row, "content": json.loads(row["content"])}

    async def contents(self, ids: Sequence[UUID]) -> Mapping[UUID, Job]:
        rows = await self._db.rows(_CONTENTS, {"ids": sorted(set(ids))})
        return {row["id"]: from_data(Job, row["content"]) for row in rows}

    async def get(self, id: UUID) -> Posting:
        row = await self._db.first(_GET, {"key_id": id})
        if row is None:
            raise NotFound(_MISSING)
        return Posting(
            id=row["id"],
            key=row["key"],
            source=JobSource(row["source"]),
            url=row["url"],
            posted_at=row["posted_at"],
            content=from_data(Job, row["content"]),
        )


def _asked(filters: JobFilters) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The parameters of the filters, and their names: those of terms are `term_0`, `term_1`, ..."""
    asked: dict[str, Any] = {}
    for name in ("work_mode", "employment_type", "salary_min", "posted_after"):
        value = getattr(filters, name)
        if value is not None:
            asked[name] = getattr(value, "value", value)
    for number, term in enumerate(filters.terms()[:20]):
        # `_` stands for any sign in LIKE; terms hold it as itself.
        text = term.text.replace("_", "\\_")
        asked[f"term_{number}"] = f"% {text} %" if term.whole else f"% {text}%"
    return asked, tuple(asked)


def _condition(name: str) -> ColumnElement[bool]:
    if name == "salary_min":
        return postings.c.salary_year >= bindparam(name)
    if name == "posted_after":
        return postings.c.posted_at > bindparam(name)
    if name.startswith("term_"):
        return postings.c.terms.like(bindparam(name), escape="\\")
    return postings.c[name] == bindparam(name)


@lru_cache(maxsize=256)
def _counting(names: tuple[str, ...]) -> Select[Any]:
    matching = select(literal(1)).select_from(postings).where(true(), *map(_condition, names)).limit(EXACT_TOTAL + 1)
    return select(func.count()).select_from(matching.subquery("matching"))


@lru_cache(maxsize=512)
def _listing(names: tuple[str, ...], order: PostingOrder) -> Select[Any]:
    parts = [*((postings.c[_KEYS[name]], falls) for name, falls in order), (postings.c.id, order[0][1])]
    return (
        select(*_SHOWN, *_FOR_VIEWER)
        .select_from(_SEEN)
        .where(true(), *map(_condition, names))
        .order_by(*(part.desc() if falls else part.asc() for part, falls in parts))
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )
