from sqlalchemy import Boolean, Column, Index, Table

from jobwise.infrastructure.persistence.sql.tables.columns import Words, aggregate_columns, metadata

flags = Table(
    "flags",
    metadata,
    *aggregate_columns(),
    Column("feature", Words, nullable=False),
    Column("enabled", Boolean, nullable=False),
)

Index("uq_flags_feature", flags.c.feature, unique=True)
