"""The store over SQLite or PostgreSQL: one connection and one transaction per unit of work."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext

from sqlalchemy import Executable
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from jobwise.application.ports.ids import Ids
from jobwise.domain.shared.errors import MissingHere
from jobwise.infrastructure.persistence.sql.engine import (
    PoolSizes,
    glancing,
    make_engine,
    parsed_url,
    reading,
    sqlite_file,
    writing,
)
from jobwise.infrastructure.persistence.sql.errors import translated
from jobwise.infrastructure.persistence.sql.glance import Glances
from jobwise.infrastructure.persistence.sql.repositories.applications import SqlApplications
from jobwise.infrastructure.persistence.sql.repositories.calendar_feeds import SqlCalendarFeeds, SqlFeedTokens
from jobwise.infrastructure.persistence.sql.repositories.data_exports import SqlDataExports
from jobwise.infrastructure.persistence.sql.repositories.documents import SqlDocuments, SqlLeftovers
from jobwise.infrastructure.persistence.sql.repositories.exports import SqlExports
from jobwise.infrastructure.persistence.sql.repositories.flags import SqlFlags
from jobwise.infrastructure.persistence.sql.repositories.generations import SqlGenerations
from jobwise.infrastructure.persistence.sql.repositories.idempotency import SqlIdempotencyKeys
from jobwise.infrastructure.persistence.sql.repositories.jobs import SqlJobs
from jobwise.infrastructure.persistence.sql.repositories.mails import SqlMailQueue
from jobwise.infrastructure.persistence.sql.repositories.outbox import SqlOutbox
from jobwise.infrastructure.persistence.sql.repositories.personal import SqlPersonal
from jobwise.infrastructure.persistence.sql.repositories.postings import SqlPostings
from jobwise.infrastructure.persistence.sql.repositories.profiles import SqlProfiles
from jobwise.infrastructure.persistence.sql.repositories.quotas import SqlQuotas
from jobwise.infrastructure.persistence.sql.repositories.rankings import SqlRankings
from jobwise.infrastructure.persistence.sql.repositories.sessions import SqlMailedTokens, SqlRefreshTokens, SqlSessions
from jobwise.infrastructure.persistence.sql.repositories.tasks import SqlTasks
from jobwise.infrastructure.persistence.sql.repositories.users import SqlUsers
from jobwise.infrastructure.persistence.sql.transaction import Glimpse, Transaction


class SqlUnitOfWork:
    def __init__(self, transaction: Transaction, ids: Ids, *, writable: bool) -> None:
        self._transaction = transaction
        self._writable = writable
        self.outbox = SqlOutbox(transaction, ids)
        self.idempotency_keys = SqlIdempotencyKeys(transaction)
        self.users = SqlUsers(transaction, self.outbox)
        self.profiles = SqlProfiles(transaction, self.outbox)
        self.jobs = SqlJobs(transaction, self.outbox)
        self.postings = SqlPostings(transaction)
        self.rankings = SqlRankings(transaction, self.outbox)
        self.generations = SqlGenerations(transaction, self.outbox)
        self.exports = SqlExports(transaction, self.outbox)
        self.data_exports = SqlDataExports(transaction, self.outbox)
        self.tasks = SqlTasks(transaction)
        self.flags = SqlFlags(transaction, self.outbox)
        self.mailed_tokens = SqlMailedTokens(transaction)
        self.mails = SqlMailQueue(transaction)
        self.quotas = SqlQuotas(transaction)
        self.refresh_tokens = SqlRefreshTokens(transaction)
        self.sessions = SqlSessions(transaction, self.outbox)
        self.applications = SqlApplications(transaction, self.outbox)
        self.documents = SqlDocuments(transaction, self.outbox)
        self.personal = SqlPersonal(transaction, self.outbox)
        self.calendar_feeds = SqlCalendarFeeds(transaction, self.outbox)
        self.feed_tokens = SqlFeedTokens(transaction)
        self.leftovers = SqlLeftovers(transaction)

    async def commit(self) -> None:
        if not self._writable:
            raise RuntimeError("a unit of work commits once, and never behind the read door")
        self._writable = False
        await self._transaction.commit()


class SqlStore:
    """Holds a pool of connections that belongs to the event loop it is first used in; `close` it there."""

    def __init__(self, url: str, ids: Ids, sizes: PoolSizes | None = None) -> None:
        address = parsed_url(url)
        self._file = sqlite_file(address)
        self._engine = make_engine(address, sizes or PoolSizes())
        self._reading = reading(self._engine)
        self._glancing = glancing(self._engine)
        self._writing = writing(self._engine)
        self._glances = Glances(self._file) if self._file is not None else None
        self._ids = ids
        # SQLite has one writer at a time and wakes waiting ones in no order; a queue of our own is fair, and leaves
        # busy_timeout to the writers of other processes.
        self._turn = asyncio.Lock() if self._engine.dialect.name == "sqlite" else nullcontext()

    @asynccontextmanager
    async def read(self, *, single: bool = False) -> AsyncIterator[SqlUnitOfWork]:
        if single and self._glances is not None:
            self._must_exist()
            yield SqlUnitOfWork(Glimpse(self._glances, self._glance), self._ids, writable=False)
            return
        async with self._transaction(self._glancing if single else self._reading) as transaction:
            yield SqlUnitOfWork(transaction, self._ids, writable=False)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[SqlUnitOfWork]:
        async with self._turn, self._transaction(self._writing) as transaction:
            yield SqlUnitOfWork(transaction, self._ids, writable=True)

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._engine.dialect.name

    async def ask(self, statement: Executable) -> object:
        """The one value of a statement that looks at the database itself."""
        async with self._transaction(self._glancing) as transaction:
            row = await transaction.first(statement, {})
            return None if row is None else row["value"]

    async def close(self) -> None:
        if self._glances is not None:
            self._glances.close()
        await self._engine.dispose()

    def _glance(self) -> AbstractAsyncContextManager[Transaction]:
        return self._transaction(self._glancing)

    def _must_exist(self) -> None:
        if self._file is not None and not self._file.exists():
            # SQLite would make an empty file, or fail in a thread that outlives the event loop.
            raise MissingHere("There is no database yet; run `jobwise db upgrade`.")

    @asynccontextmanager
    async def _transaction(self, engine: AsyncEngine) -> AsyncIterator[Transaction]:
        """A transaction that is rolled back at the end unless it was committed."""
        self._must_exist()
        try:
            async with engine.connect() as connection:
                await connection.begin()
                yield Transaction(connection, writable=engine is self._writing)
        except SQLAlchemyError as error:
            raise translated(error) from error
