"""The state machines of accounts and of Idempotency-Key over memory."""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from jobwise.application.ports.store import Store
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from tests.contracts.machines import QuotaMachine, RefreshMachine, StoredMachine
from tests.contracts.once_machine import OnceMachine
from tests.support.soak import examples


class MemoryRefresh(RefreshMachine):
    async def open_store(self) -> Store:
        return MemoryStore(Uuid7Ids())


class MemoryQuota(QuotaMachine):
    async def open_store(self) -> Store:
        return MemoryStore(Uuid7Ids())


class MemoryOnce(OnceMachine):
    async def open_store(self) -> Store:
        return MemoryStore(Uuid7Ids())


@pytest.mark.parametrize("machine", [MemoryRefresh, MemoryQuota, MemoryOnce])
def test_long_lives_keep_the_rules(machine: type[StoredMachine]) -> None:
    run_state_machine_as_test(machine, settings=settings(max_examples=examples(100), stateful_step_count=30))
