"""All tables, so that the metadata is whole wherever it is needed."""

from jobwise.infrastructure.persistence.sql.tables.columns import metadata
from jobwise.infrastructure.persistence.sql.tables.exports import exports
from jobwise.infrastructure.persistence.sql.tables.generations import generations
from jobwise.infrastructure.persistence.sql.tables.idempotency import idempotency_keys
from jobwise.infrastructure.persistence.sql.tables.jobs import jobs
from jobwise.infrastructure.persistence.sql.tables.outbox import outbox
from jobwise.infrastructure.persistence.sql.tables.postings import postings
from jobwise.infrastructure.persistence.sql.tables.profiles import education, experiences, profiles, projects
from jobwise.infrastructure.persistence.sql.tables.rankings import rankings
from jobwise.infrastructure.persistence.sql.tables.users import users

__all__ = [
    "education",
    "experiences",
    "exports",
    "generations",
    "idempotency_keys",
    "jobs",
    "metadata",
    "outbox",
    "postings",
    "profiles",
    "projects",
    "rankings",
    "users",
]
