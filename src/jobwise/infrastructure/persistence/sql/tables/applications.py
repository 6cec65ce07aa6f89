"""An application is one row: what lists sort and filter by in columns, what hangs under it as JSON.

The columns `*_at` after `source` are derived from the JSON at every write. One application of a job is not deleted,
so a list of jobs finds where each stands by one join over `uq_applications_job`.
"""

from typing import Any

from sqlalchemy import Column, ColumnElement, Index, Table, Uuid, text

from jobwise.infrastructure.persistence.sql.tables.columns import Json, Moment, Words, metadata, owned_columns

applications = Table(
    "applications",
    metadata,
    *owned_columns(),
    Column("job_id", Uuid, nullable=False),
    Column("status", Words, nullable=False),
    Column("previous", Words),
    Column("source", Words, nullable=False),
    Column("applied_at", Moment),
    Column("moved_at", Moment, nullable=False),
    Column("next_interview_at", Moment),
    Column("next_reminder_at", Moment),
    Column("last_interview_at", Moment),
    Column("timeline", Json, nullable=False),
    Column("notes", Json, nullable=False),
    Column("contacts", Json, nullable=False),
    Column("interviews", Json, nullable=False),
    Column("reminders", Json, nullable=False),
    Column("attached", Json, nullable=False),
)


def _index(name: str, *columns: ColumnElement[Any], where: str, unique: bool = False) -> None:
    Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))


_c = applications.c
_index("uq_applications_job", _c.owner_id, _c.job_id, where="deleted_at IS NULL", unique=True)
Index("ix_applications_owner_id", _c.owner_id, _c.created_at, _c.id)
Index("ix_applications_updated_at", _c.owner_id, _c.updated_at, _c.id)
Index("ix_applications_moved_at", _c.owner_id, _c.moved_at, _c.id)
Index("ix_applications_status", _c.owner_id, _c.status, _c.created_at)
for _name in ("next_interview_at", "next_reminder_at", "last_interview_at"):
    _index(f"ix_applications_{_name}", _c.owner_id, _c[_name], _c.id, where=f"{_name} IS NOT NULL")
