"""The statements of the lists of jobs: each combination of filters and order is built once.

A list with few matches is found by the index of its filter and sorted. One with many is walked in the order of the
sort's own index, and what does not match is left out on the way: a page then costs what it holds, not what the list
holds. SQLite has no statistics to choose by, so the choice is made here, after counting.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Subquery,
    UnaryExpression,
    Uuid,
    and_,
    any_,
    bindparam,
    cast,
    column,
    func,
    literal,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.operators import custom_op

from jobwise.application.ports.jobs import Order
from jobwise.domain.jobs.wanted import JobFilters, JobSort, Term
from jobwise.domain.limits import EXACT_TOTAL
from jobwise.infrastructure.persistence.sql.tables.applications import applications
from jobwise.infrastructure.persistence.sql.tables.jobs import jobs

SHOWN = (
    *("id", "version", "status", "source", "source_url", "title", "company", "location", "work_mode"),
    *("employment_type", "salary_min", "salary_max", "salary_currency", "salary_period", "min_years"),
    *("deadline", "posted_at", "posting_id", "created_at", "updated_at"),
)
_KEYS = {
    JobSort.CREATED_AT: "created_at",
    JobSort.UPDATED_AT: "updated_at",
    JobSort.TITLE: "title_key",
    JobSort.COMPANY: "company_key",
    JobSort.DEADLINE: "deadline_key",
    JobSort.SALARY: "salary_year",
}
Columns = ReadOnlyColumnCollection[str, Any]
NEWEST: Order = ((JobSort.CREATED_AT, True),)
# Filters whose own index is in the order of the newest first.
_ORDERED = frozenset({"status", "source", "work_mode", "employment_type"})
_SEARCH = table("job_search", column("rowid"), column("terms"))
_MATCH = column("job_search", is_literal=True).op("MATCH", is_comparison=True)(bindparam("terms"))
_NUMBERS = table("job_search_keys", column("number"), column("job_id"))
# PostgreSQL: the words of the jobs that are shown, in rows of their own with what lists are filtered by. A row of
# `jobs` is wide, and looking through ten thousand of them for a word that most have costs several times as much.
_BESIDE_WORDS = ("status", "source", "work_mode", "employment_type", "salary_year", "posted_at", "posting_id")
_WORDS = table(
    "job_search",
    column("job_id", Uuid),
    *(column(name, jobs.c[name].type) for name in ("owner_id", "created_at", *_BESIDE_WORDS)),
    column("terms"),
)
_ASKED: ColumnElement[bool] = _WORDS.c.terms.op("@@", is_comparison=True)(cast(bindparam("terms"), TSQUERY))


@dataclass(frozen=True, slots=True)
class Shape:
    """What tells one statement from another: which filters, whether terms, what order, which database."""

    filters: frozenset[str]
    terms: bool
    order: Order
    dialect: str

    @property
    def by_age(self) -> bool:
        return len(self.order) == 1 and self.order[0][0] is JobSort.CREATED_AT

    @property
    def is_search(self) -> bool:
        """Whether SQLite's index of words alone gives the list: it holds the owner, and nothing that is deleted."""
        return self.terms and not self.filters and self.by_age and self.dialect == "sqlite"

    @property
    def is_of_words(self) -> bool:
        """Whether PostgreSQL's words alone can be counted: they hold nothing that is deleted."""
        of_applications = self.filters & {"application_status", NOT_APPLIED}
        return self.terms and not of_applications and self.dialect == "postgresql"

    @property
    def is_direct(self) -> bool:
        """Whether one index gives the list in its order, so that nothing need be counted first."""
        if self.terms:
            return False
        return not self.filters or (self.order == NEWEST and len(self.filters) == 1 and self.filters <= _ORDERED)


def shape_of(filters: JobFilters, order: Order, dialect: str) -> Shape:
    named = set(filters.applied()) - {"q", "company", "location", "skill"}
    if filters.application_status == NOT_APPLIED:
        # No row says so: it is what is left when there is no application, or one that has not moved yet.
        named = named - {"application_status"} | {"not_applied"}
    return Shape(frozenset(named), bool(filters.terms()), order, dialect)


NOT_APPLIED = "not_applied"
_APPLICATION = (
    select(applications.c.status)
    .where(
        applications.c.owner_id == jobs.c.owner_id,
        applications.c.job_id == jobs.c.id,
        applications.c.deleted_at.is_(None),
    )
    .correlate(jobs)
    .scalar_subquery()
)
_OF_STATUS = select(applications.c.job_id).where(
    applications.c.owner_id == bindparam("key_owner"),
    applications.c.status == bindparam("application_status"),
    applications.c.deleted_at.is_(None),
)


def application_status() -> ColumnElement[str]:
    """What a job's application is at; the one place that knows where applications stand."""
    return func.coalesce(_APPLICATION, literal(NOT_APPLIED, String)).label("application_status")


@lru_cache(maxsize=256)
def counting(shape: Shape) -> Select[Any]:
    """How many match, up to one more than `EXACT_TOTAL`."""
    if shape.is_search:
        matching = select(_SEARCH.c.rowid).where(_MATCH)
    elif shape.is_of_words:
        matching = _worded(shape)
    else:
        matching = select(literal(1)).where(_where(shape, walk=False))
    return select(func.count()).select_from(matching.limit(EXACT_TOTAL + 1).subquery("matching"))


