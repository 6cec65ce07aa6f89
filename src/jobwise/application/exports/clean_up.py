"""Files whose time is over, and those that nobody makes any more."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from jobwise.application.exports.commands import MAKING, give_up
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.documents import OwnedId
from jobwise.application.ports.files import FileStore
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.ports.tasks import TaskState
from jobwise.domain.exports.export import Export
from jobwise.domain.limits import EXPORT_OVERDUE_S, RESTORE_DAYS
from jobwise.domain.shared.errors import NotFound

_BATCH = 200
_AT_WORK = (TaskState.WAITING, TaskState.RUNNING)


@dataclass(frozen=True, slots=True)
class ExpireExports:
    """Takes out exports whose time is over and those that were deleted long ago, row and file; how many there were.

    The row goes first: killed between the two, the file is an orphan, and the sweep takes it. What is overdue and has
    no task at work fails here, and its quota is given back.
    """

    store: Store
    clock: Clock
    files: FileStore

    async def __call__(self) -> int:
        now, expired = self.clock.now(), 0
        await self._give_up(now)
        while True:
            async with self.store.read(single=True) as work:
                found = await work.leftovers.expired_exports(now, hidden_before=_hidden_before(now), limit=_BATCH)
            for one in found:
                expired += await self._expire(one, now)
            if len(found) < _BATCH:
                return expired

    async def _expire(self, one: OwnedId, now: datetime) -> bool:
        async with self.store.write() as work:
            try:
                export = await work.exports.get(one.id, owner=one.owner_id, hidden=True)
            except NotFound:
                return False
            if not _is_over(export, now):
                # It was restored, or asked for again, meanwhile.
                return False
            export.expire(now)
            await work.exports.save(export)
            await work.exports.erase(export.id, owner=export.owner_id)
            await work.commit()
        if export.file is not None:
            await self.files.delete(export.file.key)
        return True

    async def _give_up(self, now: datetime) -> None:
        async with self.store.read(single=True) as work:
            overdue = await work.leftovers.open_exports(now - timedelta(seconds=EXPORT_OVERDUE_S), limit=_BATCH)
        for one in overdue:
            async with self.store.write() as work:
                if await self._gave_up(work, one, now):
                    await work.commit()

    async def _gave_up(self, work: UnitOfWork, one: OwnedId, now: datetime) -> bool:
        try:
            export = await work.exports.get(one.id, owner=one.owner_id, hidden=True)
        except NotFound:
            return False
        task = await work.tasks.find(MAKING, f"{export.id}:{export.attempt}")
        if not export.status.is_open or (task is not None and task.state in _AT_WORK):
            return False
        await give_up(work, export, "ABANDONED", now, reason="It could not be made; ask for it again later.")
        return True


def _is_over(export: Export, now: datetime) -> bool:
    hidden = export.deleted_at is not None and export.deleted_at < _hidden_before(now)
    return hidden or (export.is_expired(now) and not export.status.is_open)


def _hidden_before(now: datetime) -> datetime:
    return now - timedelta(days=RESTORE_DAYS)
