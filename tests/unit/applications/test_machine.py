"""The state machine of applications over the memory store."""

import pytest
from hypothesis import settings

from jobwise.application.ports.store import Store
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from tests.contracts.applications.model import ApplicationMachine, RaceContract
from tests.support.soak import examples


class MemoryMachine(ApplicationMachine):
    open_store = staticmethod(lambda: MemoryStore(Uuid7Ids()))


class TestMemoryMachine(MemoryMachine.TestCase):
    settings = settings(max_examples=examples(100), stateful_step_count=30, deadline=None)


class TestMemoryRaces(RaceContract):
    @pytest.fixture
    def store(self) -> Store:
        return MemoryStore(Uuid7Ids())
