"""Rates: how many pass, when the next may come, and what happens when the shared store is gone."""

import asyncio
import time

import pytest

from jobwise.application.ports.throttle import Rate
from jobwise.domain.shared.errors import RateLimited
from jobwise.infrastructure.redis_server import RedisServer
from jobwise.infrastructure.tasks.rounds import Pulses
from jobwise.infrastructure.throttling import LimitsThrottle, NoThrottle, SharedThrottle

RATE = Rate("test", 3, 60)


class Clock:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        # On the edge of a window, so that a minute later is one window later.
        self.at = float(int(time.time()) // 60 * 60)
        monkeypatch.setattr(time, "time", lambda: self.at)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


async def passed(throttle: LimitsThrottle | SharedThrottle, key: str, count: int, rate: Rate = RATE) -> int:
    done = 0
    for _ in range(count):
        try:
            await throttle.spend(rate, key)
            done += 1
        except RateLimited:
            continue
    return done


async def test_so_many_pass_and_the_next_is_told_when(clock: Clock) -> None:
    throttle = LimitsThrottle()
    left = [await throttle.spend(RATE, "a") for _ in range(3)]
    assert [(one.limit, one.remaining) for one in left] == [(3, 2), (3, 1), (3, 0)]
    with pytest.raises(RateLimited) as caught:
        await throttle.spend(RATE, "a")
    assert (caught.value.limit, caught.value.remaining) == (3, 0)
    assert 1 <= caught.value.retry_after_s <= 60
    clock.at += 120
    assert await passed(throttle, "a", 5) == 3


async def test_keys_and_rates_are_counted_apart_and_can_be_forgotten(clock: Clock) -> None:
    throttle = LimitsThrottle()
    assert await passed(throttle, "a", 4) == 3
    assert await passed(throttle, "b", 4) == 3
    assert await passed(throttle, "a", 4, Rate("other", 3, 60)) == 3
    await throttle.clear(RATE, "a")
    assert await passed(throttle, "a", 4) == 3
    assert await passed(throttle, "b", 1) == 0


async def test_many_at_once_pass_no_more(clock: Clock) -> None:
    throttle = LimitsThrottle()
    assert sum(await asyncio.gather(*(passed(throttle, "a", 1) for _ in range(40)))) == 3


async def test_without_its_store_it_counts_here_and_never_opens(clock: Clock) -> None:
    pulses, server = Pulses(), RedisServer("redis://127.0.0.1:1/0")
    throttle = SharedThrottle(server, lambda: b"k", pulses)
    assert await passed(throttle, "a", 10) == 3
    assert pulses.failing == ("limits",)
    await throttle.clear(RATE, "a")
    assert await passed(throttle, "a", 10) == 3
    await server.close()


async def test_switched_off_it_lets_everything_through() -> None:
    for _ in range(10):
        left = await NoThrottle().spend(RATE, "a")
    assert (left.limit, left.remaining) == (3, 3)
    await NoThrottle().clear(RATE, "a")
