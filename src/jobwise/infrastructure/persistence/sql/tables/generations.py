from sqlalchemy import Column, Index, Integer, Table, Uuid, text

from jobwise.infrastructure.persistence.sql.tables.columns import (
    Json,
    Words,
    made_columns,
    metadata,
    owned_columns,
)

generations = Table(
    "generations",
    metadata,
    *owned_columns(),
    Column("kind", Words, nullable=False),
    Column("status", Words, nullable=False),
    Column("profile_id", Uuid, nullable=False),
    Column("profile_version", Integer, nullable=False),
    Column("profile", Json, nullable=False),
    Column("job_id", Uuid),
    Column("job_version", Integer),
    Column("job", Json),
    Column("ranking_id", Uuid),
    Column("formula_version", Words, nullable=False),
    Column("vocabulary_version", Words, nullable=False),
    Column("inputs_sha256", Words, nullable=False),
    Column("options", Json, nullable=False),
    Column("content", Json),
    Column("ats", Json),
    Column("trace", Json),
    *made_columns(),
    Column("export_id", Uuid),
    Column("progress", Json),
)

_OPEN = "status IN ('pending', 'generating')"

Index("ix_generations_owner_id", generations.c.owner_id, generations.c.created_at)
Index("ix_generations_job_id", generations.c.owner_id, generations.c.job_id, generations.c.created_at)
Index("ix_generations_open", generations.c.asked_at, sqlite_where=text(_OPEN), postgresql_where=text(_OPEN))
