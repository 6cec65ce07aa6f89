"""Erasing an account that was closed: files first, then rows, so that a file is never left without a name."""

from dataclasses import dataclass
from uuid import UUID

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.files import FileStore
from jobwise.application.ports.store import Store
from jobwise.application.ports.tasks import Task
from jobwise.domain.shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class EraseAccount:
    """Takes out everything of an account whose deletion was asked for. Killed in the middle, it is simply done again.

    Only a closed account is erased: a task that names another one does nothing.
    """

    store: Store
    clock: Clock
    files: FileStore

    async def __call__(self, task: Task) -> None:
        owner = UUID(str(task.payload["aggregate_id"]))
        async with self.store.read() as work:
            try:
                user = await work.users.get(owner, hidden=True)
            except NotFound:
                return
            keys = await work.personal.file_keys(owner=owner)
        if not user.hidden:
            return
        for key in keys:
            await self.files.delete(key)
        async with self.store.write() as work:
            await work.personal.erase(owner=owner, now=self.clock.now())
            await work.commit()
