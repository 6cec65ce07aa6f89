"""Cancelling what is to be made, asking for it again, and giving it up: one act each for documents and their files.

A room names its door of the store, and how what was spent for one is given back and spent anew.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from jobwise.application.deleting import Beside, Door
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.ports.tasks import Task
from jobwise.application.work import attempt_at
from jobwise.domain.shared.made import Made

M = TypeVar("M", bound=Made[Any])
ABANDONED = "ABANDONED"
"""What a thing failed with that nobody makes any more."""
TRY_LATER = "It could not be made; ask for it again later."


@dataclass(frozen=True, slots=True)
class Charged(Generic[M]):
    """A room of things that cost quota; what is not made after all gives it back, in the caller's transaction."""

    door: Door[M]
    give_back: Callable[[UnitOfWork, M], Awaitable[None]]

    async def give_up(self, work: UnitOfWork, thing: M, failure: str, now: datetime, *, reason: str = "") -> None:
        """Says that it failed."""
        thing.fail(failure, now, reason=reason)
        await self._ended(work, thing)

    async def abandon(self, work: UnitOfWork, thing: M, now: datetime) -> None:
        """Says that nobody makes it any more."""
        await self.give_up(work, thing, ABANDONED, now, reason=TRY_LATER)

    async def cancel(self, work: UnitOfWork, thing: M, now: datetime) -> None:
        thing.cancel(now)
        await self._ended(work, thing)

    async def _ended(self, work: UnitOfWork, thing: M) -> None:
        await self.door(work).save(thing)
        await self.give_back(work, thing)


@dataclass(frozen=True, slots=True)
class Cancel(Generic[M]):
    """Gives up what is still to be made, and its quota back. InvalidTransition once it is made or has failed."""

    store: Store
    clock: Clock
    room: Charged[M]

    async def __call__(self, *, owner: UUID, id: UUID) -> M:
        async with self.store.write() as work:
            thing = await self.room.door(work).get(id, owner=owner)
            await self.room.cancel(work, thing, self.clock.now())
            await work.commit()
        return thing


async def _add(work: UnitOfWork, task: Task) -> None:
    await work.tasks.add([task])


@dataclass(frozen=True, slots=True)
class Retry(Generic[M]):
    """Asks again for what has failed, as it was asked for then.

    `again` says so to it, and spends its quota anew; `queue` notes the work, unless too much waits.
    """

    store: Store
    clock: Clock
    ids: Ids
    door: Door[M]
    again: Beside[M]
    queue: Callable[[UnitOfWork, Task], Awaitable[object]] = _add

    async def __call__(self, *, owner: UUID, id: UUID) -> M:
        async with self.store.write() as work:
            room = self.door(work)
            thing = await room.get(id, owner=owner)
            await self.again(work, thing, self.clock.now())
            await room.save(thing)
            await self.queue(work, attempt_at(thing, self.ids.new()))
            await work.commit()
        return thing
