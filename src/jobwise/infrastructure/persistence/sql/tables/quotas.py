from sqlalchemy import Column, ForeignKey, Integer, Table, Uuid

from jobwise.infrastructure.persistence.sql.tables.columns import Moment, Words, metadata

quotas = Table(
    "quotas",
    metadata,
    Column("owner_id", Uuid, ForeignKey("users.id"), primary_key=True),
    Column("kind", Words, primary_key=True),
    Column("window_start", Moment, primary_key=True),
    Column("used", Integer, nullable=False),
)
