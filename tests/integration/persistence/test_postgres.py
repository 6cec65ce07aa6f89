"""What PostgreSQL alone can get wrong."""

import asyncio
import gc
from typing import Any

import psycopg
import pytest
from tests.contracts.persistence.owned import OWNER, shown, with_users
from tests.support.filled import filled
from tests.support.postgres import Postgres

from jobwise.domain.exports.export import Export
from jobwise.domain.shared.errors import InvalidInput, MissingHere, Unavailable
from jobwise.domain.shared.files import StoredFile
from jobwise.domain.users.user import User
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.sql import migrate
from jobwise.infrastructure.persistence.sql.engine import PoolSizes
from jobwise.infrastructure.persistence.sql.store import SqlStore


async def test_a_server_that_is_away_is_a_clear_error_without_the_password() -> None:
    store = SqlStore("postgresql://mara:geheim@127.0.0.1:1/jobwise", Uuid7Ids())
    with pytest.raises(Unavailable, match="DATABASE_URL") as caught:
        async with store.read():
            pytest.fail("connected to nobody")
    assert caught.value.retry_after_s >= 1
    assert "geheim" not in str(caught.value)
    await store.close()


async def test_the_read_door_cannot_write(postgres_url: str) -> None:
    store = SqlStore(postgres_url, Uuid7Ids())
    with pytest.raises(MissingHere):
        async with store.read() as work:
            await work.users.add(filled(User))
    # The pool hands the same connection to a writer, who must be able to write.
    await with_users(store)
    await store.close()


async def test_a_number_beyond_the_column_is_refused(url: str) -> None:
    store = SqlStore(url, Uuid7Ids())
    await with_users(store)
    async with store.write() as work:
        with pytest.raises(InvalidInput):
            await work.exports.add(shown(Export, file=StoredFile("key", 2**70, "0" * 64)))
    await store.close()


async def test_a_lost_connection_is_noticed_before_it_is_used(postgres: Postgres) -> None:
    with postgres.database() as url:
        migrate.upgrade(url)
        store = SqlStore(url, Uuid7Ids())
        await with_users(store)
        postgres.disconnect(url)
        async with store.read() as work:
            assert (await work.users.get(OWNER)).id == OWNER
        await store.close()


async def test_no_round_trip_is_spent_on_asking_whether_the_server_is_there(postgres_url: str) -> None:
    store = SqlStore(postgres_url, Uuid7Ids())
    await with_users(store)
    async with store.read(single=True) as work:
        await work.users.get(OWNER)
    sent: list[str] = []
    usual = psycopg.AsyncCursor.execute

    async def noted(self: Any, query: Any, *args: Any, **more: Any) -> Any:
        sent.append(str(query))
        return await usual(self, query, *args, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(psycopg.AsyncCursor, "execute", noted)
        async with store.read(single=True) as work:
            await work.users.get(OWNER)
    assert len(sent) == 1, sent
    await store.close()


async def test_every_connection_that_the_server_ended_is_replaced(postgres: Postgres) -> None:
    """All at once, as after a restart; what is left in the pool is as dead as the first of them."""
    with postgres.database() as url:
        migrate.upgrade(url)
        store = SqlStore(url, Uuid7Ids())
        await with_users(store)

        async def read(single: bool) -> None:
            async with store.read(single=single) as work:
                assert (await work.users.get(OWNER)).id == OWNER

        for _ in range(3):
            await asyncio.gather(*(read(bool(number % 2)) for number in range(10)))
            postgres.disconnect(url)
        await asyncio.gather(*(read(bool(number % 2)) for number in range(10)))
        postgres.disconnect(url)
        async with store.write() as work:
            user = await work.users.get(OWNER)
            assert user.id == OWNER
            await work.commit()
        await store.close()


@pytest.mark.parametrize("single", [True, False])
async def test_t47_whoever_is_cancelled_at_any_moment_gives_the_connection_back(
    postgres_url: str, single: bool
) -> None:
    """T47: also in the moment between getting it and using it."""
    store = SqlStore(postgres_url, Uuid7Ids(), PoolSizes(size=2, overflow=0, timeout_s=5))
    await with_users(store)

    async def read() -> None:
        async with store.read(single=single) as work:
            await work.users.get(OWNER)

    for number in range(120):
        reader = asyncio.create_task(read())
        await asyncio.sleep(number * 0.00003)
        reader.cancel()
        await asyncio.gather(reader, return_exceptions=True)
    # What is lost is noticed when it is swept up, and the pool would then be empty as well.
    gc.collect()
    for _ in range(3):
        await read()
    await store.close()
