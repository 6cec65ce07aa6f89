"""What each room of every store does beyond what all do."""

import asyncio
import dataclasses
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.contracts.persistence.owned import NOWHERE, OWNER, STRANGER, OwnedRoomContract, put, shown
from tests.support.filled import START, filled

from jobwise.application.ports.generations import GenerationFilter
from jobwise.application.ports.profiles import ProfileMark
from jobwise.application.ports.store import Store
from jobwise.domain.generations.document import GenerationKind
from jobwise.domain.generations.generation import Generation, GenerationStatus
from jobwise.domain.generations.progress import LetterProgress, LetterStep
from jobwise.domain.jobs.captured import CapturedJob, JobStatus
from jobwise.domain.jobs.job import Job
from jobwise.domain.limits import MAX_PROFILE_VERSIONS
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.rankings.stored import RankingInputs, StoredRanking
from jobwise.domain.shared.errors import Conflict, InvalidInput, LostRace, NotFound
from jobwise.domain.shared.paging import Page
from jobwise.domain.users.user import Tier, User


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
            assert await work.profiles.default_mark(owner=OWNER) == ProfileMark(first.id, first.version)
            assert await work.profiles.default_mark(owner=NOWHERE) is None
        async with store.write() as work:
            with pytest.raises(Conflict):
                await work.profiles.add(shown(MasterProfile, id=UUID(int=52), is_default=True))
        async with store.write() as work:
            other = await work.profiles.get(second.id, owner=OWNER)
            other.make_default(START + timedelta(days=9))
            with pytest.raises(Conflict):
                await work.profiles.save(other)

    async def test_what_documents_are_made_from_is_found_at_once_and_only_ones_own(self, store: Store) -> None:
        first, second = shown(MasterProfile, is_default=True), shown(MasterProfile, id=UUID(int=50), is_default=False)
        hidden = shown(MasterProfile, id=UUID(int=53), is_default=False, deleted_at=START)
        foreign = shown(MasterProfile, id=UUID(int=51), owner_id=STRANGER, is_default=True)
        job = shown(CapturedJob, id=UUID(int=60), posting_id=None)
        gone = shown(CapturedJob, id=UUID(int=61), deleted_at=START, posting_id=None)
        theirs = shown(CapturedJob, id=UUID(int=62), owner_id=STRANGER, posting_id=None)
        await put(store, "profiles", first, second, hidden, foreign)
        await put(store, "jobs", job, gone, theirs)

        async def found(job_id: UUID, profile_id: UUID | None = None, owner: UUID = OWNER) -> tuple[object, object]:
            async with store.read(single=True) as work:
                return await work.sources.find(owner=owner, job_id=job_id, profile_id=profile_id)

        assert await found(job.id) == (job, first)
        assert await found(job.id, second.id) == (job, second)
        for missing in (gone.id, theirs.id, NOWHERE):
            assert await found(missing, second.id) == (None, second)
        for missing in (hidden.id, foreign.id, NOWHERE):
            assert await found(job.id, missing) == (job, None)
        assert await found(job.id, owner=STRANGER) == (None, foreign)
        assert await found(job.id, owner=NOWHERE) == (None, None)
        # What was found can be changed and saved.
        async with store.read() as work:
            one, _ = await work.sources.find(owner=OWNER, job_id=job.id)
        assert one is not None
        assert one.seen_version == one.version

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

    async def test_every_version_is_kept_and_can_be_read(self, store: Store) -> None:
        profile = shown(MasterProfile)
        contents = {1: profile.content}
        await put(store, "profiles", profile)
        for version in (2, 3):
            now = START + timedelta(days=9, hours=version)
            contents[version] = Profile(summary=f"Version {version} für Łódź", experiences=profile.content.experiences)
            async with store.write() as work:
                found = await work.profiles.get(profile.id, owner=OWNER)
                found.replace(contents[version], now)
                await work.profiles.save(found)
                await work.commit()
        async with store.read() as work:
            listing = await work.profiles.versions(profile.id, owner=OWNER, page=Page())
            paged = await work.profiles.versions(profile.id, owner=OWNER, page=Page(2, 2))
            kept = {one: await work.profiles.at_version(profile.id, one, owner=OWNER) for one in contents}
        assert [one.version for one in listing.items] == [3, 2, 1]
        assert listing.items[0].at == START + timedelta(days=9, hours=3)
        assert ([one.version for one in paged.items], paged.total) == ([1], 3)
        assert {version: one.content for version, one in kept.items()} == contents

    async def test_versions_are_as_missing_to_others_as_none(self, store: Store) -> None:
        profile = shown(MasterProfile)
        await put(store, "profiles", profile)
        async with store.read() as work:
            for id, version, owner in ((profile.id, 1, STRANGER), (NOWHERE, 1, OWNER), (profile.id, 2, OWNER)):
                with pytest.raises(NotFound):
                    await work.profiles.at_version(id, version, owner=owner)
            assert (await work.profiles.versions(profile.id, owner=STRANGER, page=Page())).total == 0

    async def test_the_newest_versions_are_kept(self, store: Store) -> None:
        profile = shown(MasterProfile, content=Profile(summary="0"))
        other = shown(MasterProfile, id=UUID(int=53), is_default=False)
        await put(store, "profiles", profile, other)
        for number in range(MAX_PROFILE_VERSIONS + 1):
            async with store.write() as work:
                found = await work.profiles.get(profile.id, owner=OWNER)
                found.rename(f"Name {number}", START + timedelta(days=9))
                await work.profiles.save(found)
                await work.commit()
        async with store.read() as work:
            listing = await work.profiles.versions(profile.id, owner=OWNER, page=Page(1, 100))
            assert (await work.profiles.versions(other.id, owner=OWNER, page=Page())).total == 1
            with pytest.raises(NotFound):
                await work.profiles.at_version(profile.id, 2, owner=OWNER)
        assert [one.version for one in listing.items] == [*range(MAX_PROFILE_VERSIONS + 2, 2, -1)]

    async def test_an_unsaved_version_is_forgotten_and_an_erased_profile_takes_its_versions_along(
        self, store: Store
    ) -> None:
        profile = shown(MasterProfile)
        await put(store, "profiles", profile)
        async with store.write() as work:
            found = await work.profiles.get(profile.id, owner=OWNER)
            found.delete(START + timedelta(days=9))
            await work.profiles.save(found)
        async with store.read() as work:
            assert (await work.profiles.versions(profile.id, owner=OWNER, page=Page())).total == 1
        async with store.write() as work:
            await work.profiles.save(found := await work.profiles.get(profile.id, owner=OWNER))
            found.delete(START + timedelta(days=9))
            await work.profiles.save(found)
            assert await work.profiles.erase_hidden(START + timedelta(days=10)) == 1
            await work.profiles.add(shown(MasterProfile))
            await work.commit()
        async with store.read() as work:
            listing = await work.profiles.versions(profile.id, owner=OWNER, page=Page())
        assert [one.version for one in listing.items] == [1]

    async def test_profiles_are_counted_without_deleted_and_foreign_ones(self, store: Store) -> None:
        gone = shown(MasterProfile, id=UUID(int=54), is_default=False, deleted_at=START + timedelta(days=3))
        foreign = shown(MasterProfile, id=UUID(int=55), owner_id=STRANGER)
        await put(store, "profiles", shown(MasterProfile), gone, foreign)
        async with store.read() as work:
            assert await work.profiles.count(owner=OWNER) == 1
            assert await work.profiles.count(owner=NOWHERE) == 0

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

    def apart(self) -> dict[str, Any]:
        return {"posting_id": None}

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

    async def test_rankings_of_what_changed_since_or_is_gone_are_stale(self, store: Store) -> None:
        fresh, old, orphan = await _made_of(store, StoredRanking, _ranking)
        async with store.read() as work:
            for one, stale in ((fresh, False), (old, True), (orphan, True)):
                judged = await work.rankings.judged(one.id, owner=OWNER)
                assert (judged.ranking, judged.stale) == (one, stale)
            with pytest.raises(NotFound):
                await work.rankings.judged(fresh.id, owner=STRANGER)
            every = await work.rankings.cards(owner=OWNER, page=Page())
            of_job = await work.rankings.cards(owner=OWNER, page=Page(), job_id=fresh.inputs.job_id)
            foreign = await work.rankings.cards(owner=STRANGER, page=Page(), job_id=fresh.inputs.job_id)
        assert {card.id: card.stale for card in every.items} == {fresh.id: False, old.id: True, orphan.id: True}
        assert {card.id for card in of_job.items} == {fresh.id, old.id}
        assert (every.total, of_job.total, foreign.total) == (3, 2, 0)
        card = next(card for card in every.items if card.id == fresh.id)
        assert (card.title, card.company, card.fit) == ("Baker", "Mill & Söhne", fresh.content.fit)


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

    async def test_what_was_made_of_what_changed_since_or_is_gone_is_stale(self, store: Store) -> None:
        fresh, old, orphan = await _made_of(store, Generation, _generation)
        async with store.read() as work:
            assert not (await work.generations.judged(fresh.id, owner=OWNER)).stale
            assert (await work.generations.judged(old.id, owner=OWNER)).stale
            assert (await work.generations.judged(orphan.id, owner=OWNER)).stale
            assert (await work.generations.judged(fresh.id, owner=OWNER)).generation == fresh
            with pytest.raises(NotFound):
                await work.generations.judged(fresh.id, owner=STRANGER)
            listing = await work.generations.cards(
                GenerationFilter(), owner=OWNER, sort=(("created_at", True),), page=Page()
            )
        assert {card.id: card.stale for card in listing.items} == {fresh.id: False, old.id: True, orphan.id: True}
        by_id = {card.id: card for card in listing.items}
        assert (by_id[fresh.id].title, by_id[orphan.id].title) == ("Baker", "")
        assert by_id[fresh.id].company == "Mill & Söhne"

    async def test_how_far_it_is_is_noted_beside_its_versions_while_it_is_made(self, store: Store) -> None:
        made = shown(Generation, status=GenerationStatus.GENERATING, attempt=2, progress=None)
        settled = shown(Generation, id=UUID(int=61), status=GenerationStatus.FAILED, attempt=2, progress=None)
        await put(store, "generations", made, settled)
        now = LetterProgress(LetterStep.WRITING, 2, 840)
        async with store.write() as work:
            note = work.generations.note_progress
            assert await note(made.id, owner=OWNER, attempt=2, progress=now)
            assert not await note(made.id, owner=OWNER, attempt=1, progress=now)
            assert not await note(made.id, owner=STRANGER, attempt=2, progress=now)
            assert not await note(settled.id, owner=OWNER, attempt=2, progress=now)
            assert not await note(UUID(int=77), owner=OWNER, attempt=2, progress=now)
            await work.commit()
        async with store.read() as work:
            found = await work.generations.progress(made.id, owner=OWNER)
            assert (found.progress, found.version, found.updated_at) == (now, made.version, made.updated_at)
            assert await work.generations.get(made.id, owner=OWNER) == dataclasses.replace(made, progress=now)
            assert (await work.generations.progress(settled.id, owner=OWNER)).progress is None

    async def test_cards_are_filtered_ordered_and_paged(self, store: Store) -> None:
        resume = shown(Generation, id=UUID(int=61), kind=GenerationKind.RESUME, ats={"score": 81})
        pending = shown(
            Generation,
            id=UUID(int=62),
            kind=GenerationKind.RESUME,
            status=GenerationStatus.PENDING,
            ats=None,
            created_at=START + timedelta(hours=1),
        )
        letter = shown(Generation, id=UUID(int=63), kind=GenerationKind.COVER_LETTER)
        foreign = shown(Generation, id=UUID(int=64), owner_id=STRANGER)
        hidden = filled(Generation, id=UUID(int=65), owner_id=OWNER)
        await put(store, "generations", resume, pending, letter, foreign, hidden)

        async def ids(wanted: GenerationFilter, *, falling: bool = True, page: Page | None = None) -> list[int]:
            async with store.read() as work:
                found = await work.generations.cards(
                    wanted, owner=OWNER, sort=(("created_at", falling),), page=page or Page()
                )
            return [card.id.int for card in found.items]

        assert await ids(GenerationFilter()) == [62, 63, 61]
        assert await ids(GenerationFilter(), falling=False) == [61, 63, 62]
        assert await ids(GenerationFilter(), page=Page(2, 2)) == [61]
        assert await ids(GenerationFilter(kind=GenerationKind.RESUME)) == [62, 61]
        assert await ids(GenerationFilter(statuses=(GenerationStatus.PENDING,))) == [62]
        assert await ids(GenerationFilter(statuses=(GenerationStatus.PENDING, GenerationStatus.FAILED))) == [62, 63, 61]
        assert await ids(GenerationFilter(job_id=NOWHERE)) == []
        async with store.read() as work:
            found = await work.generations.cards(
                GenerationFilter(kind=GenerationKind.RESUME), owner=OWNER, sort=(("created_at", True),), page=Page()
            )
        assert [card.ats_score for card in found.items] == [None, 81]
        assert found.total == 2

    async def test_progress_is_told_to_the_owner_alone(self, store: Store) -> None:
        mine = shown(Generation)
        await put(store, "generations", mine)
        async with store.read() as work:
            told = await work.generations.progress(mine.id, owner=OWNER)
            for id, owner in ((mine.id, STRANGER), (NOWHERE, OWNER)):
                with pytest.raises(NotFound):
                    await work.generations.progress(id, owner=owner)
        assert (told.version, told.status, told.failure, told.reason) == (1, mine.status, mine.failure, mine.reason)
        assert told.updated_at == mine.updated_at

    async def test_what_is_overdue_is_found_the_oldest_first(self, store: Store) -> None:
        def asked(number: int, status: GenerationStatus, hours: int) -> Generation:
            at = START + timedelta(hours=hours)
            made: Generation = shown(Generation, id=UUID(int=number), status=status, asked_at=at)
            return made

        await put(
            store,
            "generations",
            asked(61, GenerationStatus.GENERATING, 2),
            asked(62, GenerationStatus.PENDING, 1),
            asked(63, GenerationStatus.PENDING, 9),
            asked(64, GenerationStatus.FAILED, 1),
        )
        async with store.read() as work:
            before = START + timedelta(hours=9)
            found = await work.leftovers.open_generations(before, limit=9)
            first = await work.leftovers.open_generations(before, limit=1)
        assert [(one.id.int, one.owner_id) for one in found] == [(62, OWNER), (61, OWNER)]
        assert [one.id.int for one in first] == [62]


