"""What holds for every owned room of every store.

Run over memory by tests/unit, over real databases by tests/integration.
"""

import asyncio
import dataclasses
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

import pytest
from tests.support.filled import START, filled

from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.domain.shared.errors import Conflict, LostRace, NotFound
from jobwise.domain.shared.paging import Page
from jobwise.domain.users.user import User

OWNER = UUID(int=1)
STRANGER = UUID(int=2)
NOWHERE = UUID(int=99)


def shown(kind: type[Any], /, **given: Any) -> Any:
    """A filled aggregate that is not deleted, is new, and belongs to OWNER."""
    return filled(kind, **{"owner_id": OWNER, "deleted_at": None, "version": 1, **given})


async def with_users(store: Store) -> None:
    async with store.write() as work:
        for id in (OWNER, STRANGER):
            await work.users.add(User(id=id, created_at=START, updated_at=START, email=f"user{id.int}@example.org"))
        await work.commit()


async def put(store: Store, room: str, *aggregates: Any) -> None:
    async with store.write() as work:
        for aggregate in aggregates:
            await getattr(work, room).add(aggregate)
        await work.commit()


class OwnedRoomContract:
    """What holds for every owned room; a subclass names the room and its type."""

    ROOM: ClassVar[str]
    KIND: ClassVar[type[Any]]

    def room(self, work: UnitOfWork) -> Any:
        return getattr(work, self.ROOM)

    @pytest.fixture(autouse=True)
    async def _users(self, store: Store) -> None:
        await with_users(store)

    async def test_every_field_comes_back(self, store: Store) -> None:
        whole = filled(self.KIND, owner_id=OWNER)
        await put(store, self.ROOM, whole)
        async with store.read() as work:
            again = await self.room(work).get(whole.id, owner=OWNER, hidden=True)
        assert again == whole
        assert again is not whole
        assert again.seen_version == whole.version

    async def test_a_change_of_every_field_comes_back(self, store: Store) -> None:
        first = shown(self.KIND, created_at=START)
        await put(store, self.ROOM, first)
        async with store.write() as work:
            found = await self.room(work).get(first.id, owner=OWNER)
            whole = filled(self.KIND, id=first.id, owner_id=OWNER, created_at=START)
            for field in dataclasses.fields(self.KIND):
                if field.init:
                    setattr(found, field.name, getattr(whole, field.name))
            await self.room(work).save(found)
            await work.commit()
        async with store.read() as work:
            assert await self.room(work).get(first.id, owner=OWNER, hidden=True) == whole

    async def test_what_is_empty_comes_back_empty(self, store: Store) -> None:
        sparse = self.sparse()
        await put(store, self.ROOM, sparse)
        async with store.read() as work:
            assert await self.room(work).get(sparse.id, owner=OWNER) == sparse

    def sparse(self) -> Any:
        """An aggregate whose optional fields are at their defaults."""
        given = {
            field.name: _default(field)
            for field in dataclasses.fields(self.KIND)
            if field.init and _default(field) is not dataclasses.MISSING
        }
        return shown(self.KIND, **given)

    async def test_somebody_elses_is_as_missing_as_none(self, store: Store) -> None:
        mine = shown(self.KIND)
        await put(store, self.ROOM, mine)
        async with store.read() as work:
            with pytest.raises(NotFound) as foreign:
                await self.room(work).get(mine.id, owner=STRANGER)
            with pytest.raises(NotFound) as absent:
                await self.room(work).get(NOWHERE, owner=STRANGER)
            listing = await self.room(work).list(owner=STRANGER, page=Page())
        assert (foreign.value.message, foreign.value.details) == (absent.value.message, absent.value.details)
        assert (listing.items, listing.total) == ((), 0)

    async def test_somebody_elses_cannot_be_saved_as_ones_own(self, store: Store) -> None:
        mine = shown(self.KIND)
        await put(store, self.ROOM, mine)
        async with store.write() as work:
            taken = await self.room(work).get(mine.id, owner=OWNER)
            taken.owner_id = STRANGER
            taken.delete(START + timedelta(days=9))
            with pytest.raises(Conflict):
                await self.room(work).save(taken)
        async with store.read() as work:
            assert (await self.room(work).get(mine.id, owner=OWNER)).owner_id == OWNER

    async def test_nobody_unknown_owns_anything(self, store: Store) -> None:
        async with store.write() as work:
            with pytest.raises(Conflict):
                await self.room(work).add(shown(self.KIND, owner_id=NOWHERE))

    async def test_an_id_is_given_once(self, store: Store) -> None:
        mine = shown(self.KIND)
        await put(store, self.ROOM, mine)
        async with store.write() as work:
            with pytest.raises(Conflict):
                await self.room(work).add(shown(self.KIND, owner_id=STRANGER, id=mine.id))

    async def test_the_second_of_two_changes_is_refused(self, store: Store) -> None:
        mine = shown(self.KIND)
        await put(store, self.ROOM, mine)
        async with store.read() as work:
            late = await self.room(work).get(mine.id, owner=OWNER)
        now = START + timedelta(days=9)
        async with store.write() as work:
            early = await self.room(work).get(mine.id, owner=OWNER)
            early.delete(now)
            await self.room(work).save(early)
            await work.commit()
        late.delete(now)
        async with store.write() as work:
            with pytest.raises(Conflict):
                await self.room(work).save(late)

    async def test_fifty_writers_at_once_lose_no_change(self, store: Store) -> None:
        mine = shown(self.KIND)
        await put(store, self.ROOM, mine)

        async def turn() -> bool:
            now = START + timedelta(days=9)
            async with store.write() as work:
                found = await self.room(work).get(mine.id, owner=OWNER, hidden=True)
                (found.restore if found.hidden else found.delete)(now)
                try:
                    await self.room(work).save(found)
                except LostRace:
                    # Somebody was faster. Anything else, a database that is locked above all, is a failure.
                    return False
                await work.commit()
                return True

        async def until_done() -> None:
            while not await turn():
                pass

        await asyncio.gather(*(until_done() for _ in range(50)))
        async with store.read() as work:
            after = await self.room(work).get(mine.id, owner=OWNER)
            events = [one.event for one in await work.outbox.pending(1_000) if one.event.aggregate_id == mine.id]
        assert after.version == 51
        assert sorted(event.aggregate_version for event in events if event.aggregate_version > 1) == [*range(2, 52)]

    async def test_what_was_never_stored_cannot_be_saved(self, store: Store) -> None:
        mine = shown(self.KIND)
        async with store.write() as work:
            with pytest.raises(Conflict):
                await self.room(work).save(mine)

    async def test_saving_without_a_change_changes_nothing(self, store: Store) -> None:
        mine = shown(self.KIND)
        await put(store, self.ROOM, mine)
        async with store.write() as work:
            found = await self.room(work).get(mine.id, owner=OWNER)
            await self.room(work).save(found)
            await work.commit()
        async with store.read() as work:
            assert await self.room(work).get(mine.id, owner=OWNER) == mine
            assert await work.outbox.history(mine.id) == await work.outbox.history(NOWHERE)

    async def test_an_unsaved_change_is_forgotten(self, store: Store) -> None:
        mine = shown(self.KIND)
        await put(store, self.ROOM, mine)
        mine.updated_at += timedelta(days=5)
        async with store.write() as work:
            found = await self.room(work).get(mine.id, owner=OWNER)
            found.delete(START + timedelta(days=9))
            await work.commit()
        async with store.read() as work:
            again = await self.room(work).get(mine.id, owner=OWNER)
            assert not again.hidden
            assert again.updated_at == mine.updated_at - timedelta(days=5)
            assert await work.outbox.history(mine.id) == await work.outbox.history(NOWHERE)

    async def test_what_was_deleted_long_ago_is_erased_and_nothing_else(self, store: Store) -> None:
        gone, kept = shown(self.KIND, **self.apart()), shown(self.KIND, id=UUID(int=63), **self.apart())
        await put(store, self.ROOM, gone, kept)
        now = START + timedelta(days=9)
        async with store.write() as work:
            found = await self.room(work).get(gone.id, owner=OWNER)
            found.delete(now)
            await self.room(work).save(found)
            await work.commit()
        async with store.write() as work:
            assert await self.room(work).erase_hidden(now) == 0
            assert await self.room(work).erase_hidden(now + timedelta(seconds=1)) == 1
            await work.commit()
        async with store.read() as work:
            with pytest.raises(NotFound):
                await self.room(work).get(gone.id, owner=OWNER, hidden=True)
            assert await self.room(work).get(kept.id, owner=OWNER) == kept

    async def test_deleted_is_hidden_and_can_be_restored(self, store: Store) -> None:
        mine = shown(self.KIND)
        await put(store, self.ROOM, mine)
        now = START + timedelta(days=9)
        async with store.write() as work:
            found = await self.room(work).get(mine.id, owner=OWNER)
            found.delete(now)
            await self.room(work).save(found)
            await work.commit()
        async with store.read() as work:
            with pytest.raises(NotFound):
                await self.room(work).get(mine.id, owner=OWNER)
            assert (await self.room(work).list(owner=OWNER, page=Page())).total == 0
        async with store.write() as work:
            hidden = await self.room(work).get(mine.id, owner=OWNER, hidden=True)
            assert hidden.deleted_at == now
            hidden.restore(now)
            await self.room(work).save(hidden)
            await work.commit()
        async with store.read() as work:
            again = await self.room(work).get(mine.id, owner=OWNER)
            assert (again.version, again.deleted_at) == (3, None)
            names = [stored.event.name for stored in await work.outbox.history(mine.id)]
        assert names == [f"{self.KIND.KIND}.deleted", f"{self.KIND.KIND}.restored"]

    async def test_pages_are_stable_newest_first_and_whole(self, store: Store) -> None:
        # Two of each moment, so that the order within a moment is put to the test too.
        made = [
            shown(self.KIND, id=UUID(int=100 + n), created_at=START + timedelta(seconds=n // 2), **self.apart())
            for n in range(7)
        ]
        foreign = shown(self.KIND, id=UUID(int=200), owner_id=STRANGER)
        await put(store, self.ROOM, *made[3:], foreign, *made[:3])
        async with store.read() as work:
            pages = [await self.room(work).list(owner=OWNER, page=Page(number, 3)) for number in (1, 2, 3, 4)]
        assert [item.id.int for page in pages for item in page.items] == [106, 105, 104, 103, 102, 101, 100]
        assert [len(page.items) for page in pages] == [3, 3, 1, 0]
        assert {page.total for page in pages} == {7}
        assert pages[0].items[0] == made[6]

    def apart(self) -> dict[str, Any]:
        """What must differ from the filled aggregate for several to be stored side by side."""
        return {}


def _default(field: "dataclasses.Field[Any]") -> Any:
    return field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default
