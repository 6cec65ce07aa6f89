"""What all rooms of the SQL store share. Statements are built once, when the module is imported."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    FromClause,
    RowMapping,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    cast,
    func,
    select,
    tuple_,
)
from sqlalchemy.sql.dml import Delete, Insert

from jobwise.domain.limits import ERASE_BATCH, EXACT_TOTAL
from jobwise.domain.shared.aggregates import Aggregate, Owned
from jobwise.domain.shared.errors import LostRace, NotFound
from jobwise.domain.shared.made import Made
from jobwise.domain.shared.paging import Listing, Page, Sort
from jobwise.infrastructure.persistence.sql.repositories.outbox import SqlOutbox
from jobwise.infrastructure.persistence.sql.tables.users import users
from jobwise.infrastructure.persistence.sql.transaction import Transaction

A = TypeVar("A", bound=Aggregate)
R = TypeVar("R")
O = TypeVar("O", bound=Owned)  # noqa: E741

_FIXED = ("id", "owner_id", "created_at")


# Two who count at the same time would both count the same: the row of the owner is what they queue for. SQLite has
# one writer anyway, and no such words.
_ALONE = select(users.c.id).where(users.c.id == bindparam("key_owner")).with_for_update(key_share=True)


async def alone_with_owner(transaction: Transaction, owner: UUID) -> None:
    """Waits until no other writer counts what this owner has; until the end of the transaction nobody else does."""
    if transaction.writable:
        await transaction.first(_ALONE, {"key_owner": owner})


def contains(column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    """Whether the column holds the words of the parameter, which `like_pattern` has made, in any case."""
    return func.lower(column).like(func.lower(bindparam(name)), escape="\\")


def like_pattern(words: str) -> str:
    for sign in ("\\", "%", "_"):
        words = words.replace(sign, f"\\{sign}")
    return f"%{words}%"


def given(column: Column[Any], dialect: str, name: str = "") -> ColumnElement[Any]:
    """A value of the column that is selected, not inserted: PostgreSQL takes it for text unless told; SQLite would make
    a number of a date."""
    value = bindparam(name or column.name, type_=column.type)
    return cast(value, column.type) if dialect == "postgresql" else value


@dataclass(frozen=True, slots=True)
class Paged:
    """One page of rows that are not deleted (`limit`, `offset`), newest first, and the statement that counts them."""

    rows: Select[Any]
    count: Select[Any]


@dataclass(frozen=True, slots=True)
class Statements:
    """What a room writes and reads one by one. Parameters: the columns, `key_id`, `key_owner`, `key_version`."""

    insert: Insert
    update: Update
    get: Select[Any]
    erase_hidden: Delete


def some(table: Table, *conditions: ColumnElement[bool]) -> Delete:
    """Deletes at most `limit` of the rows that meet the conditions."""
    key = tuple_(*table.primary_key) if len(table.primary_key) > 1 else next(iter(table.primary_key))
    found = select(*table.primary_key).where(*conditions).limit(bindparam("limit"))
    return table.delete().where(key.in_(found))


def statements(table: Table) -> Statements:
    key = table.c.id == bindparam("key_id")
    if "owner_id" in table.c:
        key = and_(key, table.c.owner_id == bindparam("key_owner"))
    changing: dict[str, BindParameter[Any]] = {
        column.name: bindparam(column.name) for column in table.c if column.name not in _FIXED
    }
    return Statements(
        insert=table.insert().values({column.name: bindparam(column.name) for column in table.c}),
        update=table.update().where(key, table.c.version == bindparam("key_version")).values(changing),
        get=select(table).where(key),
        erase_hidden=some(table, table.c.deleted_at < bindparam("before")),
    )


def paged(table: Table, *conditions: ColumnElement[bool]) -> Paged:
    """The owner's rows (`key_owner`) that also meet the conditions."""
    where = and_(table.c.owner_id == bindparam("key_owner"), table.c.deleted_at.is_(None), *conditions)
    rows = select(table).where(where).order_by(table.c.created_at.desc(), table.c.id.desc())
    return Paged(
        rows=rows.limit(bindparam("limit")).offset(bindparam("offset")),
        count=select(func.count()).select_from(table).where(where),
    )


def ordered(
    table: Table, rows: Select[Any], where: ColumnElement[bool], sort: Sort, *, counted: FromClause | None = None
) -> Paged:
    """One page of these rows in that order (by columns of the table, ties by its id), counted to `EXACT_TOTAL` + 1.

    `counted` is what is counted in, when the conditions need more than the table.
    """
    last = sort[-1][1]
    order = [table.c[name].desc() if falling else table.c[name].asc() for name, falling in (*sort, ("id", last))]
    ids = select(table.c.id).select_from(table if counted is None else counted).where(where)
    found = ids.limit(EXACT_TOTAL + 1).subquery()
    return Paged(
        rows=rows.where(where).order_by(*order).limit(bindparam("limit")).offset(bindparam("offset")),
        count=select(func.count()).select_from(found),
    )


