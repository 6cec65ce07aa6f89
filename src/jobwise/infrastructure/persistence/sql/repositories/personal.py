from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Table,
    Uuid,
    bindparam,
    cast,
    literal,
    null,
    or_,
    select,
    union_all,
)

from jobwise.application.ports.mail import MailState
from jobwise.application.ports.personal import KeptFile, Row
from jobwise.domain.limits import DATA_EXPORT_PIECE
from jobwise.infrastructure.persistence.personal import may_leave
from jobwise.infrastructure.persistence.sql.repositories.outbox import SqlOutbox
from jobwise.infrastructure.persistence.sql.tables import metadata
from jobwise.infrastructure.persistence.sql.tables.columns import Words
from jobwise.infrastructure.persistence.sql.tables.idempotency import idempotency_keys
from jobwise.infrastructure.persistence.sql.tables.mails import mails
from jobwise.infrastructure.persistence.sql.tables.outbox import outbox
from jobwise.infrastructure.persistence.sql.tables.sessions import refresh_tokens, sessions
from jobwise.infrastructure.persistence.sql.tables.users import users
from jobwise.infrastructure.persistence.sql.transaction import Transaction

_OWNER: BindParameter[UUID] = bindparam("key_owner", type_=Uuid())
_CALLER: BindParameter[str] = bindparam("caller", type_=Words())
# The trail keeps its rows, blanked; tasks hold ids alone, one of them is this erasing itself.
_KEPT = frozenset({"outbox", "tasks", "mails"})
_OWNED = [table for table in reversed(metadata.sorted_tables) if "owner_id" in table.c and table.name not in _KEPT]
_ERASE = {
    "refresh_tokens": refresh_tokens.delete().where(
        refresh_tokens.c.session_id.in_(select(sessions.c.id).where(sessions.c.owner_id == _OWNER))
    ),
    **{table.name: table.delete().where(table.c.owner_id == _OWNER) for table in _OWNED},
    "mails": mails.delete().where(mails.c.owner_id == _OWNER, mails.c.state != MailState.QUEUED.value),
    "idempotency_keys": idempotency_keys.delete().where(idempotency_keys.c.caller == _CALLER),
    "users": users.delete().where(users.c.id == _OWNER),
}
_HOLDING = [table for table in _OWNED if "file_key" in table.c]
_FILES = union_all(
    *(select(table.c.file_key).where(table.c.owner_id == _OWNER, table.c.file_key.is_not(None)) for table in _HOLDING)
)
# Archives do not hold the archives before them.
_ARCHIVED = [table for table in _HOLDING if table.name != "data_exports"]


def _theirs(table: Table) -> ColumnElement[bool] | None:
    """Which rows of a table are the owner's: by its own columns, else by the row that each hangs on."""
    if table is users:
        return users.c.id == _OWNER
    if table is idempotency_keys:
        return idempotency_keys.c.caller == _CALLER
    if table is outbox:
        return or_(outbox.c.owner_id == _OWNER, outbox.c.aggregate_id == _OWNER)
    if "owner_id" in table.c:
        return table.c.owner_id == _OWNER
    for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
        above = _theirs(key.column.table)
        if above is not None:
            return key.parent.in_(select(key.column).where(above))
    return None


def _reading(table: Table, theirs: ColumnElement[bool]) -> Select[Any]:
    shown = [table.c[name] for name in may_leave(table.name, table.c.keys())]
    return select(*shown).where(theirs).order_by(*table.primary_key.columns)


_ROWS = {
    table.name: _reading(table, theirs)
    for table in sorted(metadata.tables.values(), key=lambda table: (table is not users, table.name))
    if (theirs := _theirs(table)) is not None
}


def _ending(table: Table) -> ColumnElement[Any]:
    """What the name of a row's file ends with, as far as the table says."""
    return next((table.c[name] for name in ("type", "format") if name in table.c), cast(null(), Words))


_NAMED = union_all(
    *(
        select(literal(table.name).label("room"), table.c.id, table.c.file_key, _ending(table).label("ending")).where(
            table.c.owner_id == _OWNER, table.c.file_key.is_not(None)
        )
        for table in _ARCHIVED
    )
).order_by("room", "id")


class SqlPersonal:
    def __init__(self, transaction: Transaction, outbox: SqlOutbox) -> None:
        self._db = transaction
        self._outbox = outbox

    @property
    def tables(self) -> Sequence[str]:
        return tuple(_ROWS)

    async def pieces(self, table: str, *, owner: UUID) -> AsyncIterator[Sequence[Row]]:
        async for rows in self._db.pieces(_ROWS[table], _key(owner), DATA_EXPORT_PIECE):
            yield [{name: _plain(value) for name, value in row.items()} for row in rows]

    async def files(self, *, owner: UUID) -> Sequence[KeptFile]:
        rows = await self._db.rows(_NAMED, _key(owner))
        return [KeptFile(row["room"], row["id"], row["file_key"], row["ending"] or "") for row in rows]

    async def file_keys(self, *, owner: UUID) -> Sequence[str]:
        return [row["file_key"] for row in await self._db.rows(_FILES, {"key_owner": owner})]

    async def erase(self, *, owner: UUID, now: datetime) -> Mapping[str, int]:
        counts = {}
        for name, statement in _ERASE.items():
            key = {"caller": str(owner)} if name == "idempotency_keys" else {"key_owner": owner}
            counts[name] = await self._db.change(statement, key)
        counts["outbox"] = await self._outbox.blank(owner, now=now)
        return counts


def _key(owner: UUID) -> dict[str, Any]:
    return {"key_owner": owner, "caller": str(owner)}


def _plain(value: Any) -> Any:
    match value:
        case UUID():
            return str(value)
        case datetime():
            return value.astimezone(UTC).isoformat()
        case _:
            return value
