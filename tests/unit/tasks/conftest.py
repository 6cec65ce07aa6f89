import pytest

from tests.unit.tasks.bench import Bench


@pytest.fixture
def bench() -> Bench:
    return Bench()
