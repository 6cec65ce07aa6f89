"""Files drawn in processes of their own, where an engine may leak, hang or crash without harm."""

import asyncio
import os
from collections.abc import Callable
from typing import Any, Protocol

from jobwise.application.ports.press import Order, Printed
from jobwise.domain.exports.export import Look
from jobwise.domain.exports.layout import Engine
from jobwise.domain.limits import PRINTING_WALL_S
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.domain.shared.errors import TooLarge
from jobwise.infrastructure.pools.failures import TooMuchWork
from jobwise.infrastructure.pools.frames import Frame
from jobwise.infrastructure.pools.pool import Measures, Pool
from jobwise.infrastructure.pools.worker import Recipe

# Named, not imported: the engines are got out there, and never here.
_PRINTING = "jobwise.infrastructure.pools.printing:jobs"

ENGINE, FONT_DIRS = "PRINTING_ENGINE", "PRINTING_FONT_DIRS"
"""Variables of a process that draws: the engine for PDF that nobody chose, and folders of fonts."""

# Engines keep a little of each document; a process that holds a tenth more than at first makes place for another.
_GROWTH = 1.1


class Checker(Protocol):
    """What says, without drawing anything, whether an order can be drawn."""

    def check(self, order: Order) -> None: ...


class Hands(Protocol):
    """Whoever does a piece of work."""

    async def run(self, job: str, given: Callable[[], Any]) -> Frame: ...


def printing(preferred: Engine | None = None, font_dirs: tuple[str, ...] = ()) -> Pool:
    """The pool that files are drawn in. An engine that stops itself in time is given the time for that."""
    settings = ((ENGINE, preferred or ""), (FONT_DIRS, os.pathsep.join(font_dirs)))
    return Pool(Recipe(_PRINTING, settings), Measures(wall_s=PRINTING_WALL_S + 2, growth=_GROWTH))


class PooledPress:
    """Orders are checked here, since whoever asks waits for that; `prepare` sets the checker up for the first one."""

    def __init__(self, pool: Hands, prepare: Callable[[], Checker]) -> None:
        self._pool, self._prepare = pool, prepare
        self._checker: Checker | None = None

    async def check(self, order: Order) -> None:
        await asyncio.to_thread(self._check, order)

    async def print(self, order: Order) -> Printed:
        try:
            frame = await self._pool.run("print", lambda: to_data(order))
        except TooMuchWork as error:
            raise TooLarge("The document takes too long, or too much memory, to be drawn; shorten it.") from error
        return Printed(frame.blob, from_data(Look, frame.note["value"]))

    def _check(self, order: Order) -> None:
        # Two of them at once would set up the same twice, which does no harm.
        checker = self._checker or self._prepare()
        self._checker = checker
        checker.check(order)
