from sqlalchemy import Column, Index, Integer, Table, Uuid, text

from jobwise.infrastructure.persistence.sql.tables.columns import (
    Json,
    Moment,
    Words,
    file_columns,
    made_columns,
    metadata,
    owned_columns,
)

exports = Table(
    "exports",
    metadata,
    *owned_columns(),
    Column("format", Words, nullable=False),
    Column("generation_id", Uuid),
    Column("parts", Json, nullable=False),
    Column("status", Words, nullable=False),
    *file_columns(nullable=True),
    *made_columns(),
    Column("expires_at", Moment),
    Column("download_count", Integer, nullable=False),
)

_OPEN = "status IN ('pending', 'rendering')"

Index("ix_exports_owner_id", exports.c.owner_id, exports.c.created_at)
Index("ix_exports_generation_id", exports.c.owner_id, exports.c.generation_id, exports.c.created_at)
Index("ix_exports_file_key", exports.c.file_key)
Index("ix_exports_open", exports.c.asked_at, sqlite_where=text(_OPEN), postgresql_where=text(_OPEN))
Index("ix_exports_expires_at", exports.c.expires_at)
Index(
    "ix_exports_deleted_at",
    exports.c.deleted_at,
    sqlite_where=text("deleted_at IS NOT NULL"),
    postgresql_where=text("deleted_at IS NOT NULL"),
)
