"""How a process ends: in order at the first signal, and at once at the second."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from jobwise.application.operations.readiness import Stopping
from jobwise.domain.limits import SHUTDOWN_NOTICE_S

_SIGNALS = ((signal.SIGINT, 0.0), (signal.SIGTERM, SHUTDOWN_NOTICE_S))


@asynccontextmanager
async def ending(close: Callable[[], object], stopping: Stopping) -> AsyncIterator[None]:
    """Calls `close` at the first signal and cuts the block off at the second. Neither ends the process by the signal
    itself: whoever started us would read a failure from it."""
    loop, ours = asyncio.get_running_loop(), asyncio.current_task()
    assert ours is not None  # noqa: S101 - a coroutine runs in a task
    cut = False

    def told(notice_s: float) -> None:
        # Whoever sends us requests is given a moment to read on `/ready` that no more may come.
        nonlocal cut
        if not stopping.asked:
            stopping.asked = True
            loop.call_later(notice_s, close)
        elif not cut:
            cut = True
            ours.cancel()

    for number, notice_s in _SIGNALS:
        loop.add_signal_handler(number, told, notice_s)
    try:
        yield
    except asyncio.CancelledError:
        if not cut:
            raise
    finally:
        for number, _ in _SIGNALS:
            loop.remove_signal_handler(number)
