"""What the tests of the runner work with."""

from collections import Counter

from jobwise.application.ports.tasks import Task
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from jobwise.infrastructure.tasks.hands import Handler
from jobwise.infrastructure.tasks.runner import Runner, WorkClass
from tests.support.http import HandClock

KIND = "mail.deliver"


class Bench:
    """A runner over a memory store, and the tasks it saw."""

    def __init__(self) -> None:
        self.ids, self.clock = Uuid7Ids(), HandClock()
        self.store = MemoryStore(self.ids)
        self.seen: Counter[str] = Counter()

    def runner(self, handler: Handler | None = None, *, size: int = 1) -> Runner:
        classes = (WorkClass("mail", (KIND,), size),)
        return Runner(self.store, self.clock, self.ids, {KIND: handler or self.note}, classes, poll_s=0.01)

    async def note(self, task: Task) -> None:
        self.seen[task.key] += 1

    async def add(self, *keys: str, lane: str = "") -> None:
        now = self.clock.now()
        tasks = [Task(id=self.ids.new(), kind=KIND, key=key, created_at=now, run_after=now, lane=lane) for key in keys]
        async with self.store.write() as work:
            await work.tasks.add(tasks)
            await work.commit()

    async def task(self, key: str) -> Task:
        async with self.store.read() as work:
            found = await work.tasks.find(KIND, key)
        assert found is not None
        return found
