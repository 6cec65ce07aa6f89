from collections.abc import AsyncIterator

import pytest

from tests.integration.llm import parts
from tests.support.model_server import ModelServer, model_server


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with model_server() as running:
        yield running
        while parts.OPENED:
            await parts.OPENED.pop().close()
