"""What processes share through a real Redis: what they count, and that nothing depends on it."""

import asyncio
import random
from pathlib import Path

import pytest
from dependency_injector import providers

from jobwise.application.operations.readiness import Health, Readiness
from jobwise.application.ports.throttle import Left, Rate
from jobwise.bootstrap.container import Container
from jobwise.bootstrap.settings import read_settings
from jobwise.domain.shared.errors import RateLimited
from jobwise.infrastructure import redis_server
from jobwise.infrastructure.caching import RedisCache
from jobwise.infrastructure.redis_server import RedisServer
from jobwise.infrastructure.tasks.rounds import Pulses
from jobwise.infrastructure.throttling import SharedThrottle
from tests.support.migrated import migrated_file
from tests.support.redis import Redis

RATE = Rate("sign-in", 5, 900)
ADDRESS = "203.0.113.9"


async def passed(throttle: SharedThrottle, count: int) -> int:
    done = 0
    for _ in range(count):
        try:
            await throttle.spend(RATE, ADDRESS)
            done += 1
        except RateLimited:
            continue
    return done


async def test_two_processes_count_together_and_redis_is_told_no_address(redis: Redis) -> None:
    servers = [RedisServer(redis.url), RedisServer(redis.url)]
    first, second = (SharedThrottle(server, lambda: b"secret") for server in servers)
    assert await passed(first, 3) == 3
    assert await passed(second, 3) == 2
    names = redis.command("KEYS", "*").decode()
    assert names.count("jobwise:limits") == names.count("$")
    assert ADDRESS not in names
    await second.clear(RATE, ADDRESS)
    assert await passed(first, 9) == 5
    for server in servers:
        await server.close()


async def test_when_it_goes_each_counts_for_itself_until_it_is_back(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_server, "REDIS_REST_S", 0.3)
    pulses, server = Pulses(), RedisServer(redis.url)
    throttle = SharedThrottle(server, lambda: b"secret", pulses)
    assert await passed(throttle, 4) == 4
    redis.stop()
    assert await passed(throttle, 9) == 5
    assert pulses.failing == ("limits",)
    redis.start()
    await asyncio.sleep(0.4)
    assert await passed(throttle, 9) == 5
    assert pulses.failing == ()
    # Every kept connection is broken by now; that alone is no failure.
    redis.stop()
    redis.start()
    await throttle.clear(RATE, ADDRESS)
    assert pulses.failing == ()
    await server.close()


async def test_t47_who_hangs_up_leaves_no_answer_to_the_next(redis: Redis) -> None:
    server, chance = RedisServer(redis.url), random.Random(47)  # noqa: S311 - the same each time
    throttle = SharedThrottle(server, lambda: b"secret")
    rates = {"a": Rate("a", 1_000, 900), "b": Rate("b", 500_000, 900)}

    async def one(name: str) -> tuple[str, Left]:
        return name, await throttle.spend(rates[name], name)

    asked = [asyncio.create_task(one(chance.choice("ab"))) for _ in range(300)]
    for task in asked:
        if chance.random() < 0.3:
            asyncio.get_running_loop().call_later(chance.random() * 0.05, task.cancel)
    answers = await asyncio.gather(*asked, return_exceptions=True)
    told = [answer for answer in answers if isinstance(answer, tuple)]
    assert len(told) > 100
    for name, left in told:
        assert rates[name].amount - 301 <= left.remaining < rates[name].amount
    await server.close()


async def ready(home: Path, monkeypatch: pytest.MonkeyPatch, redis: Redis) -> Readiness:
    given = {"HOME": str(home), "REDIS_URL": redis.url, "QUEUE": "celery", "ENV": "test"}
    for name, value in given.items():
        monkeypatch.setenv(f"JOBWISE_{name}", value)
    container = Container(settings=providers.Object(read_settings(None)))
    found: Readiness = await container.ready()()
    await container.store().close()
    await container.redis().close()
    return found


async def test_readiness_names_it_and_is_only_degraded_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, redis: Redis
) -> None:
    migrated_file(tmp_path / "jobwise.db")
    well = await ready(tmp_path, monkeypatch, redis)
    health = {one.name: one.health for one in well.checks}
    assert (health["redis"], health["queue"]) == (Health.OK, Health.OK)
    redis.stop()
    gone = await ready(tmp_path, monkeypatch, redis)
    assert gone.health is Health.DEGRADED
    assert [one.name for one in gone.checks if one.health is not Health.OK] == ["redis"]


async def test_processes_say_again_what_one_of_them_found_out(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redis_server, "REDIS_REST_S", 0.1)
    servers, pulses = [RedisServer(redis.url), RedisServer(redis.url)], Pulses()
    first, second = (RedisCache(server, lambda: b"secret", pulses) for server in servers)
    await first.put("postings/baker", b"41", seconds=300)
    assert await second.get("postings/baker") == b"41"
    assert b"baker" not in redis.command("KEYS", "*")
    assert await second.get("postings/cook") is None
    await second.drop("postings/baker")
    assert await first.get("postings/baker") is None
    await first.put("postings/baker", b"41", seconds=300)
    redis.stop()
    await second.put("postings/cook", b"7", seconds=300)
    assert await first.get("postings/baker") is None
    assert pulses.failing == ("cache",)
    redis.start()
    await asyncio.sleep(0.15)
    await first.put("postings/cook", b"8", seconds=300)
    assert (await second.get("postings/cook"), pulses.failing) == (b"8", ())
    for server in servers:
        await server.close()
