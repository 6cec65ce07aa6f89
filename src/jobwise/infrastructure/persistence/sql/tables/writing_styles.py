from sqlalchemy import Column, Index, Table, text

from jobwise.infrastructure.persistence.sql.tables.columns import Json, Moment, Words, metadata, owned_columns

writing_styles = Table(
    "writing_styles",
    metadata,
    *owned_columns(),
    Column("learnt_at", Moment, nullable=False),
    Column("samples", Json, nullable=False),
    Column("prints", Json, nullable=False),
    Column("evidence", Json, nullable=False),
    Column("reading", Words, nullable=False),
)

Index(
    "uq_writing_styles_owner_id",
    writing_styles.c.owner_id,
    unique=True,
    sqlite_where=text("deleted_at IS NULL"),
    postgresql_where=text("deleted_at IS NULL"),
)
