import pytest

from tests.support.http import House


@pytest.fixture
def house() -> House:
    return House()
