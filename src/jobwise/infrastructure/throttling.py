"""Rates, counted by `limits`: in this process, or in Redis with this process in reserve."""

import time
from collections.abc import Callable
from hashlib import blake2b
from typing import TYPE_CHECKING

from jobwise.application.ports.throttle import Left, Rate
from jobwise.domain.shared.errors import RateLimited
from jobwise.infrastructure.redis_server import PREFIX, RedisServer, Reserve
from jobwise.infrastructure.tasks.rounds import Pulses

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.aio.strategies import RateLimiter

IN_PROCESS = "async+memory://"


class LimitsThrottle:
    """Counts in a sliding window, in this process."""

    def __init__(self) -> None:
        from limits.aio.strategies import SlidingWindowCounterRateLimiter
        from limits.storage import storage_from_string

        self._here: RateLimiter = SlidingWindowCounterRateLimiter(storage_from_string(IN_PROCESS))

    async def spend(self, rate: Rate, key: str) -> Left:
        return await _spend(self._here, rate, key)

    async def clear(self, rate: Rate, key: str) -> None:
        await self._here.clear(_item(rate), key)


class SharedThrottle:
    """Counts in Redis, for all processes together. When it fails or is slow, this process counts for itself until
    some seconds later: what was counted there before is forgotten for so long, but nothing is ever let through
    uncounted. Keys hold addresses of people, so Redis gets them hashed under a secret."""

    def __init__(self, server: RedisServer, secret: Callable[[], bytes], pulses: Pulses | None = None) -> None:
        from limits.aio.storage import RedisStorage
        from limits.aio.strategies import SlidingWindowCounterRateLimiter

        storage = RedisStorage(
            "async+redis://",
            wrap_exceptions=True,
            implementation="redispy",
            key_prefix=f"{PREFIX}limits",
            connection_pool=server.pool,  # type: ignore[arg-type]
        )
        self._there: RateLimiter = SlidingWindowCounterRateLimiter(storage)
        self._here = LimitsThrottle()
        self._secret, self._reserve = secret, Reserve("limits", pulses or Pulses())

    async def spend(self, rate: Rate, key: str) -> Left:
        return await self._reserve.ask(
            lambda: _spend(self._there, rate, self._hidden(key)), lambda: self._here.spend(rate, key)
        )

    async def clear(self, rate: Rate, key: str) -> None:
        await self._here.clear(rate, key)
        await self._reserve.ask(
            lambda: self._there.clear(_item(rate), self._hidden(key)), lambda: self._here.clear(rate, key)
        )

    def _hidden(self, key: str) -> str:
        return blake2b(key.encode(), key=self._secret(), digest_size=16).hexdigest()


class NoThrottle:
    """Lets everything through: for load tests on one's own machine."""

    async def spend(self, rate: Rate, key: str) -> Left:
        return Left(rate.amount, rate.amount, rate.period_s)

    async def clear(self, rate: Rate, key: str) -> None:
        """Nothing was counted."""


async def _spend(limiter: "RateLimiter", rate: Rate, key: str) -> Left:
    item = _item(rate)
    let_in = await limiter.hit(item, key)
    stats = await limiter.get_window_stats(item, key)
    reset_s = max(1, min(rate.period_s, round(stats.reset_time - time.time() + 0.5)))
    if not let_in:
        raise RateLimited(
            f"Too many requests from one place; come again in {reset_s} seconds.",
            retry_after_s=reset_s,
            limit=rate.amount,
            remaining=0,
        )
    return Left(rate.amount, max(0, stats.remaining), reset_s)


def _item(rate: Rate) -> "RateLimitItem":
    from limits import RateLimitItemPerSecond

    return RateLimitItemPerSecond(rate.amount, rate.period_s, namespace=rate.name)
