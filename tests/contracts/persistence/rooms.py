"""How every room of every store behaves. Run over memory by tests/unit, over real databases by tests/integration."""

import asyncio
import dataclasses
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

import pytest
from tests.support.filled import START, filled

from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.domain.exports.export import Export
from jobwise.domain.generations.generation import Generation
from jobwise.domain.jobs.captured import CapturedJob, JobStatus
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.rankings.stored import RankingInputs, StoredRanking
from jobwise.domain.shared.errors import Conflict, InvalidInput, NotFound
from jobwise.domain.shared.paging import Page
from jobwise.domain.users.user import Tier, User

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


class ProfilesContract(OwnedRoomContract):
    ROOM = "profiles"
    KIND = MasterProfile

    def apart(self) -> dict[str, Any]:
        return {"is_default": False}

    async def test_there_is_one_default_of_each_owner(self, store: Store) -> None:
        first, second = shown(MasterProfile, is_default=True), shown(MasterProfile, id=UUID(int=50), is_default=False)
        foreign = shown(MasterProfile, id=UUID(int=51), owner_id=STRANGER, is_default=True)
        await put(store, "profiles", first, second, foreign)
        async with store.read() as work:
            assert await work.profiles.find_default(owner=OWNER) == first
            assert await work.profiles.find_default(owner=NOWHERE) is None
        async with store.write() as work:
            with pytest.raises(Conflict):
                await work.profiles.add(shown(MasterProfile, id=UUID(int=52), is_default=True))
        async with store.write() as work:
            other = await work.profiles.get(second.id, owner=OWNER)
            other.make_default(START + timedelta(days=9))
            with pytest.raises(Conflict):
                await work.profiles.save(other)

    async def test_a_deleted_default_leaves_the_place_free(self, store: Store) -> None:
        await put(store, "profiles", shown(MasterProfile, is_default=True))
        async with store.write() as work:
            first = await work.profiles.find_default(owner=OWNER)
            assert first is not None
            first.delete(START + timedelta(days=9))
            await work.profiles.save(first)
            await work.profiles.add(shown(MasterProfile, id=UUID(int=52), is_default=True))
            await work.commit()
        async with store.read() as work:
            found = await work.profiles.find_default(owner=OWNER)
            assert found is not None
            assert found.id == UUID(int=52)

    async def test_items_keep_their_order_and_fewer_replace_more(self, store: Store) -> None:
        profile = shown(MasterProfile)
        await put(store, "profiles", profile)
        content = profile.content
        turned = dataclasses.replace(
            content, experiences=content.experiences[::-1], projects=content.projects[:1], education=()
        )
        async with store.write() as work:
            found = await work.profiles.get(profile.id, owner=OWNER)
            found.replace(turned, START + timedelta(days=9))
            await work.profiles.save(found)
            await work.commit()
        async with store.read() as work:
            again = await work.profiles.get(profile.id, owner=OWNER)
        assert again.content == turned
        assert again.version == 2

    async def test_the_order_of_unknown_keys_is_kept(self, store: Store) -> None:
        extras = {"zebra": 1, "ant": {"y": 1.0, "b": [None, "ü"]}, "": ""}
        profile = shown(MasterProfile, content=Profile(extras=extras))
        await put(store, "profiles", profile)
        async with store.read() as work:
            again = await work.profiles.get(profile.id, owner=OWNER)
        assert list(again.content.extras) == list(extras)
        assert list(again.content.extras["ant"]) == ["y", "b"]

    @pytest.mark.parametrize("bad", ["nul \x00", "half \ud83d"])
    async def test_text_that_no_database_holds_is_refused(self, store: Store, bad: str) -> None:
        for profile in (
            shown(MasterProfile, name=bad),
            shown(MasterProfile, content=Profile(summary=bad)),
            shown(MasterProfile, content=Profile(extras={"key": [bad]})),
            shown(MasterProfile, content=Profile(extras={bad: 1})),
        ):
            async with store.write() as work:
                with pytest.raises(InvalidInput):
                    await work.profiles.add(profile)
        async with store.read() as work:
            assert (await work.profiles.list(owner=OWNER, page=Page())).total == 0


class JobsContract(OwnedRoomContract):
    ROOM = "jobs"
    KIND = CapturedJob

    async def test_a_job_moves_and_keeps_its_reading(self, store: Store) -> None:
        job = shown(CapturedJob, status=JobStatus.DRAFT, content=Job(title="Optikerin", text="…"))
        await put(store, "jobs", job)
        async with store.write() as work:
            found = await work.jobs.get(job.id, owner=OWNER)
            found.move(JobStatus.ACTIVE, START + timedelta(days=9))
            found.move(JobStatus.ARCHIVED, START + timedelta(days=9))
            await work.jobs.save(found)
            await work.commit()
        async with store.read() as work:
            again = await work.jobs.get(job.id, owner=OWNER)
            events = [stored.event for stored in await work.outbox.history(job.id)]
        assert (again.status, again.version, again.content) == (JobStatus.ARCHIVED, 2, job.content)
        assert [(event.name, event.aggregate_version) for event in events] == [
            ("job.activated", 2),
            ("job.archived", 2),
        ]


