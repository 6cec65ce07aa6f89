"""Doing one task: claimed from its row, held while it is done, ended well, put back or given up. For every engine."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import structlog

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.ports.tasks import GivenUp, Task
from jobwise.domain.limits import TASK_ATTEMPTS, TASK_BACKOFF_S, TASK_LEASE_S
from jobwise.domain.shared.errors import Conflict, JobWiseError, Later, MissingHere, Unavailable
from jobwise.infrastructure.tasks.rounds import Pulses, lasting, place_of, reason_of, told_to_end

Handler = Callable[[Task], Awaitable[None]]
"""Does one task. It may be called again for the same task (a process was killed), and then must do nothing twice."""

_LONGEST_WAIT_S = 3600
# What a store that is down may say: that it is silent, or that nobody is there.
_NO_STORE = (Unavailable, MissingHere)
NOTE_AGAIN_S = 1.0
"""How soon it is tried again to write what became of a task."""
_log = structlog.get_logger()


class Hands:
    """What becomes of a task is written into its row, and only by who holds its lease: a process may be killed at any
    moment, and whoever comes next finds what is left to do."""

    def __init__(
        self, store: Store, clock: Clock, ids: Ids, handlers: Mapping[str, Handler], pulses: Pulses | None = None
    ) -> None:
        self._store, self._clock, self._ids = store, clock, ids
        self._handlers, self.pulses = handlers, pulses or Pulses()
        self._doubtful: set[UUID] = set()

    async def claim(self, kinds: Sequence[str]) -> Task | None:
        """Takes the first due task of these kinds; it is held for `TASK_LEASE_S` seconds."""
        lease, now, doubtful = self._ids.new(), self._clock.now(), frozenset(self._doubtful)
        async with self._store.write() as work:
            for unknown in doubtful:
                await work.tasks.let_go(unknown, now=now)
            task = await work.tasks.claim(kinds, lease=lease, now=now, until=now + timedelta(seconds=TASK_LEASE_S))
            if task is not None or doubtful:
                await self._commit(work, lease)
        self._doubtful -= doubtful
        return task

    async def _commit(self, work: UnitOfWork, lease: UUID) -> None:
        try:
            await work.commit()
        except _NO_STORE:
            # The answer was lost, and perhaps nothing else: then a task is held that nobody does.
            self._doubtful.add(lease)
            raise

    async def do(self, task: Task) -> None:
        """Does a claimed task, renewing its lease meanwhile. Whatever a task does, nothing is raised for it; told to
        end, it puts the task back."""
        if task.attempts > TASK_ATTEMPTS:
            # Whoever held it died each time; trying on would kill this process as well.
            await self._leave(task, "ABANDONED", again_at=None)
            return
        beat = asyncio.create_task(self._heartbeat(task))
        try:
            await self._handlers[task.kind](task)
        except GivenUp as given:
            await self._failed(task, *_told(task, given.__cause__ or given), again=False)
        except JobWiseError as error:
            wait_s = error.retry_after_s if isinstance(error, Later) else 0
            await self._failed(task, *_told(task, error), wait_s=wait_s)
        except (Exception, asyncio.CancelledError) as error:
            if told_to_end(error):
                # Whoever is told to end has no time to wait for a store: the lease ends by itself.
                with suppress(*_NO_STORE):
                    await asyncio.shield(self._let_go(task))
                raise
            await self._failed(task, *_told(task, error))
        else:
            await self._finished(task)
        finally:
            beat.cancel()

    async def _finished(self, task: Task) -> None:
        assert task.lease is not None  # noqa: S101 - a claimed task holds one
        lease = task.lease
        await self._noted(lambda work: work.tasks.finish(task.id, lease=lease, now=self._clock.now()))

    async def _let_go(self, task: Task) -> None:
        """Puts a task back as if nobody had taken it: that we are told to end is no failure of the task's."""
        assert task.lease is not None  # noqa: S101 - a claimed task holds one
        lease = task.lease
        await self._noted(lambda work: work.tasks.let_go(lease, now=self._clock.now()), patience_s=0)

    async def _failed(
        self, task: Task, failure: str, reason: str | None, *, wait_s: int = 0, again: bool = True
    ) -> None:
        _log.warning(
            "task not done",
            kind=task.kind,
            task=str(task.id),
            attempt=task.attempts,
            failure=failure,
            reason=reason,
        )
        if not again or task.attempts >= TASK_ATTEMPTS:
            await self._leave(task, failure, again_at=None)
            return
        pause = max(wait_s, min(TASK_BACKOFF_S * 4 ** (task.attempts - 1), _LONGEST_WAIT_S))
        await self._leave(task, failure, again_at=self._clock.now() + timedelta(seconds=pause))

    async def _leave(self, task: Task, failure: str, *, again_at: datetime | None) -> None:
        assert task.lease is not None  # noqa: S101 - a claimed task holds one
        lease = task.lease
        if again_at is None:
            await self._noted(
                lambda work: work.tasks.give_up(task.id, lease=lease, now=self._clock.now(), failure=failure)
            )
        else:
            await self._noted(
                lambda work: work.tasks.postpone(task.id, lease=lease, run_after=again_at, failure=failure)
            )

    async def _noted(self, note: Callable[[UnitOfWork], Awaitable[None]], patience_s: float = TASK_LEASE_S) -> None:
        """Writes what became of a task. What broke the task may have been the store: that is tried again for as long
        as the lease would keep everybody else from it anyway."""
        until = time.monotonic() + patience_s
        while True:
            try:
                with suppress(Conflict):
                    async with self._store.write() as work:
                        await note(work)
                        await work.commit()
                return
            except _NO_STORE:
                if time.monotonic() + NOTE_AGAIN_S > until:
                    raise
            await asyncio.sleep(NOTE_AGAIN_S)

    async def _heartbeat(self, task: Task) -> None:
        loop, poll_s = f"heartbeat.{task.kind}", TASK_LEASE_S / 3
        try:
            await asyncio.sleep(poll_s)
            await lasting(loop, partial(self._renew, task), poll_s=poll_s, pulses=self.pulses)
        finally:
            self.pulses.over(loop)

    async def _renew(self, task: Task) -> None:
        """Holds on to a running task; what is somebody else's by now is left alone."""
        assert task.lease is not None  # noqa: S101 - a claimed task holds one
        async with self._store.write() as work:
            until = self._clock.now() + timedelta(seconds=TASK_LEASE_S)
            if await work.tasks.renew(task.id, lease=task.lease, until=until):
                await work.commit()


def _told(task: Task, error: BaseException) -> tuple[str, str | None]:
    """The name of a failure for the task's row, and the sentence for the log. What nobody foresaw is logged here."""
    if isinstance(error, JobWiseError):
        return error.code, reason_of(error)
    name = type(error).__name__
    _log.error("task failed", kind=task.kind, task=str(task.id), error=name, where=place_of(error))
    return name, None
