"""Many editors of one profile at once on real databases, what an edit writes, and how many statements a look takes."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from tests.contracts.persistence.owned import OWNER, put, shown, with_users
from tests.support.accounts import all_acts
from tests.support.fakes import SteppingClock
from tests.support.statements import statements_of

from jobwise.application.ports.store import Store
from jobwise.domain.limits import MAX_PROFILE_VERSIONS
from jobwise.domain.profiles.editing import Act, ListName, Operation
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.codec import to_data
from jobwise.domain.shared.errors import Conflict, NotFound, Stale
from jobwise.domain.shared.paging import Page
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.sql.store import SqlStore
from jobwise.infrastructure.persistence.sql.tables import education, experiences, projects

EDITORS = 50


async def stored(store: Store, content: Profile | None = None) -> MasterProfile:
    await with_users(store)
    profile: MasterProfile = shown(MasterProfile, content=content or Profile(), is_default=True)
    await put(store, "profiles", profile)
    return profile


def adding(name: str) -> list[Operation]:
    return [
        Operation(Act.CREATE, ListName.SKILLS, values={"name": name}),
        Operation(Act.CREATE, ListName.EXPERIENCES, values={"title": name, "start": "2019"}),
    ]


async def test_of_fifty_editors_of_one_version_one_wins(store: Store) -> None:
    profile = await stored(store)
    acts = all_acts(store, SteppingClock(), Uuid7Ids())

    async def edit(number: int) -> str:
        try:
            await acts.profiles.edit(owner=OWNER, id=profile.id, operations=adding(str(number)), version=1)
        except (Stale, Conflict):
            return "lost"
        return str(number)

    said = [one for one in await asyncio.gather(*(edit(number) for number in range(EDITORS))) if one != "lost"]
    now = await acts.profiles.show(owner=OWNER, id=profile.id)
    assert (now.version, [one.name for one in now.content.skills]) == (2, said)
    assert [one.title for one in now.content.experiences] == said
    assert len(said) == 1


@pytest.mark.parametrize(("editors", "versioned"), [(EDITORS, False), (12, True)])
async def test_editors_who_try_again_lose_nothing(store: Store, editors: int, versioned: bool) -> None:
    profile = await stored(store)
    acts = all_acts(store, SteppingClock(), Uuid7Ids())

    async def edit(number: int) -> None:
        while True:
            version = (await acts.profiles.show(owner=OWNER, id=profile.id)).version if versioned else None
            try:
                await acts.profiles.edit(owner=OWNER, id=profile.id, operations=adding(str(number)), version=version)
                return
            except (Stale, Conflict):
                # Told, never silent; the loser looks again.
                continue

    await asyncio.gather(*(edit(number) for number in range(editors)))
    now = await acts.profiles.show(owner=OWNER, id=profile.id)
    assert now.version == editors + 1
    assert {one.name for one in now.content.skills} == {str(number) for number in range(editors)}
    kept = await acts.profiles.versions(owner=OWNER, id=profile.id, page=Page(1, 100))
    assert [one.version for one in kept.items] == [*range(editors + 1, 0, -1)][:MAX_PROFILE_VERSIONS]
    for version in (2, 7, editors + 1):
        old = await acts.profiles.version(owner=OWNER, id=profile.id, version=version)
        assert len(old.content.skills) == len(old.content.experiences) == version - 1


async def test_the_lists_stand_in_their_tables_as_in_the_version(store: Store) -> None:
    assert isinstance(store, SqlStore)
    profile: MasterProfile = shown(MasterProfile, is_default=True)
    await with_users(store)
    await put(store, "profiles", profile)
    whole: dict[str, Any] = to_data(profile.content)
    async with store._engine.connect() as connection:
        for name, table in (("experiences", experiences), ("education", education), ("projects", projects)):
            rows = (await connection.execute(select(table).order_by(table.c.position))).mappings().all()
            shown_rows = [{key: row[key] for key in row if key not in ("profile_id", "position")} for row in rows]
            assert shown_rows == whole[name]


async def test_a_profile_is_read_in_one_statement_and_a_list_in_two(store: Store) -> None:
    assert isinstance(store, SqlStore)
    profile = await stored(store, shown(MasterProfile).content)
    acts = all_acts(store, SteppingClock(), Uuid7Ids())
    looks: tuple[tuple[int, Callable[[], Awaitable[object]]], ...] = (
        (1, lambda: acts.profiles.show(owner=OWNER, id=profile.id)),
        (1, lambda: acts.profiles.show(owner=OWNER)),
        (1, lambda: acts.profiles.analyse(owner=OWNER, id=profile.id)),
        (2, lambda: acts.profiles.list(owner=OWNER)),
        (1, lambda: acts.profiles.version(owner=OWNER, id=profile.id, version=1)),
    )
    for most, look in looks:
        with statements_of(store) as statements:
            await look()
        assert len(statements) == most, statements


async def test_a_version_number_that_no_column_holds_is_missing(store: Store) -> None:
    profile = await stored(store)
    acts = all_acts(store, SteppingClock(), Uuid7Ids())
    for id, version in ((profile.id, 2**31 - 1), (UUID(int=2**128 - 1), 1)):
        with pytest.raises(NotFound):
            await acts.profiles.version(owner=OWNER, id=id, version=version)