def _generation(number: int, profile_id: UUID, job_id: UUID, version: int) -> Generation:
    whole = shown(Generation, id=UUID(int=number))
    made_of = dataclasses.replace(
        whole.provenance, profile_id=profile_id, profile_version=version, job_id=job_id, job_version=1
    )
    made: Generation = shown(Generation, id=UUID(int=number), provenance=made_of)
    return made


def _ranking(number: int, profile_id: UUID, job_id: UUID, version: int) -> StoredRanking:
    inputs = filled(RankingInputs, profile_id=profile_id, profile_version=version, job_id=job_id, job_version=1)
    made: StoredRanking = shown(StoredRanking, id=UUID(int=number), inputs=inputs)
    return made


async def _made_of(store: Store, kind: type[Any], make: Callable[[int, UUID, UUID, int], Any]) -> tuple[Any, Any, Any]:
    """One of present profile and job, one of an older profile, one of a job that is deleted."""
    profile = shown(MasterProfile, version=3)
    there, gone = (
        shown(CapturedJob, id=UUID(int=70), content=Job(title="Baker", company="Mill & Söhne"), posting_id=None),
        filled(CapturedJob, id=UUID(int=71), owner_id=OWNER, version=1, content=Job(title="Cook"), posting_id=None),
    )
    await put(store, "profiles", profile)
    await put(store, "jobs", there, gone)
    made = (
        make(61, profile.id, there.id, 3),
        make(62, profile.id, there.id, 2),
        make(63, profile.id, gone.id, 3),
    )
    await put(store, f"{kind.__name__.removeprefix('Stored').lower()}s", *made)
    return made


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

    async def test_fifty_writers_at_once_lose_no_change(self, store: Store) -> None:
        user = shown(User)
        await put(store, "users", user)

        async def end_every_sign_in() -> None:
            while True:
                try:
                    async with store.write() as work:
                        found = await work.users.get(user.id)
                        found.sign_out_everywhere(START + timedelta(days=9))
                        await work.users.save(found)
                        await work.commit()
                        return
                except LostRace:
                    # Told, never silent; anything else, a database that is locked above all, is a failure.
                    continue

        await asyncio.gather(*(end_every_sign_in() for _ in range(50)))
        async with store.read() as work:
            again = await work.users.get(user.id)
        assert (again.auth_epoch, again.version) == (user.auth_epoch + 50, user.version + 50)

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
