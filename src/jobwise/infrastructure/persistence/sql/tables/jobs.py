from sqlalchemy import Column, Index, Table, Uuid, and_

from jobwise.infrastructure.persistence.sql.tables.columns import (
    Json,
    Moment,
    Words,
    metadata,
    offer_columns,
    owned_columns,
)

# What lists show, sort and filter by stands in columns of its own; the whole reading is one JSON value.
jobs = Table(
    "jobs",
    metadata,
    *owned_columns(),
    Column("status", Words, nullable=False),
    Column("source", Words, nullable=False),
    Column("source_url", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("company", Words, nullable=False),
    Column("content", Json, nullable=False),
    *offer_columns(),
    Column("posted_at", Moment),
    Column("posting_id", Uuid),
    Column("title_key", Words, nullable=False),
    Column("company_key", Words, nullable=False),
    Column("deadline_key", Words, nullable=False),
    Column("terms", Words, nullable=False),
)

_SHOWN = jobs.c.deleted_at.is_(None)
# One for each order, and one for each filter in the order of the list; none holds what is deleted. Each ends with what
# SQLite would otherwise look up in the rows, and the first carries what ranges are filtered by: walking and counting
# stay within the index.
_ORDERS = {
    "created": ("created_at", "id", "salary_year", "posted_at", "deleted_at"),
    "updated": ("updated_at", "id", "deleted_at"),
    "title": ("title_key", "id", "deleted_at"),
    "company": ("company_key", "id", "deleted_at"),
    "deadline": ("deadline_key", "id", "deleted_at"),
    "salary": ("salary_year", "id", "deleted_at"),
    "posted": ("posted_at", "id", "deleted_at"),
    "status": ("status", "created_at", "id", "deleted_at"),
    "source": ("source", "created_at", "id", "deleted_at"),
    "work_mode": ("work_mode", "created_at", "id", "deleted_at"),
    "employment_type": ("employment_type", "created_at", "id", "deleted_at"),
}
for _name, _columns in _ORDERS.items():
    Index(
        f"ix_jobs_{_name}",
        jobs.c.owner_id,
        *(jobs.c[column] for column in _columns),
        sqlite_where=_SHOWN,
        postgresql_where=_SHOWN,
    )

_SAVED = and_(_SHOWN, jobs.c.posting_id.is_not(None))
Index("uq_jobs_posting", jobs.c.owner_id, jobs.c.posting_id, unique=True, sqlite_where=_SAVED, postgresql_where=_SAVED)
