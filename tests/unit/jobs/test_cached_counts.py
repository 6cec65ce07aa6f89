"""How many postings there are of some words is counted once for a while."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import pytest

from jobwise.application.jobs.catalogue import BrowsePostings
from jobwise.application.ports.jobs import JobRow
from jobwise.domain.jobs.wanted import JobFilters, PostingSort
from jobwise.domain.limits import MAX_CACHED, SEARCH_KEPT_S
from jobwise.domain.shared.paging import Listing, Page
from jobwise.infrastructure.caching import MemoryCache

ANNA, BRUNO = UUID(int=1), UUID(int=2)
ORDER = ((PostingSort.POSTED_AT, True),)


class Counting:
    """A store of postings that notes what it was told of their number."""

    def __init__(self) -> None:
        self.told: list[int | None] = []

    @asynccontextmanager
    async def read(self, *, single: bool = False) -> AsyncIterator[Any]:
        self.postings = self
        yield self

    async def page(
        self, filters: JobFilters, order: Any, *, viewer: UUID, page: Page, counted: int | None = None
    ) -> Listing[Any]:
        self.told.append(counted)
        return Listing(({"job_id": viewer},), 41, page)


async def unfitted(rows: Sequence[JobRow], *, viewer: UUID) -> tuple[JobRow, ...]:
    return tuple(rows)


class Time:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def store() -> Counting:
    return Counting()


async def test_it_is_counted_once_for_everybody_and_every_page_until_its_time_is_over(
    store: Counting, time: Time
) -> None:
    browse = BrowsePostings(store, MemoryCache(time), unfitted)  # type: ignore[arg-type]
    baker = JobFilters(q="baker")
    for viewer, number in ((ANNA, 1), (ANNA, 2), (BRUNO, 1)):
        found = await browse(viewer=viewer, page=Page(number, 20), filters=baker, order=ORDER)
        # Nothing but the number is kept: what is the viewer's own is asked for each time.
        assert (found.total, found.items[0]["job_id"]) == (41, viewer)
    await browse(viewer=ANNA, page=Page(1, 20), filters=JobFilters(q="baker", salary_min=10), order=ORDER)
    assert store.told == [None, 41, 41, None]
    time.now = SEARCH_KEPT_S
    await browse(viewer=ANNA, page=Page(1, 20), filters=baker, order=ORDER)
    assert store.told[4:] == [None]


@pytest.mark.parametrize("filters", [JobFilters(), JobFilters(salary_min=10)])
async def test_what_is_quickly_counted_is_counted_each_time(store: Counting, filters: JobFilters) -> None:
    browse = BrowsePostings(store, MemoryCache(), unfitted)  # type: ignore[arg-type]
    for _ in range(2):
        await browse(viewer=ANNA, page=Page(1, 20), filters=filters, order=ORDER)
    assert store.told == [None, None]


async def test_a_cache_is_bounded_and_forgets_when_told(time: Time) -> None:
    cache = MemoryCache(time)
    for number in range(MAX_CACHED + 1):
        await cache.put(str(number), b"x", seconds=10)
        await cache.get("0")
    assert [await cache.get(key) for key in ("0", "1", "2")] == [b"x", None, b"x"]
    await cache.drop("0")
    assert await cache.get("0") is None
    time.now = 10
    assert await cache.get("2") is None
