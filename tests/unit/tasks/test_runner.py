"""The runner: what it does, does again, gives up, and how it ends."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from jobwise.application.ports.tasks import Task, TaskState
from jobwise.domain.limits import TASK_ATTEMPTS, TASK_BACKOFF_S
from jobwise.domain.shared.errors import Conflict, Unavailable
from jobwise.infrastructure.tasks.hands import Hands
from jobwise.infrastructure.tasks.runner import Runner, WorkClass
from tests.unit.tasks.bench import KIND, Bench


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
