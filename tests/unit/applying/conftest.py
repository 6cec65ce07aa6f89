from uuid import UUID

import pytest

from jobwise.infrastructure.files.memory import MemoryFiles
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from tests.support.accounts import all_acts, outside_acts
from tests.support.fakes import SteppingClock
from tests.support.press import FakePress
from tests.unit.applying.export_world import World


@pytest.fixture
async def world() -> World:
    store, clock, press = MemoryStore(Uuid7Ids()), SteppingClock(), FakePress()
    files = MemoryFiles(clock.now)
    acts = all_acts(store, clock, Uuid7Ids(), outside_acts(clock, files, press=press))
    world = World(acts, store, clock, files, press, UUID(int=0), UUID(int=0))
    world.owner, world.stranger = await world.person(), await world.person()
    return world
