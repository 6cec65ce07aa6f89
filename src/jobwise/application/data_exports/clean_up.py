"""Archives whose time is over, and those that nobody makes any more."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from jobwise.application.data_exports.commands import MAKING
from jobwise.application.data_exports.making import give_up
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.documents import OwnedId
from jobwise.application.ports.files import FileStore
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.ports.tasks import TaskState
from jobwise.domain.limits import DATA_EXPORT_OVERDUE_S
from jobwise.domain.shared.errors import NotFound

_BATCH = 200
_AT_WORK = (TaskState.WAITING, TaskState.RUNNING)


@dataclass(frozen=True, slots=True)
class ExpireDataExports:
    """Takes out files of archives whose time is over; how many there were.

    The row forgets its file first: killed between the two, the file is an orphan, and the sweep takes it. A task that
    was given up because its processes died says nothing to its archive; that is noticed here, and its quota given back.
    """

    store: Store
    clock: Clock
    files: FileStore

    async def __call__(self) -> int:
        now, expired = self.clock.now(), 0
        await self._give_up(now)
        while True:
            async with self.store.read(single=True) as work:
                found = await work.leftovers.expired_data_exports(now, limit=_BATCH)
            for one in found:
                expired += await self._expire(one, now)
            if len(found) < _BATCH:
                return expired

    async def _expire(self, one: OwnedId, now: datetime) -> bool:
        async with self.store.write() as work:
            try:
                export = await work.data_exports.get(one.id, owner=one.owner_id, hidden=True)
            except NotFound:
                return False
            file = export.file
            export.expire(now)
            await work.data_exports.save(export)
            await work.commit()
        if file is not None:
            await self.files.delete(file.key)
        return True

    async def _give_up(self, now: datetime) -> None:
        async with self.store.read(single=True) as work:
            overdue = await work.leftovers.open_data_exports(
                now - timedelta(seconds=DATA_EXPORT_OVERDUE_S), limit=_BATCH
            )
        for one in overdue:
            async with self.store.write() as work:
                if await self._is_left(work, one):
                    await work.commit()

    async def _is_left(self, work: UnitOfWork, one: OwnedId) -> bool:
        task = await work.tasks.find(MAKING, str(one.id))
        if task is not None and task.state in _AT_WORK:
            return False
        try:
            export = await work.data_exports.get(one.id, owner=one.owner_id, hidden=True)
        except NotFound:
            return False
        if export.status.is_open:
            await give_up(work, export, "ABANDONED", self.clock.now())
        return True
