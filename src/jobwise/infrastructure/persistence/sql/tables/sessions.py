"""Sign-ins and their tokens. No token stands here, only SHA-256 sums of tokens."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Uuid

from jobwise.infrastructure.persistence.sql.tables.columns import Moment, Words, metadata, owned_columns

sessions = Table(
    "sessions",
    metadata,
    *owned_columns(),
    Column("label", Words, nullable=False),
    Column("carrier", Words, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("last_used_at", Moment, nullable=False),
    Column("idle_until", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("ending", Words),
)

Index("ix_sessions_owner_id", sessions.c.owner_id, sessions.c.created_at)

refresh_tokens = Table(
    "refresh_tokens",
    metadata,
    Column("sha256", Words, primary_key=True),
    Column("session_id", Uuid, ForeignKey("sessions.id"), nullable=False),
    Column("parent_sha256", Words),
    Column("issued_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("replaced_by", Words),
)

Index("ix_sessions_expires_at", sessions.c.expires_at)
Index("ix_refresh_tokens_session_id", refresh_tokens.c.session_id)

mailed_tokens = Table(
    "mailed_tokens",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("sha256", Words, nullable=False),
    Column("owner_id", Uuid, ForeignKey("users.id"), nullable=False),
    Column("purpose", Words, nullable=False),
    Column("email", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("spent_at", Moment),
)

Index("uq_mailed_tokens_sha256", mailed_tokens.c.sha256, unique=True)
Index("ix_mailed_tokens_expires_at", mailed_tokens.c.expires_at)
Index("ix_mailed_tokens_owner_id", mailed_tokens.c.owner_id, mailed_tokens.c.purpose, mailed_tokens.c.created_at)
