"""What nobody can ask for any more: rows that were deleted long ago, and files that no row names."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.documents import FileRoom
from jobwise.application.ports.files import FileStore
from jobwise.application.ports.store import Store
from jobwise.domain.limits import ORPHAN_HOURS, RESTORE_DAYS

_BATCH = 200
_SWEPT = 100_000


@dataclass(frozen=True, slots=True)
class EraseDocuments:
    """Takes out what was uploaded and deleted more than `RESTORE_DAYS` ago, row and file; how many there were.

    The row goes first: killed between the two, the file is an orphan, and the sweep takes it.
    """

    store: Store
    clock: Clock
    files: FileStore

    async def __call__(self) -> int:
        before = self.clock.now() - timedelta(days=RESTORE_DAYS)
        return sum([await self._erase(room, before) for room in FileRoom])

    async def _erase(self, room: FileRoom, before: datetime) -> int:
        erased = 0
        while True:
            async with self.store.read(single=True) as work:
                found = await work.leftovers.hidden_files(room, before, limit=_BATCH)
            for one in found:
                async with self.store.write() as work:
                    went = await work.leftovers.erase_file(room, one.id, before=before)
                    await work.commit()
                if went:
                    await self.files.delete(one.key)
                    erased += 1
            if len(found) < _BATCH:
                return erased


@dataclass(frozen=True, slots=True)
class SweepFiles:
    """Deletes files older than `ORPHAN_HOURS` that no row names; how many there were.

    A younger file may belong to an upload whose row is about to be written.
    """

    store: Store
    clock: Clock
    files: FileStore

    async def __call__(self) -> int:
        keys = await self.files.older_than(self.clock.now() - timedelta(hours=ORPHAN_HOURS), limit=_SWEPT)
        swept = 0
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            async with self.store.read(single=True) as work:
                known = await work.leftovers.known_keys(batch)
            for key in batch:
                if key not in known:
                    await self.files.delete(key)
                    swept += 1
        return swept
