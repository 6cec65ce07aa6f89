from sqlalchemy import Boolean, Column, Index, Integer, Table, text

from jobwise.infrastructure.persistence.sql.tables.columns import Words, file_columns, metadata, owned_columns

samples = Table(
    "samples",
    metadata,
    *owned_columns(),
    Column("name", Words, nullable=False),
    Column("type", Words, nullable=False),
    Column("kind", Words, nullable=False),
    *file_columns(),
    Column("status", Words, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("words", Integer, nullable=False),
    Column("characters", Integer, nullable=False),
    Column("failure", Words, nullable=False),
    # Behind the others, because it is long: a list reads neither it nor what comes after it.
    Column("text", Words, nullable=False),
    Column("reason", Words, nullable=False, server_default=""),
)

Index("ix_samples_owner_id", samples.c.owner_id, samples.c.created_at, samples.c.id)
Index("ix_samples_name", samples.c.owner_id, samples.c.name, samples.c.id)
Index("ix_samples_file_key", samples.c.file_key)
Index(
    "ix_samples_deleted_at",
    samples.c.deleted_at,
    sqlite_where=text("deleted_at IS NOT NULL"),
    postgresql_where=text("deleted_at IS NOT NULL"),
)
