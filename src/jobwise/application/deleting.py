"""Deleting what is somebody's, which hides it, and restoring it: one act each for every room of owned things.

A room names its door of the store, and what else goes with it: what is held and given back, what still goes on.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.owned import OwnedRoom
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.domain.shared.aggregates import Owned

A = TypeVar("A", bound=Owned)
A_co = TypeVar("A_co", bound=Owned, covariant=True)
Door = Callable[[UnitOfWork], OwnedRoom[A]]
Beside = Callable[[UnitOfWork, A, datetime], Awaitable[None]]
"""What a room does beside, in the same transaction; what it raises, or writes, counts for both."""


class Find(Protocol[A_co]):
    async def __call__(self, id: UUID, *, owner: UUID) -> A_co: ...


async def _nothing(work: UnitOfWork, thing: Owned, now: datetime) -> None:
    """Most things go, and come back, alone."""


def _always(thing: Owned, now: datetime) -> None:
    """Most things can be restored for as long as they are there."""


@dataclass(frozen=True, slots=True)
class Delete(Generic[A]):
    """Hides it until it is restored or erased. Stale when it is not at `version` any more.

    `first` is done before. `find` reads it, where reading must keep others from changing it meanwhile.
    """

    store: Store
    clock: Clock
    door: Door[A]
    first: Beside[A] = _nothing
    find: Callable[[UnitOfWork], Find[A]] | None = None

    async def __call__(self, *, owner: UUID, id: UUID, version: int) -> None:
        async with self.store.write() as work:
            room = self.door(work)
            find = self.find(work) if self.find else room.get
            thing = await find(id, owner=owner)
            thing.check_version(version)
            now = self.clock.now()
            await self.first(work, thing, now)
            thing.delete(now)
            await room.save(thing)
            await work.commit()


@dataclass(frozen=True, slots=True)
class Restore(Generic[A]):
    """Shows it again. Already when it is not deleted.

    `check` raises for what cannot come back at that time, `then` for what there is no room for any more.
    """

    store: Store
    clock: Clock
    door: Door[A]
    then: Beside[A] = _nothing
    check: Callable[[A, datetime], None] = _always

    async def __call__(self, *, owner: UUID, id: UUID) -> A:
        async with self.store.write() as work:
            room = self.door(work)
            thing = await room.get(id, owner=owner, hidden=True)
            now = self.clock.now()
            self.check(thing, now)
            thing.restore(now)
            await self.then(work, thing, now)
            await room.save(thing)
            await work.commit()
        return thing