@lru_cache(maxsize=512)
def listing(shape: Shape, *, walk: bool, counted: bool) -> Select[Any]:
    """A page (`limit`, `offset`); with `counted` each row also holds the `total`."""
    shown: list[Any] = [*(jobs.c[name] for name in SHOWN), application_status()]
    if counted:
        shown.append(counting(shape).scalar_subquery().label("total"))
    order = _order(shape.order)
    if walk and shape.is_search:
        page = _searched(falls=shape.order[0][1])
    elif shape.is_of_words and shape.by_age:
        order = [part.desc() if shape.order[0][1] else part for part in (_WORDS.c.created_at, _WORDS.c.job_id)]
        page = _window(_worded(shape).order_by(*order)).subquery("page")
        order = _order(shape.order)
    elif shape.dialect == "sqlite":
        # What is skipped is not looked up: the index holds all that is asked.
        return _window(select(*shown).where(_where(shape, walk=walk)).order_by(*order))
    else:
        page = _window(select(jobs.c.id).where(_where(shape, walk=walk)).order_by(*order)).subquery("page")
    return select(*shown).join(page, page.c.id == jobs.c.id).order_by(*order)


def _window(statement: Select[Any]) -> Select[Any]:
    return statement.limit(bindparam("limit")).offset(bindparam("offset"))


def _searched(*, falls: bool) -> Subquery:
    """The ids of a page of all that match, in the order in which they were kept: that of `created_at`."""
    number = _SEARCH.c.rowid
    found = _window(select(number).where(_MATCH).order_by(number.desc() if falls else number)).subquery("found")
    return select(_NUMBERS.c.job_id.label("id")).join(found, found.c.rowid == _NUMBERS.c.number).subquery("page")


def _worded(shape: Shape) -> Select[Any]:
    """The ids of all that match, by PostgreSQL's words and what stands beside them."""
    asked = [_condition(name, _WORDS.c) for name in sorted(shape.filters)]
    return select(_WORDS.c.job_id.label("id")).where(_WORDS.c.owner_id == bindparam("key_owner"), *asked, _ASKED)


def _order(order: Order) -> list[Any]:
    falls = order[0][1]
    parts = [*((jobs.c[_KEYS[name]], down) for name, down in order), (jobs.c.id, falls)]
    return [part.desc() if down else part.asc() for part, down in parts]


def _where(shape: Shape, *, walk: bool) -> ColumnElement[bool]:
    if shape.is_of_words and not walk:
        # There are few of them: they are found first, whatever PostgreSQL thinks of their number.
        return jobs.c.id == any_(func.array(_worded(shape).scalar_subquery()))
    hide = walk and shape.dialect == "sqlite"
    # Few matches of words are looked up one by one, rather than looked for among all that the owner has.
    owner = _hidden(jobs.c.owner_id) if shape.terms and not walk and shape.dialect == "sqlite" else jobs.c.owner_id
    conditions = [owner == bindparam("key_owner"), jobs.c.deleted_at.is_(None)]
    conditions += [_condition(name, jobs.c, hide=hide) for name in sorted(shape.filters)]
    if shape.terms:
        conditions.append(_has_terms(shape, walk=walk))
    return and_(*conditions)


def _condition(name: str, rows: Columns, *, hide: bool = False) -> ColumnElement[bool]:
    """What one filter asks of these rows."""

    def bare(name: str) -> ColumnElement[Any]:
        found: ColumnElement[Any] = rows[name]
        return _hidden(found) if hide else found

    match name:
        case "salary_min":
            return bare("salary_year") >= bindparam("salary_min")
        case "posted_after":
            return bare("posted_at") > bindparam("posted_after")
        case "application_status":
            return jobs.c.id.in_(_OF_STATUS)
        case "not_applied":
            return func.coalesce(_APPLICATION, literal(NOT_APPLIED, String)) == NOT_APPLIED
        case "saved":
            return bare("posting_id").is_not(None)
        case _:
            return bare(name) == bindparam(name)


def _hidden(found: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column with a sign that changes nothing but that SQLite takes no index for it."""
    return UnaryExpression(found, operator=custom_op("+"), type_=found.type)


def _has_terms(shape: Shape, *, walk: bool) -> ColumnElement[bool]:
    if shape.dialect == "sqlite":
        found = (
            select(_NUMBERS.c.job_id)
            .select_from(_SEARCH.join(_NUMBERS, _NUMBERS.c.number == _SEARCH.c.rowid))
            .where(_MATCH)
        )
        return jobs.c.id.in_(found)
    if walk:
        # Asked of one job after the other, so that the order's own index is walked.
        return select(_ASKED).where(_WORDS.c.job_id == jobs.c.id).correlate(jobs).scalar_subquery()
    matching = select(_WORDS.c.job_id).where(_WORDS.c.owner_id == bindparam("key_owner"), _ASKED)
    return jobs.c.id.in_(matching)


def asked_terms(terms: tuple[Term, ...], dialect: str, owner: str) -> str:
    """The terms in the database's own language of searching. They hold letters, digits, `=` and `_` alone."""
    if dialect == "sqlite":
        said = [f'"{term.text}"' if term.whole else f'"{term.text}"*' for term in terms]
        return " AND ".join([f'"o={owner}"', *said])
    said = [f"'{term.text}'" if term.whole else f"'{term.text}':*" for term in terms]
    return " & ".join([f"'o={owner}'", *said])
