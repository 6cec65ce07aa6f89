from sqlalchemy import Column, Index, Integer, LargeBinary, Table

from jobwise.infrastructure.persistence.sql.tables.columns import Json, Moment, Words, metadata

# `keep_until` is the end of the lease while the request runs, and of the keeping time once it is done.
idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("caller", Words, primary_key=True),
    Column("route", Words, primary_key=True),
    Column("key", Words, primary_key=True),
    Column("body_sha256", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("lease_until", Moment, nullable=False),
    Column("keep_until", Moment, nullable=False),
    Column("status", Integer),
    Column("headers", Json),
    Column("body", LargeBinary),
)

Index("ix_idempotency_keys_keep_until", idempotency_keys.c.keep_until)
