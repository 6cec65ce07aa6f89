"""Real databases, migrated once: each test has an SQLite file of its own, and finds the tables of PostgreSQL empty."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from tests.support.postgres import Postgres

from jobwise.application.ports.store import Store
from jobwise.domain.shared.events import GENESIS
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.sql import migrate
from jobwise.infrastructure.persistence.sql.engine import PoolSizes
from jobwise.infrastructure.persistence.sql.store import SqlStore
from jobwise.infrastructure.persistence.sql.tables import metadata

# Small, so that fifty writers have to wait for each other.
SIZES = PoolSizes(size=4, overflow=4)


@pytest.fixture(scope="session")
def emptied(postgres: Postgres) -> Iterator[tuple[str, psycopg.Connection]]:
    """The address of a migrated database, and a connection that may delete what nobody else may."""
    with postgres.migrated() as url, psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        yield url, connection


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    migrate.upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'jobwise.db')}"


@pytest.fixture
def postgres_url(emptied: tuple[str, psycopg.Connection]) -> str:
    url, connection = emptied
    # All in one message: six hundred tests would wait for thirty answers each.
    deletes = (sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for name in ("job_search", *metadata.tables))
    begin = sql.SQL("INSERT INTO outbox_end VALUES (1, 0, {})").format(sql.Literal(GENESIS))
    connection.execute(sql.SQL("; ").join((*deletes, begin)))
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    name = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param]
    return str(request.getfixturevalue(name))


@pytest.fixture(scope="session")
def kept() -> dict[str, SqlStore]:
    """Stores that one test leaves to the next, closed: what is known of the server and of statements stays known."""
    return {}


@pytest.fixture
async def store(url: str, kept: dict[str, SqlStore]) -> AsyncIterator[Store]:
    store = kept.get(url) or SqlStore(url, Uuid7Ids(), SIZES)
    if store.dialect == "postgresql":
        kept[url] = store
    yield store
    await store.close()
