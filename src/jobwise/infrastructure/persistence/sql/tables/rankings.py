from sqlalchemy import Column, Index, Integer, Table, Uuid

from jobwise.infrastructure.persistence.sql.tables.columns import Json, Words, metadata, owned_columns

# No foreign key to profiles and jobs: a ranking outlives the clean-up of what it was made from, and rooms stay apart.
rankings = Table(
    "rankings",
    metadata,
    *owned_columns(),
    Column("profile_id", Uuid, nullable=False),
    Column("profile_version", Integer, nullable=False),
    Column("profile_sha256", Words, nullable=False),
    Column("job_id", Uuid, nullable=False),
    Column("job_version", Integer, nullable=False),
    Column("job_sha256", Words, nullable=False),
    Column("formula_version", Words, nullable=False),
    Column("vocabulary_version", Words, nullable=False),
    Column("content", Json, nullable=False),
)

Index("ix_rankings_owner_id", rankings.c.owner_id, rankings.c.created_at)
Index("ix_rankings_job_id", rankings.c.owner_id, rankings.c.job_id, rankings.c.created_at)
