"""A profile and its three greater lists; what hangs under a row is JSON in it.

Beside them stands the whole content of each kept version in one piece. The present version is among them, so that
one statement reads a profile.
"""

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Uuid, text

from jobwise.infrastructure.persistence.sql.tables.columns import Json, Moment, Words, metadata, owned_columns

profiles = Table(
    "profiles",
    metadata,
    *owned_columns(),
    Column("name", Words, nullable=False),
    Column("is_default", Boolean, nullable=False),
    Column("personal", Json, nullable=False),
    Column("summary", Words, nullable=False),
    Column("enhanced_summary", Words, nullable=False),
    Column("skills", Json, nullable=False),
    Column("languages", Json, nullable=False),
    Column("certifications", Json, nullable=False),
    Column("volunteering", Json, nullable=False),
    Column("awards", Json, nullable=False),
    Column("publications", Json, nullable=False),
    Column("interests", Json, nullable=False),
    Column("references", Json, nullable=False),
    Column("extras", Json, nullable=False),
    Column("sources", Json, nullable=False),
)

Index("ix_profiles_owner_id", profiles.c.owner_id, profiles.c.created_at)
Index(
    "uq_profiles_default",
    profiles.c.owner_id,
    unique=True,
    sqlite_where=text("is_default = 1 AND deleted_at IS NULL"),
    postgresql_where=text("is_default AND deleted_at IS NULL"),
)


def _item_columns() -> list[Column[Any]]:
    """What every item has: its profile, its stable id, and its place in the list (from 0)."""
    return [
        Column("profile_id", Uuid, ForeignKey("profiles.id", ondelete="CASCADE"), primary_key=True),
        Column("id", Words, primary_key=True),
        Column("position", Integer, nullable=False),
        Column("extras", Json, nullable=False),
    ]


def _period_columns() -> list[Column[Any]]:
    """Partial dates as ISO text: a year alone is legal."""
    return [Column("start", Words), Column("end", Words), Column("current", Boolean, nullable=False)]


experiences = Table(
    "experiences",
    metadata,
    *_item_columns(),
    *_period_columns(),
    Column("employer", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("location", Words, nullable=False),
    Column("description", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("summary", Words, nullable=False),
    Column("enhanced_summary", Words, nullable=False),
    Column("bullets", Json, nullable=False),
)

education = Table(
    "education",
    metadata,
    *_item_columns(),
    *_period_columns(),
    Column("institution", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("area", Words, nullable=False),
    Column("study_type", Words, nullable=False),
    Column("score", Words, nullable=False),
    Column("courses", Json, nullable=False),
)

projects = Table(
    "projects",
    metadata,
    *_item_columns(),
    *_period_columns(),
    Column("name", Words, nullable=False),
    Column("description", Words, nullable=False),
    Column("enhanced_description", Words, nullable=False),
    Column("bullets", Json, nullable=False),
    Column("keywords", Json, nullable=False),
    Column("url", Words, nullable=False),
    Column("roles", Json, nullable=False),
    Column("entity", Words, nullable=False),
    Column("type", Words, nullable=False),
)

profile_versions = Table(
    "profile_versions",
    metadata,
    Column("profile_id", Uuid, ForeignKey("profiles.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("content", Json, nullable=False),
)
