"""The engines of work: rows that workers look for, and Celery with a real Redis."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from jobwise.domain.limits import HINTS_WAITING
from jobwise.infrastructure.tasks.distributed import Publisher, make_app
from jobwise.infrastructure.tasks.rounds import Pulses
from tests.contracts.queues import NEVER_S, A, Line, QueueContract, closing
from tests.support.queue_worker import CLASSES
from tests.support.redis import Redis


class TestDatabase(QueueContract):
    @pytest.fixture
    async def line(self, tmp_path: Path) -> AsyncIterator[Line]:
        settings = {"JOBWISE_QUEUE": "database"}
        async with closing(Line(tmp_path, settings, offer=lambda kinds: None)) as line:
            yield line


class TestCelery(QueueContract):
    @pytest.fixture
    async def line(self, tmp_path: Path, redis: Redis) -> AsyncIterator[Line]:
        app = make_app(redis.url, CLASSES)
        self.app, self.pulses = app, Pulses()
        publisher = Publisher(app, CLASSES, self.pulses)
        settings = {"JOBWISE_QUEUE": "celery", "JOBWISE_REDIS_URL": redis.url}
        async with closing(Line(tmp_path, settings, offer=publisher)) as line:
            yield line
        await publisher.close()

    async def test_who_is_told_need_not_look(self, line: Line) -> None:
        line.worker(NEVER_S)
        await line.add(["warm"])
        await line.ended_as(["warm"], "done")
        begun = time.monotonic()
        await line.add(["a", "b", "c"])
        await line.ended_as(["a", "b", "c"], "done")
        assert time.monotonic() - begun < 2
        assert line.counted() == {"warm": 1, "a": 1, "b": 1, "c": 1}

    async def test_without_its_broker_nobody_waits_and_everything_is_done(self, line: Line, redis: Redis) -> None:
        line.worker()
        await line.add(["before"])
        await line.ended_as(["before"], "done")
        redis.stop()
        longest, keys = 0.0, [f"t{number}" for number in range(10)]
        for key in keys:
            begun = time.monotonic()
            await line.add([key])
            longest = max(longest, time.monotonic() - begun)
        await line.ended_as(keys, "done")
        assert longest < 1
        await line.until(lambda: self.pulses.failing == ("publish",))
        redis.start()
        await line.add(["after"])
        await line.ended_as(["after"], "done")
        await line.until(lambda: not self.pulses.failing)
        assert set(line.counted().values()) == {1}

    async def test_t9_what_is_no_json_is_never_opened(self, line: Line, redis: Redis) -> None:
        assert self.app.conf.accept_content == ["json"]
        line.worker(NEVER_S)
        with self.app.connection_for_write() as connection, connection.Producer(serializer="pickle") as producer:
            producer.publish(
                ((("work",), {}, {})), routing_key="work.work", headers={"task": "jobwise.work", "id": "1"}
            )
        await line.until(lambda: "ContentDisallowed" in line.workers.log() or "disabled" in line.workers.log())
        assert redis.command("LLEN", "jobwise:work.work") == b":0\r\n"
        await line.add(["good"])
        await line.ended_as(["good"], "done")

    async def test_no_more_messages_wait_than_wake_anybody_and_none_says_whose(self, line: Line, redis: Redis) -> None:
        await line.add([f"t{number}" for number in range(HINTS_WAITING + 20)])
        await asyncio.sleep(0.2)
        waiting = int(redis.command("LLEN", "jobwise:work.work")[1:-2])
        assert 0 < waiting <= HINTS_WAITING
        message = redis.command("LINDEX", "jobwise:work.work", "0").decode()
        assert str(A) not in message
        assert "t0" not in message
        found = redis.command("KEYS", "*").decode().split("\r\n")[2::2]
        assert found
        assert all(name.startswith("jobwise:") for name in found)
