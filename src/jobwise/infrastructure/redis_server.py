"""Redis, where one is set: connections that this process shares, and whether it answers."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from jobwise.domain.limits import REDIS_CONNECT_S, REDIS_CONNECTIONS, REDIS_PATIENCE_S, REDIS_REST_S
from jobwise.domain.shared.errors import Unavailable
from jobwise.infrastructure.tasks.rounds import Pulses

T = TypeVar("T")

PREFIX = "jobwise:"
"""Begins every key, so that JobWise may share a Redis."""

_AWAY = "Redis does not answer; look at JOBWISE_REDIS_URL. Nothing is lost without it."


class RedisServer:
    """Making it connects to nothing. Nothing that is kept there may be missed when it is gone."""

    def __init__(self, url: str) -> None:
        # Not when it is first asked for: the first request would wait for the import, and take that for a slow Redis.
        from redis.asyncio import BlockingConnectionPool
        from redis.asyncio.retry import Retry
        from redis.backoff import ExponentialBackoff
        from redis.exceptions import ConnectionError as Broken

        self.pool = BlockingConnectionPool.from_url(
            url,
            max_connections=REDIS_CONNECTIONS,
            timeout=REDIS_PATIENCE_S,
            socket_connect_timeout=REDIS_CONNECT_S,
            socket_timeout=REDIS_CONNECT_S,
            # After a restart of Redis every kept connection is broken once; that is no reason to do without it.
            retry=Retry(ExponentialBackoff(0.1, 0.02), 2),
            retry_on_error=[Broken],
            health_check_interval=30,
        )

    async def ping(self) -> None:
        """Unavailable when it does not answer."""
        from redis.asyncio import Redis
        from redis.exceptions import RedisError

        try:
            async with asyncio.timeout(REDIS_PATIENCE_S):
                await Redis(connection_pool=self.pool).execute_command("PING")  # type: ignore[no-untyped-call]
        except (RedisError, OSError) as error:
            raise Unavailable(_AWAY) from error

    async def close(self) -> None:
        await self.pool.disconnect()


class Reserve:
    """A use of Redis that can be done without. Once Redis has failed, or was slow, it is left alone for a while: no
    request waits for it again and again."""

    def __init__(self, loop: str, pulses: Pulses) -> None:
        from limits.errors import StorageError
        from redis.exceptions import RedisError

        self._loop, self._pulses = loop, pulses
        self._errors = (RedisError, StorageError, OSError)
        self._rests_until = 0.0

    async def ask(self, there: Callable[[], Awaitable[T]], here: Callable[[], Awaitable[T]]) -> T:
        """The answer from `there`, else from `here`."""
        if time.monotonic() < self._rests_until:
            return await here()
        try:
            async with asyncio.timeout(REDIS_PATIENCE_S):
                found = await there()
        except self._errors as error:
            self._rests_until = time.monotonic() + REDIS_REST_S
            self._pulses.missed(self._loop, Unavailable(f"{_AWAY} ({type(error).__name__})"))
            return await here()
        self._pulses.well(self._loop)
        return found


class RedisCheck:
    """Whether Redis answers; requests are served without it."""

    name = "redis"
    essential = False
    setting = "JOBWISE_REDIS_URL"

    def __init__(self, server: RedisServer) -> None:
        self._server = server

    async def __call__(self) -> str:
        await self._server.ping()
        return "answers"
