"""Caches: in this process, or in Redis for all processes together."""

import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b

from jobwise.domain.limits import MAX_CACHED
from jobwise.infrastructure.redis_server import PREFIX, RedisServer, Reserve
from jobwise.infrastructure.tasks.rounds import Pulses


class MemoryCache:
    """Holds `MAX_CACHED` answers; those that nobody asked for longest go first."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._kept: OrderedDict[str, tuple[float, bytes]] = OrderedDict()

    async def get(self, key: str) -> bytes | None:
        until, value = self._kept.get(key, (0.0, b""))
        if until <= self._now():
            self._kept.pop(key, None)
            return None
        self._kept.move_to_end(key)
        return value

    async def put(self, key: str, value: bytes, *, seconds: int) -> None:
        self._kept[key] = (self._now() + seconds, value)
        self._kept.move_to_end(key)
        if len(self._kept) > MAX_CACHED:
            self._kept.popitem(last=False)

    async def drop(self, key: str) -> None:
        self._kept.pop(key, None)


class RedisCache:
    """Keys may say what people look for, so Redis gets them hashed under a secret. Values are bytes as they are: they
    are never opened as anything else."""

    def __init__(self, server: RedisServer, secret: Callable[[], bytes], pulses: Pulses | None = None) -> None:
        from redis.asyncio import Redis

        self._redis, self._secret = Redis(connection_pool=server.pool), secret
        self._reserve = Reserve("cache", pulses or Pulses())

    async def get(self, key: str) -> bytes | None:
        found = await self._reserve.ask(lambda: self._redis.get(self._hidden(key)), _nothing)
        return found if isinstance(found, bytes) else None

    async def put(self, key: str, value: bytes, *, seconds: int) -> None:
        await self._reserve.ask(lambda: self._redis.set(self._hidden(key), value, ex=seconds), _nothing)

    async def drop(self, key: str) -> None:
        await self._reserve.ask(lambda: self._redis.delete(self._hidden(key)), _nothing)

    def _hidden(self, key: str) -> str:
        return f"{PREFIX}cache/{blake2b(key.encode(), key=self._secret(), digest_size=16).hexdigest()}"


async def _nothing() -> None:
    """What is known without Redis."""
