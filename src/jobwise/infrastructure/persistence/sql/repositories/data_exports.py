from typing import Any

from sqlalchemy import RowMapping

from jobwise.domain.data_exports.data_export import DataExport, DataExportStatus
from jobwise.infrastructure.persistence.sql.repositories.files import file_if_any, file_row
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
        return {
            **owned_row(aggregate),
            "status": aggregate.status.value,
            **file_row(aggregate.file),
            "completed_at": aggregate.completed_at,
            "expires_at": aggregate.expires_at,
            "failure": aggregate.failure,
        }

    def _entity(self, row: RowMapping) -> DataExport:
        return DataExport(
            **owned_fields(row),
            status=DataExportStatus(row["status"]),
            file=file_if_any(row),
            completed_at=row["completed_at"],
            expires_at=row["expires_at"],
            failure=row["failure"],
        )
