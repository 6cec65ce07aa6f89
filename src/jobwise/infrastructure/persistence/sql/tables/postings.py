from sqlalchemy import Column, Index, Table, Uuid

from jobwise.infrastructure.persistence.sql.tables.columns import Json, Moment, Words, metadata, offer_columns

# The shared catalogue: it belongs to nobody, and `key` names a posting in its source.
postings = Table(
    "postings",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("key", Words, nullable=False),
    Column("source", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("posted_at", Moment, nullable=False),
    Column("title", Words, nullable=False),
    Column("company", Words, nullable=False),
    Column("title_key", Words, nullable=False),
    Column("company_key", Words, nullable=False),
    *offer_columns(),
    Column("deadline_key", Words, nullable=False),
    Column("terms", Words, nullable=False),
    Column("content", Json, nullable=False),
)

Index("uq_postings_key", postings.c.key, unique=True)
for _name, _column in {
    "posted": "posted_at",
    "title": "title_key",
    "company": "company_key",
    "deadline": "deadline_key",
    "salary": "salary_year",
}.items():
    Index(f"ix_postings_{_name}", postings.c[_column], postings.c.id)
