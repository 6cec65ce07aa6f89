"""The runner: what it does, does again, gives up, and how it ends."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from jobwise.application.ports.store import UnitOfWork
from jobwise.application.ports.tasks import GivenUp, Task, TaskState
from jobwise.domain.limits import TASK_ATTEMPTS, TASK_BACKOFF_S, TASK_LEASE_S
from jobwise.domain.shared.errors import Conflict, JobWiseError, MissingHere, Unavailable
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from jobwise.infrastructure.tasks import hands
from jobwise.infrastructure.tasks.hands import Handler, Hands
from jobwise.infrastructure.tasks.rounds import Pulses
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


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_every_kind_needs_a_handler_and_a_class(bench: Bench) -> None:
    with pytest.raises(ValueError, match="audit"):
        Runner(bench.store, bench.clock, bench.ids, {}, (WorkClass("a", ("audit.publish",)),))


async def test_what_is_due_is_done_once(bench: Bench) -> None:
    await bench.add("a", "b")
    runner = bench.runner()
    assert await runner.run_due() == 2
    assert await runner.run_due() == 0
    assert bench.seen == {"a": 1, "b": 1}
    assert (await bench.task("a")).state is TaskState.DONE


async def test_a_failure_is_tried_again_later_and_later(bench: Bench) -> None:
    async def fail(task: Task) -> None:
        raise Conflict("taken")

    await bench.add("a")
    runner = bench.runner(fail)
    waits = []
    for _ in range(TASK_ATTEMPTS - 1):
        assert await runner.run_due() == 1
        assert await runner.run_due() == 0
        task = await bench.task("a")
        assert (task.state, task.failure) == (TaskState.WAITING, "CONFLICT")
        waits.append((task.run_after - bench.clock.now()).total_seconds())
        bench.clock.at = task.run_after
    assert waits == [TASK_BACKOFF_S * 4**step for step in range(TASK_ATTEMPTS - 1)]
    assert await runner.run_due() == 1
    assert (await bench.task("a")).state is TaskState.FAILED
    bench.clock.forward(days=1)
    assert await runner.run_due() == 0


async def test_whoever_says_when_to_come_again_is_not_asked_sooner(bench: Bench) -> None:
    async def busy(task: Task) -> None:
        raise Unavailable("The mail server is down.", retry_after_s=120)

    await bench.add("a")
    await bench.runner(busy).run_due()
    assert (await bench.task("a")).run_after == bench.clock.now() + timedelta(seconds=120)


async def test_an_unknown_error_stops_only_its_own_task(bench: Bench) -> None:
    async def odd(task: Task) -> None:
        if task.key == "a":
            raise ZeroDivisionError
        await bench.note(task)

    await bench.add("a", "b")
    await bench.runner(odd).run_due()
    assert bench.seen == {"b": 1}
    assert (await bench.task("a")).failure == "ZeroDivisionError"


async def test_a_task_that_kills_its_process_each_time_is_abandoned(bench: Bench) -> None:
    await bench.add("a")
    for _ in range(TASK_ATTEMPTS):
        async with bench.store.write() as work:
            now = bench.clock.now()
            taken = await work.tasks.claim([KIND], lease=bench.ids.new(), now=now, until=now + timedelta(seconds=60))
            assert taken is not None
            await work.commit()
        bench.clock.forward(seconds=61)
    await bench.runner().run_due()
    task = await bench.task("a")
    assert (task.state, task.failure) == (TaskState.FAILED, "ABANDONED")
    assert not bench.seen


async def test_a_nudge_is_enough_and_work_is_bounded(bench: Bench) -> None:
    at_once, most = 0, 0

    async def slow(task: Task) -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.01)
        at_once -= 1
        await bench.note(task)

    runner = bench.runner(slow, size=2)
    running = asyncio.create_task(runner.run())
    await bench.add(*"abcdef")
    runner.nudge()
    async with asyncio.timeout(5):
        while sum(bench.seen.values()) < 6:
            await asyncio.sleep(0.005)
    runner.end()
    await running
    assert most == 2
    assert set(bench.seen.values()) == {1}


async def test_what_is_running_at_the_end_is_finished(bench: Bench) -> None:
    begun, go = asyncio.Event(), asyncio.Event()

    async def slow(task: Task) -> None:
        begun.set()
        await go.wait()

    await bench.add("a", "b")
    runner = bench.runner(slow)
    running = asyncio.create_task(runner.run())
    await begun.wait()
    runner.end()
    go.set()
    await running
    assert (await bench.task("a")).state is TaskState.DONE
    assert (await bench.task("b")).state is TaskState.WAITING


async def test_what_is_cut_off_goes_back_to_the_queue(bench: Bench) -> None:
    begun = asyncio.Event()

    async def slow(task: Task) -> None:
        begun.set()
        await asyncio.sleep(3600)

    await bench.add("a")
    running = asyncio.create_task(bench.runner(slow).run())
    await begun.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    task = await bench.task("a")
    # It was no failure of the task's: however often that happens, it is not given up for it.
    assert (task.state, task.attempts, task.failure) == (TaskState.WAITING, 0, "")


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


async def test_a_task_that_cancels_itself_is_tried_again_and_the_others_are_done(bench: Bench) -> None:
    async def odd(task: Task) -> None:
        if task.key == "a":
            raise asyncio.CancelledError
        await bench.note(task)

    await bench.add("a", "b")
    assert await bench.runner(odd).run_due() == 2
    assert bench.seen == {"b": 1}
    task = await bench.task("a")
    assert (task.state, task.failure) == (TaskState.WAITING, "CancelledError")


async def test_what_a_failing_task_says_is_not_logged(bench: Bench) -> None:
    async def odd(task: Task) -> None:
        raise ZeroDivisionError("mara.lind@example.org")

    await bench.add("a")
    with capture_logs() as lines:
        await bench.runner(odd).run_due()
    assert next(line for line in lines if line["event"] == "task failed")["error"] == "ZeroDivisionError"
    assert "mara" not in str(lines)


async def test_whoever_attends_finds_a_place_or_is_done_for_by_those_who_have_them(bench: Bench) -> None:
    begun, go = asyncio.Event(), asyncio.Event()

    async def slow(task: Task) -> None:
        begun.set()
        await go.wait()
        await bench.note(task)

    runner = bench.runner(slow)
    await bench.add("a")
    first = asyncio.create_task(runner.attend("mail"))
    await begun.wait()
    await bench.add("b")
    # The one place is taken: it returns at once, and the task is done all the same.
    await runner.attend("mail")
    assert not bench.seen
    go.set()
    await first
    assert bench.seen == {"a": 1, "b": 1}
    await runner.attend("of another version")
    runner.end()
    await bench.add("c")
    await runner.attend("mail")
    assert bench.seen == {"a": 1, "b": 1}


async def test_who_attends_at_the_end_is_waited_for_or_put_back(bench: Bench) -> None:
    begun = asyncio.Event()

    async def slow(task: Task) -> None:
        begun.set()
        await asyncio.sleep(3600)

    runner = bench.runner(slow)
    running = asyncio.create_task(runner.run())
    await asyncio.sleep(0)
    await bench.add("a")
    attending = asyncio.create_task(runner.attend("mail"))
    await begun.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await asyncio.wait((attending,))
    task = await bench.task("a")
    # It was no failure of the task's: however often that happens, it is not given up for it.
    assert (task.state, task.attempts, task.failure) == (TaskState.WAITING, 0, "")


async def test_of_those_who_have_nothing_to_do_one_asks(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0
    claim = Hands.claim

    async def counted(self: Hands, kinds: Sequence[str]) -> Task | None:
        nonlocal asked
        asked += 1
        return await claim(self, kinds)

    monkeypatch.setattr(Hands, "claim", counted)
    runner = bench.runner(size=8)
    running = asyncio.create_task(runner.run())
    await asyncio.sleep(0.105)
    quiet = asked
    await bench.add("a")
    async with asyncio.timeout(5):
        while not bench.seen:
            await asyncio.sleep(0.005)
    runner.end()
    await running
    # Each once at the beginning; then, each 0.01 s, one.
    assert quiet <= 8 + 12
    assert bench.seen == {"a": 1}
