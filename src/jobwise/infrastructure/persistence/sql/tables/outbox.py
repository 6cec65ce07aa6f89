from sqlalchemy import BigInteger, Column, Index, Integer, Table, Uuid, text

from jobwise.infrastructure.persistence.sql.tables.columns import Json, Moment, Words, metadata

# Rows are never deleted (a trigger of the migration refuses it): the outbox is the audit trail. `owner_id` is no
# foreign key, because the trail outlives the account.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Words, nullable=False),
    Column("aggregate_type", Words, nullable=False),
    Column("aggregate_id", Uuid, nullable=False),
    Column("aggregate_version", Integer, nullable=False),
    Column("owner_id", Uuid),
    Column("occurred_at", Moment, nullable=False),
    Column("payload", Json, nullable=False),
    Column("payload_version", Integer, nullable=False),
    Column("payload_sha256", Words, nullable=False),
    Column("position", BigInteger),
    Column("chain_sha256", Words),
    Column("published_at", Moment),
    Column("erased_at", Moment),
)

Index("ix_outbox_aggregate_id", outbox.c.aggregate_id, outbox.c.aggregate_version)
Index("uq_outbox_position", outbox.c.position, unique=True)
Index(
    "ix_outbox_pending",
    outbox.c.occurred_at,
    sqlite_where=text("position IS NULL"),
    postgresql_where=text("position IS NULL"),
)
# What an administrator reads.
Index("ix_outbox_occurred_at", outbox.c.occurred_at, outbox.c.id)
Index("ix_outbox_owner_id", outbox.c.owner_id, outbox.c.occurred_at)

# One row: where the chain ends. Locking it makes one relay at a time lengthen the chain.
outbox_end = Table(
    "outbox_end",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("chain_sha256", Words, nullable=False),
)
