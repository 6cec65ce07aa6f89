"""Samples in SQL. Lists are of narrow columns: the texts are long."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, and_, bindparam, select, text, true

from jobwise.application.ports.documents import Held
from jobwise.application.ports.samples import SampleCard, SampleFilter, SampleSum
from jobwise.domain.documents.document import DocumentType
from jobwise.domain.limits import MAX_LEARNT
from jobwise.domain.samples.sample import Sample, SampleKind, SampleStatus
from jobwise.domain.shared.paging import Listing, Page, Sort
from jobwise.infrastructure.persistence.sql.repositories.files import file_of, file_row, held, held_in
from jobwise.infrastructure.persistence.sql.repositories.room import (
    Paged,
    SqlOwned,
    base_fields,
    ordered,
    owned_fields,
    owned_row,
    paged,
    statements,
)
from jobwise.infrastructure.persistence.sql.tables.samples import samples

_c = samples.c
_MINE = and_(_c.owner_id == bindparam("key_owner"), _c.deleted_at.is_(None))
_HELD = held_in(samples)
_NEWEST = (_c.created_at.desc(), _c.id.desc())
_SPEAKS = and_(_MINE, _c.active == true(), _c.status == text("'read'"))
_ACTIVE = select(samples).where(_SPEAKS).order_by(*_NEWEST).limit(MAX_LEARNT)
_SUMS = select(_c.id, _c.sha256).where(_SPEAKS).order_by(*_NEWEST).limit(MAX_LEARNT)
_CARD = [column for column in samples.c if column.name not in ("text", "reason", "file_key", "owner_id")]
_FILTERS: Mapping[str, ColumnElement[bool]] = {
    name: _c[name] == bindparam(name) for name in ("kind", "status", "active")
}


@lru_cache(maxsize=64)
def _found(filters: tuple[str, ...], sort: Sort) -> Paged:
    """The statement of a page and that of its count, made once for each combination."""
    where = and_(_MINE, *(_FILTERS[name] for name in filters))
    return ordered(samples, select(*_CARD), where, sort)


class SqlSamples(SqlOwned[Sample]):
    KIND = Sample
    STATEMENTS = statements(samples)
    PAGED = paged(samples)

    async def find(self, wanted: SampleFilter, *, owner: UUID, sort: Sort, page: Page) -> Listing[SampleCard]:
        given: dict[str, Any] = {
            **({"kind": wanted.kind.value} if wanted.kind else {}),
            **({"status": wanted.status.value} if wanted.status else {}),
            **({"active": wanted.active} if wanted.active is not None else {}),
        }
        return await self._page(_found(tuple(given), sort), {"key_owner": owner, **given}, page, _card)

    async def held(self, *, owner: UUID) -> Held:
        return await held(self._db, _HELD, owner)

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
            **file_row(aggregate.file),
            "status": aggregate.status.value,
            "active": aggregate.active,
            "words": aggregate.words,
            "characters": aggregate.characters,
            "failure": aggregate.failure,
            "text": aggregate.text,
            "reason": aggregate.reason,
        }

    def _entity(self, row: RowMapping) -> Sample:
        return Sample(
            **owned_fields(row),
            **_shared(row),
            file=file_of(row),
            text=row["text"],
            reason=row["reason"],
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
