from collections.abc import Iterator

import pytest

from tests.support.redis import Redis


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    with Redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def redis(redis_server: Redis) -> Redis:
    """A running Redis that holds nothing."""
    redis_server.start()
    redis_server.command("FLUSHALL")
    return redis_server
