"""What archives of accounts ask of every store: their room, and everything that is somebody's."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.contracts.persistence import accounts
from tests.contracts.persistence.owned import OWNER, STRANGER, OwnedRoomContract, put, shown, with_users
from tests.support.filled import START

from jobwise.application.ports.documents import OwnedId
from jobwise.application.ports.store import Store
from jobwise.domain.applications.application import Application
from jobwise.domain.data_exports.data_export import DataExport, DataExportStatus
from jobwise.domain.documents.document import Document
from jobwise.domain.exports.export import Export
from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.limits import DATA_EXPORT_PIECE
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.shared.files import StoredFile
from jobwise.domain.users.tiers import QuotaKind

DAY = timedelta(days=1)


class DataExportsContract(OwnedRoomContract):
    ROOM = "data_exports"
    KIND = DataExport

    async def test_an_archive_without_a_file_comes_back(self, store: Store) -> None:
        asked = DataExport.request(id=UUID(int=5), owner_id=OWNER, now=START)
        await put(store, "data_exports", asked)
        async with store.read() as work:
            assert await work.data_exports.get(asked.id, owner=OWNER) == asked
            assert await work.leftovers.known_keys(["anything"]) == frozenset()
            assert list(await work.personal.file_keys(owner=OWNER)) == []

    async def test_a_file_is_known_until_its_archive_forgets_it(self, store: Store) -> None:
        made = DataExport.request(id=UUID(int=5), owner_id=OWNER, now=START)
        made.start(START)
        made.complete(StoredFile("a-key", 9, "ab" * 32), START)
        await put(store, "data_exports", made)
        async with store.write() as work:
            assert await work.leftovers.known_keys(["a-key", "other"]) == frozenset({"a-key"})
            assert list(await work.personal.file_keys(owner=OWNER)) == ["a-key"]
            found = await work.data_exports.get(made.id, owner=OWNER)
            found.expire(START + DAY)
            await work.data_exports.save(found)
            await work.commit()
        async with store.read() as work:
            assert await work.leftovers.known_keys(["a-key"]) == frozenset()
            assert (await work.data_exports.get(made.id, owner=OWNER)).status is DataExportStatus.EXPIRED

    async def test_clean_up_finds_what_is_over_and_what_nobody_makes(self, store: Store) -> None:
        def asked(number: int, minutes: int, owner: UUID = OWNER) -> DataExport:
            return DataExport.request(id=UUID(int=number), owner_id=owner, now=START + timedelta(minutes=minutes))

        first, second, running, young, failed = (
            asked(1, 0),
            asked(2, 1, STRANGER),
            asked(3, 2),
            asked(4, 50),
            asked(5, 0),
        )
        for one in (first, second):
            one.complete(StoredFile(f"key-{one.id.int}", 9, "ab" * 32), one.created_at)
        running.start(START + timedelta(minutes=2))
        failed.fail("MISSING_HERE", START)
        await put(store, "data_exports", first, second, running, young, failed)
        over = START + DAY
        async with store.read() as work:
            found = work.leftovers
            assert await found.expired_data_exports(over - timedelta(seconds=1), limit=9) == []
            assert await found.expired_data_exports(over, limit=9) == [OwnedId(first.id, OWNER)]
            both = await found.expired_data_exports(over + DAY, limit=9)
            assert both == [OwnedId(first.id, OWNER), OwnedId(second.id, STRANGER)]
            assert len(await found.expired_data_exports(over + DAY, limit=1)) == 1
            assert await found.open_data_exports(START + timedelta(minutes=50), limit=9) == [OwnedId(running.id, OWNER)]


async def everything(store: Store, owner: UUID) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    async with store.read() as work:
        for table in work.personal.tables:
            found[table] = [row async for rows in work.personal.pieces(table, owner=owner) for row in rows]
    return found


class PersonalContract:
    """What of somebody's is read out of any store."""

    async def test_everything_of_one_person_is_read_and_nothing_of_another(self, store: Store) -> None:
        await with_users(store)
        for owner, number in ((OWNER, 10), (STRANGER, 20)):
            for room, kind in (("profiles", MasterProfile), ("jobs", CapturedJob), ("documents", Document)):
                await put(store, room, shown(kind, id=UUID(int=number), owner_id=owner))
            await put(store, "applications", shown(Application, id=UUID(int=number + 1), owner_id=owner))
        await put(store, "exports", shown(Export, deleted_at=START + DAY))
        await put(store, "sessions", accounts.session())
        await put(store, "refresh_tokens", accounts.token())
        await put(store, "mailed_tokens", accounts.mailed())
        async with store.write() as work:
            await work.quotas.spend(QuotaKind.UPLOADS, START, owner=OWNER, amount=2, limit=None)
            await work.commit()
        found = await everything(store, OWNER)
        assert next(iter(found)) == "users"
        assert [row["id"] for row in found["users"]] == [str(OWNER)]
        for table in ("profiles", "jobs", "documents"):
            assert [row["id"] for row in found[table]] == [str(UUID(int=10))], table
        assert [row["profile_id"] for row in found["profile_versions"]] == [str(UUID(int=10))]
        assert [row["id"] for row in found["applications"]] == [str(UUID(int=11))]
        for table in ("exports", "sessions", "refresh_tokens", "mailed_tokens", "quotas", "outbox"):
            assert found[table], table
        assert str(STRANGER) not in str(found)
        assert "sha256" not in found["refresh_tokens"][0]
        assert "password_hash" not in found["users"][0]
        assert found["quotas"][0]["used"] == 2

    async def test_times_and_ids_are_text(self, store: Store) -> None:
        await with_users(store)
        await put(store, "jobs", shown(CapturedJob, id=UUID(int=10)))
        (row,) = (await everything(store, OWNER))["jobs"]
        assert (row["id"], row["created_at"]) == (str(UUID(int=10)), START.isoformat())
        assert row["content"] == shown_content()

    async def test_many_rows_come_in_pieces(self, store: Store) -> None:
        await with_users(store)
        count = DATA_EXPORT_PIECE + 3
        await put(store, "documents", *(shown(Document, id=UUID(int=number)) for number in range(1, count + 1)))
        async with store.read() as work:
            pieces = [len(rows) async for rows in work.personal.pieces("documents", owner=OWNER)]
        assert pieces == [DATA_EXPORT_PIECE, 3]

    async def test_files_are_named_by_their_rows(self, store: Store) -> None:
        await with_users(store)
        document, export = shown(Document, id=UUID(int=10)), shown(Export, id=UUID(int=11))
        archive = DataExport.request(id=UUID(int=12), owner_id=OWNER, now=START)
        archive.complete(StoredFile("an-archive", 9, "ab" * 32), START)
        await put(store, "documents", document, shown(Document, id=UUID(int=20), owner_id=STRANGER))
        await put(store, "exports", export)
        await put(store, "data_exports", archive)
        async with store.read() as work:
            files = await work.personal.files(owner=OWNER)
            keys = await work.personal.file_keys(owner=OWNER)
        assert [(one.table, one.id, one.key, one.ending) for one in files] == [
            ("documents", document.id, document.file.key, document.type.value),
            ("exports", export.id, export.file.key, export.format.value),
        ]
        assert sorted(keys) == sorted(["an-archive", document.file.key, export.file.key])


def shown_content() -> Any:
    from jobwise.domain.shared.codec import to_data

    return to_data(shown(CapturedJob, id=UUID(int=10)).content)