class RankingsContract(OwnedRoomContract):
    ROOM = "rankings"
    KIND = StoredRanking

    async def test_the_newest_of_the_same_inputs_is_found(self, store: Store) -> None:
        older = shown(StoredRanking, id=UUID(int=60))
        newer = shown(StoredRanking, id=UUID(int=61), created_at=START + timedelta(hours=1))
        await put(store, "rankings", newer, older)
        async with store.read() as work:
            assert await work.rankings.find(older.inputs, owner=OWNER) == newer
            assert await work.rankings.find(older.inputs, owner=STRANGER) is None

    @pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(RankingInputs)])
    async def test_other_inputs_are_not_the_same(self, store: Store, field: str) -> None:
        ranking = shown(StoredRanking)
        await put(store, "rankings", ranking)
        value = getattr(ranking.inputs, field)
        other = {str: "f" * 64, int: 77, UUID: NOWHERE}[type(value)]
        async with store.read() as work:
            assert await work.rankings.find(dataclasses.replace(ranking.inputs, **{field: other}), owner=OWNER) is None

    async def test_rankings_of_a_job(self, store: Store) -> None:
        mine = shown(StoredRanking)
        other = shown(StoredRanking, id=UUID(int=61), inputs=dataclasses.replace(mine.inputs, job_id=NOWHERE))
        await put(store, "rankings", mine, other)
        async with store.read() as work:
            listing = await work.rankings.of_job(mine.inputs.job_id, owner=OWNER, page=Page())
            foreign = await work.rankings.of_job(mine.inputs.job_id, owner=STRANGER, page=Page())
        assert (listing.items, listing.total) == ((mine,), 1)
        assert foreign.total == 0


class GenerationsContract(OwnedRoomContract):
    ROOM = "generations"
    KIND = Generation

    async def test_generations_of_a_job(self, store: Store) -> None:
        mine = shown(Generation)
        assert mine.provenance.job_id is not None
        without = shown(
            Generation,
            id=UUID(int=61),
            provenance=dataclasses.replace(mine.provenance, job_id=None, job_version=None, job=None),
        )
        await put(store, "generations", mine, without)
        async with store.read() as work:
            listing = await work.generations.of_job(mine.provenance.job_id, owner=OWNER, page=Page())
            foreign = await work.generations.of_job(mine.provenance.job_id, owner=STRANGER, page=Page())
            assert await work.generations.get(without.id, owner=OWNER) == without
        assert (listing.items, listing.total) == ((mine,), 1)
        assert foreign.total == 0


class ExportsContract(OwnedRoomContract):
    ROOM = "exports"
    KIND = Export

    async def test_exports_of_a_generation(self, store: Store) -> None:
        mine = shown(Export)
        other = shown(Export, id=UUID(int=61), generation_id=NOWHERE)
        await put(store, "exports", mine, other)
        async with store.read() as work:
            listing = await work.exports.of_generation(mine.generation_id, owner=OWNER, page=Page())
            foreign = await work.exports.of_generation(mine.generation_id, owner=STRANGER, page=Page())
        assert (listing.items, listing.total) == ((mine,), 1)
        assert foreign.total == 0

    async def test_fifty_writers_at_once_lose_nothing(self, store: Store) -> None:
        export = shown(Export, download_count=0, expires_at=None)
        await put(store, "exports", export)

        async def download() -> None:
            while True:
                try:
                    async with store.write() as work:
                        found = await work.exports.get(export.id, owner=OWNER)
                        found.download(START + timedelta(days=9))
                        await work.exports.save(found)
                        await work.commit()
                        return
                except Conflict:
                    # A lost race is told, never silent; the loser reads again.
                    continue

        await asyncio.gather(*(download() for _ in range(50)))
        async with store.read() as work:
            again = await work.exports.get(export.id, owner=OWNER)
            history = await work.outbox.history(export.id)
        assert (again.download_count, again.version) == (50, 51)
        assert [stored.event.aggregate_version for stored in history] == list(range(2, 52))
        assert [stored.event.payload["download_count"] for stored in history] == list(range(1, 51))


class UsersContract:
    async def test_every_field_comes_back(self, store: Store) -> None:
        whole = filled(User)
        await put(store, "users", whole)
        async with store.read() as work:
            again = await work.users.get(whole.id, hidden=True)
            with pytest.raises(NotFound):
                await work.users.get(whole.id)
        assert again == whole

    async def test_a_change_comes_back_and_the_second_of_two_is_refused(self, store: Store) -> None:
        user = filled(User, deleted_at=None, version=1)
        await put(store, "users", user)
        async with store.read() as work:
            late = await work.users.get(user.id)
        async with store.write() as work:
            found = await work.users.get(user.id)
            found.tier = Tier.ENTERPRISE
            found.delete(START + timedelta(days=9))
            await work.users.save(found)
            await work.commit()
        async with store.read() as work:
            assert (await work.users.get(user.id, hidden=True)).tier is Tier.ENTERPRISE
        late.delete(START + timedelta(days=9))
        async with store.write() as work:
            with pytest.raises(Conflict):
                await work.users.save(late)

    async def test_there_is_one_local_user(self, store: Store) -> None:
        async with store.read() as work:
            assert await work.users.find_local() is None
        local = User.local(id=OWNER, now=START)
        await put(store, "users", local)
        async with store.read() as work:
            found = await work.users.find_local()
        assert found == local
        assert not local.can_sign_in
        async with store.write() as work:
            with pytest.raises(Conflict):
                await work.users.add(User.local(id=STRANGER, now=START))

    async def test_an_email_is_taken_once_until_its_account_is_deleted(self, store: Store) -> None:
        first = filled(User, email="mara@example.org", deleted_at=None)
        await put(store, "users", first)
        async with store.write() as work:
            with pytest.raises(Conflict, match="email is taken"):
                await work.users.add(filled(User, id=STRANGER, email="mara@example.org", deleted_at=None))
        async with store.write() as work:
            found = await work.users.get(first.id)
            found.delete(START + timedelta(days=9))
            await work.users.save(found)
            await work.users.add(filled(User, id=STRANGER, email="mara@example.org", deleted_at=None))
            await work.commit()
        async with store.read() as work:
            assert (await work.users.get(STRANGER)).email == "mara@example.org"


def _default(field: "dataclasses.Field[Any]") -> Any:
    return field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default
