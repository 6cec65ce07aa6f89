"""Rates, counted by `limits`: in this process, or in a shared store with this process in reserve."""

import time
from typing import TYPE_CHECKING

from jobwise.application.ports.throttle import Left, Rate
from jobwise.domain.shared.errors import RateLimited

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.aio.strategies import RateLimiter

IN_PROCESS = "async+memory://"


class LimitsThrottle:
    """Counts in a sliding window. A shared store that fails is replaced by this process for as long as it does."""

    def __init__(self, store_url: str = IN_PROCESS) -> None:
        from limits.aio.strategies import SlidingWindowCounterRateLimiter
        from limits.storage import storage_from_string

        self._here: RateLimiter = SlidingWindowCounterRateLimiter(storage_from_string(IN_PROCESS))
        self._shared: RateLimiter = self._here
        if store_url != IN_PROCESS:
            shared = storage_from_string(store_url, wrap_exceptions=True)
            self._shared = SlidingWindowCounterRateLimiter(shared)

    async def spend(self, rate: Rate, key: str) -> Left:
        from limits.errors import StorageError

        try:
            return await _spend(self._shared, rate, key)
        except StorageError:
            return await _spend(self._here, rate, key)

    async def clear(self, rate: Rate, key: str) -> None:
        from limits.errors import StorageError

        try:
            await self._shared.clear(_item(rate), key)
        except StorageError:
            await self._here.clear(_item(rate), key)


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
