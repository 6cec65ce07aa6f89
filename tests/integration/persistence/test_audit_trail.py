"""The outbox is the audit trail: the database itself refuses to lose a row of it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from tests.contracts.persistence.owned import put, with_users
from tests.contracts.persistence.units import JOB, captured

from jobwise.application.ports.store import Store
from jobwise.infrastructure.persistence.sql.engine import PoolSizes, make_engine, parsed_url


async def test_rows_are_never_deleted(url: str, store: Store) -> None:
    await with_users(store)
    await put(store, "jobs", captured())
    engine = make_engine(parsed_url(url), PoolSizes())
    with pytest.raises(DBAPIError, match="never deleted"):
        async with engine.begin() as connection:
            await connection.execute(text("DELETE FROM outbox"))
    await engine.dispose()
    async with store.read() as work:
        assert len(await work.outbox.history(JOB)) == 1
