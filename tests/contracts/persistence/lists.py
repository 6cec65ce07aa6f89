"""Lists of jobs and of postings: every store finds and orders the same, page by page."""

import itertools
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from tests.contracts.persistence.owned import OWNER, STRANGER, put, with_users
from tests.support.filled import START

from jobwise.application.ports.jobs import Order
from jobwise.application.ports.store import Store
from jobwise.domain.jobs.captured import CapturedJob, JobSource, JobStatus
from jobwise.domain.jobs.catalogue import Posting
from jobwise.domain.jobs.job import EmploymentType, Job, WorkMode
from jobwise.domain.jobs.wanted import JobFilters, JobSort, PostingSort
from jobwise.domain.shared.errors import Conflict, NotFound
from jobwise.domain.shared.paging import Page
from jobwise.domain.shared.values import PartialDate, PayPeriod, PayRange
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from jobwise.infrastructure.shipped_postings import shipped_postings

BY_TITLE = ((PostingSort.TITLE, False),)
NEWEST: Order = ((JobSort.CREATED_AT, True),)
TITLES = ("Zoë's Bäcker", "data engineer", "Data Engineer II", "Ταχυδρόμος", "東京の料理人", "Straßenbauer", "مهندس")
COMPANIES = ("Łódź & Sons", "acme", "Acme Brot", "")
SKILLS = ((), ("C",), ("C++", "SQL"), ("Machine Learning",))


