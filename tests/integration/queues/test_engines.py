"""The engines of work: rows that workers look for, and Celery with a real Redis."""

import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from jobwise.infrastructure.tasks.distributed import Publisher, make_app
from jobwise.infrastructure.tasks.rounds import Pulses
from tests.contracts.queues import NEVER_S, Line, QueueContract, closing
from tests.support.queue_worker import CLASSES
from tests.support.redis import Redis


class TestDatabase(QueueContract):
    @pytest.fixture
    async def line(self, tmp_path: Path) -> AsyncIterator[Line]:
        settings = {"JOBWISE_QUEUE": "database"}
        async with closing(Line(tmp_path, settings, offer=lambda kinds: None)) as line:
            yield line


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    with Redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


class TestCelery(QueueContract):
    @pytest.fixture
    async def line(self, tmp_path: Path, redis: Redis) -> AsyncIterator[Line]:
        redis.command("FLUSHALL")
        app = make_app(redis.url, CLASSES)
        publisher = Publisher(app, CLASSES, Pulses())
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
        await line.until(lambda: line.counted()["c"] == 1)
        assert time.monotonic() - begun < 2
        assert line.counted() == {"warm": 1, "a": 1, "b": 1, "c": 1}
