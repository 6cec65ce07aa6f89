"""Documents in SQL, and what clean-up asks about their files."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, and_, bindparam, or_, select, text, union

from jobwise.application.ports.documents import DocumentFilter, FileRoom, Held, HiddenFile, OwnedId
from jobwise.domain.documents.document import Document, DocumentKind, DocumentType
from jobwise.domain.shared.paging import Listing, Page, Sort
from jobwise.infrastructure.persistence.sql.repositories.files import file_of, file_row, held, held_in
from jobwise.infrastructure.persistence.sql.repositories.room import (
    Paged,
    SqlOwned,
    contains,
    like_pattern,
    ordered,
    owned_fields,
    owned_row,
    paged,
    statements,
)
from jobwise.infrastructure.persistence.sql.tables.data_exports import data_exports
from jobwise.infrastructure.persistence.sql.tables.documents import documents
from jobwise.infrastructure.persistence.sql.tables.exports import exports
from jobwise.infrastructure.persistence.sql.tables.generations import generations
from jobwise.infrastructure.persistence.sql.tables.samples import samples
from jobwise.infrastructure.persistence.sql.transaction import Transaction

_c = documents.c
_MINE = and_(_c.owner_id == bindparam("key_owner"), _c.deleted_at.is_(None))
_HELD = held_in(documents)
_UPLOADED = {FileRoom.DOCUMENTS: documents, FileRoom.SAMPLES: samples}
_HIDDEN = {
    room: select(table.c.id, table.c.file_key)
    .where(table.c.deleted_at < bindparam("before"))
    .order_by(table.c.deleted_at, table.c.id)
    .limit(bindparam("limit"))
    for room, table in _UPLOADED.items()
}
_ERASE = {
    room: table.delete().where(table.c.id == bindparam("key_id"), table.c.deleted_at < bindparam("before"))
    for room, table in _UPLOADED.items()
}
_FILTERS: Mapping[str, ColumnElement[bool]] = {"kind": _c.kind == bindparam("kind"), "q": contains(_c.name, "q")}
# Every table whose rows name files of the store.
_KNOWN = union(
    *(
        select(table.c.file_key).where(table.c.file_key.in_(bindparam("keys", expanding=True)))
        for table in (documents, exports, data_exports, samples)
    )
)
_whole = data_exports.c
_OF_WHOLE = select(_whole.id, _whole.owner_id).limit(bindparam("limit"))
# The states are written out, so that the indexes of just these rows are seen to fit.
_EXPIRED = _OF_WHOLE.where(_whole.status == text("'completed'"), _whole.expires_at <= bindparam("now")).order_by(
    _whole.expires_at, _whole.id
)
_UNMADE = _OF_WHOLE.where(text("status IN ('pending', 'running')"), _whole.created_at < bindparam("before")).order_by(
    _whole.created_at, _whole.id
)
_made = generations.c
_UNWRITTEN = (
    select(_made.id, _made.owner_id)
    .where(text("status IN ('pending', 'generating')"), _made.asked_at < bindparam("before"))
    .order_by(_made.asked_at, _made.id)
    .limit(bindparam("limit"))
)

_of = exports.c
# Each half by an index of its own.
_OVER = (
    select(_of.id, _of.owner_id)
    .where(
        or_(
            and_(_of.expires_at <= bindparam("now"), text("status NOT IN ('pending', 'rendering')")),
            _of.deleted_at < bindparam("hidden_before"),
        )
    )
    .limit(bindparam("limit"))
)
_UNDRAWN = (
    select(_of.id, _of.owner_id)
    .where(text("status IN ('pending', 'rendering')"), _of.asked_at < bindparam("before"))
    .order_by(_of.asked_at, _of.id)
    .limit(bindparam("limit"))
)


@lru_cache(maxsize=64)
def _found(filters: tuple[str, ...], sort: Sort) -> Paged:
    """The statement of a page and that of its count, made once for each combination."""
    where = and_(_MINE, *(_FILTERS[name] for name in filters))
    return ordered(documents, select(documents), where, sort)


class SqlDocuments(SqlOwned[Document]):
    KIND = Document
    STATEMENTS = statements(documents)
    PAGED = paged(documents)

    async def find(self, wanted: DocumentFilter, *, owner: UUID, sort: Sort, page: Page) -> Listing[Document]:
        given = {
            **({"kind": wanted.kind.value} if wanted.kind else {}),
            **({"q": like_pattern(wanted.q)} if wanted.q else {}),
        }
        return await self._listing(_found(tuple(given), sort), {"key_owner": owner, **given}, page)

    async def held(self, *, owner: UUID) -> Held:
        return await held(self._db, _HELD, owner)

    def _row(self, aggregate: Document) -> dict[str, Any]:
        return {
            **owned_row(aggregate),
            "name": aggregate.name,
            "type": aggregate.type.value,
            "kind": aggregate.kind.value,
            **file_row(aggregate.file),
        }

    def _entity(self, row: RowMapping) -> Document:
        return Document(
            **owned_fields(row),
            name=row["name"],
            type=DocumentType(row["type"]),
            kind=DocumentKind(row["kind"]),
            file=file_of(row),
        )


class SqlLeftovers:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def hidden_files(self, room: FileRoom, before: datetime, *, limit: int) -> Sequence[HiddenFile]:
        rows = await self._db.rows(_HIDDEN[room], {"before": before, "limit": limit})
        return [HiddenFile(row["id"], row["file_key"]) for row in rows]

    async def erase_file(self, room: FileRoom, id: UUID, *, before: datetime) -> bool:
        return await self._db.change(_ERASE[room], {"key_id": id, "before": before}) > 0

    async def known_keys(self, keys: Sequence[str]) -> frozenset[str]:
        if not keys:
            return frozenset()
        return frozenset(row["file_key"] for row in await self._db.rows(_KNOWN, {"keys": [*keys]}))

    async def expired_data_exports(self, now: datetime, *, limit: int) -> Sequence[OwnedId]:
        rows = await self._db.rows(_EXPIRED, {"now": now, "limit": limit})
        return [OwnedId(row["id"], row["owner_id"]) for row in rows]

    async def open_data_exports(self, before: datetime, *, limit: int) -> Sequence[OwnedId]:
        rows = await self._db.rows(_UNMADE, {"before": before, "limit": limit})
        return [OwnedId(row["id"], row["owner_id"]) for row in rows]

    async def expired_exports(self, now: datetime, *, hidden_before: datetime, limit: int) -> Sequence[OwnedId]:
        rows = await self._db.rows(_OVER, {"now": now, "hidden_before": hidden_before, "limit": limit})
        return [OwnedId(row["id"], row["owner_id"]) for row in rows]

    async def open_exports(self, before: datetime, *, limit: int) -> Sequence[OwnedId]:
        rows = await self._db.rows(_UNDRAWN, {"before": before, "limit": limit})
        return [OwnedId(row["id"], row["owner_id"]) for row in rows]

    async def open_generations(self, before: datetime, *, limit: int) -> Sequence[OwnedId]:
        rows = await self._db.rows(_UNWRITTEN, {"before": before, "limit": limit})
        return [OwnedId(row["id"], row["owner_id"]) for row in rows]
