"""Who may be shown what a replica knows, which may be some seconds old.

A replica serves only reads of a request that asks to look (not to change), by somebody who is signed in, and whose
last write is older than `OWN_WRITES_S` seconds. Every process remembers the writes that it did itself. Of those of
other processes it knows by the mark that the client brings along: when a process behind the same address last wrote for
it. No mark is no proof of age, so whoever brings none is served by the primary: what is not known costs speed, never
a write that its own author cannot see. Work beside requests and the command line ask for nobody: the primary too.
"""

from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.domain.limits import MAX_REMEMBERED_WRITERS, OWN_WRITES_S


@dataclass(slots=True)
class Asking:
    """A request on its way: whether it only looks, the mark it brought (seconds since 1970), and what came of it."""

    looks: bool
    mark: float | None
    user_id: UUID | None = None
    wrote: bool = False


_ASKING: ContextVar[Asking | None] = ContextVar("asking", default=None)


@contextmanager
def asking(request: Asking) -> Iterator[None]:
    """Within the block reads and writes belong to this request."""
    token = _ASKING.set(request)
    try:
        yield
    finally:
        _ASKING.reset(token)


def asked_by(user_id: UUID) -> None:
    """Says who the present request comes from. Until then it reads the primary."""
    request = _ASKING.get()
    if request is not None:
        request.user_id = user_id


@dataclass(slots=True)
class Freshness:
    """The writes that this process knows of. Bounded: whoever is pushed out is taken for a writer until it is old."""

    clock: Clock
    known: OrderedDict[UUID, float] = field(default_factory=OrderedDict)
    pushed_out: float = 0.0

    def now(self) -> float:
        return self.clock.now().timestamp()

    def old_will_do(self) -> bool:
        """Whether the present request may be answered from a replica."""
        request = _ASKING.get()
        if request is None or not request.looks or request.wrote or request.user_id is None or request.mark is None:
            return False
        long_ago = self.now() - OWN_WRITES_S
        return request.mark <= long_ago and self.known.get(request.user_id, self.pushed_out) <= long_ago

    def wrote(self) -> None:
        """Notes that something was written for the present request."""
        request = _ASKING.get()
        if request is None:
            return
        request.wrote = True
        if request.user_id is None:
            return
        self.known[request.user_id] = self.now()
        self.known.move_to_end(request.user_id)
        if len(self.known) > MAX_REMEMBERED_WRITERS:
            self.pushed_out = self.known.popitem(last=False)[1]


@dataclass(frozen=True, slots=True)
class NotingStore:
    """A store whose writes are noted, whether they succeed or not: whoever met a newer version must get to see it."""

    inner: Store
    freshness: Freshness

    @asynccontextmanager
    async def read(self, *, single: bool = False) -> AsyncIterator[UnitOfWork]:
        async with self.inner.read(single=single) as work:
            yield work

    @asynccontextmanager
    async def write(self) -> AsyncIterator[UnitOfWork]:
        try:
            async with self.inner.write() as work:
                yield work
        finally:
            self.freshness.wrote()

    async def close(self) -> None:
        await self.inner.close()
