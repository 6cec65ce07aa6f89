from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, and_, bindparam, func, select, text

from jobwise.application.ports.exports import ExportFilter, ExportProgress, Waiting
from jobwise.domain.exports.export import Export, ExportStatus, Part
from jobwise.domain.exports.layout import Format
from jobwise.domain.limits import MAX_WAITING_EXPORTS
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.domain.shared.errors import NotFound
from jobwise.domain.shared.paging import Listing, Page, Sort
from jobwise.infrastructure.persistence.sql.repositories.files import file_if_any, file_row
from jobwise.infrastructure.persistence.sql.repositories.room import (
    Paged,
    SqlOwned,
    made_fields,
    made_row,
    ordered,
    owned_fields,
    owned_row,
    paged,
    statements,
)
from jobwise.infrastructure.persistence.sql.tables.exports import exports

_c = exports.c
_MINE = and_(_c.owner_id == bindparam("key_owner"), _c.deleted_at.is_(None))
_ONE = and_(_c.id == bindparam("key_id"), _c.owner_id == bindparam("key_owner"))
_PROGRESS = select(_c.id, _c.version, _c.status, _c.failure, _c.reason, _c.updated_at).where(
    _ONE, _c.deleted_at.is_(None)
)
# The states are written out, so that the index of just these rows is seen to fit. Past the limit nobody counts on.
_open = select(_c.owner_id).where(text("status IN ('pending', 'rendering')")).limit(MAX_WAITING_EXPORTS).subquery()
_WAITING = select(
    func.count().label("all"),
    func.count().filter(_open.c.owner_id == bindparam("key_owner")).label("mine"),
).select_from(_open)
_DOWNLOADED = exports.update().where(_ONE).values(download_count=_c.download_count + 1)
_ERASE = exports.delete().where(_ONE)
_FILTERS: Mapping[str, ColumnElement[bool]] = {
    "generation_id": _c.generation_id == bindparam("generation_id"),
    "formats": _c.format.in_(bindparam("formats", expanding=True)),
    "statuses": _c.status.in_(bindparam("statuses", expanding=True)),
}


@lru_cache(maxsize=64)
def _found(filters: tuple[str, ...], sort: Sort) -> Paged:
    """The statement of a page and that of its count, made once for each combination."""
    where = and_(_MINE, *(_FILTERS[name] for name in filters))
    return ordered(exports, select(exports), where, sort)


class SqlExports(SqlOwned[Export]):
    KIND = Export
    STATEMENTS = statements(exports)
    PAGED = paged(exports)

    async def find(self, wanted: ExportFilter, *, owner: UUID, sort: Sort, page: Page) -> Listing[Export]:
        given = _given(wanted)
        return await self._listing(_found(tuple(given), sort), {"key_owner": owner, **given}, page)

    async def progress(self, id: UUID, *, owner: UUID) -> ExportProgress:
        row = await self._db.first(_PROGRESS, {"key_id": id, "key_owner": owner})
        if row is None:
            raise NotFound(f"There is no such {Export.KIND}.")
        return ExportProgress(**{**row, "status": ExportStatus(row["status"])})

    async def waiting(self, *, owner: UUID) -> Waiting:
        row = await self._db.first(_WAITING, {"key_owner": owner})
        return Waiting(0, 0) if row is None else Waiting(row["mine"], row["all"])

    async def count_download(self, id: UUID, *, owner: UUID) -> None:
        await self._db.change(_DOWNLOADED, {"key_id": id, "key_owner": owner})

    async def erase(self, id: UUID, *, owner: UUID) -> None:
        await self._db.change(_ERASE, {"key_id": id, "key_owner": owner})

    def _row(self, aggregate: Export) -> dict[str, Any]:
        return {
            **owned_row(aggregate),
            "format": aggregate.format.value,
            "generation_id": aggregate.generation_id,
            "parts": to_data(aggregate.parts),
            "status": aggregate.status.value,
            **file_row(aggregate.file),
            **made_row(aggregate),
            "expires_at": aggregate.expires_at,
            "download_count": aggregate.download_count,
        }

    def _entity(self, row: RowMapping) -> Export:
        return Export(
            **owned_fields(row),
            format=Format(row["format"]),
            generation_id=row["generation_id"],
            parts=from_data(tuple[Part, ...], row["parts"]),
            status=ExportStatus(row["status"]),
            file=file_if_any(row),
            **made_fields(row),
            expires_at=row["expires_at"],
            download_count=row["download_count"],
        )


def _given(wanted: ExportFilter) -> dict[str, Any]:
    """The filters that are asked, in one order, with their values."""
    found: dict[str, Any] = {}
    if wanted.generation_id is not None:
        found["generation_id"] = wanted.generation_id
    if wanted.formats:
        found["formats"] = [format.value for format in wanted.formats]
    if wanted.statuses:
        found["statuses"] = [status.value for status in wanted.statuses]
    return found
