"""All tables, so that the metadata is whole wherever it is needed."""

from jobwise.infrastructure.persistence.sql.tables.applications import applications
from jobwise.infrastructure.persistence.sql.tables.calendar_feeds import calendar_feeds
from jobwise.infrastructure.persistence.sql.tables.columns import metadata
from jobwise.infrastructure.persistence.sql.tables.data_exports import data_exports
from jobwise.infrastructure.persistence.sql.tables.documents import documents
from jobwise.infrastructure.persistence.sql.tables.enhancements import enhancements
from jobwise.infrastructure.persistence.sql.tables.exports import exports
from jobwise.infrastructure.persistence.sql.tables.flags import flags
from jobwise.infrastructure.persistence.sql.tables.generations import generations
from jobwise.infrastructure.persistence.sql.tables.idempotency import idempotency_keys
from jobwise.infrastructure.persistence.sql.tables.jobs import jobs
from jobwise.infrastructure.persistence.sql.tables.mails import mails
from jobwise.infrastructure.persistence.sql.tables.model_calls import model_calls, model_days
from jobwise.infrastructure.persistence.sql.tables.outbox import outbox, outbox_end
from jobwise.infrastructure.persistence.sql.tables.postings import postings
from jobwise.infrastructure.persistence.sql.tables.profiles import (
    education,
    experiences,
    profile_versions,
    profiles,
    projects,
)
from jobwise.infrastructure.persistence.sql.tables.quotas import quotas
from jobwise.infrastructure.persistence.sql.tables.rankings import rankings
from jobwise.infrastructure.persistence.sql.tables.samples import samples
from jobwise.infrastructure.persistence.sql.tables.sessions import mailed_tokens, refresh_tokens, sessions
from jobwise.infrastructure.persistence.sql.tables.tasks import tasks
from jobwise.infrastructure.persistence.sql.tables.users import users
from jobwise.infrastructure.persistence.sql.tables.writing_styles import writing_styles

__all__ = [
    "applications",
    "calendar_feeds",
    "data_exports",
    "documents",
    "education",
    "enhancements",
    "experiences",
    "exports",
    "flags",
    "generations",
    "idempotency_keys",
    "jobs",
    "mailed_tokens",
    "mails",
    "metadata",
    "model_calls",
    "model_days",
    "outbox",
    "outbox_end",
    "postings",
    "profile_versions",
    "profiles",
    "projects",
    "quotas",
    "rankings",
    "refresh_tokens",
    "samples",
    "sessions",
    "tasks",
    "users",
    "writing_styles",
]
