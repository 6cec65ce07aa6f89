"""The store of files that tests use does what the others do."""

from datetime import UTC, datetime

import pytest

from jobwise.infrastructure.files.memory import MemoryFiles
from tests.contracts.files import KeepsFiles


class TestMemoryFiles(KeepsFiles):
    @pytest.fixture
    def files(self) -> MemoryFiles:
        return MemoryFiles(lambda: datetime.now(UTC))
