"""What the rooms of applications and documents do beyond what all rooms do."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.contracts.persistence.owned import OWNER, STRANGER, OwnedRoomContract, put, shown
from tests.support.filled import START

from jobwise.application.ports.applications import ApplicationFilter, Due, Sort
from jobwise.application.ports.documents import DocumentFilter, FileRoom, Held, HiddenFile
from jobwise.application.ports.store import Store
from jobwise.domain.applications.application import Application
from jobwise.domain.applications.calendar import CalendarFeed
from jobwise.domain.applications.parts import Interview, InterviewKind, InterviewOutcome, Note, Reminder
from jobwise.domain.applications.status import ApplicationStatus as Status
from jobwise.domain.documents.document import Document, DocumentKind, DocumentType
from jobwise.domain.exports.export import Export
from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.jobs.job import Job
from jobwise.domain.shared.errors import Conflict, NotFound
from jobwise.domain.shared.files import StoredFile
from jobwise.domain.shared.paging import Page

NOW = START + timedelta(days=9)
NEWEST: Sort = (("created_at", True),)


def plain(number: int, **given: Any) -> Application:
    """An application with nothing under it."""
    made = START + timedelta(minutes=number)
    values = {"id": UUID(int=1000 + number), "owner_id": OWNER, "job_id": UUID(int=2000 + number), **given}
    return Application(created_at=made, updated_at=given.pop("updated_at", made), **values)


def talk(number: int, day: int, outcome: InterviewOutcome = InterviewOutcome.PENDING) -> Interview:
    return Interview(UUID(int=number), InterviewKind.PHONE, START + timedelta(days=day), outcome=outcome)


class ApplicationsContract(OwnedRoomContract):
    ROOM = "applications"
    KIND = Application

    def apart(self) -> dict[str, Any]:
        return {"job_id": uuid4()}

    async def cards(self, store: Store, sort: Sort = NEWEST, **wanted: Any) -> list[int]:
        """The ids (less 1000) of the cards of the first page; the count has to agree."""
        async with store.read() as work:
            found = await work.applications.cards(ApplicationFilter(**wanted), owner=OWNER, sort=sort, page=Page())
        assert found.total == len(found.items)
        return [card.id.int - 1000 for card in found.items]

    async def test_a_job_has_one_application_that_is_not_deleted(self, store: Store) -> None:
        job = UUID(int=5)
        await put(store, "applications", plain(1, job_id=job), plain(2, job_id=job, owner_id=STRANGER))
        async with store.write() as work:
            with pytest.raises(Conflict, match="application already"):
                await work.applications.add(plain(3, job_id=job))
        async with store.write() as work:
            first = await work.applications.get(UUID(int=1001), owner=OWNER)
            first.delete(NOW)
            await work.applications.save(first)
            await work.applications.add(plain(3, job_id=job))
            await work.commit()
        async with store.write() as work:
            first = await work.applications.get(UUID(int=1001), owner=OWNER, hidden=True)
            first.restore(NOW)
            with pytest.raises(Conflict, match="application already"):
                await work.applications.save(first)
        async with store.read() as work:
            found = await work.applications.find_of_job(job, owner=OWNER)
            assert found is not None
            assert found.id == UUID(int=1003)
            assert await work.applications.find_of_job(UUID(int=6), owner=OWNER) is None
            assert await work.applications.find_of_job(UUID(int=2001), owner=STRANGER) is None

    async def test_hold_finds_only_ones_own_that_is_not_deleted(self, store: Store) -> None:
        await put(store, "applications", plain(1), plain(2, deleted_at=NOW))
        async with store.write() as work:
            assert await work.applications.hold(UUID(int=1001), owner=OWNER) == plain(1)
            for id, owner in ((1001, STRANGER), (1002, OWNER), (7, OWNER)):
                with pytest.raises(NotFound, match="no such application"):
                    await work.applications.hold(UUID(int=id), owner=owner)

    async def test_cards_carry_the_words_of_their_job(self, store: Store) -> None:
        job = shown(CapturedJob, id=UUID(int=2001), content=Job("Bäckerin", "Brot & Co", "Ulm"), posting_id=None)
        foreign = shown(CapturedJob, id=UUID(int=2002), owner_id=STRANGER)
        await put(store, "jobs", job, foreign)
        await put(store, "applications", plain(1, source="fair"), plain(2), plain(3, owner_id=STRANGER))
        async with store.read() as work:
            page = Page()
            found = await work.applications.cards(ApplicationFilter(), owner=OWNER, sort=NEWEST, page=page)
        second, first = found.items
        assert (first.title, first.company, first.source) == ("Bäckerin", "Brot & Co", "fair")
        assert (first.status, first.previous, first.version) == (Status.NOT_APPLIED, None, 1)
        assert first.moved_at == first.created_at == START + timedelta(minutes=1)
        # Somebody else's job of the same number tells nothing.
        assert (second.title, second.company) == ("", "")

    async def test_cards_are_filtered(self, store: Store) -> None:
        for number, (title, company) in enumerate([("Baker", "Brot 100%"), ("Cook", "Brot 1000"), ("Cook", "Łódź_A")]):
            await put(
                store,
                "jobs",
                shown(CapturedJob, id=UUID(int=2000 + number), content=Job(title, company), posting_id=None),
            )
        await put(
            store,
            "applications",
            plain(0, status=Status.APPLIED),
            plain(1, status=Status.REJECTED, source="baker's fair"),
            plain(2, reminders=(Reminder(UUID(int=1), NOW, "call"),)),
            plain(3, deleted_at=NOW),
            plain(4, owner_id=STRANGER),
            plain(5, interviews=(talk(1, 3),), job_id=UUID(int=77)),
        )
        assert await self.cards(store) == [5, 2, 1, 0]
        assert await self.cards(store, statuses=(Status.APPLIED, Status.REJECTED)) == [1, 0]
        assert await self.cards(store, job_id=UUID(int=77)) == [5]
        assert await self.cards(store, company="brot 100") == [1, 0]
        assert await self.cards(store, company="100%") == [0]
        assert await self.cards(store, company="Łódź_") == [2]
        assert await self.cards(store, q="BAKER") == [1, 0]
        assert await self.cards(store, q="%' OR 1=1--") == []
        assert await self.cards(store, updated_after=START + timedelta(minutes=1)) == [5, 2]
        assert await self.cards(store, due=Due.REMINDER) == [2]
        assert await self.cards(store, due=Due.INTERVIEW) == [5]
        assert await self.cards(store, q="cook", statuses=(Status.REJECTED,), company="brot") == [1]

    async def test_cards_are_sorted_both_ways_and_paged(self, store: Store) -> None:
        await put(
            store,
            "applications",
            plain(1, interviews=(talk(1, 5), talk(2, 1, InterviewOutcome.PASSED))),
            plain(2, interviews=(talk(1, 3),)),
            plain(3, interviews=(talk(1, 5),)),
            plain(4, interviews=(talk(1, 2, InterviewOutcome.CANCELLED),)),
        )
        assert await self.cards(store, (("created_at", False),)) == [1, 2, 3, 4]
        assert await self.cards(store, (("moved_at", True),)) == [4, 3, 2, 1]
        assert await self.cards(store, (("updated_at", False),)) == [1, 2, 3, 4]
        assert await self.cards(store, (("next_interview_at", False),)) == [2, 1, 3]
        assert await self.cards(store, (("next_interview_at", True), ("created_at", False))) == [1, 3, 2]
        assert await self.cards(store, (("next_reminder_at", False),)) == []
        async with store.read() as work:
            pages = [
                await work.applications.cards(ApplicationFilter(), owner=OWNER, sort=NEWEST, page=Page(number, 3))
                for number in (1, 2, 3)
            ]
        assert [[card.id.int for card in page.items] for page in pages] == [[1004, 1003, 1002], [1001], []]
        assert {page.total for page in pages} == {4}

    async def test_counts_and_what_is_active(self, store: Store) -> None:
        await put(
            store,
            "applications",
            plain(1),
            plain(2, status=Status.APPLIED),
            plain(3, status=Status.APPLIED),
            plain(4, status=Status.GHOSTED),
            plain(5, status=Status.WITHDRAWN),
            plain(6, deleted_at=NOW),
            plain(7, owner_id=STRANGER),
        )
        async with store.write() as work:
            counts = await work.applications.counts(owner=OWNER)
            assert dict(counts) == {
                Status.NOT_APPLIED: 1, Status.APPLIED: 2, Status.GHOSTED: 1, Status.WITHDRAWN: 1
            }  # fmt: skip
            assert await work.applications.count_active(owner=OWNER) == 3
            jobs = [UUID(int=2000 + number) for number in range(9)]
            assert dict(await work.applications.status_of_jobs(jobs, owner=OWNER)) == {
                UUID(int=2001): Status.NOT_APPLIED,
                UUID(int=2002): Status.APPLIED,
                UUID(int=2003): Status.APPLIED,
                UUID(int=2004): Status.GHOSTED,
                UUID(int=2005): Status.WITHDRAWN,
            }
            assert dict(await work.applications.status_of_jobs([], owner=OWNER)) == {}

    async def test_what_is_planned(self, store: Store) -> None:
        await put(store, "jobs", shown(CapturedJob, id=UUID(int=2001), content=Job("Baker", "Brot")))
        both = (talk(1, 5, InterviewOutcome.CANCELLED), talk(2, -400))
        await put(
            store,
            "applications",
            plain(1, interviews=both),
            plain(2, interviews=(talk(3, 8),)),
            plain(3, interviews=(talk(4, -3),)),
            plain(4),
            plain(5, interviews=(talk(5, 8),), owner_id=STRANGER),
            plain(6, interviews=(talk(6, 8),), deleted_at=NOW),
        )
        async with store.read() as work:
            found = await work.applications.planned(owner=OWNER, since=START)
            one = await work.applications.planned(owner=OWNER, since=START, id=UUID(int=1001))
        assert [plan.application_id.int for plan in found] == [1002, 1001]
        assert list(one) == [found[1]]
        assert (found[1].title, found[1].company, found[1].interviews) == ("Baker", "Brot", both)

    async def test_fifty_writers_at_once_lose_nothing(self, store: Store) -> None:
        await put(store, "applications", plain(1))

        async def write(number: int) -> None:
            async with store.write() as work:
                found = await work.applications.hold(UUID(int=1001), owner=OWNER)
                found.add(Note(UUID(int=number), NOW, f"call {number}"), NOW)
                await work.applications.save(found)
                await work.commit()

        await asyncio.gather(*(write(number) for number in range(50)))
        async with store.read() as work:
            again = await work.applications.get(UUID(int=1001), owner=OWNER)
            history = await work.outbox.history(UUID(int=1001))
        assert sorted(note.id.int for note in again.notes) == list(range(50))
        assert again.version == 51
        assert [stored.event.aggregate_version for stored in history] == list(range(2, 52))

    async def test_of_many_who_begin_one_at_once_only_as_many_as_counted_do(self, store: Store) -> None:
        async def begin(number: int) -> bool:
            async with store.write() as work:
                if await work.applications.count_active(owner=OWNER) >= 3:
                    return False
                await work.applications.add(plain(number))
                await work.commit()
                return True

        begun = await asyncio.gather(*(begin(number) for number in range(12)))
        assert sum(begun) == 3


class DocumentsContract(OwnedRoomContract):
    ROOM = "documents"
    KIND = Document

    async def test_documents_are_found_sorted_and_counted(self, store: Store) -> None:
        def file(number: int) -> StoredFile:
            return StoredFile(f"key-{number}", 10**number, "ab" * 32)

        def made(number: int, name: str, **given: Any) -> Document:
            at = START + timedelta(minutes=number)
            values = {"id": UUID(int=number), "owner_id": OWNER, "type": DocumentType.PDF, **given}
            return Document(name=name, file=file(number), created_at=at, updated_at=at, **values)

        await put(
            store,
            "documents",
            made(1, "Zeugnis_1.pdf", kind=DocumentKind.CERTIFICATE),
            made(2, "Brief.pdf"),
            made(3, "Zeugnis 2.pdf"),
            made(4, "Zeugnis 3.pdf", deleted_at=NOW),
            made(5, "Zeugnis 4.pdf", owner_id=STRANGER),
        )
        async with store.write() as work:

            async def ids(sort: Sort, **wanted: Any) -> list[int]:
                found = await work.documents.find(DocumentFilter(**wanted), owner=OWNER, sort=sort, page=Page())
                assert found.total == len(found.items)
                return [one.id.int for one in found.items]

            assert await ids(NEWEST) == [3, 2, 1]
            assert await ids((("name", False),)) == [2, 3, 1]
            assert await ids(NEWEST, q="zeugnis") == [3, 1]
            assert await ids(NEWEST, q="zeugnis_") == [1]
            assert await ids(NEWEST, kind=DocumentKind.CERTIFICATE) == [1]
            assert await ids(NEWEST, kind=DocumentKind.CERTIFICATE, q="brief") == []
            assert await work.documents.held(owner=OWNER) == Held(3, 1110)
            assert await work.documents.held(owner=UUID(int=77)) == Held(0, 0)

    async def test_leftovers_are_found_and_erased_unless_restored(self, store: Store) -> None:
        for number, deleted in enumerate((NOW, NOW - timedelta(days=1), None)):
            file = StoredFile(f"key-{number}", 1, "ab" * 32)
            await put(store, "documents", shown(Document, id=UUID(int=number), file=file, deleted_at=deleted))
        await put(store, "exports", shown(Export, file=StoredFile("key-of-export", 1, "ab" * 32)))
        async with store.write() as work:
            later = NOW + timedelta(seconds=1)
            assert await work.leftovers.hidden_files(FileRoom.DOCUMENTS, NOW, limit=9) == [
                HiddenFile(UUID(int=1), "key-1")
            ]
            found = await work.leftovers.hidden_files(FileRoom.DOCUMENTS, later, limit=9)
            assert [one.id.int for one in found] == [1, 0]
            assert [one.id.int for one in await work.leftovers.hidden_files(FileRoom.DOCUMENTS, later, limit=1)] == [1]
            assert not await work.leftovers.erase_file(FileRoom.DOCUMENTS, UUID(int=2), before=later)
            assert not await work.leftovers.erase_file(FileRoom.DOCUMENTS, UUID(int=0), before=NOW)
            assert await work.leftovers.erase_file(FileRoom.DOCUMENTS, UUID(int=0), before=later)
            assert not await work.leftovers.erase_file(FileRoom.DOCUMENTS, UUID(int=0), before=later)
            asked = ["key-0", "key-1", "key-2", "key-of-export", "key-9"]
            assert await work.leftovers.known_keys(asked) == {"key-1", "key-2", "key-of-export"}
            assert await work.leftovers.known_keys([]) == frozenset()


def foreign_feed() -> CalendarFeed:
    feed: CalendarFeed = shown(CalendarFeed, id=UUID(int=8), owner_id=STRANGER, token_sha256="2b" * 32)
    return feed


class CalendarFeedsContract(OwnedRoomContract):
    ROOM = "calendar_feeds"
    KIND = CalendarFeed

    async def test_pages_are_stable_newest_first_and_whole(self, store: Store) -> None:
        # An owner has one feed, so there is one page.
        feed = shown(CalendarFeed)
        foreign = shown(CalendarFeed, id=UUID(int=8), owner_id=STRANGER, token_sha256="3c" * 32)
        await put(store, "calendar_feeds", feed, foreign)
        async with store.read() as work:
            pages = [await work.calendar_feeds.list(owner=OWNER, page=Page(number, 1)) for number in (1, 2)]
        assert [(page.items, page.total) for page in pages] == [((feed,), 1), ((), 1)]

    async def test_what_was_deleted_long_ago_is_erased_and_nothing_else(self, store: Store) -> None:
        gone, kept = shown(CalendarFeed), shown(CalendarFeed, id=UUID(int=9), token_sha256="2b" * 32)
        await put(store, "calendar_feeds", gone)
        async with store.write() as work:
            found = await work.calendar_feeds.get(gone.id, owner=OWNER)
            found.delete(NOW)
            await work.calendar_feeds.save(found)
            await work.calendar_feeds.add(kept)
            await work.commit()
        async with store.write() as work:
            assert await work.calendar_feeds.erase_hidden(NOW) == 0
            assert await work.calendar_feeds.erase_hidden(NOW + timedelta(seconds=1)) == 1
            assert await work.calendar_feeds.get(kept.id, owner=OWNER) == kept
            await work.commit()

    async def test_a_token_opens_the_one_feed_of_an_account_in_use(self, store: Store) -> None:
        feed = shown(CalendarFeed, token_sha256="1a" * 32)
        await put(store, "calendar_feeds", feed, foreign_feed())
        async with store.write() as work:
            assert await work.calendar_feeds.find_own(owner=OWNER) == feed
            assert await work.feed_tokens.owner_of("1a" * 32) == OWNER
            assert await work.feed_tokens.owner_of("3c" * 32) is None
            assert await work.feed_tokens.owner_of("2b" * 32) == STRANGER
            with pytest.raises(Conflict):
                await work.calendar_feeds.add(shown(CalendarFeed, id=UUID(int=9), token_sha256="3c" * 32))
        async with store.write() as work:
            found = await work.calendar_feeds.get(feed.id, owner=OWNER)
            found.delete(NOW)
            await work.calendar_feeds.save(found)
            await work.calendar_feeds.add(shown(CalendarFeed, id=UUID(int=9), token_sha256="3c" * 32))
            await work.commit()
        async with store.write() as work:
            assert await work.feed_tokens.owner_of("1a" * 32) is None
            assert await work.feed_tokens.owner_of("3c" * 32) == OWNER
            owner = await work.users.get(OWNER)
            owner.delete(NOW)
            await work.users.save(owner)
            assert await work.feed_tokens.owner_of("3c" * 32) is None
