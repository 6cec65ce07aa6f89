from sqlalchemy import Column, Index, Table, text

from jobwise.infrastructure.persistence.sql.tables.columns import Moment, Words, file_columns, metadata, owned_columns

data_exports = Table(
    "data_exports",
    metadata,
    *owned_columns(),
    Column("status", Words, nullable=False),
    *file_columns(nullable=True),
    Column("completed_at", Moment),
    Column("expires_at", Moment),
    Column("failure", Words, nullable=False),
)

_OPEN, _THERE = "status IN ('pending', 'running')", "status = 'completed'"
Index("ix_data_exports_owner_id", data_exports.c.owner_id, data_exports.c.created_at, data_exports.c.id)
Index("ix_data_exports_file_key", data_exports.c.file_key)
Index("ix_data_exports_open", data_exports.c.created_at, sqlite_where=text(_OPEN), postgresql_where=text(_OPEN))
Index("ix_data_exports_expires_at", data_exports.c.expires_at, sqlite_where=text(_THERE), postgresql_where=text(_THERE))
