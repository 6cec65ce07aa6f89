"""The runner over a store that breaks: nothing is lost, and nobody waits for long."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from structlog.testing import capture_logs

from jobwise.application.ports.store import UnitOfWork
from jobwise.application.ports.tasks import GivenUp, Task, TaskState
from jobwise.domain.limits import TASK_LEASE_S
from jobwise.domain.shared.errors import JobWiseError, MissingHere, Unavailable
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from jobwise.infrastructure.tasks import hands
from jobwise.infrastructure.tasks.hands import Hands
from jobwise.infrastructure.tasks.rounds import Pulses
from jobwise.infrastructure.tasks.runner import Runner, WorkClass
from tests.unit.tasks.bench import KIND, Bench


class Breaking:
    """A store whose writes fail as often as they are told."""

    def __init__(self, store: MemoryStore, *errors: BaseException) -> None:
        self._store, self.errors = store, list(errors)

    def read(self, *, single: bool = False) -> AbstractAsyncContextManager[UnitOfWork]:
        return self._store.read(single=single)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[UnitOfWork]:
        if self.errors:
            raise self.errors.pop(0)
        async with self._store.write() as work:
            yield work

    async def close(self) -> None:
        await self._store.close()


@pytest.mark.parametrize("error", [ZeroDivisionError(), Unavailable("down"), asyncio.CancelledError()])
async def test_a_store_that_breaks_stops_nobody_for_long(bench: Bench, error: BaseException) -> None:
    store = Breaking(bench.store, error, error)
    pulses = Pulses()
    classes = (WorkClass("mail", (KIND,)),)
    runner = Runner(store, bench.clock, bench.ids, {KIND: bench.note}, classes, poll_s=0.01, pulses=pulses)
    running = asyncio.create_task(runner.run())
    await bench.add("a")
    async with asyncio.timeout(5):
        while not bench.seen or pulses.failing:
            await asyncio.sleep(0.005)
    runner.end()
    await running
    assert bench.seen == {"a": 1}


async def test_the_log_says_why_a_task_is_not_done(bench: Bench) -> None:
    """A bucket that is not there, say: the sentence names the setting."""

    async def handle(task: Task) -> None:
        raise MissingHere("There is no bucket; check JOBWISE_S3_BUCKET.")

    await bench.add("a")
    with capture_logs() as lines:
        await Runner(bench.store, bench.clock, bench.ids, {KIND: handle}, (WorkClass("mail", (KIND,)),)).run_due()
    assert [line["reason"] for line in lines] == ["There is no bucket; check JOBWISE_S3_BUCKET."]


async def test_what_is_given_up_keeps_nobody_waiting(bench: Bench) -> None:
    async def handle(task: Task) -> None:
        await bench.note(task)
        if task.key == "a":
            raise GivenUp from Unavailable("It has died each time.")

    await bench.add("a", "b", lane="mine")
    done = await Runner(bench.store, bench.clock, bench.ids, {KIND: handle}, (WorkClass("mail", (KIND,)),)).run_due()
    assert (done, bench.seen) == (2, {"a": 1, "b": 1})
    left = await bench.task("a")
    assert (left.state, left.failure) == (TaskState.FAILED, "UNAVAILABLE")


async def test_a_break_while_a_task_is_noted_done_does_not_end_the_work(bench: Bench) -> None:
    store = Breaking(bench.store)

    async def handle(task: Task) -> None:
        await bench.note(task)
        if task.key == "a":
            store.errors.append(ZeroDivisionError())

    runner = Runner(store, bench.clock, bench.ids, {KIND: handle}, (WorkClass("mail", (KIND,)),), poll_s=0.01)
    await bench.add("a", "b")
    running = asyncio.create_task(runner.run())
    async with asyncio.timeout(5):
        while len(bench.seen) < 2:
            await asyncio.sleep(0.005)
    runner.end()
    await running
    # Nobody knows whether it was noted: its lease ends by itself, and it is done again.
    assert (await bench.task("a")).state is TaskState.RUNNING
    assert (await bench.task("b")).state is TaskState.DONE


DOWN = [Unavailable("silent"), MissingHere("gone")]
"""What a store that is down says."""


@pytest.mark.parametrize("down", DOWN)
@pytest.mark.parametrize("fails", [False, True])
async def test_what_became_of_a_task_is_written_as_soon_as_the_store_is_back(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, fails: bool, down: JobWiseError
) -> None:
    """What broke the task may be what keeps its end from being written; nobody waits for the lease then."""
    monkeypatch.setattr(hands, "NOTE_AGAIN_S", 0.01)
    store = Breaking(bench.store)

    async def handle(task: Task) -> None:
        await bench.note(task)
        store.errors += [down, down]
        if fails:
            raise down

    runner = Runner(store, bench.clock, bench.ids, {KIND: handle}, (WorkClass("mail", (KIND,)),), poll_s=0.01)
    await bench.add("a")
    running = asyncio.create_task(runner.run())
    async with asyncio.timeout(5):
        while not bench.seen or (await bench.task("a")).state is TaskState.RUNNING:
            await asyncio.sleep(0.005)
    runner.end()
    await running
    task = await bench.task("a")
    assert (task.state, task.attempts) == (TaskState.WAITING if fails else TaskState.DONE, 1)


@pytest.mark.parametrize("down", DOWN)
async def test_whoever_is_told_to_end_does_not_wait_for_a_store(bench: Bench, down: JobWiseError) -> None:
    store, begun = Breaking(bench.store), asyncio.Event()

    async def slow(task: Task) -> None:
        begun.set()
        await asyncio.sleep(60)

    runner = Runner(store, bench.clock, bench.ids, {KIND: slow}, (WorkClass("mail", (KIND,)),), poll_s=0.01)
    await bench.add("a")
    running = asyncio.create_task(runner.run())
    await begun.wait()
    store.errors += [down] * 9
    running.cancel()
    async with asyncio.timeout(2):
        await asyncio.gather(running, return_exceptions=True)
    assert (await bench.task("a")).state is TaskState.RUNNING


class Unheard(Breaking):
    """A store whose next commits are done or not, and answered by nobody."""

    def __init__(self, store: MemoryStore, down: JobWiseError, *, done: bool) -> None:
        super().__init__(store)
        self._down, self._done, self.unheard = down, done, 1

    @asynccontextmanager
    async def write(self) -> AsyncIterator[UnitOfWork]:
        async with super().write() as work:
            if self.unheard:
                self.unheard -= 1
                commit = work.commit

                async def lost() -> None:
                    if self._done:
                        await commit()
                    raise self._down

                work.commit = lost  # type: ignore[method-assign]
            yield work


@pytest.mark.parametrize("down", DOWN)
@pytest.mark.parametrize("done", [False, True])
async def test_a_task_that_may_have_been_taken_is_not_held_by_nobody(
    bench: Bench, down: JobWiseError, done: bool
) -> None:
    """A claim whose answer is lost holds a task, and nobody knows: the next claim lets it go first."""
    store = Unheard(bench.store, down, done=done)
    runner = Runner(store, bench.clock, bench.ids, {KIND: bench.note}, (WorkClass("mail", (KIND,)),))
    await bench.add("a")
    with pytest.raises(type(down)):
        await runner.run_due()
    assert (await bench.task("a")).state is (TaskState.RUNNING if done else TaskState.WAITING)
    assert await runner.run_due() == 1
    task = await bench.task("a")
    assert (task.state, task.attempts, bench.seen) == (TaskState.DONE, 1, {"a": 1})


async def test_what_was_let_go_stays_so_when_another_took_it(bench: Bench) -> None:
    """Only what nobody took since is let go, and it is let go once."""
    store = Unheard(bench.store, MissingHere("gone"), done=True)
    ours, others = (Hands(each, bench.clock, bench.ids, {KIND: bench.note}) for each in (store, bench.store))
    await bench.add("a")
    with pytest.raises(MissingHere):
        await ours.claim([KIND])
    bench.clock.forward(seconds=TASK_LEASE_S)
    theirs = await others.claim([KIND])
    assert theirs is not None
    assert await ours.claim([KIND]) is None
    assert (await bench.task("a")).lease == theirs.lease
    # Nothing is doubtful any more, so that nothing is committed where nothing was found.
    store.unheard = 1
    assert await ours.claim([KIND]) is None
