"""What whoever does tasks promises, whatever engine tells them of new ones."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import update

from jobwise.application.offers import Offer, OfferingStore
from jobwise.application.ports.tasks import Task
from jobwise.domain.limits import TASK_ATTEMPTS
from jobwise.infrastructure.clock import SystemClock
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.sql import migrate
from jobwise.infrastructure.persistence.sql.engine import file_url
from jobwise.infrastructure.persistence.sql.store import SqlStore
from jobwise.infrastructure.persistence.sql.tables.tasks import tasks
from tests.support.migrated import migrated_file
from tests.support.queue_worker import KIND, Note, Workers

A, B, C = UUID(int=0xA), UUID(int=0xB), UUID(int=0xC)
SOON_S = 0.3
NEVER_S = 3600.0


@dataclass
class Line:
    """Whoever adds tasks, over one database; and the workers that do them."""

    home: Path
    settings: Mapping[str, str]
    offer: Offer
    ids: Uuid7Ids = field(default_factory=Uuid7Ids)
    clock: SystemClock = field(default_factory=SystemClock)

    def __post_init__(self) -> None:
        self.url = file_url(migrated_file(self.home / "jobwise.db"))
        self.store = OfferingStore(SqlStore(self.url, self.ids), self.offer)
        self.workers = Workers(self.home, self.settings)

    async def add(self, keys: Sequence[str], *, owner: UUID = A, lane: str = "", **payload: Any) -> None:
        """Adds tasks, each in a transaction of its own, as requests do."""
        for key in keys:
            now = self.clock.now()
            task = Task(self.ids.new(), KIND, key, now, now, owner, lane, payload)
            async with self.store.write() as work:
                await work.tasks.add((task,))
                await work.commit()

    def worker(self, poll_s: float = SOON_S) -> int:
        return self.workers.start(poll_s)

    async def until(self, holds: Callable[[], bool], within_s: float = 20.0) -> None:
        deadline = time.monotonic() + within_s
        while not holds():
            assert time.monotonic() < deadline, f"{self.counted()} {self.workers.log()[-3000:]}"
            await asyncio.sleep(0.02)

    def notes(self, what: str) -> list[Note]:
        return [note for note in self.workers.notes() if note.what == what]

    def counted(self) -> Counter[str]:
        """How often each task was done to its end."""
        return Counter(note.key for note in self.notes("end"))

    async def states(self, keys: Sequence[str]) -> dict[str, str]:
        async with self.store.read() as work:
            found = [await work.tasks.find(KIND, key) for key in keys]
        return {task.key: task.state.value for task in found if task is not None}

    async def ended_as(self, keys: Sequence[str], state: str) -> None:
        """Returns when all of these have ended so: the row is written a moment after the work."""
        async with asyncio.timeout(20):
            while set((await self.states(keys)).values()) != {state}:
                await asyncio.sleep(0.02)

    def let_time_pass(self) -> None:
        """Ends every lease and every pause, without waiting for them."""
        past = self.clock.now() - timedelta(seconds=1)
        with migrate.connected(self.url) as connection:
            connection.execute(update(tasks).where(tasks.c.state == "running").values(lease_until=past))
            connection.execute(update(tasks).where(tasks.c.state == "waiting").values(run_after=past))


class QueueContract:
    """`line` is of one engine."""

    async def test_everything_is_done_each_once_by_several_workers(self, line: Line) -> None:
        keys = [f"t{number}" for number in range(24)]
        first, second = line.worker(), line.worker()
        await line.add(keys, sleep=0.01)
        await line.ended_as(keys, "done")
        assert line.counted() == Counter(keys)
        assert {note.pid for note in line.notes("end")} <= {first, second}

    async def test_what_fails_is_tried_later_and_given_up_while_the_others_go_on(self, line: Line) -> None:
        line.worker()
        await line.add(["bad"], fail=True)
        await line.add(["good"])
        for tries in range(1, TASK_ATTEMPTS + 1):
            await line.until(lambda: Counter(note.key for note in line.notes("begin"))["bad"] == tries)  # noqa: B023
            await asyncio.sleep(0.1)
            line.let_time_pass()
        await line.ended_as(["bad"], "failed")
        await line.ended_as(["good"], "done")
        line.let_time_pass()
        await asyncio.sleep(2 * SOON_S)
        assert Counter(note.key for note in line.notes("begin")) == {"bad": TASK_ATTEMPTS, "good": 1}

    async def test_what_a_killed_worker_held_is_done_by_another(self, line: Line) -> None:
        killed = line.worker()
        await line.add(["long"], sleep=0.6)
        await line.until(lambda: bool(line.notes("begin")))
        line.workers.kill(killed)
        other = line.worker()
        await asyncio.sleep(2 * SOON_S)
        assert len(line.notes("begin")) == 1, "taken before the lease of the other had ended"
        line.let_time_pass()
        await line.ended_as(["long"], "done")
        assert [note.pid for note in line.notes("end")] == [other]

    async def test_a_worker_that_is_told_to_end_finishes_what_it_has_and_loses_nothing(self, line: Line) -> None:
        keys = [f"t{number}" for number in range(20)]
        told = line.worker()
        await line.add(keys, sleep=0.15)
        await line.until(lambda: len(line.notes("begin")) >= 3)
        begun = time.monotonic()
        assert await asyncio.to_thread(line.workers.terminate, told) == 0
        assert time.monotonic() - begun < 10
        done = line.counted()
        assert Counter(note.key for note in line.notes("begin")) == done
        assert 3 <= sum(done.values()) < 20
        assert Counter((await line.states(keys)).values()) == {"done": len(done), "waiting": 20 - len(done)}
        line.worker()
        await line.ended_as(keys, "done")
        assert line.counted() == Counter(keys)

    async def test_a_lane_is_done_in_order_by_several_workers(self, line: Line) -> None:
        keys = [f"t{number}" for number in range(10)]
        line.worker()
        line.worker()
        await line.add(keys, lane="one", sleep=0.02)
        await line.ended_as(keys, "done")
        told = [(note.what, note.key) for note in sorted(line.workers.notes(), key=lambda note: note.at)]
        assert told == [(what, key) for key in keys for what in ("begin", "end")]

    async def test_owners_of_much_do_not_keep_another_waiting(self, line: Line) -> None:
        for owner in (A, C):
            await line.add([f"{owner}/{number}" for number in range(30)], owner=owner, lane=str(owner), sleep=0.05)
        line.worker()
        await line.until(lambda: len(line.notes("begin")) >= 2)
        await line.add(["b"], owner=B, lane=str(B), sleep=0.05)
        await line.until(lambda: line.counted()["b"] == 1)
        # Both places were taken, and the others had come first with much more than is done by now.
        assert sum(line.counted().values()) < 30


@asynccontextmanager
async def closing(line: Line) -> AsyncIterator[Line]:
    try:
        yield line
    finally:
        line.workers.kill_all()
        await line.store.close()
