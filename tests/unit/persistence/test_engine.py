"""Addresses of databases, and the translation of what databases complain about."""

import sqlite3

import pytest
from sqlalchemy.exc import DataError, IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from jobwise.domain.shared.errors import Conflict, InvalidInput, JobWiseError, MissingHere, Unavailable
from jobwise.infrastructure.persistence.sql.engine import parsed_url
from jobwise.infrastructure.persistence.sql.errors import translated


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("sqlite:///jobwise.db", "sqlite+aiosqlite:///jobwise.db"),
        ("sqlite:////var/lib/jobwise.db", "sqlite+aiosqlite:////var/lib/jobwise.db"),
        ("sqlite+aiosqlite:///jobwise.db", "sqlite+aiosqlite:///jobwise.db"),
        ("postgres://db/jw", "postgresql+psycopg://db/jw"),
        ("postgresql://u:p%40ss@db:5433/jw", "postgresql+psycopg://u:p%40ss@db:5433/jw"),
        ("postgresql+asyncpg://db/jw", "postgresql+psycopg://db/jw"),
        ("postgresql+asyncpg://db/jw?ssl=require", "postgresql+psycopg://db/jw?sslmode=require"),
        ("postgresql+psycopg2://db/jw?host=/run/pg", "postgresql+psycopg://db/jw?host=%2Frun%2Fpg"),
    ],
)
def test_addresses_get_the_driver_in_use(given: str, expected: str) -> None:
    assert parsed_url(given).render_as_string(hide_password=False) == expected


@pytest.mark.parametrize(
    "bad", ["", "jobwise.db", "sqlite://", "sqlite:///:memory:", "mysql://u:geheim@h/d", "://", "a:b"]
)
def test_other_addresses_are_refused_without_repeating_them(bad: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parsed_url(bad)
    assert "geheim" not in caught.value.message


def failing(kind: type[OperationalError | IntegrityError | DataError], said: str) -> SQLAlchemyError:
    return kind("SELECT 1", {}, sqlite3.Error(said))


@pytest.mark.parametrize(
    ("error", "kind", "part"),
    [
        (failing(IntegrityError, "UNIQUE constraint failed: users.email"), Conflict, "email is taken"),
        (
            failing(IntegrityError, 'violates unique constraint "uq_users_email"'),
            Conflict,
            "email is taken",
        ),
        (failing(IntegrityError, "UNIQUE constraint failed: profiles.owner_id"), Conflict, "default"),
        (failing(IntegrityError, "FOREIGN KEY constraint failed"), Conflict, "belongs to"),
        (failing(IntegrityError, "UNIQUE constraint failed: jobs.id"), Conflict, "exists already"),
        (failing(DataError, "integer out of range"), InvalidInput, "does not fit"),
        (failing(OperationalError, "database is locked"), Conflict, "busy"),
        (failing(OperationalError, "deadlock detected"), Conflict, "busy"),
        (failing(OperationalError, "could not serialize access"), Conflict, "busy"),
        (PoolTimeoutError("QueuePool limit reached"), Unavailable, "taken"),
        (failing(OperationalError, "no such table: users"), MissingHere, "jobwise db upgrade"),
        (failing(OperationalError, 'relation "users" does not exist'), MissingHere, "jobwise db upgrade"),
        (failing(OperationalError, "attempt to write a readonly database"), MissingHere, "rights"),
        (failing(OperationalError, "database or disk is full"), MissingHere, "disk"),
        (failing(OperationalError, 'FATAL: role "locked" does not exist'), Unavailable, "user"),
        (failing(OperationalError, 'FATAL: password authentication failed for user "jw"'), Unavailable, "password"),
        (failing(OperationalError, 'FATAL: database "relation" does not exist'), Unavailable, "name in DATABASE_URL"),
        (failing(OperationalError, "connection refused"), Unavailable, "DATABASE_URL"),
        (SQLAlchemyError("anything else"), MissingHere, "DATABASE_URL"),
    ],
)
def test_complaints_become_our_own_errors(error: SQLAlchemyError, kind: type[JobWiseError], part: str) -> None:
    own = translated(error)
    assert type(own) is kind
    assert part in own.message
