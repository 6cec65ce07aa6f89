"""Loops that outlive what goes wrong in them."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from structlog.testing import capture_logs

from jobwise.domain.limits import LOOP_LONGEST_PAUSE_S, MISSED_SHOWN_S
from jobwise.domain.shared.errors import Conflict, InvalidInput, MissingHere, Unavailable
from jobwise.infrastructure.observing.metrics import Metrics
from jobwise.infrastructure.tasks.rounds import LoopsCheck, Pulses, lasting, place_of

SECRET = "mara.lind@example.org"


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():
            await asyncio.sleep(0.001)


class Rounds:
    """Acts that raise what they are told, one after the other, and then do well."""

    def __init__(self, *errors: BaseException) -> None:
        self.errors, self.count = list(errors), 0

    async def __call__(self) -> None:
        self.count += 1
        if self.errors:
            raise self.errors.pop(0)


async def ended(loop: "asyncio.Task[None]") -> None:
    loop.cancel()
    with pytest.raises(asyncio.CancelledError):
        await loop


def going(act: Callable[[], Awaitable[object]], pulses: Pulses) -> "asyncio.Task[None]":
    return asyncio.create_task(lasting("relay", act, poll_s=0.001, pulses=pulses))


@pytest.mark.parametrize(
    "error", [ZeroDivisionError(SECRET), KeyError(SECRET), OSError(SECRET), asyncio.CancelledError(SECRET)]
)
async def test_a_loop_goes_on_after_what_nobody_expected(error: BaseException) -> None:
    metrics = Metrics()
    pulses, act = Pulses(metrics.loop_failed), Rounds(error)
    with capture_logs() as lines:
        loop = going(act, pulses)
        await until(lambda: act.count >= 3)
        await ended(loop)
    told = next(line for line in lines if line["log_level"] == "error")
    assert (told["loop"], told["error"]) == ("relay", type(error).__name__)
    assert told["where"].startswith("test_rounds.py:")
    assert SECRET not in str(lines)
    assert f'jobwise_loop_failures_total{{error="{type(error).__name__}",loop="relay"}} 1.0' in metrics.text().decode()


async def test_a_loop_is_failing_until_a_round_goes_well() -> None:
    pulses, go = Pulses(), asyncio.Event()
    check = LoopsCheck(pulses)

    async def act() -> None:
        if not go.is_set():
            raise ZeroDivisionError

    loop = going(act, pulses)
    await until(lambda: bool(pulses.failing))
    with pytest.raises(Unavailable, match="relay"):
        await check()
    assert not check.essential
    go.set()
    await until(lambda: not pulses.failing)
    assert await check() == "running"
    await ended(loop)


def test_the_pause_grows_to_a_bound_for_what_nobody_expected_alone() -> None:
    pulses = Pulses()
    pauses = [pulses.failed("relay", ZeroDivisionError(), 1.0) for _ in range(2_000)]
    assert pauses[:3] == [2.0, 4.0, 8.0]
    assert pauses == sorted(pauses)
    assert set(pauses[5:]) == {LOOP_LONGEST_PAUSE_S}
    assert [pulses.failed("mail", MissingHere("down"), 1.0) for _ in range(9)] == [1.0] * 9
    assert pulses.failing == ("mail", "relay")


def test_what_nobody_used_since_is_not_said_to_fail_for_ever() -> None:
    now = 100.0
    pulses = Pulses(now=lambda: now)
    with capture_logs() as lines:
        pulses.missed("publish", Unavailable("No broker."))
        pulses.failed("relay", Unavailable("No database."), 1.0)
        assert pulses.failing == ("publish", "relay")
        now += MISSED_SHOWN_S + 1
        assert pulses.failing == ("relay",)
        pulses.missed("publish", Unavailable("No broker."))
        assert pulses.failing == ("publish", "relay")
        pulses.well("publish")
        assert pulses.failing == ("relay",)
    # It is one trouble from the first to the end, however long nobody looked.
    assert [line["event"] for line in lines] == ["loop waits", "loop waits", "loop goes on"]


def test_the_log_says_what_is_down_and_nobodys_words() -> None:
    pulses = Pulses()
    with capture_logs() as lines:
        pulses.failed("mail", Unavailable("It is silent; check JOBWISE_SMTP_HOST."), 1.0)
        pulses.failed("relay", MissingHere("It is gone; check DATABASE_URL."), 1.0)
        pulses.failed("work", InvalidInput(f"Nobody is called {SECRET}."), 1.0)
    assert [line["reason"] for line in lines] == [
        "It is silent; check JOBWISE_SMTP_HOST.",
        "It is gone; check DATABASE_URL.",
        None,
    ]


def test_a_race_that_another_process_won_is_no_failure() -> None:
    counted: list[str] = []
    pulses = Pulses(lambda loop, error: counted.append(error))
    assert pulses.failed("relay", Conflict("taken"), 1.0) == 1.0
    assert (pulses.failing, counted) == ((), [])


def test_what_was_never_raised_has_no_place() -> None:
    assert place_of(ZeroDivisionError()) == ""
