"""The memory store keeps the contract of lists."""

import pytest

from jobwise.application.ports.store import Store
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from jobwise.infrastructure.shipped_postings import shipped_postings
from tests.contracts.persistence import lists


@pytest.fixture
def store() -> Store:
    return MemoryStore(Uuid7Ids(), shipped_postings())


class TestJobLists(lists.JobListsContract):
    pass


class TestPostings(lists.PostingsContract):
    pass
