from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Uuid

from jobwise.infrastructure.persistence.sql.tables.columns import Moment, Words, metadata

model_calls = Table(
    "model_calls",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("owner_id", Uuid, ForeignKey("users.id"), nullable=False),
    Column("task", Words, nullable=False),
    Column("provider", Words, nullable=False),
    Column("model", Words, nullable=False),
    Column("outcome", Words, nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("most_tokens", BigInteger, nullable=False),
    Column("most_micros", BigInteger),
    Column("tokens_in", BigInteger),
    Column("tokens_out", BigInteger),
    Column("micros", BigInteger),
)
Index("ix_model_calls_owner_id", model_calls.c.owner_id, model_calls.c.began_at)
Index("ix_model_calls_began_at", model_calls.c.began_at)

model_days = Table(
    "model_days",
    metadata,
    Column("day", Moment, primary_key=True),
    Column("tokens", BigInteger, nullable=False),
    Column("micros", BigInteger, nullable=False),
)
