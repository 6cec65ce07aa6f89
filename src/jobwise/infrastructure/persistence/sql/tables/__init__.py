"""All tables, so that the metadata is whole wherever it is needed."""

from jobwise.infrastructure.persistence.sql.tables.applications import applications
from jobwise.infrastructure.persistence.sql.tables.calendar_feeds import calendar_feeds
from jobwise.infrastructure.persistence.sql.tables.columns import metadata
from jobwise.infrastructure.persistence.sql.tables.documents import documents
from jobwise.infrastructure.persistence.sql.tables.exports import exports
from jobwise.infrastructure.persistence.sql.tables.generations import generations
from jobwise.infrastructure.persistence.sql.tables.idempotency import idempotency_keys
from jobwise.infrastructure.persistence.sql.tables.jobs import jobs
from jobwise.infrastructure.persistence.sql.tables.outbox import outbox
from jobwise.infrastructure.persistence.sql.tables.profiles import education, experiences, profiles, projects
from jobwise.infrastructure.persistence.sql.tables.rankings import rankings
from jobwise.infrastructure.persistence.sql.tables.users import users

__all__ = [
    "applications",
    "calendar_feeds",
    "documents",
    "education",
    "experiences",
    "exports",
    "generations",
    "idempotency_keys",
    "jobs",
    "metadata",
    "outbox",
    "profiles",
    "projects",
    "rankings",
    "users",
]
