from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, bindparam

from jobwise.domain.exports.export import Export, Look, StoredFile
from jobwise.domain.exports.layout import Engine, Format, Paper
from jobwise.domain.shared.paging import Listing, Page
from jobwise.infrastructure.persistence.sql.repositories.room import (
    SqlOwned,
    owned_fields,
    owned_row,
    paged,
    statements,
)
from jobwise.infrastructure.persistence.sql.tables.exports import exports

_OF_GENERATION = paged(exports, exports.c.generation_id == bindparam("key_generation"))


class SqlExports(SqlOwned[Export]):
    KIND = Export
    STATEMENTS = statements(exports)
    PAGED = paged(exports)

    async def of_generation(self, generation_id: UUID, *, owner: UUID, page: Page) -> Listing[Export]:
        return await self._listing(_OF_GENERATION, {"key_owner": owner, "key_generation": generation_id}, page)

    def _row(self, aggregate: Export) -> dict[str, Any]:
        look, file = aggregate.look, aggregate.file
        return {
            **owned_row(aggregate),
            "generation_id": aggregate.generation_id,
            "format": look.format.value,
            "template": look.template,
            "template_version": look.template_version,
            "paper": look.paper.value,
            "engine": look.engine.value if look.engine else None,
            "file_key": file.key,
            "size_bytes": file.size_bytes,
            "sha256": file.sha256,
            "expires_at": aggregate.expires_at,
            "download_count": aggregate.download_count,
        }

    def _entity(self, row: RowMapping) -> Export:
        return Export(
            **owned_fields(row),
            generation_id=row["generation_id"],
            look=Look(
                format=Format(row["format"]),
                template=row["template"],
                template_version=row["template_version"],
                paper=Paper(row["paper"]),
                engine=Engine(row["engine"]) if row["engine"] else None,
            ),
            file=StoredFile(key=row["file_key"], size_bytes=row["size_bytes"], sha256=row["sha256"]),
            expires_at=row["expires_at"],
            download_count=row["download_count"],
        )
