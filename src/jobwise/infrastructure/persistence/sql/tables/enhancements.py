from sqlalchemy import Column, Index, Integer, Table, Uuid, text

from jobwise.infrastructure.persistence.sql.tables.columns import Json, Words, metadata, owned_columns

enhancements = Table(
    "enhancements",
    metadata,
    *owned_columns(),
    # No key to the profile: proposals for one that was erased are its owner's still.
    Column("profile_id", Uuid, nullable=False),
    Column("profile_version", Integer, nullable=False),
    Column("status", Words, nullable=False),
    Column("paths", Json, nullable=False),
    Column("model", Words, nullable=False),
    Column("proposer", Json),
    Column("failure", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("proposals", Json, nullable=False),
    Column("unproposed", Json, nullable=False),
)

_OPEN = "status = 'pending'"
Index("ix_enhancements_owner_id", enhancements.c.owner_id, enhancements.c.created_at, enhancements.c.id)
Index(
    "ix_enhancements_open",
    enhancements.c.owner_id,
    enhancements.c.created_at,
    sqlite_where=text(_OPEN),
    postgresql_where=text(_OPEN),
)
