"""What SQLite alone needs to be safe."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from tests.contracts.persistence.owned import OWNER, put, shown, with_users
from tests.support.filled import START

from jobwise.domain.exports.export import Export
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.shared.errors import Conflict, JobWiseError, MissingHere
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.sql import engine as engines
from jobwise.infrastructure.persistence.sql import migrate
from jobwise.infrastructure.persistence.sql.engine import PoolSizes, make_engine, parsed_url
from jobwise.infrastructure.persistence.sql.store import SqlStore


async def test_every_connection_is_made_safe(sqlite_url: str) -> None:
    engine = make_engine(parsed_url(sqlite_url), PoolSizes())
    async with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            found = [
                (await connection.execute(text(f"PRAGMA {name}"))).scalar_one()
                for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
            ]
            assert found == ["wal", 1, 5000, 2]
    await engine.dispose()


async def test_two_processes_worth_of_writers_lose_nothing(sqlite_url: str) -> None:
    # Two stores share no queue, as two processes do not: only BEGIN IMMEDIATE and busy_timeout keep them apart.
    stores = [SqlStore(sqlite_url, Uuid7Ids()) for _ in range(2)]
    await with_users(stores[0])
    export = shown(Export, expires_at=None)
    await put(stores[0], "exports", export)

    async def download(store: SqlStore) -> None:
        async with store.write() as work:
            found = await work.exports.get(export.id, owner=OWNER)
            found.expire(START + timedelta(days=9))
            await work.exports.save(found)
            await work.commit()

    await asyncio.gather(*(download(stores[n % 2]) for n in range(50)))
    async with stores[1].read() as work:
        assert (await work.exports.get(export.id, owner=OWNER)).version == export.version + 50
    for store in stores:
        await store.close()


async def test_readers_do_not_wait_for_a_writer(sqlite_url: str) -> None:
    store = SqlStore(sqlite_url, Uuid7Ids())
    await with_users(store)
    async with store.write(), asyncio.timeout(2), store.read() as reader:
        assert (await reader.users.get(OWNER)).email == "user1@example.org"
    await store.close()


async def test_a_writer_that_waits_too_long_is_told_so(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "BUSY_TIMEOUT_MS", 50)
    stores = [SqlStore(sqlite_url, Uuid7Ids()) for _ in range(2)]
    async with stores[0].write():
        with pytest.raises(Conflict, match="busy"):
            async with stores[1].write():
                pytest.fail("two writers at once")
    for store in stores:
        await store.close()


async def test_a_file_that_is_not_there_is_a_clear_error_and_is_not_made(tmp_path: Path) -> None:
    store = SqlStore(f"sqlite:///{tmp_path / 'jobwise.db'}", Uuid7Ids())
    with pytest.raises(MissingHere, match="jobwise db upgrade"):
        async with store.read():
            pytest.fail("opened a file that is not there")
    assert list(tmp_path.iterdir()) == []
    await store.close()


async def test_a_file_that_is_no_database_is_a_clear_error(tmp_path: Path) -> None:
    file = tmp_path / "jobwise.db"
    file.write_bytes(b"Dear Sir or Madam, this is not a database. " * 100)
    store = SqlStore(f"sqlite:///{file}", Uuid7Ids())
    with pytest.raises(JobWiseError) as caught:
        async with store.read() as work:
            await work.users.find_local()
    assert isinstance(caught.value, MissingHere)
    assert "no sound database" in caught.value.message
    await store.close()


async def test_recreating_a_table_keeps_the_rows_that_refer_to_it(sqlite_url: str) -> None:
    store = SqlStore(sqlite_url, Uuid7Ids())
    await with_users(store)
    profile = shown(MasterProfile)
    await put(store, "profiles", profile)
    # This is how Alembic changes a table of SQLite: a new one, a copy, and the old one dropped.
    with migrate.connected(sqlite_url) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("profiles", recreate="always") as batch:
            batch.alter_column("summary", nullable=True)
    async with store.read() as work:
        assert await work.profiles.get(profile.id, owner=OWNER) == profile
    await store.close()
