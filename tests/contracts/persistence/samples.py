"""What every store has to do with samples."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.contracts.persistence.owned import OWNER, STRANGER, OwnedRoomContract, put, shown
from tests.support.filled import START

from jobwise.application.ports.documents import FileRoom, Held, HiddenFile
from jobwise.application.ports.samples import SampleFilter, SampleSum
from jobwise.application.ports.store import Store
from jobwise.domain.limits import MAX_LEARNT
from jobwise.domain.samples.sample import Sample, SampleKind, SampleStatus
from jobwise.domain.shared.errors import Conflict
from jobwise.domain.shared.files import StoredFile
from jobwise.domain.shared.paging import Page
from jobwise.domain.styles.style import WritingStyle

NEWEST = (("created_at", True),)


def sample(number: int, **given: object) -> Sample:
    file = StoredFile(f"key-{number}", 100 * number, f"{number:064x}")
    at = START + timedelta(minutes=number)
    values = {"status": SampleStatus.READ, "active": True, "file": file, "created_at": at, "updated_at": at, **given}
    return shown(Sample, id=UUID(int=number), **values)


class SamplesContract(OwnedRoomContract):
    ROOM = "samples"
    KIND = Sample

    @pytest.mark.parametrize(
        ("wanted", "found"),
        [
            (SampleFilter(), [4, 3, 2, 1]),
            (SampleFilter(kind=SampleKind.RESUME), [2]),
            (SampleFilter(status=SampleStatus.FAILED), [3]),
            (SampleFilter(active=False), [4]),
            (SampleFilter(kind=SampleKind.COVER_LETTER, active=True), [3, 1]),
        ],
    )
    async def test_lists_what_is_asked_without_the_texts(
        self, store: Store, wanted: SampleFilter, found: list[int]
    ) -> None:
        letter = SampleKind.COVER_LETTER
        await put(store, "samples", sample(1, kind=letter), sample(2, kind=SampleKind.RESUME))
        await put(store, "samples", sample(3, kind=letter, status=SampleStatus.FAILED))
        await put(store, "samples", sample(4, kind=letter, active=False), sample(5, owner_id=STRANGER))
        async with store.read() as work:
            listing = await work.samples.find(wanted, owner=OWNER, sort=NEWEST, page=Page(1, 20))
            second = await work.samples.find(wanted, owner=OWNER, sort=NEWEST, page=Page(2, 1))
        assert [one.id.int for one in listing.items] == found
        assert [one.id.int for one in second.items] == found[1:2]
        assert listing.total == second.total == len(found)
        assert not hasattr(listing.items[0], "text")

    async def test_sorts_by_name(self, store: Store) -> None:
        await put(store, "samples", sample(1, name="b.txt"), sample(2, name="a.txt"))
        async with store.read() as work:
            found = await work.samples.find(SampleFilter(), owner=OWNER, sort=(("name", False),), page=Page(1, 20))
        assert [one.name for one in found.items] == ["a.txt", "b.txt"]

    async def test_only_what_is_active_and_read_speaks(self, store: Store) -> None:
        await put(store, "samples", sample(1), sample(2), sample(3, active=False))
        await put(store, "samples", sample(4, status=SampleStatus.PENDING), sample(5, deleted_at=START))
        await put(store, "samples", sample(6, owner_id=STRANGER))
        async with store.read() as work:
            assert [one.id.int for one in await work.samples.active(owner=OWNER)] == [2, 1]
            sums = await work.samples.active_sums(owner=OWNER)
        assert sums == [SampleSum(UUID(int=2), f"{2:064x}"), SampleSum(UUID(int=1), f"{1:064x}")]

    async def test_only_the_newest_speak(self, store: Store) -> None:
        await put(store, "samples", *(sample(number) for number in range(1, MAX_LEARNT + 3)))
        async with store.read() as work:
            found = await work.samples.active(owner=OWNER)
            sums = await work.samples.active_sums(owner=OWNER)
        assert [one.id.int for one in found] == list(range(MAX_LEARNT + 2, 2, -1))
        assert [one.id for one in sums] == [one.id for one in found]

    async def test_counts_what_is_held_and_knows_its_files(self, store: Store) -> None:
        await put(store, "samples", sample(1), sample(2, status=SampleStatus.FAILED), sample(3, deleted_at=START))
        later = START + timedelta(days=1)
        async with store.write() as work:
            assert await work.samples.held(owner=OWNER) == Held(2, 300)
            assert await work.leftovers.known_keys(["key-1", "key-3", "other"]) == {"key-1", "key-3"}
            found = await work.leftovers.hidden_files(FileRoom.SAMPLES, later, limit=9)
            assert found == [HiddenFile(UUID(int=3), "key-3")]
            assert not await work.leftovers.erase_file(FileRoom.SAMPLES, UUID(int=1), before=later)
            assert await work.leftovers.erase_file(FileRoom.SAMPLES, UUID(int=3), before=later)
            assert not await work.leftovers.hidden_files(FileRoom.SAMPLES, later, limit=9)


class WritingStylesContract(OwnedRoomContract):
    ROOM = "writing_styles"
    KIND = WritingStyle

    async def test_pages_are_stable_newest_first_and_whole(self, store: Store) -> None:
        # An owner has one style, so there is one page.
        style = shown(WritingStyle)
        await put(store, "writing_styles", style, shown(WritingStyle, id=UUID(int=8), owner_id=STRANGER))
        async with store.read() as work:
            pages = [await work.writing_styles.list(owner=OWNER, page=Page(number, 1)) for number in (1, 2)]
        assert [(page.items, page.total) for page in pages] == [((style,), 1), ((), 1)]

    async def test_what_was_deleted_long_ago_is_erased_and_nothing_else(self, store: Store) -> None:
        now = START + timedelta(days=9)
        gone, kept = shown(WritingStyle), shown(WritingStyle, id=UUID(int=9))
        await put(store, "writing_styles", gone)
        async with store.write() as work:
            found = await work.writing_styles.get(gone.id, owner=OWNER)
            found.delete(now)
            await work.writing_styles.save(found)
            await work.writing_styles.add(kept)
            await work.commit()
        async with store.write() as work:
            assert await work.writing_styles.erase_hidden(now) == 0
            assert await work.writing_styles.erase_hidden(now + timedelta(seconds=1)) == 1
            assert await work.writing_styles.get(kept.id, owner=OWNER) == kept
            await work.commit()

    async def test_there_is_one_for_each_user(self, store: Store) -> None:
        mine = shown(WritingStyle, id=UUID(int=1))
        await put(store, "writing_styles", mine, shown(WritingStyle, id=UUID(int=2), owner_id=STRANGER))
        with pytest.raises(Conflict):
            await put(store, "writing_styles", shown(WritingStyle, id=UUID(int=3)))
        async with store.read() as work:
            assert await work.writing_styles.find_own(owner=OWNER) == mine

    async def test_a_deleted_one_is_none(self, store: Store) -> None:
        await put(store, "writing_styles", shown(WritingStyle, id=UUID(int=1), deleted_at=START))
        async with store.read() as work:
            assert await work.writing_styles.find_own(owner=OWNER) is None
