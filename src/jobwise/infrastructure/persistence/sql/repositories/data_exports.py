from typing import Any

from sqlalchemy import RowMapping

from jobwise.domain.data_exports.data_export import DataExport, DataExportStatus
from jobwise.domain.shared.files import StoredFile
from jobwise.infrastructure.persistence.sql.repositories.room import (
    SqlOwned,
    owned_fields,
    owned_row,
    paged,
    statements,
)
from jobwise.infrastructure.persistence.sql.tables.data_exports import data_exports


class SqlDataExports(SqlOwned[DataExport]):
    KIND = DataExport
    STATEMENTS = statements(data_exports)
    PAGED = paged(data_exports)

    def _row(self, aggregate: DataExport) -> dict[str, Any]:
        file = aggregate.file
        return {
            **owned_row(aggregate),
            "status": aggregate.status.value,
            "file_key": file.key if file else None,
            "size_bytes": file.size_bytes if file else None,
            "sha256": file.sha256 if file else None,
            "completed_at": aggregate.completed_at,
            "expires_at": aggregate.expires_at,
            "failure": aggregate.failure,
        }

    def _entity(self, row: RowMapping) -> DataExport:
        key = row["file_key"]
        return DataExport(
            **owned_fields(row),
            status=DataExportStatus(row["status"]),
            file=None if key is None else StoredFile(key=key, size_bytes=row["size_bytes"], sha256=row["sha256"]),
            completed_at=row["completed_at"],
            expires_at=row["expires_at"],
            failure=row["failure"],
        )
