from sqlalchemy import Column, Index, Table, text

from jobwise.infrastructure.persistence.sql.tables.columns import Words, metadata, owned_columns

calendar_feeds = Table(
    "calendar_feeds",
    metadata,
    *owned_columns(),
    Column("token_sha256", Words, nullable=False),
)

Index("uq_calendar_feeds_token", calendar_feeds.c.token_sha256, unique=True)
Index(
    "uq_calendar_feeds_owner",
    calendar_feeds.c.owner_id,
    unique=True,
    sqlite_where=text("deleted_at IS NULL"),
    postgresql_where=text("deleted_at IS NULL"),
)
