"""What nobody makes any more, and files whose time is over: one act each for documents, their files and archives."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from jobwise.application.deleting import Beside, Door
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.documents import OwnedId
from jobwise.application.ports.files import FileStore
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.ports.tasks import TaskState
from jobwise.domain.data_exports.data_export import DataExport
from jobwise.domain.exports.export import Export
from jobwise.domain.shared.errors import NotFound
from jobwise.domain.shared.made import Made

BATCH = 200
"""How many are looked for at a time."""

Found = Callable[[UnitOfWork, datetime], Awaitable[Sequence[OwnedId]]]
"""At most `BATCH` of those that it is time for."""
M = TypeVar("M", bound=Made[Any] | DataExport)
F = TypeVar("F", bound=Export | DataExport)
_AT_WORK = (TaskState.WAITING, TaskState.RUNNING)


@dataclass(frozen=True, slots=True)
class GiveUp(Generic[M]):
    """Fails what is overdue and has no task (of that kind and `key`) at work; how many there were.

    `fail` says so, and gives the quota back.
    """

    store: Store
    clock: Clock
    door: Door[M]
    overdue: Found
    kind: str
    key: Callable[[M], str]
    fail: Beside[M]

    async def __call__(self) -> int:
        now, given_up = self.clock.now(), 0
        async with self.store.read(single=True) as work:
            overdue = await self.overdue(work, now)
        for one in overdue:
            async with self.store.write() as work:
                if await self._gave_up(work, one, now):
                    await work.commit()
                    given_up += 1
        return given_up

    async def _gave_up(self, work: UnitOfWork, one: OwnedId, now: datetime) -> bool:
        try:
            thing = await self.door(work).get(one.id, owner=one.owner_id, hidden=True)
        except NotFound:
            return False
        task = await work.tasks.find(self.kind, self.key(thing))
        if not thing.status.is_open or (task is not None and task.state in _AT_WORK):
            return False
        await self.fail(work, thing, now)
        return True


@dataclass(frozen=True, slots=True)
class Expire(Generic[F]):
    """Gives up first what nobody makes any more, then takes out files whose time is over; how many there were.

    `end` says so of one, and whether it really is over: it may have been restored, or asked for again, meanwhile. The
    row goes, or forgets its file, first: killed between the two, the file is an orphan, and the sweep takes it.
    """

    store: Store
    clock: Clock
    files: FileStore
    door: Door[F]
    over: Found
    end: Callable[[UnitOfWork, F, datetime], Awaitable[bool]]
    give_up: GiveUp[F]

    async def __call__(self) -> int:
        await self.give_up()
        now, expired = self.clock.now(), 0
        while True:
            async with self.store.read(single=True) as work:
                found = await self.over(work, now)
            for one in found:
                expired += await self._expire(one, now)
            if len(found) < BATCH:
                return expired

    async def _expire(self, one: OwnedId, now: datetime) -> bool:
        async with self.store.write() as work:
            try:
                thing = await self.door(work).get(one.id, owner=one.owner_id, hidden=True)
            except NotFound:
                return False
            file = thing.file
            if not await self.end(work, thing, now):
                return False
            await work.commit()
        if file is not None:
            await self.files.delete(file.key)
        return True
