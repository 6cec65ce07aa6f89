"""A bounded number of long-lived processes that do work for the processor, beside the event loop."""

import asyncio
import math
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import structlog

from jobwise.domain.limits import POOL_IDLE_S, POOL_SIZE, POOL_WAITING, POOLED_WALL_S
from jobwise.domain.shared.errors import JobWiseError, QueueFull, Unavailable
from jobwise.infrastructure.pools.failures import BrokenWork, TooMuchWork
from jobwise.infrastructure.pools.frames import Frame
from jobwise.infrastructure.pools.worker import Recipe, Worker, WorkerEnded

_GRACE_S = 1.0
"""For how long somebody's work goes on who does not want it any more: a new process costs more than most pieces."""

_BUSY_AGAIN_S = 5
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Measures:
    """How large a pool is, how long its pieces may take, and when its processes are replaced.

    A process goes after `pieces`, or when it holds `growth` times the memory that it held after its `settled`-th, or
    when nothing was asked of it for `idle_s`.
    """

    size: int = POOL_SIZE
    waiting: int = POOL_WAITING
    wall_s: float = POOLED_WALL_S
    pieces: int = 1_000
    growth: float = 1.5
    settled: int = 40
    idle_s: float = POOL_IDLE_S


class Pool:
    """Processes are started when work comes. One that crashes, hangs or has done its share makes place for another;
    one that nobody needs goes, and the next piece of work starts another."""

    def __init__(self, recipe: Recipe, measures: Measures | None = None) -> None:
        self._recipe, self._measures = recipe, measures or Measures()
        self._free = asyncio.Semaphore(self._measures.size)
        self._waiting = 0
        # The last one is hired first, so those that are not needed are the first ones, in the order of their rest.
        self._idle: list[Worker] = []
        self._looking: asyncio.TimerHandle | None = None
        self._running: set[asyncio.Task[Any]] = set()
        self._closed = False

    async def run(self, job: str, given: Callable[[], Any], blob: bytes = b"") -> Frame:
        """The answer of one piece of work; its note holds `value`. What is given is written when its turn has come.

        Raises what the work raises; QueueFull when too many wait already; TooMuchWork when it took more time or memory
        than it may; Unavailable when the process that did it ended, which says nothing about the work.
        """
        await self._place()
        piece = self._spawn(self._piece(job, given, blob))
        try:
            return await asyncio.shield(piece)
        except asyncio.CancelledError:
            if not piece.done():
                asyncio.get_running_loop().call_later(_GRACE_S, piece.cancel)
            raise

    async def close(self) -> None:
        """Ends every process; what is being done is given up."""
        self._closed = True
        if self._looking is not None:
            self._looking.cancel()
        for task in self._running:
            task.cancel()
        idle, self._idle = self._idle, []
        await asyncio.gather(*self._running, *(worker.end(_GRACE_S) for worker in idle), return_exceptions=True)

    async def _place(self) -> None:
        """Waits for one of the places, in the order of asking."""
        self._refuse_when_closed()
        if self._waiting >= self._measures.waiting:
            raise QueueFull("Too much is being made at once; try again in a moment.", retry_after_s=_BUSY_AGAIN_S)
        self._waiting += 1
        try:
            await self._free.acquire()
        finally:
            self._waiting -= 1

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise Unavailable("This process is about to end; try it again.")

    def _spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._gone)
        return task

    def _gone(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            # Nobody may be left to hear of it.
            task.exception()

    async def _piece(self, job: str, given: Callable[[], Any], blob: bytes) -> Frame:
        """One piece of work, by one process that goes back among the idle when it can go on."""
        try:
            self._refuse_when_closed()
            frame = Frame({"job": job, "given": given(), "cpu_s": math.ceil(self._measures.wall_s)}, blob)
            worker = await self._hired()
            try:
                async with asyncio.timeout(self._measures.wall_s):
                    answer = await worker.ask(frame)
            except TimeoutError as error:
                await self._lost(worker, "took too long")
                raise TooMuchWork(f"This took longer than {self._measures.wall_s:g} s and was stopped.") from error
            except (WorkerEnded, TooMuchWork) as error:
                await self._lost(worker, type(error).__name__)
                raise
            except (JobWiseError, BrokenWork):
                await self._back(worker)
                raise
            except BaseException:
                await worker.kill()
                raise
            await self._back(worker)
            return answer
        finally:
            self._free.release()

    async def _lost(self, worker: Worker, why: str) -> None:
        await worker.kill()
        _log.warning(
            "process of a pool lost", work=self._recipe.work, pid=worker.pid, pieces=worker.pieces,
            code=worker.code, why=why,
        )  # fmt: skip

    async def _hired(self) -> Worker:
        """An idle process, the one that worked last first; else a new one."""
        while self._idle:
            worker = self._idle.pop()
            if worker.lives:
                return worker
            await worker.end(_GRACE_S)
        return await Worker.start(self._recipe)

    async def _back(self, worker: Worker) -> None:
        if self._closed:
            await worker.end(_GRACE_S)
            return
        if worker.leaving:
            self._spawn(worker.end(_GRACE_S))
            return
        if worker.pieces == self._measures.settled:
            worker.settled_bytes = worker.rss_bytes
        if self._has_done_its_share(worker):
            worker.leaving = True
            self._spawn(self._replace(worker))
        self._rest(worker)

    def _rest(self, worker: Worker) -> None:
        """Puts it among the idle, and sees to it that it does not stay there for ever."""
        loop = asyncio.get_running_loop()
        worker.idle_since = loop.time()
        self._idle.append(worker)
        if self._looking is None:
            self._looking = loop.call_later(self._measures.idle_s, self._dismiss)

    def _dismiss(self) -> None:
        """Lets those go that nothing was asked of for long. They are nobody's from here on: no work waits for them."""
        loop = asyncio.get_running_loop()
        self._looking, until = None, loop.time() - self._measures.idle_s
        gone = [worker for worker in self._idle if worker.idle_since <= until]
        self._idle = [worker for worker in self._idle if worker.idle_since > until]
        for worker in gone:
            self._spawn(worker.end(_GRACE_S))
        if gone:
            _log.info("processes of a pool let go", work=self._recipe.work, pids=[worker.pid for worker in gone])
        if self._idle:
            first = min(worker.idle_since for worker in self._idle)
            self._looking = loop.call_at(first + self._measures.idle_s, self._dismiss)

    def _has_done_its_share(self, worker: Worker) -> bool:
        grown = worker.rss_bytes > self._measures.growth * worker.settled_bytes > 0
        return grown or worker.pieces >= self._measures.pieces

    async def _replace(self, worker: Worker) -> None:
        """A new process is ready before the old one goes: nobody waits for it to get its tools out."""
        try:
            fresh = await self._warmed(worker.last)
        except JobWiseError as error:
            _log.warning("process of a pool not replaced", work=self._recipe.work, pid=worker.pid, failure=error.code)
            # None can be had now; the old one goes on, and is looked at again after its next piece.
            worker.leaving = False
            return
        if self._closed:
            await fresh.kill()
            return
        self._rest(fresh)
        if worker in self._idle:
            self._idle.remove(worker)
            await worker.end(_GRACE_S)

    async def _warmed(self, last: Frame) -> Worker:
        """A new process that has done once what the old one did last, and so has at hand what is in use."""
        fresh = await Worker.start(self._recipe)
        try:
            async with asyncio.timeout(self._measures.wall_s):
                await fresh.ask(last)
        except (TimeoutError, WorkerEnded, TooMuchWork) as error:
            await fresh.kill()
            raise Unavailable("A new process did not get ready.") from error
        except (JobWiseError, BrokenWork):
            # The old one could not do it either.
            pass
        except BaseException:
            await fresh.kill()
            raise
        fresh.pieces = 0
        return fresh