def base_row(aggregate: Aggregate) -> dict[str, Any]:
    return {
        "id": aggregate.id,
        "version": aggregate.version,
        "created_at": aggregate.created_at,
        "updated_at": aggregate.updated_at,
        "deleted_at": aggregate.deleted_at,
    }


def owned_row(aggregate: Owned) -> dict[str, Any]:
    return {**base_row(aggregate), "owner_id": aggregate.owner_id}


def base_fields(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("id", "version", "created_at", "updated_at", "deleted_at")}


def owned_fields(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {**base_fields(row), "owner_id": row["owner_id"]}


def made_row(made: Made[Any]) -> dict[str, Any]:
    return {"failure": made.failure, "reason": made.reason, "attempt": made.attempt, "asked_at": made.asked_at}


def made_fields(row: RowMapping) -> dict[str, Any]:
    return {name: row[name] for name in ("failure", "reason", "attempt", "asked_at")}


class SqlRoom(ABC, Generic[A]):
    """Writes aggregates of one type, each with its events, and reads them back."""

    KIND: ClassVar[type[Aggregate]]
    STATEMENTS: ClassVar[Statements]

    def __init__(self, transaction: Transaction, outbox: SqlOutbox) -> None:
        self._db = transaction
        self._outbox = outbox

    async def add(self, aggregate: A) -> None:
        await self._db.change(self.STATEMENTS.insert, self._row(aggregate))
        await self._add_parts(aggregate)
        await self._written(aggregate)

    async def save(self, aggregate: A) -> None:
        if aggregate.version == aggregate.seen_version:
            return
        key = {"key_id": aggregate.id, "key_owner": aggregate.owner, "key_version": aggregate.seen_version}
        row = {name: value for name, value in self._row(aggregate).items() if name not in _FIXED}
        if await self._db.change(self.STATEMENTS.update, {**row, **key}) == 0:
            raise LostRace(f"This {aggregate.KIND} was changed by somebody else; read it again.")
        await self._replace_parts(aggregate)
        await self._written(aggregate)

    async def _get(self, id: UUID, owner: UUID | None, hidden: bool) -> A:
        row = await self._db.first(self.STATEMENTS.get, {"key_id": id, "key_owner": owner})
        if row is None or (row["deleted_at"] is not None and not hidden):
            raise NotFound(f"There is no such {self.KIND.KIND}.")
        return (await self._entities([row]))[0]

    async def _entities(self, rows: "list[RowMapping]") -> "list[A]":
        entities = await self._build(rows)
        for entity in entities:
            entity.seen()
        return entities

    async def _written(self, aggregate: A) -> None:
        await self._outbox.add(aggregate.take_events())
        aggregate.seen()

    async def _build(self, rows: "list[RowMapping]") -> "list[A]":
        return [self._entity(row) for row in rows]

    @abstractmethod
    def _row(self, aggregate: A) -> dict[str, Any]: ...

    @abstractmethod
    def _entity(self, row: RowMapping) -> A: ...

    async def _add_parts(self, aggregate: A) -> None:
        """Writes what stands in tables of its own; most rooms have none."""

    async def _replace_parts(self, aggregate: A) -> None:
        """Writes anew what stands in tables of its own; most rooms have none."""


class SqlOwned(SqlRoom[O], ABC):
    PAGED: ClassVar[Paged]

    async def get(self, id: UUID, *, owner: UUID, hidden: bool = False) -> O:
        return await self._get(id, owner, hidden)

    async def list(self, *, owner: UUID, page: Page) -> Listing[O]:
        return await self._listing(self.PAGED, {"key_owner": owner}, page)

    async def erase_hidden(self, before: datetime, *, limit: int = ERASE_BATCH) -> int:
        return await self._db.change(self.STATEMENTS.erase_hidden, {"before": before, "limit": limit})

    async def _page(self, what: Paged, key: dict[str, Any], page: Page, shown: Callable[[RowMapping], R]) -> Listing[R]:
        """A page of what is shown of each row."""
        rows = await self._db.rows(what.rows, {**key, "limit": page.limit, "offset": page.offset})
        return Listing(tuple(shown(row) for row in rows), await self._db.number(what.count, key), page)

    async def _listing(self, what: Paged, key: dict[str, Any], page: Page) -> Listing[O]:
        rows = await self._db.rows(what.rows, {**key, "limit": page.limit, "offset": page.offset})
        total = await self._db.number(what.count, key)
        return Listing(tuple(await self._entities([*rows])), total, page)
