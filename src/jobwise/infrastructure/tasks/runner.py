"""The in-process runner: takes tasks from the store and does them, a bounded number at a time of each class of work."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.application.ports.tasks import Task
from jobwise.domain.limits import SHUTDOWN_S, TASK_ATTEMPTS, TASK_BACKOFF_S, TASK_LEASE_S
from jobwise.domain.shared.errors import Conflict, JobWiseError, Later
from jobwise.infrastructure.tasks.rounds import Pulses, lasting, place_of, told_to_end

Handler = Callable[[Task], Awaitable[None]]
"""Does one task. It may be called again for the same task (a process was killed), and then must do nothing twice."""

_LONGEST_WAIT_S = 3600
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class WorkClass:
    """Kinds of tasks that share `size` places."""

    name: str
    kinds: tuple[str, ...]
    size: int = 1


class Runner:
    """Runs until it is told to end. `nudge` says that there may be new work; without it the store is asked each
    `poll_s` seconds: the queue is a hint, the rows are the truth."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Ids,
        handlers: Mapping[str, Handler],
        classes: tuple[WorkClass, ...],
        *,
        poll_s: float = 5.0,
        pulses: Pulses | None = None,
    ) -> None:
        unknown = {kind for each in classes for kind in each.kinds} ^ set(handlers)
        if unknown:
            raise ValueError(f"kinds without a handler or a class: {sorted(unknown)}")
        self._store, self._clock, self._ids = store, clock, ids
        self._handlers, self._classes, self._poll_s = handlers, classes, poll_s
        self._pulses = pulses or Pulses()
        self._ending = asyncio.Event()
        self._bells = {each.name: asyncio.Event() for each in classes}

    def nudge(self) -> None:
        for bell in self._bells.values():
            bell.set()

    def end(self) -> None:
        """Takes nothing new; `run` returns when what is running has ended."""
        self._ending.set()
        self.nudge()

    async def run(self) -> None:
        """Works until `end`; then what is running has `SHUTDOWN_S` seconds before it is put back."""
        workers = [asyncio.create_task(self._work(each)) for each in self._classes for _ in range(each.size)]
        try:
            await self._ending.wait()
            await asyncio.wait(workers, timeout=SHUTDOWN_S)
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)

    async def run_due(self) -> int:
        """Does everything that is due now, one after the other; how many tasks that were."""
        done = 0
        for each in self._classes:
            while await self._once(each):
                done += 1
        return done

    async def _work(self, each: WorkClass) -> None:
        bell, loop = self._bells[each.name], f"work.{each.name}"
        while not self._ending.is_set():
            bell.clear()
            try:
                more = await self._once(each)
            except (Exception, asyncio.CancelledError) as error:
                # The rows wait, and whoever fetches them has to live.
                if told_to_end(error):
                    raise
                await _first(self._ending, self._pulses.failed(loop, error, self._poll_s))
                continue
            self._pulses.well(loop)
            if not more:
                await _first(bell, self._poll_s)

    async def _once(self, each: WorkClass) -> bool:
        lease, now = self._ids.new(), self._clock.now()
        async with self._store.write() as work:
            task = await work.tasks.claim(each.kinds, lease=lease, now=now, until=now + timedelta(seconds=TASK_LEASE_S))
            if task is None:
                return False
            await work.commit()
        if task.attempts > TASK_ATTEMPTS:
            # Whoever held it died each time; trying on would kill this process as well.
            await self._leave(task, "ABANDONED", again_at=None)
        else:
            await self._do(task)
        return True

    async def _do(self, task: Task) -> None:
        beat = asyncio.create_task(self._heartbeat(task))
        try:
            await self._handlers[task.kind](task)
        except JobWiseError as error:
            await self._failed(task, error.code, error.retry_after_s if isinstance(error, Later) else 0)
        except (Exception, asyncio.CancelledError) as error:
            # Whatever a task does, the others go on.
            if told_to_end(error):
                await asyncio.shield(self._leave(task, "interrupted", again_at=self._clock.now()))
                raise
            name = type(error).__name__
            _log.error("task failed", kind=task.kind, task=str(task.id), error=name, where=place_of(error))
            await self._failed(task, name, 0)
        else:
            await self._finished(task)
        finally:
            beat.cancel()

    async def _finished(self, task: Task) -> None:
        assert task.lease is not None  # noqa: S101 - a claimed task holds one
        with suppress(Conflict):
            async with self._store.write() as work:
                await work.tasks.finish(task.id, lease=task.lease, now=self._clock.now())
                await work.commit()

    async def _failed(self, task: Task, failure: str, wait_s: int) -> None:
        _log.warning("task not done", kind=task.kind, task=str(task.id), attempt=task.attempts, failure=failure)
        if task.attempts >= TASK_ATTEMPTS:
            await self._leave(task, failure, again_at=None)
            return
        pause = max(wait_s, min(TASK_BACKOFF_S * 4 ** (task.attempts - 1), _LONGEST_WAIT_S))
        await self._leave(task, failure, again_at=self._clock.now() + timedelta(seconds=pause))

    async def _leave(self, task: Task, failure: str, *, again_at: datetime | None) -> None:
        assert task.lease is not None  # noqa: S101 - a claimed task holds one
        with suppress(Conflict):
            async with self._store.write() as work:
                if again_at is None:
                    await work.tasks.give_up(task.id, lease=task.lease, now=self._clock.now(), failure=failure)
                else:
                    await work.tasks.postpone(task.id, lease=task.lease, run_after=again_at, failure=failure)
                await work.commit()

    async def _heartbeat(self, task: Task) -> None:
        loop, poll_s = f"heartbeat.{task.kind}", TASK_LEASE_S / 3
        try:
            await asyncio.sleep(poll_s)
            await lasting(loop, partial(self._renew, task), poll_s=poll_s, pulses=self._pulses)
        finally:
            self._pulses.over(loop)

    async def _renew(self, task: Task) -> None:
        """Holds on to a running task; what is somebody else's by now is left alone."""
        assert task.lease is not None  # noqa: S101 - a claimed task holds one
        async with self._store.write() as work:
            until = self._clock.now() + timedelta(seconds=TASK_LEASE_S)
            if await work.tasks.renew(task.id, lease=task.lease, until=until):
                await work.commit()


async def _first(bell: asyncio.Event, seconds: float) -> None:
    """Waits for the bell, or for the time to pass."""
    with suppress(TimeoutError):
        await asyncio.wait_for(bell.wait(), seconds)
