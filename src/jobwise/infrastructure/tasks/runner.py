"""The runner of one process: bounded places for each class of work, filled when there is something to do."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.domain.limits import SHUTDOWN_S
from jobwise.infrastructure.tasks.hands import Handler, Hands
from jobwise.infrastructure.tasks.rounds import Pulses, told_to_end


@dataclass(frozen=True, slots=True)
class WorkClass:
    """Kinds of tasks that share `size` places in each process."""

    name: str
    kinds: tuple[str, ...]
    size: int = 1


class Runner:
    """Works from `run` until `end`. `nudge` says that there may be new work; without it the store is asked each
    `poll_s` seconds: who nudges gives a hint, the rows are the truth."""

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
        self._hands = Hands(store, clock, ids, handlers, pulses)
        self._classes, self._poll_s = {each.name: each for each in classes}, poll_s
        self._ending = asyncio.Event()
        self._bells = {each.name: asyncio.Event() for each in classes}
        self._rung: Counter[str] = Counter()
        self._taken: Counter[str] = Counter()
        self._watched: set[str] = set()
        self._at_work: set[asyncio.Task[None]] = set()

    @property
    def classes(self) -> tuple[WorkClass, ...]:
        return tuple(self._classes.values())

    def nudge(self, kinds: Iterable[str] | None = None) -> None:
        """There may be something to do of these kinds, or of any."""
        wanted = None if kinds is None else set(kinds)
        for name, each in self._classes.items():
            if wanted is None or not wanted.isdisjoint(each.kinds):
                self._rung[name] += 1
                self._bells[name].set()

    def end(self) -> None:
        """Takes nothing new; `run` returns when what is running has ended."""
        self._ending.set()
        self.nudge()

    async def run(self) -> None:
        """Works until `end`; then what is running has `SHUTDOWN_S` seconds before it is put back."""
        self._at_work.update(asyncio.create_task(self._work(each)) for each in self.classes for _ in range(each.size))
        try:
            await self._ending.wait()
            if self._at_work:
                await asyncio.wait(self._at_work, timeout=SHUTDOWN_S)
        finally:
            left = list(self._at_work)
            for worker in left:
                worker.cancel()
            await asyncio.gather(*left, return_exceptions=True)

    async def run_due(self) -> int:
        """Does everything that is due now, one after the other; how many tasks that were."""
        done = 0
        for each in self.classes:
            while (task := await self._hands.claim(each.kinds)) is not None:
                await self._hands.do(task)
                done += 1
        return done

    async def attend(self, name: str) -> None:
        """Somebody elsewhere says that there is work of a class. It is done from a place of this process, if one is
        free; if none is, those who have them look again before they leave."""
        each, ours = self._classes.get(name), asyncio.current_task()
        if each is None or ours is None or self._ending.is_set():
            return
        self._rung[name] += 1
        self._at_work.add(ours)
        try:
            await self._tended(each)
        finally:
            self._at_work.discard(ours)

    async def _work(self, each: WorkClass) -> None:
        bell = self._bells[each.name]
        while not self._ending.is_set():
            bell.clear()
            pause = await self._tended(each)
            if pause is not None:
                await _first(self._ending, pause)
            elif each.name in self._watched:
                # One of those who have nothing to do asks for all: asking costs the database something.
                await bell.wait()
            else:
                self._watched.add(each.name)
                await _first(bell, self._poll_s)
                self._watched.discard(each.name)

    async def _tended(self, each: WorkClass) -> float | None:
        """Fills a place. Should that fail: for how long it is better left alone."""
        try:
            await self._fill(each)
        except (Exception, asyncio.CancelledError) as error:
            # The rows wait, and whoever fetches them has to live.
            if told_to_end(error):
                raise
            return self._hands.pulses.failed(_loop(each), error, self._poll_s)
        return None

    async def _fill(self, each: WorkClass) -> None:
        """Takes a place, if one is free, and works until nothing is due."""
        name = each.name
        if self._taken[name] >= each.size:
            return
        self._taken[name] += 1
        try:
            while not self._ending.is_set():
                heard = self._rung[name]
                task = await self._hands.claim(each.kinds)
                if task is not None:
                    # Where there is one there may be more, for those who have nothing to do.
                    self._bells[name].set()
                    await self._hands.do(task)
                self._hands.pulses.well(_loop(each))
                if task is None and heard == self._rung[name]:
                    return
        finally:
            self._taken[name] -= 1


def _loop(each: WorkClass) -> str:
    return f"work.{each.name}"


async def _first(bell: asyncio.Event, seconds: float) -> None:
    """Waits for the bell, or for the time to pass."""
    with suppress(TimeoutError):
        await asyncio.wait_for(bell.wait(), seconds)
