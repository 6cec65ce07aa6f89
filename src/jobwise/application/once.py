"""At most once: a POST with an Idempotency-Key, its effects and its kept answer stand or fall together.

The answer is known only after the use case has committed. So, inside `Once.run`, the use case's commit is held back
until the answer is written into the same transaction. What cannot be undone by a rollback (a mail, a file) is never
done inside a transaction anyway; it is the business of a later step.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.idempotency import KeptAnswer, KeyRow, KeyScope, KeyState
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.domain.limits import IDEMPOTENCY_KEPT_S, IDEMPOTENCY_LEASE_S
from jobwise.domain.shared.errors import Conflict


class _HeldWork:
    """A unit of work whose commit waits for the answer. Everything else goes straight through."""

    def __init__(self, inner: UnitOfWork) -> None:
        self.inner = inner
        self.wants_commit = False

    def __getattr__(self, name: str) -> object:
        return getattr(self.inner, name)

    async def commit(self) -> None:
        if self.wants_commit:
            raise RuntimeError("a unit of work commits once")
        self.wants_commit = True


class _Scope:
    """The transactions of one request: the last one stays open until the answer is in it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.stack = AsyncExitStack()
        self.held: _HeldWork | None = None

    async def begin(self) -> _HeldWork:
        await self.settle()
        self.held = _HeldWork(await self.stack.enter_async_context(self.store.write()))
        return self.held

    async def settle(self) -> None:
        """Ends the open transaction, as its use case asked."""
        if self.held is not None:
            # What did not want to be committed was dropped at the end of its block.
            await self.held.inner.commit()
        await self.drop()

    async def drop(self) -> None:
        self.held = None
        await self.stack.aclose()


_SCOPE: ContextVar[_Scope | None] = ContextVar("once", default=None)


class OnceStore:
    """The store as use cases see it: outside `Once.run` the plain one."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @asynccontextmanager
    async def read(self, *, single: bool = False) -> AsyncIterator[UnitOfWork]:
        scope = _SCOPE.get()
        if scope is not None and scope.held is not None:
            # What the request has written so far is seen where it stands: ending its transaction to look would part
            # its effects from its answer.
            yield scope.held.inner
            return
        async with self._store.read(single=single) as work:
            yield work

    @asynccontextmanager
    async def write(self) -> AsyncIterator[UnitOfWork]:
        scope = _SCOPE.get()
        if scope is None:
            async with self._store.write() as work:
                yield work
            return
        held = await scope.begin()
        try:
            yield cast(UnitOfWork, held)
        except BaseException:
            await scope.drop()
            raise
        if not held.wants_commit:
            await scope.drop()

    async def close(self) -> None:
        await self._store.close()


@dataclass(frozen=True, slots=True)
class Once:
    """Runs a request once per key: a repeat gets the first answer; another body, or one still running, is a Conflict.

    A request that fails is forgotten, so that it can be made again. One that was killed holds its key for
    `IDEMPOTENCY_LEASE_S` seconds; its effects are either all there with the answer, or none of them.
    """

    store: Store
    clock: Clock

    async def run(
        self, scope: KeyScope, body_sha256: str, act: Callable[[], Awaitable[KeptAnswer]]
    ) -> tuple[KeptAnswer, bool]:
        """The answer, and whether it is a repeat. `act` gives the answer; one with a status over 399 is not kept."""
        lease_until = self.clock.now() + timedelta(seconds=IDEMPOTENCY_LEASE_S)
        kept = await self._claim(scope, body_sha256, lease_until)
        if kept is not None:
            return kept, True
        open_scope = _Scope(self.store)
        mark = _SCOPE.set(open_scope)
        try:
            answer = await act()
        except BaseException:
            await open_scope.drop()
            await self._release(scope, lease_until)
            raise
        finally:
            _SCOPE.reset(mark)
        if answer.status > 399:
            await open_scope.settle()
            await self._release(scope, lease_until)
            return answer, False
        await self._finish(open_scope, scope, lease_until, answer)
        return answer, False

    async def _claim(self, scope: KeyScope, body_sha256: str, lease_until: datetime) -> KeptAnswer | None:
        now = self.clock.now()
        async with self.store.write() as work:
            if await work.idempotency_keys.claim(scope, body_sha256=body_sha256, now=now, lease_until=lease_until):
                await work.commit()
                return None
            return _kept(await work.idempotency_keys.find(scope), body_sha256)

    async def _finish(self, open_scope: _Scope, scope: KeyScope, lease_until: datetime, answer: KeptAnswer) -> None:
        keep_until = self.clock.now() + timedelta(seconds=IDEMPOTENCY_KEPT_S)
        held = open_scope.held
        if held is not None and held.wants_commit:
            try:
                await held.inner.idempotency_keys.finish(
                    scope, lease_until=lease_until, answer=answer, keep_until=keep_until
                )
                await held.inner.commit()
            finally:
                await open_scope.drop()
            return
        await open_scope.drop()
        async with self.store.write() as work:
            await work.idempotency_keys.finish(scope, lease_until=lease_until, answer=answer, keep_until=keep_until)
            await work.commit()

    async def _release(self, scope: KeyScope, lease_until: datetime) -> None:
        async with self.store.write() as work:
            await work.idempotency_keys.release(scope, lease_until=lease_until)
            await work.commit()


def _kept(row: KeyRow | None, body_sha256: str) -> KeptAnswer:
    if row is None:
        raise Conflict("A request with this Idempotency-Key has just ended; send it again.")
    if row.body_sha256 != body_sha256:
        raise Conflict("This Idempotency-Key was used with another body; take a new key.")
    if row.state is KeyState.RUNNING or row.answer is None:
        raise Conflict("A request with this Idempotency-Key is still running; ask again in a moment.")
    return row.answer
