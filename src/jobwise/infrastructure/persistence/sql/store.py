"""The store over SQLite or PostgreSQL: one connection and one transaction per unit of work."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import cached_property

from sqlalchemy import Executable
from sqlalchemy.exc import SQLAlchemyError

from jobwise.application.ports.ids import Ids
from jobwise.domain.shared.errors import MissingHere
from jobwise.infrastructure.persistence.sql.engine import (
    Door,
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
from jobwise.infrastructure.persistence.sql.repositories.enhancements import SqlEnhancements
from jobwise.infrastructure.persistence.sql.repositories.exports import SqlExports
from jobwise.infrastructure.persistence.sql.repositories.flags import SqlFlags
from jobwise.infrastructure.persistence.sql.repositories.generations import SqlGenerations
from jobwise.infrastructure.persistence.sql.repositories.idempotency import SqlIdempotencyKeys
from jobwise.infrastructure.persistence.sql.repositories.jobs import SqlJobs
from jobwise.infrastructure.persistence.sql.repositories.mails import SqlMailQueue
from jobwise.infrastructure.persistence.sql.repositories.model_calls import SqlModelCalls
from jobwise.infrastructure.persistence.sql.repositories.outbox import SqlOutbox
from jobwise.infrastructure.persistence.sql.repositories.personal import SqlPersonal
from jobwise.infrastructure.persistence.sql.repositories.postings import SqlPostings
from jobwise.infrastructure.persistence.sql.repositories.profiles import SqlProfiles
from jobwise.infrastructure.persistence.sql.repositories.quotas import SqlQuotas
from jobwise.infrastructure.persistence.sql.repositories.rankings import SqlRankings
from jobwise.infrastructure.persistence.sql.repositories.samples import SqlSamples
from jobwise.infrastructure.persistence.sql.repositories.sessions import SqlMailedTokens, SqlRefreshTokens, SqlSessions
from jobwise.infrastructure.persistence.sql.repositories.sources import SqlSources
from jobwise.infrastructure.persistence.sql.repositories.tasks import SqlTasks
from jobwise.infrastructure.persistence.sql.repositories.users import SqlUsers
from jobwise.infrastructure.persistence.sql.repositories.writing_styles import SqlWritingStyles
from jobwise.infrastructure.persistence.sql.transaction import Glimpse, Transaction


class SqlUnitOfWork:
    """Most requests need one or two repositories: each is made when it is first asked for."""

    def __init__(self, transaction: Transaction, ids: Ids, *, writable: bool) -> None:
        self._transaction = transaction
        self._writable = writable
        self._ids = ids

    @cached_property
    def outbox(self) -> SqlOutbox:
        return SqlOutbox(self._transaction, self._ids)

    @cached_property
    def idempotency_keys(self) -> SqlIdempotencyKeys:
        return SqlIdempotencyKeys(self._transaction)

    @cached_property
    def users(self) -> SqlUsers:
        return SqlUsers(self._transaction, self.outbox)

    @cached_property
    def profiles(self) -> SqlProfiles:
        return SqlProfiles(self._transaction, self.outbox)

    @cached_property
    def jobs(self) -> SqlJobs:
        return SqlJobs(self._transaction, self.outbox)

    @cached_property
    def postings(self) -> SqlPostings:
        return SqlPostings(self._transaction)

    @cached_property
    def rankings(self) -> SqlRankings:
        return SqlRankings(self._transaction, self.outbox)

    @cached_property
    def generations(self) -> SqlGenerations:
        return SqlGenerations(self._transaction, self.outbox)

    @cached_property
    def exports(self) -> SqlExports:
        return SqlExports(self._transaction, self.outbox)

    @cached_property
    def data_exports(self) -> SqlDataExports:
        return SqlDataExports(self._transaction, self.outbox)

    @cached_property
    def tasks(self) -> SqlTasks:
        return SqlTasks(self._transaction)

    @cached_property
    def flags(self) -> SqlFlags:
        return SqlFlags(self._transaction, self.outbox)

    @cached_property
    def mailed_tokens(self) -> SqlMailedTokens:
        return SqlMailedTokens(self._transaction)

    @cached_property
    def mails(self) -> SqlMailQueue:
        return SqlMailQueue(self._transaction)

    @cached_property
    def quotas(self) -> SqlQuotas:
        return SqlQuotas(self._transaction)

    @cached_property
    def refresh_tokens(self) -> SqlRefreshTokens:
        return SqlRefreshTokens(self._transaction)

    @cached_property
    def sessions(self) -> SqlSessions:
        return SqlSessions(self._transaction, self.outbox)

    @cached_property
    def applications(self) -> SqlApplications:
        return SqlApplications(self._transaction, self.outbox)

    @cached_property
    def documents(self) -> SqlDocuments:
        return SqlDocuments(self._transaction, self.outbox)

    @cached_property
    def samples(self) -> SqlSamples:
        return SqlSamples(self._transaction, self.outbox)

    @cached_property
    def enhancements(self) -> SqlEnhancements:
        return SqlEnhancements(self._transaction, self.outbox)

    @cached_property
    def writing_styles(self) -> SqlWritingStyles:
        return SqlWritingStyles(self._transaction, self.outbox)

    @cached_property
    def personal(self) -> SqlPersonal:
        return SqlPersonal(self._transaction, self.outbox)

    @cached_property
    def calendar_feeds(self) -> SqlCalendarFeeds:
        return SqlCalendarFeeds(self._transaction, self.outbox)

    @cached_property
    def feed_tokens(self) -> SqlFeedTokens:
        return SqlFeedTokens(self._transaction)

    @cached_property
    def sources(self) -> SqlSources:
        return SqlSources(self._transaction)

    @cached_property
    def leftovers(self) -> SqlLeftovers:
        return SqlLeftovers(self._transaction)

    @cached_property
    def model_calls(self) -> SqlModelCalls:
        return SqlModelCalls(self._transaction)

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
        async with self.looking(single=single) as transaction:
            yield SqlUnitOfWork(transaction, self._ids, writable=False)

    def looking(self, *, single: bool) -> AbstractAsyncContextManager[Transaction]:
        """What a unit of work behind the read door stands on."""
        if single and self._glances is not None:
            self._must_exist()
            return nullcontext(Glimpse(self._glances, self._glance))
        return self._transaction(self._glancing if single else self._reading)

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
    async def _transaction(self, door: Door) -> AsyncIterator[Transaction]:
        """A transaction that is rolled back at the end unless it was committed."""
        self._must_exist()
        try:
            async with door.engine.connect() as connection:
                if door.options:
                    await connection.execution_options(**door.options)
                await connection.begin()
                yield Transaction(connection, writable=door is self._writing)
        except SQLAlchemyError as error:
            raise translated(error) from error
