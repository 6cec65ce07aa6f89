from sqlalchemy import Column, Index, Table

from jobwise.infrastructure.persistence.sql.tables.columns import Json, Words, metadata, owned_columns

# What lists show and sort by stands in columns of its own; the whole reading is one JSON value.
jobs = Table(
    "jobs",
    metadata,
    *owned_columns(),
    Column("status", Words, nullable=False),
    Column("source", Words, nullable=False),
    Column("source_url", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("company", Words, nullable=False),
    Column("content", Json, nullable=False),
)

Index("ix_jobs_owner_id", jobs.c.owner_id, jobs.c.created_at)
