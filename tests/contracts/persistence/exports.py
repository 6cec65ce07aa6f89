"""What exports promise in every store."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.contracts.persistence.owned import NOWHERE, OWNER, STRANGER, OwnedRoomContract, put, shown
from tests.support.filled import START, filled

from jobwise.application.ports.documents import OwnedId
from jobwise.application.ports.exports import ExportFilter, Waiting
from jobwise.application.ports.store import Store
from jobwise.domain.exports.export import Export, ExportStatus
from jobwise.domain.exports.layout import Format
from jobwise.domain.generations.document import Document, GenerationKind
from jobwise.domain.generations.generation import Generation, Provenance
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.profile import Location, PersonalInfo, Profile
from jobwise.domain.shared.errors import Conflict, NotFound
from jobwise.domain.shared.paging import Page

NEWEST = (("created_at", True),)
WEEK = timedelta(days=7)


def export(number: int, **given: Any) -> Export:
    """One of many; without `status` it is completed."""
    status = given.get("status", ExportStatus.COMPLETED)
    file = {} if status is ExportStatus.COMPLETED else {"file": None}
    return shown(Export, id=UUID(int=number), created_at=START + timedelta(minutes=number), **{**file, **given})


class ExportsContract(OwnedRoomContract):
    ROOM = "exports"
    KIND = Export

    async def test_a_zip_and_one_that_is_not_made_come_back_as_they_were(self, store: Store) -> None:
        both = (
            export(61, format=Format.ZIP, generation_id=None),
            export(62, status=ExportStatus.PENDING, failure="", reason="", expires_at=None),
        )
        await put(store, "exports", *both)
        async with store.read() as work:
            assert [await work.exports.get(one.id, owner=OWNER) for one in both] == list(both)

    async def test_a_list_is_filtered_and_in_the_order_asked(self, store: Store) -> None:
        await put(
            store,
            "exports",
            export(61, generation_id=NOWHERE, format=Format.PDF),
            export(62, generation_id=NOWHERE, status=ExportStatus.FAILED),
            export(63, status=ExportStatus.RENDERING, format=Format.PDF),
            export(64, deleted_at=START),
            export(65, owner_id=STRANGER),
        )

        async def ids(sort: Any = NEWEST, **wanted: Any) -> list[int]:
            async with store.read() as work:
                found = await work.exports.find(ExportFilter(**wanted), owner=OWNER, sort=sort, page=Page())
                assert found.total == len(found.items)
            return [one.id.int for one in found.items]

        assert await ids() == [63, 62, 61]
        assert await ids((("created_at", False),)) == [61, 62, 63]
        assert await ids(generation_id=NOWHERE) == [62, 61]
        assert await ids(formats=(Format.PDF,)) == [63, 61]
        assert await ids(formats=(Format.PDF, Format.DOCX), statuses=(ExportStatus.FAILED,)) == [62]
        assert await ids(statuses=(ExportStatus.PENDING,)) == []
        async with store.read() as work:
            page = await work.exports.find(ExportFilter(), owner=OWNER, sort=NEWEST, page=Page(2, 2))
        assert ([one.id.int for one in page.items], page.total) == ([61], 3)

    async def test_progress_is_told_to_the_owner_alone(self, store: Store) -> None:
        one = export(61, status=ExportStatus.FAILED, failure="MISSING_HERE", reason="No font.")
        await put(store, "exports", one)
        async with store.read() as work:
            now = await work.exports.progress(one.id, owner=OWNER)
            with pytest.raises(NotFound):
                await work.exports.progress(one.id, owner=STRANGER)
        assert (now.id, now.version, now.status) == (one.id, one.version, one.status)
        assert (now.failure, now.reason, now.updated_at) == (one.failure, one.reason, one.updated_at)

    async def test_what_waits_is_counted_for_one_and_for_all(self, store: Store) -> None:
        await put(
            store,
            "exports",
            export(61, status=ExportStatus.PENDING),
            export(62, status=ExportStatus.RENDERING),
            export(63),
            export(64, status=ExportStatus.FAILED),
            export(65, status=ExportStatus.PENDING, owner_id=STRANGER),
        )
        async with store.read() as work:
            assert await work.exports.waiting(owner=OWNER) == Waiting(2, 3)
            assert await work.exports.waiting(owner=NOWHERE) == Waiting(0, 3)

    async def test_fifty_downloads_at_once_are_all_counted_and_change_no_version(self, store: Store) -> None:
        one = export(61, download_count=0)
        await put(store, "exports", one)

        async def download() -> None:
            async with store.write() as work:
                await work.exports.count_download(one.id, owner=OWNER)
                await work.commit()

        await asyncio.gather(*(download() for _ in range(50)))
        async with store.write() as work:
            await work.exports.count_download(one.id, owner=STRANGER)
            await work.commit()
        async with store.read() as work:
            again = await work.exports.get(one.id, owner=OWNER)
        assert (again.download_count, again.version) == (50, one.version)

    async def test_fifty_writers_at_once_lose_nothing(self, store: Store) -> None:
        one = export(61)
        await put(store, "exports", one)
        first = one.version

        async def touch() -> None:
            while True:
                try:
                    async with store.write() as work:
                        found = await work.exports.get(one.id, owner=OWNER)
                        found.expire(START + timedelta(days=9))
                        await work.exports.save(found)
                        await work.commit()
                        return
                except Conflict:
                    # A lost race is told, never silent; the loser reads again.
                    continue

        await asyncio.gather(*(touch() for _ in range(50)))
        async with store.read() as work:
            again = await work.exports.get(one.id, owner=OWNER)
            history = await work.outbox.history(one.id)
        assert again.version == first + 50
        assert [stored.event.aggregate_version for stored in history] == list(range(first + 1, first + 51))

    async def test_an_erased_row_is_gone_and_its_history_stays(self, store: Store) -> None:
        one = export(61)
        await put(store, "exports", one)
        async with store.write() as work:
            await work.exports.erase(one.id, owner=STRANGER)
            found = await work.exports.get(one.id, owner=OWNER)
            found.expire(START + WEEK)
            await work.exports.save(found)
            await work.exports.erase(one.id, owner=OWNER)
            await work.commit()
        async with store.read() as work:
            with pytest.raises(NotFound):
                await work.exports.get(one.id, owner=OWNER, hidden=True)
            history = await work.outbox.history(one.id)
        assert history[-1].event.name == "export.expired"

    async def test_clean_up_finds_what_is_over_and_what_nobody_makes(self, store: Store) -> None:
        now, late = START + WEEK, START + WEEK - timedelta(hours=2)
        await put(
            store,
            "exports",
            export(61, expires_at=now),
            export(62, expires_at=now + timedelta(seconds=1)),
            export(63, expires_at=None),
            export(64, expires_at=START, status=ExportStatus.FAILED),
            export(65, expires_at=START, status=ExportStatus.PENDING, asked_at=late),
            export(66, expires_at=None, deleted_at=late),
            export(67, expires_at=None, status=ExportStatus.RENDERING, asked_at=now),
            export(68, expires_at=None, deleted_at=now),
        )
        async with store.read() as work:
            over = await work.leftovers.expired_exports(now, hidden_before=now, limit=9)
            assert sorted(one.id.int for one in over) == [61, 64, 66]
            assert len(await work.leftovers.expired_exports(now, hidden_before=now, limit=2)) == 2
            assert await work.leftovers.open_exports(now, limit=9) == [OwnedId(UUID(int=65), OWNER)]

    async def test_what_files_are_made_from_is_read_without_the_rest(self, store: Store) -> None:
        made_of = Provenance(
            profile_id=UUID(int=1),
            profile_version=1,
            profile=Profile(personal=PersonalInfo(location=Location(country_code="CA"))),
            job=Job(company="Łódzkie Młyny"),
        )
        content = filled(Document, kind=GenerationKind.RESUME)
        bare = Provenance(profile_id=UUID(int=1), profile_version=1, profile=Profile())
        whole = shown(Generation, id=UUID(int=71), kind=GenerationKind.RESUME, provenance=made_of, content=content)
        empty = shown(Generation, id=UUID(int=72), provenance=bare, content=None)
        hidden = shown(Generation, id=UUID(int=73), deleted_at=START)
        foreign = shown(Generation, id=UUID(int=74), owner_id=STRANGER)
        await put(store, "generations", whole, empty, hidden, foreign)
        ids = [UUID(int=number) for number in (71, 71, 72, 73, 74, 75)]
        async with store.read() as work:
            found = {one.id.int: one for one in await work.generations.printable(ids, owner=OWNER)}
            more = await work.generations.printable(ids, owner=OWNER, hidden=True)
        assert sorted(found) == [71, 72]
        assert (found[71].content, found[71].country_code, found[71].company) == (content, "CA", "Łódzkie Młyny")
        assert (found[71].kind, found[71].status, found[71].options) == (whole.kind, whole.status, whole.options)
        assert (found[72].content, found[72].country_code, found[72].company) == (None, "", "")
        assert sorted(one.id.int for one in more) == [71, 72, 73]
