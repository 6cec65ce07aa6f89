from sqlalchemy import Boolean, Column, Index, Integer, Table, false, text

from jobwise.infrastructure.persistence.sql.tables.columns import Words, aggregate_columns, metadata

users = Table(
    "users",
    metadata,
    *aggregate_columns(),
    Column("email", Words),
    Column("is_local", Boolean, nullable=False),
    Column("role", Words, nullable=False),
    Column("tier", Words, nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("password_hash", Words),
    Column("auth_epoch", Integer, nullable=False, server_default="0"),
    Column("name", Words, nullable=False, server_default=""),
    Column("language", Words, nullable=False, server_default="en"),
    Column("time_zone", Words, nullable=False, server_default="UTC"),
    Column("pending_email", Words),
    Column("offline_only", Boolean, nullable=False, server_default=false()),
)

Index(
    "uq_users_email",
    users.c.email,
    unique=True,
    sqlite_where=text("deleted_at IS NULL"),
    postgresql_where=text("deleted_at IS NULL"),
)
Index(
    "uq_users_local",
    users.c.is_local,
    unique=True,
    sqlite_where=text("is_local = 1 AND deleted_at IS NULL"),
    postgresql_where=text("is_local AND deleted_at IS NULL"),
)

# What an administrator pages through.
Index("ix_users_created_at", users.c.created_at, users.c.id)
