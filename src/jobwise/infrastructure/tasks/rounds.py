"""Loops that outlive whatever goes wrong in them: it is logged, counted and shown by `/ready`, and the loop goes on."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import structlog

from jobwise.domain.limits import LOOP_LONGEST_PAUSE_S, MISSED_SHOWN_S
from jobwise.domain.shared.errors import Conflict, JobWiseError, MissingHere, Unavailable

Count = Callable[[str, str], None]
"""Counts a failure: the loop's name, and the code or class of the error."""

_log = structlog.get_logger()


def _uncounted(loop: str, error: str) -> None:
    """For loops that nobody watches."""


class Pulses:
    """How the loops of this process fare. A loop is failing from a round that failed until one that did not."""

    def __init__(self, count: Count = _uncounted, now: Callable[[], float] = time.monotonic) -> None:
        self._count, self._now = count, now
        self._failures: dict[str, int] = {}
        self._shown_until: dict[str, float] = {}

    @property
    def failing(self) -> tuple[str, ...]:
        now = self._now()
        return tuple(sorted(loop for loop in self._failures if self._shown_until.get(loop, now) >= now))

    def missed(self, use: str, error: BaseException) -> None:
        """Notes that what can be done without could not be used. It is tried when it is next wanted, which may be
        long after it is well again: so it is failing for some seconds alone."""
        self._shown_until[use] = self._now() + MISSED_SHOWN_S
        self.failed(use, error, 0)

    def well(self, loop: str) -> None:
        """A round of this loop did what it should."""
        if self._failures.pop(loop, 0):
            _log.info("loop goes on", loop=loop)

    def over(self, loop: str) -> None:
        """This loop has nothing left to do."""
        self._failures.pop(loop, 0)

    def failed(self, loop: str, error: BaseException, usual_s: float) -> float:
        """Notes a round that failed; how many seconds the loop should wait: `usual_s` for what ends by itself, and
        longer and longer, up to `LOOP_LONGEST_PAUSE_S`, for what nobody expected."""
        if isinstance(error, Conflict):
            # Another process was faster, or holds the database for a moment: that is how they share the work.
            return usual_s
        known = isinstance(error, JobWiseError)
        name = error.code if isinstance(error, JobWiseError) else type(error).__name__
        times = self._failures[loop] = self._failures.get(loop, 0) + 1
        self._count(loop, name)
        if not known:
            _log.error("loop failed", loop=loop, error=name, where=place_of(error), times=times)
        elif times == 1:
            _log.warning("loop waits", loop=loop, error=name, reason=reason_of(error))
        # What is down is asked for at the usual pace, so that work goes on soon after it is back.
        return usual_s if known else max(usual_s, min(usual_s * 2.0 ** min(times, 30), LOOP_LONGEST_PAUSE_S))


@dataclass(frozen=True, slots=True)
class LoopsCheck:
    """Whether what runs beside requests does its work; requests are served without it."""

    pulses: Pulses
    name: str = "background"
    essential: bool = False
    setting: str = ""

    async def __call__(self) -> str:
        failing = self.pulses.failing
        if failing:
            raise Unavailable(f"Failing and tried again: {', '.join(failing)}; the log says why.")
        return "running"


async def lasting(loop: str, act: Callable[[], Awaitable[object]], *, poll_s: float, pulses: Pulses) -> None:
    """Does `act` again and again, `poll_s` seconds apart, until it is cancelled."""
    while True:
        pause = poll_s
        try:
            await act()
        except (Exception, asyncio.CancelledError) as error:
            # A loop that ends is missed by nobody until somebody restarts the process.
            if told_to_end(error):
                raise
            pause = pulses.failed(loop, error, poll_s)
        else:
            pulses.well(loop)
        await asyncio.sleep(pause)


def told_to_end(error: BaseException) -> bool:
    """Whether the running task itself was cancelled, and not something that it waited for."""
    task = asyncio.current_task()
    return isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling() > 0


def reason_of(error: BaseException) -> str | None:
    """The sentence of what is down or missing here, which names the setting to look at. Those of other failures may
    repeat what somebody wrote, so they are not logged."""
    return error.message if isinstance(error, Unavailable | MissingHere) else None


def place_of(error: BaseException) -> str:
    """File and line where an error arose. Its own words may repeat what somebody wrote, so they are not logged."""
    trace = error.__traceback__
    if trace is None:
        return ""
    while trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
