from sqlalchemy import BigInteger, Column, Index, Integer, Table, Uuid

from jobwise.infrastructure.persistence.sql.tables.columns import Moment, Words, metadata, owned_columns

exports = Table(
    "exports",
    metadata,
    *owned_columns(),
    Column("generation_id", Uuid, nullable=False),
    Column("format", Words, nullable=False),
    Column("template", Words, nullable=False),
    Column("template_version", Words, nullable=False),
    Column("paper", Words, nullable=False),
    Column("engine", Words),
    Column("file_key", Words, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("sha256", Words, nullable=False),
    Column("expires_at", Moment),
    Column("download_count", Integer, nullable=False),
)

Index("ix_exports_owner_id", exports.c.owner_id, exports.c.created_at)
Index("ix_exports_generation_id", exports.c.owner_id, exports.c.generation_id, exports.c.created_at)
Index("ix_exports_file_key", exports.c.file_key)
