"""Work that comes round: a task for each slot of time, added by whichever process is first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.application.ports.tasks import Task
from jobwise.infrastructure.tasks.rounds import Pulses, lasting

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Every:
    """A kind of task that is due once in each `seconds`."""

    kind: str
    seconds: int


class Schedule:
    def __init__(self, store: Store, clock: Clock, ids: Ids, entries: Sequence[Every], *, poll_s: float = 30.0) -> None:
        self._store, self._clock, self._ids = store, clock, ids
        self._entries, self._poll_s = tuple(entries), poll_s

    async def run(self, pulses: Pulses) -> None:
        """Adds what is due until it is cancelled."""
        await lasting("schedule", self.add_due, poll_s=self._poll_s, pulses=pulses)

    async def add_due(self) -> int:
        """Adds the task of the present slot of each entry; how many were new."""
        now = self._clock.now()
        async with self._store.write() as work:
            added = await work.tasks.add([self._task(entry, now) for entry in self._entries])
            await work.commit()
        return added

    def _task(self, entry: Every, now: datetime) -> Task:
        slot = (now - _EPOCH) // timedelta(seconds=entry.seconds)
        return Task(id=self._ids.new(), kind=entry.kind, key=str(slot), created_at=now, run_after=now)
