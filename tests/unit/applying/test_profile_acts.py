"""The use cases of profiles over the memory store: outcome, events, foreign owner."""

from uuid import UUID

import pytest

from jobwise.application.use_cases import UseCases
from jobwise.domain.profiles.profile import Experience, Profile
from jobwise.domain.shared.errors import NotFound, Stale
from jobwise.domain.users.user import User
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from tests.support.accounts import all_acts
from tests.support.fakes import SteppingClock

FIRST = Profile(summary="Bibliothekarin", experiences=(Experience("e1", employer="Stadtbücherei Ulm"),))
SECOND = Profile(summary="Archivarin")


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore(Uuid7Ids())


@pytest.fixture
def acts(store: MemoryStore) -> UseCases:
    return all_acts(store, SteppingClock(), Uuid7Ids())


@pytest.fixture
async def owner(acts: UseCases) -> UUID:
    return (await acts.users.ensure_local()).id


@pytest.fixture
async def stranger(store: MemoryStore) -> UUID:
    now = SteppingClock().now()
    user = User(id=UUID(int=9), email="stranger@example.org", created_at=now, updated_at=now)
    async with store.write() as work:
        await work.users.add(user)
        await work.commit()
    return user.id


async def events(store: MemoryStore, id: UUID) -> list[str]:
    async with store.read() as work:
        return [stored.event.name for stored in await work.outbox.history(id)]


async def test_the_local_user_is_made_once(acts: UseCases, store: MemoryStore) -> None:
    first, second = await acts.users.ensure_local(), await acts.users.ensure_local()
    assert first.id == second.id
    assert first.is_local
    assert not first.can_sign_in
    assert await events(store, first.id) == ["user.created"]


async def test_the_first_import_makes_the_default_profile_and_later_ones_replace_it(
    acts: UseCases, owner: UUID, store: MemoryStore
) -> None:
    made = await acts.profiles.import_content(owner=owner, content=FIRST)
    assert (made.is_default, made.version, made.content) == (True, 1, FIRST)
    again = await acts.profiles.import_content(owner=owner, content=SECOND)
    same = await acts.profiles.import_content(owner=owner, content=SECOND)
    assert (again.id, again.version, same.version) == (made.id, 2, 2)
    shown = await acts.profiles.show(owner=owner)
    assert shown.content == SECOND
    assert await events(store, made.id) == ["profile.created", "profile.replaced"]


async def test_without_a_profile_the_way_to_one_is_named(acts: UseCases, owner: UUID) -> None:
    with pytest.raises(NotFound, match="jobwise profile import"):
        await acts.profiles.show(owner=owner)
    with pytest.raises(NotFound):
        await acts.profiles.delete(owner=owner)
    assert (await acts.profiles.list(owner=owner)).total == 0


async def test_a_profile_is_replaced_at_the_version_that_was_read(acts: UseCases, owner: UUID) -> None:
    made = await acts.profiles.import_content(owner=owner, content=FIRST)
    changed = await acts.profiles.replace(owner=owner, id=made.id, content=SECOND, version=1)
    assert changed.version == 2
    with pytest.raises(Stale):
        await acts.profiles.replace(owner=owner, id=made.id, content=FIRST, version=1)
    with pytest.raises(Stale):
        await acts.profiles.delete(owner=owner, id=made.id, version=1)
    assert (await acts.profiles.show(owner=owner)).content == SECOND


async def test_a_deleted_profile_comes_back_beside_the_new_default(
    acts: UseCases, owner: UUID, store: MemoryStore
) -> None:
    old = await acts.profiles.import_content(owner=owner, content=FIRST)
    await acts.profiles.delete(owner=owner)
    with pytest.raises(NotFound):
        await acts.profiles.show(owner=owner, id=old.id)
    new = await acts.profiles.import_content(owner=owner, content=SECOND)
    restored = await acts.profiles.restore(owner=owner, id=old.id)
    assert (restored.is_default, restored.content) == (False, FIRST)
    assert (await acts.profiles.show(owner=owner)).id == new.id
    assert {profile.id for profile in (await acts.profiles.list(owner=owner)).items} == {old.id, new.id}
    assert await events(store, old.id) == ["profile.created", "profile.deleted", "profile.restored"]

    await acts.profiles.make_default(owner=owner, id=old.id)
    assert (await acts.profiles.show(owner=owner)).id == old.id
    assert not (await acts.profiles.show(owner=owner, id=new.id)).is_default
    assert (await events(store, new.id))[-1] == "profile.default_ended"


async def test_somebody_elses_profile_is_not_there(acts: UseCases, owner: UUID, stranger: UUID) -> None:
    mine = await acts.profiles.import_content(owner=owner, content=FIRST)
    with pytest.raises(NotFound):
        await acts.profiles.show(owner=stranger, id=mine.id)
    with pytest.raises(NotFound):
        await acts.profiles.replace(owner=stranger, id=mine.id, content=SECOND)
    with pytest.raises(NotFound):
        await acts.profiles.delete(owner=stranger, id=mine.id)
    with pytest.raises(NotFound):
        await acts.profiles.restore(owner=stranger, id=mine.id)
    with pytest.raises(NotFound):
        await acts.profiles.make_default(owner=stranger, id=mine.id)
    assert (await acts.profiles.show(owner=owner)).content == FIRST
