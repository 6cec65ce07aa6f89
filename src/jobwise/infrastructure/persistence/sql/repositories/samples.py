"""Samples in SQL. Lists are of narrow columns: the texts are long."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Select, and_, bindparam, func, select, text, true

from jobwise.application.ports.documents import Held
from jobwise.application.ports.samples import SampleCard, SampleFilter, SampleSum
from jobwise.domain.documents.document import DocumentType
from jobwise.domain.limits import EXACT_TOTAL, MAX_LEARNT
from jobwise.domain.samples.sample import Sample, SampleKind, SampleStatus
from jobwise.domain.shared.files import StoredFile
from jobwise.domain.shared.paging import Listing, Page
from jobwise.infrastructure.persistence.sql.repositories.room import (
    Paged,
    SqlOwned,
    alone_with_owner,
    base_fields,
    owned_fields,
    owned_row,
    paged,
    statements,
)
from jobwise.infrastructure.persistence.sql.tables.samples import samples

_c = samples.c
_MINE = and_(_c.owner_id == bindparam("key_owner"), _c.deleted_at.is_(None))
_HELD = select(func.count().label("count"), func.coalesce(func.sum(_c.size_bytes), 0).label("size")).where(_MINE)
_NEWEST = (_c.created_at.desc(), _c.id.desc())
_SPEAKS = and_(_MINE, _c.active == true(), _c.status == text("'read'"))
_ACTIVE = select(samples).where(_SPEAKS).order_by(*_NEWEST).limit(MAX_LEARNT)
_SUMS = select(_c.id, _c.sha256).where(_SPEAKS).order_by(*_NEWEST).limit(MAX_LEARNT)
_CARD = [column for column in samples.c if column.name not in ("text", "file_key", "owner_id")]
_FILTERS: Mapping[str, ColumnElement[bool]] = {
    name: _c[name] == bindparam(name) for name in ("kind", "status", "active")
}


@lru_cache(maxsize=64)
def _found(filters: tuple[str, ...], sort: tuple[tuple[str, bool], ...]) -> Paged:
    where = and_(_MINE, *(_FILTERS[name] for name in filters))
    order = [_c[name].desc() if falling else _c[name].asc() for name, falling in sort]
    last = _c.id.desc() if sort[-1][1] else _c.id.asc()
    rows = select(*_CARD).where(where).order_by(*order, last)
    counted = select(_c.id).where(where).limit(EXACT_TOTAL + 1).subquery()
    count: Select[Any] = select(func.count()).select_from(counted)
    return Paged(rows.limit(bindparam("limit")).offset(bindparam("offset")), count)


class SqlSamples(SqlOwned[Sample]):
    KIND = Sample
    STATEMENTS = statements(samples)
    PAGED = paged(samples)

    async def find(
        self, wanted: SampleFilter, *, owner: UUID, sort: tuple[tuple[str, bool], ...], page: Page
    ) -> Listing[SampleCard]:
        given: dict[str, Any] = {
            **({"kind": wanted.kind.value} if wanted.kind else {}),
            **({"status": wanted.status.value} if wanted.status else {}),
            **({"active": wanted.active} if wanted.active is not None else {}),
        }
        what, key = _found(tuple(given), sort), {"key_owner": owner, **given}
        rows = await self._db.rows(what.rows, {**key, "limit": page.limit, "offset": page.offset})
        return Listing(tuple(_card(row) for row in rows), await self._db.number(what.count, key), page)

    async def held(self, *, owner: UUID) -> Held:
        await alone_with_owner(self._db, owner)
        row = await self._db.first(_HELD, {"key_owner": owner})
        return Held(0, 0) if row is None else Held(row["count"], int(row["size"]))

    async def active(self, *, owner: UUID) -> Sequence[Sample]:
        return await self._entities([*await self._db.rows(_ACTIVE, {"key_owner": owner})])

    async def active_sums(self, *, owner: UUID) -> Sequence[SampleSum]:
        rows = await self._db.rows(_SUMS, {"key_owner": owner})
        return [SampleSum(row["id"], row["sha256"]) for row in rows]

    def _row(self, aggregate: Sample) -> dict[str, Any]:
        return {
            **owned_row(aggregate),
            "name": aggregate.name,
            "type": aggregate.type.value,
            "kind": aggregate.kind.value,
            "file_key": aggregate.file.key,
            "size_bytes": aggregate.file.size_bytes,
            "sha256": aggregate.file.sha256,
            "status": aggregate.status.value,
            "active": aggregate.active,
            "words": aggregate.words,
            "characters": aggregate.characters,
            "failure": aggregate.failure,
            "text": aggregate.text,
        }

    def _entity(self, row: RowMapping) -> Sample:
        return Sample(
            **owned_fields(row),
            **_shared(row),
            file=StoredFile(key=row["file_key"], size_bytes=row["size_bytes"], sha256=row["sha256"]),
            text=row["text"],
        )


def _card(row: RowMapping) -> SampleCard:
    fields = {name: value for name, value in base_fields(row).items() if name != "deleted_at"}
    return SampleCard(**fields, **_shared(row), size_bytes=row["size_bytes"], sha256=row["sha256"])


def _shared(row: RowMapping) -> dict[str, Any]:
    return {
        "name": row["name"],
        "type": DocumentType(row["type"]),
        "kind": SampleKind(row["kind"]),
        "status": SampleStatus(row["status"]),
        **{name: row[name] for name in ("active", "words", "characters", "failure")},
    }
