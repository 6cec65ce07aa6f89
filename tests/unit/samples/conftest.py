import pytest

from jobwise.domain.users.user import User
from tests.unit.samples.world import ME, World


@pytest.fixture
async def world(request: pytest.FixtureRequest) -> World:
    world, verified = World(), getattr(request, "param", True)
    now = world.clock.now()
    async with world.store.write() as work:
        await work.users.add(User(id=ME, email="a@example.org", verified=verified, created_at=now, updated_at=now))
        await work.commit()
    return world
