"""Reads from a replica, where an older state will do and the replica answers; everything else from the primary."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import TypeVar

from sqlalchemy import URL, Executable, RowMapping

from jobwise.application.freshness import Freshness, NotingStore
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import UnitOfWork
from jobwise.domain.limits import REPLICA_PATIENCE_S, REPLICA_PAUSE_S
from jobwise.domain.shared.errors import Conflict, MissingHere, Unavailable
from jobwise.infrastructure.persistence.sql.engine import PoolSizes, parsed_url
from jobwise.infrastructure.persistence.sql.store import SqlStore, SqlUnitOfWork
from jobwise.infrastructure.persistence.sql.transaction import Params, Transaction

T = TypeVar("T")
Opened = Callable[[], AbstractAsyncContextManager[Transaction]]
_FAILED = (MissingHere, Unavailable, Conflict)
"""What a database says that is away, not ready, or too busy: another one may answer."""


def replica_store(url: str, ids: Ids, sizes: PoolSizes) -> SqlStore:
    """The store of a replica: impatient, because the primary stands behind it."""
    patient = PoolSizes(sizes.size, sizes.overflow, min(sizes.timeout_s, REPLICA_PATIENCE_S), sizes.recycle_s)
    return SqlStore(_impatient(parsed_url(url)).render_as_string(hide_password=False), ids, patient)


def _impatient(url: URL) -> URL:
    """A machine that vanishes says nothing: the system is told how long to wait for its word on what was sent."""
    if url.get_backend_name() == "sqlite":
        return url
    given = {"tcp_user_timeout": str(round(REPLICA_PATIENCE_S * 1000)), **url.query}
    return url.set(query=given)


class ReplicatedStore:
    """The store of queries. A replica that failed is left alone for `REPLICA_PAUSE_S` seconds."""

    def __init__(self, primary: SqlStore, replica: SqlStore, freshness: Freshness, ids: Ids) -> None:
        self._primary = primary
        self._replica = replica
        self._noting = NotingStore(primary, freshness)
        self._freshness = freshness
        self._ids = ids
        self._paused_until = 0.0

    @asynccontextmanager
    async def read(self, *, single: bool = False) -> AsyncIterator[UnitOfWork]:
        if self._paused_until > time.monotonic() or not self._freshness.old_will_do():
            async with self._primary.read(single=single) as work:
                yield work
            return
        async with AsyncExitStack() as stack:
            wary = _Wary(
                lambda: self._replica.looking(single=single),
                lambda: self._primary.looking(single=single),
                self._primary.dialect,
                stack,
                self._pause,
            )
            yield SqlUnitOfWork(wary, self._ids, writable=False)

    def write(self) -> AbstractAsyncContextManager[UnitOfWork]:
        return self._noting.write()

    async def close(self) -> None:
        await self._replica.close()
        await self._primary.close()

    def _pause(self) -> None:
        self._paused_until = time.monotonic() + REPLICA_PAUSE_S


class _Wary(Transaction):
    """Opens the replica for the first statement, and the primary when that fails; then it stays with the one it has.

    All statements of a unit of work see one state, so only the first one may change over.
    """

    def __init__(
        self, replica: Opened, primary: Opened, dialect: str, stack: AsyncExitStack, failed: Callable[[], None]
    ) -> None:
        self._replica_door = replica
        self._primary_door = primary
        self._name = dialect
        self._stack = stack
        self._failed = failed
        self._held: Transaction | None = None
        self.writable = False

    @property
    def dialect(self) -> str:
        return self._name

    async def rows(self, statement: Executable, params: Params) -> Sequence[RowMapping]:
        return await self._asked(lambda one: one.rows(statement, params))

    async def first(self, statement: Executable, params: Params) -> RowMapping | None:
        return await self._asked(lambda one: one.first(statement, params))

    async def number(self, statement: Executable, params: Params) -> int:
        return await self._asked(lambda one: one.number(statement, params))

    async def pieces(self, statement: Executable, params: Params, size: int) -> AsyncIterator[Sequence[RowMapping]]:
        if self._held is None:
            self._held = await self._stack.enter_async_context(self._primary_door())
        async for piece in self._held.pieces(statement, params, size):
            yield piece

    async def change(self, statement: Executable, params: Params | Sequence[Params]) -> int:
        raise RuntimeError("nothing is changed behind the read door")

    async def commit(self) -> None:
        raise RuntimeError("nothing is committed behind the read door")

    async def _asked(self, act: Callable[[Transaction], Awaitable[T]]) -> T:
        if self._held is not None:
            return await act(self._held)
        try:
            async with AsyncExitStack() as trial:
                held = await trial.enter_async_context(self._replica_door())
                answer = await act(held)
                self._stack.push_async_exit(trial.pop_all())
        except _FAILED:
            # Nothing has been read yet, so the primary can serve the whole; `/ready` names what is wrong.
            self._failed()
            held = await self._stack.enter_async_context(self._primary_door())
            answer = await act(held)
        self._held = held
        return answer
