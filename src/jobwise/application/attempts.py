"""One attempt at making what was asked for, and what becomes of one that fails."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from jobwise.application.made import ABANDONED, TRY_LATER, Charged
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.ports.tasks import GivenUp, Task
from jobwise.application.work import attempt_of
from jobwise.domain.limits import TASK_ATTEMPTS
from jobwise.domain.shared.errors import JobWiseError, NotFound, StorageDown
from jobwise.domain.shared.made import Made

M = TypeVar("M", bound=Made[Any])
R = TypeVar("R")


async def _nobody(work: UnitOfWork, owner: UUID) -> None:
    """Most things are gone when their owner is."""


@dataclass(frozen=True, slots=True)
class Attempts(Generic[M]):
    """At most `most` of them. One that is made, cancelled, erased or asked for anew already is left alone.

    What fails `for_good`, as it would again, is said at once and its quota given back; other failures are raised, so
    that the task is tried again, until the last, which is GivenUp. While files cannot be kept it is tried as often as
    any task. `look` raises NotFound for an owner who wants nothing any more.
    """

    store: Store
    clock: Clock
    room: Charged[M]
    most: int
    for_good: tuple[type[JobWiseError], ...]
    look: Callable[[UnitOfWork, UUID], Awaitable[object]] = _nobody

    async def __call__(self, task: Task, make: Callable[[M], Awaitable[R]]) -> tuple[M, R] | None:
        """What the task names, and what was made of it; None when nothing is to be made, or it failed for good."""
        if task.owner_id is None:
            return None
        owner, (id, attempt) = task.owner_id, attempt_of(task)
        if task.attempts > self.most and task.failure != StorageDown.code:
            # Whoever made it died each time.
            await self._fail(owner, id, attempt, ABANDONED, TRY_LATER)
            return None
        begun = await self._begin(owner, id, attempt)
        if begun is None:
            return None
        try:
            return begun, await make(begun)
        except self.for_good as error:
            await self._fail(owner, id, attempt, error.code, error.message)
            return None
        except Exception as error:
            if task.attempts < (TASK_ATTEMPTS if isinstance(error, StorageDown) else self.most):
                raise
            failure = error.code if isinstance(error, JobWiseError) else "INTERNAL_ERROR"
            await self._fail(owner, id, attempt, failure, TRY_LATER)
            # Not as a failure to come back to: what the same person asked for next would wait behind it.
            raise GivenUp from error

    async def open_one(self, work: UnitOfWork, owner: UUID, id: UUID, attempt: int) -> M | None:
        """What is still to be made; None when there is nothing, or it was asked for anew."""
        try:
            await self.look(work, owner)
            thing = await self.room.door(work).get(id, owner=owner)
        except NotFound:
            return None
        return thing if thing.status.is_open and thing.attempt == attempt else None

    async def _begin(self, owner: UUID, id: UUID, attempt: int) -> M | None:
        async with self.store.write() as work:
            thing = await self.open_one(work, owner, id, attempt)
            if thing is not None:
                thing.start(self.clock.now())
                await self.room.door(work).save(thing)
                await work.commit()
        return thing

    async def _fail(self, owner: UUID, id: UUID, attempt: int, failure: str, reason: str) -> None:
        async with self.store.write() as work:
            thing = await self.open_one(work, owner, id, attempt)
            if thing is not None:
                await self.room.give_up(work, thing, failure, self.clock.now(), reason=reason)
                await work.commit()
