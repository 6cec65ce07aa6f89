"""Engines for both databases, with what each connection needs to be safe."""

import re
import select
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import Error
from typing import Any

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from jobwise.domain.limits import DATABASE_CONNECT_S
from jobwise.domain.shared.errors import InvalidInput
from jobwise.infrastructure.hosts import is_host
from jobwise.infrastructure.persistence.sql.tables.columns import json_text

BUSY_TIMEOUT_MS = 5_000
_POSTGRES = re.compile(r"postgres(?:ql)?(?:\+(?:asyncpg|psycopg|psycopg2))?")


@dataclass(frozen=True, slots=True)
class PoolSizes:
    """Connections of one process: kept, allowed beyond, seconds to wait for one, seconds until one is renewed."""

    size: int = 20
    overflow: int = 30
    timeout_s: float = 30.0
    recycle_s: int = 3600


def parsed_url(url: str) -> URL:
    """A database address with the driver JobWise uses; InvalidInput when it is neither SQLite's nor PostgreSQL's."""
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):
        # The address itself may hold a password, so it is not repeated.
        raise InvalidInput(
            "DATABASE_URL is not a database address; write sqlite:///path or postgresql://user@host/name."
        ) from None
    if parts.drivername in ("sqlite", "sqlite+aiosqlite", "sqlite+pysqlite"):
        if not parts.database or parts.database == ":memory:":
            raise InvalidInput("DATABASE_URL names no file; write sqlite:///path/to/jobwise.db.")
        return parts.set(drivername="sqlite+aiosqlite")
    if _POSTGRES.fullmatch(parts.drivername):
        if not all(is_host(one) for one in (parts.host or "localhost").split(",") if not one.startswith("/")):
            raise InvalidInput("DATABASE_URL names a host that no host is called; write postgresql://user@host/name.")
        # asyncpg has a name of its own for what the rest of PostgreSQL calls sslmode.
        query = {"sslmode" if name == "ssl" else name: value for name, value in parts.query.items()}
        return parts.set(drivername="postgresql+psycopg", query=query)
    raise InvalidInput(f"JobWise keeps its data in SQLite or PostgreSQL, not {parts.get_backend_name()}.")


def file_url(file: Path) -> str:
    """The address of an SQLite file, whatever signs its path has."""
    return URL.create("sqlite", database=str(file)).render_as_string()


def sqlite_file(url: URL) -> Path | None:
    """The file of an SQLite address; None for PostgreSQL."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def make_engine(url: URL, sizes: PoolSizes) -> AsyncEngine:
    options: dict[str, Any] = {
        "json_serializer": json_text,
        "pool_size": sizes.size,
        "max_overflow": sizes.overflow,
        "pool_timeout": sizes.timeout_s,
        "hide_parameters": True,
    }
    if url.get_backend_name() == "sqlite":
        engine = create_async_engine(url, **options)
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
        return engine
    # Whoever waits for a server that takes connections and says nothing keeps a place of the pool from others.
    patience = {"connect_timeout": max(2, min(DATABASE_CONNECT_S, round(sizes.timeout_s)))}
    engine = create_async_engine(url, pool_recycle=sizes.recycle_s, connect_args=patience, **options)
    event.listen(engine.sync_engine, "checkout", _must_be_there)
    return engine


@dataclass(frozen=True, slots=True)
class Door:
    """How a kind of transaction is begun: on the engine, with options that each connection is given once it is held.

    On PostgreSQL setting them waits for the driver. An engine would do it while it connects, and whoever is cancelled
    at that moment would lose the connection.
    """

    engine: AsyncEngine
    options: Mapping[str, Any] = field(default_factory=dict)


def reading(engine: AsyncEngine) -> Door:
    """Transactions that see one state throughout and cannot write."""
    if engine.dialect.name == "sqlite":
        return Door(engine)
    return Door(engine, {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True})


def glancing(engine: AsyncEngine) -> Door:
    """For a single statement: no transaction is begun, so none has to be ended."""
    if engine.dialect.name == "sqlite":
        return Door(engine.execution_options(sqlite_begin=""))
    return Door(engine, {"isolation_level": "AUTOCOMMIT"})


def writing(engine: AsyncEngine) -> Door:
    """Transactions that take the place of the writer at once."""
    if engine.dialect.name == "sqlite":
        return Door(engine.execution_options(sqlite_begin="IMMEDIATE"))
    return Door(engine)


def _must_be_there(connection: DBAPIConnection, entry: ConnectionPoolEntry, taken: object) -> None:
    """Has a connection that the server ended, as it does when it is restarted, replaced before it is used.

    Nobody is asked: a server that ends a connection says so, and what it said lies unread in our socket. Asking, as
    `pool_pre_ping` does, would cost a round trip for every request.
    """
    there: Any = entry.driver_connection
    if there.closed or _has_unread(there.pgconn.socket):
        raise DisconnectionError("the server ended this connection")


def _has_unread(socket: int) -> bool:
    waiting = select.poll()
    waiting.register(socket, select.POLLIN)
    return bool(waiting.poll(0))


def _prepare_sqlite(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    # The driver's own transactions begin late and lose concurrent updates; `_begin_sqlite` begins them instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        for pragma in (
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "journal_mode=WAL",
            "foreign_keys=ON",
            "synchronous=FULL",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
    except Error:
        # The pool drops a connection that cannot be prepared without closing it, and its thread would live on.
        connection.close()
        raise


def _begin_sqlite(connection: Connection) -> None:
    how = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    if how:
        connection.exec_driver_sql(f"BEGIN {how}")
