"""Documents that nobody makes any more."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from jobwise.application.generations.commands import MAKING, give_up
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.documents import OwnedId
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.ports.tasks import TaskState
from jobwise.domain.limits import GENERATION_OVERDUE_S
from jobwise.domain.shared.errors import NotFound

_BATCH = 200
_AT_WORK = (TaskState.WAITING, TaskState.RUNNING)


@dataclass(frozen=True, slots=True)
class GiveUpGenerations:
    """Fails what is overdue and has no task at work, and gives its quota back; how many there were."""

    store: Store
    clock: Clock

    async def __call__(self) -> int:
        now, given_up = self.clock.now(), 0
        async with self.store.read(single=True) as work:
            overdue = await work.leftovers.open_generations(now - timedelta(seconds=GENERATION_OVERDUE_S), limit=_BATCH)
        for one in overdue:
            async with self.store.write() as work:
                if await self._gave_up(work, one, now):
                    await work.commit()
                    given_up += 1
        return given_up

    async def _gave_up(self, work: UnitOfWork, one: OwnedId, now: datetime) -> bool:
        try:
            generation = await work.generations.get(one.id, owner=one.owner_id, hidden=True)
        except NotFound:
            return False
        task = await work.tasks.find(MAKING, f"{generation.id}:{generation.attempt}")
        if not generation.status.is_open or (task is not None and task.state in _AT_WORK):
            return False
        await give_up(work, generation, "ABANDONED", now, reason="It could not be made; ask for it again later.")
        return True
