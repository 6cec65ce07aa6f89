"""The one metadata, and the columns and types that all tables share."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Integer, MetaData, Text, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.types import JSON, TypeDecorator

from jobwise.domain.shared.codec import storable

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A time that is stored in UTC and comes back aware, also from SQLite, which forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text that every database can hold: SQLite would take a NUL that PostgreSQL refuses."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


def json_text(value: Any) -> str:
    """How JSON columns are written: compact, in UTF-8, in the order given."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


# Not JSONB: the order of keys is kept, because imported data is written back as it was. A None is SQL's NULL.
Json = JSON(none_as_null=True)


def aggregate_columns() -> list[Column[Any]]:
    return [
        Column("id", Uuid, primary_key=True),
        Column("version", Integer, nullable=False),
        Column("created_at", Moment, nullable=False),
        Column("updated_at", Moment, nullable=False),
        Column("deleted_at", Moment),
    ]


def file_columns(*, nullable: bool = False) -> list[Column[Any]]:
    """Where the file of a row is, and how one knows that it is the same."""
    return [
        Column("file_key", Words, nullable=nullable),
        Column("size_bytes", BigInteger, nullable=nullable),
        Column("sha256", Words, nullable=nullable),
    ]


def owned_columns() -> list[Column[Any]]:
    return [*aggregate_columns(), Column("owner_id", Uuid, ForeignKey("users.id"), nullable=False)]


def made_columns() -> list[Column[Any]]:
    """Why what was asked for is not there, how often it was asked for, and when last."""
    return [
        Column("failure", Words, nullable=False),
        Column("reason", Words, nullable=False),
        Column("attempt", Integer, nullable=False),
        Column("asked_at", Moment, nullable=False),
    ]


def offer_columns() -> list[Column[Any]]:
    """What a posting offers, as lists show it and sort and filter by it; `salary_year` is its least pay of a year."""
    return [
        Column("location", Words, nullable=False),
        Column("work_mode", Words),
        Column("employment_type", Words),
        Column("salary_min", BigInteger),
        Column("salary_max", BigInteger),
        Column("salary_currency", Words),
        Column("salary_period", Words),
        Column("salary_year", BigInteger, nullable=False),
        Column("min_years", Integer),
        Column("deadline", Words),
    ]