def made(number: int, owner: UUID = OWNER, **given: Any) -> CapturedJob:
    moment = START + timedelta(minutes=number // 2)
    pay = PayRange(Decimal(10 + number), None, "EUR", list(PayPeriod)[number % 5]) if number % 3 else None
    content = Job(
        title=TITLES[number % len(TITLES)],
        company=COMPANIES[number % len(COMPANIES)],
        location=("Köln", "New York", "")[number % 3],
        work_mode=(*WorkMode, None)[number % 4],
        employment_type=(*EmploymentType, None)[number % 6],
        pay=pay,
        required_skills=SKILLS[number % 4],
        deadline=PartialDate(2027, 1 + number % 5) if number % 2 else None,
        text="Sauerteig und Kubernetes." if number % 5 == 0 else "",
    )
    values: dict[str, Any] = {
        "id": UUID(int=(7 << 76) + 1000 + number),
        "owner_id": owner,
        "created_at": moment,
        "updated_at": moment + timedelta(hours=number % 7),
        "content": content,
        "source": list(JobSource)[number % 5],
        "status": list(JobStatus)[number % 3],
        "posted_at": START + timedelta(days=number) if number % 4 else None,
        "deleted_at": START + timedelta(days=90) if number % 11 == 0 else None,
    }
    return CapturedJob(**{**values, **given})


ASKED = [
    JobFilters(),
    *(JobFilters(q=text) for text in ("data", "DATA eng", "zoe", "straßen", "strassen", "東京", "料", "ταχ", "x'*")),
    *(JobFilters(company=text) for text in ("acme", "łodz", "lodz", "brot acme")),
    *(JobFilters(skill=text) for text in ("c", "C++", "machine learning", "machine")),
    *(JobFilters(status=status) for status in JobStatus),
    *(JobFilters(work_mode=mode) for mode in WorkMode),
    JobFilters(location="new"),
    JobFilters(employment_type=EmploymentType.CONTRACT),
    JobFilters(source=JobSource.API),
    JobFilters(salary_min=1000),
    JobFilters(posted_after=START + timedelta(days=9)),
    JobFilters(q="data", status=JobStatus.ACTIVE, salary_min=1, skill="sql"),
    JobFilters(saved=True),
]  # fmt: skip
ORDERS: list[Order] = [((sort, falls),) for sort in JobSort for falls in (True, False)]
ORDERS.append(((JobSort.COMPANY, False), (JobSort.TITLE, True), (JobSort.DEADLINE, False)))


def combinations() -> Iterator[tuple[JobFilters, Order]]:
    """Every filter in the usual order, every order without a filter, and some of both."""
    yield from ((filters, NEWEST) for filters in ASKED)
    yield from ((JobFilters(), order) for order in ORDERS)
    yield from zip(itertools.cycle(ASKED), ORDERS * 3, strict=False)


class JobListsContract:
    @pytest.fixture(autouse=True)
    async def _jobs(self, store: Store) -> None:
        await self.fill(store)

    async def fill(self, store: Store) -> None:
        await with_users(store)
        saved = {4: UUID(int=44), 9: UUID(int=99)}
        mine = [made(number, posting_id=saved.get(number)) for number in range(40)]
        foreign = [made(number + 100, STRANGER) for number in range(9)]
        await put(store, "jobs", *mine, *foreign)

    async def test_a_row_holds_what_was_stored(self, store: Store) -> None:
        job = made(7)
        async with store.read(single=True) as work:
            row = await work.jobs.show(job.id, owner=OWNER)
            rows = (await work.jobs.page(JobFilters(), NEWEST, owner=OWNER, page=Page(1, 100))).items
        (listed,) = [one for one in rows if one["id"] == job.id]
        for found in (row, listed):
            assert (found["created_at"], found["posted_at"]) == (job.created_at, job.posted_at)
            assert (found["salary_min"], found["salary_currency"], found["salary_period"]) == (1700, "EUR", "week")
            assert (found["status"], found["application_status"]) == (job.status, "not_applied")
        assert row["content"]["title"] == job.content.title

    async def test_hidden_and_foreign_are_not_shown(self, store: Store) -> None:
        async with store.read(single=True) as work:
            for id in (made(11).id, made(100).id, UUID(int=3)):
                with pytest.raises(NotFound):
                    await work.jobs.show(id, owner=OWNER)

    async def test_counts_are_of_what_is_shown(self, store: Store) -> None:
        async with store.read(single=True) as work:
            counts = await work.jobs.counts(owner=OWNER)
            for status in JobStatus:
                listing = await work.jobs.page(JobFilters(status=status), NEWEST, owner=OWNER, page=Page())
                assert counts["status"][status] == listing.total
            assert sum(counts["source"].values()) == 36
            assert await work.jobs.counts(owner=UUID(int=77)) == {name: {} for name in counts}

    async def test_a_posting_is_saved_once(self, store: Store) -> None:
        async with store.write() as work:
            assert await work.jobs.count_saved(owner=OWNER) == 2
            assert await work.jobs.find_saved(UUID(int=44), owner=STRANGER) is None
            found = await work.jobs.find_saved(UUID(int=44), owner=OWNER)
            assert found is not None
            assert found.id == made(4).id
            with pytest.raises(Conflict):
                await work.jobs.add(made(200, posting_id=UUID(int=44)))


class SameJobsContract(JobListsContract):
    """For stores that search by other means than memory does."""

    async def test_the_same_is_found_in_the_same_order(self, store: Store) -> None:
        memory = MemoryStore(Uuid7Ids())
        await self.fill(memory)
        for filters, order in combinations():
            async with memory.read() as work:
                whole = await work.jobs.page(filters, order, owner=OWNER, page=Page(1, 100))
            seen: list[Any] = []
            for number in range(1, 6):
                async with store.read(single=True) as work:
                    page = await work.jobs.page(filters, order, owner=OWNER, page=Page(number, 11))
                assert page.total == whole.total, (filters, order)
                seen += [row["id"] for row in page.items]
            assert seen == [row["id"] for row in whole.items], (filters, order)


class PostingsContract:
    async def test_a_posting_comes_back_whole(self, store: Store) -> None:
        posting: Posting = shipped_postings()[3]
        async with store.read() as work:
            assert await work.postings.get(posting.id) == posting
            assert await work.postings.contents([posting.id, OWNER]) == {posting.id: posting.content}
            assert await work.postings.contents([]) == {}
            with pytest.raises(NotFound):
                await work.postings.get(OWNER)
        async with store.read(single=True) as work:
            row = await work.postings.show(posting.id, viewer=OWNER)
            with pytest.raises(NotFound):
                await work.postings.show(OWNER, viewer=OWNER)
        assert (row["title"], row["job_id"], row["posted_at"]) == (posting.content.title, None, posting.posted_at)

    async def test_only_the_viewers_own_saving_is_told(self, store: Store) -> None:
        await with_users(store)
        posting = shipped_postings()[0]
        await put(store, "jobs", made(1, posting_id=posting.id), made(12, STRANGER, posting_id=posting.id))
        for viewer, id in ((OWNER, made(1).id), (STRANGER, made(12).id), (UUID(int=5), None)):
            async with store.read(single=True) as work:
                assert (await work.postings.show(posting.id, viewer=viewer))["job_id"] == id
                page = await work.postings.page(JobFilters(), BY_TITLE, viewer=viewer, page=Page(1, 100))
            assert {row["job_id"] for row in page.items} == {None, id}


class SamePostingsContract(PostingsContract):
    """For stores that search by other means than memory does."""

    async def test_the_catalogue_is_found_as_memory_finds_it(self, store: Store) -> None:
        memory = MemoryStore(Uuid7Ids(), shipped_postings())
        for filters in (JobFilters(), *ASKED):
            if filters.status or filters.source or filters.saved:
                continue
            for sort in PostingSort if filters == JobFilters() else (PostingSort.TITLE,):
                for falls in (True, False):
                    order = ((sort, falls),)
                    async with memory.read() as work:
                        whole = await work.postings.page(filters, order, viewer=OWNER, page=Page(1, 100))
                    async with store.read(single=True) as work:
                        found = await work.postings.page(filters, order, viewer=OWNER, page=Page(1, 100))
                    assert [row["id"] for row in found.items] == [row["id"] for row in whole.items], (filters, order)
                    assert found.total == whole.total
