"""Postings are shown with how well they fit the viewer, when that can be known without waiting."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

import pytest

from jobwise.application.jobs import fits as fitting
from jobwise.application.jobs.fits import FitPostings
from jobwise.application.ports.workshop import Versions
from jobwise.domain.jobs.job import Job
from jobwise.domain.limits import SEARCH_KEPT_S
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.errors import QueueFull, Unavailable
from jobwise.domain.users.user import User
from jobwise.infrastructure.caching import MemoryCache
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from jobwise.infrastructure.shipped_postings import shipped_postings
from tests.support.filled import START
from tests.unit.rankings.test_ranking import PROFILE

ANNA, BRUNO = UUID(int=1), UUID(int=2)
POSTINGS = shipped_postings()[:3]
ROWS = [{"id": posting.id, "title": posting.content.title} for posting in POSTINGS]


class Bench:
    """A workshop that tells how long a title is, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Profile, int]] = []
        self.formula = "1"
        self.failure: Exception | None = None
        self.slow = asyncio.Event()
        self.slow.set()

    async def versions(self) -> Versions:
        return Versions(self.formula, "1")

    async def fits(self, profile: Profile, jobs: Sequence[Job]) -> tuple[float, ...]:
        self.asked.append((profile, len(jobs)))
        await self.slow.wait()
        if self.failure is not None:
            raise self.failure
        return tuple(len(job.title) / 1000 for job in jobs)


class Time:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
async def store() -> MemoryStore:
    store = MemoryStore(Uuid7Ids(), POSTINGS)
    async with store.write() as work:
        for owner in (ANNA, BRUNO):
            await work.users.add(User(id=owner, created_at=START, updated_at=START, email=f"{owner.int}@example.org"))
        await work.profiles.add(profile_of(ANNA))
        await work.commit()
    return store


@pytest.fixture
def fitted(store: MemoryStore, bench: Bench, time: Time) -> FitPostings:
    return FitPostings(store, bench, MemoryCache(time))  # type: ignore[arg-type]


def profile_of(owner: UUID) -> MasterProfile:
    id = UUID(int=owner.int + 10)
    return MasterProfile.create(id=id, owner_id=owner, name="Mine", content=PROFILE, is_default=True, now=START)


async def fits(fitted: FitPostings, viewer: UUID = ANNA) -> list[float | None]:
    rows = await fitted(ROWS, viewer=viewer)
    assert [{name: row[name] for name in ("id", "title")} for row in rows] == ROWS
    return [row["fit"] for row in rows]


KNOWN = [len(posting.content.title) / 1000 for posting in POSTINGS]


async def test_each_row_gets_its_own_and_is_worked_out_once(fitted: FitPostings, bench: Bench, time: Time) -> None:
    assert await fits(fitted) == await fits(fitted) == KNOWN
    assert bench.asked == [(PROFILE, 3)]
    time.now = SEARCH_KEPT_S
    assert await fits(fitted) == KNOWN
    assert len(bench.asked) == 2


async def test_somebody_without_a_profile_is_told_nothing_of_anybody_elses(fitted: FitPostings, bench: Bench) -> None:
    await fits(fitted)
    assert await fits(fitted, BRUNO) == [None] * 3
    assert len(bench.asked) == 1
    assert await fitted((), viewer=ANNA) == ()


async def test_another_profile_or_formula_is_another_fit(fitted: FitPostings, bench: Bench, store: MemoryStore) -> None:
    await fits(fitted)
    async with store.write() as work:
        await work.profiles.add(profile_of(BRUNO))
        await work.commit()
    await fits(fitted, BRUNO)
    async with store.write() as work:
        mine = await work.profiles.get(UUID(int=11), owner=ANNA)
        mine.rename("Renamed", START)
        await work.profiles.save(mine)
        await work.commit()
    await fits(fitted)
    bench.formula = "2"
    await fits(fitted)
    assert len(bench.asked) == 4


@pytest.mark.parametrize("failure", [QueueFull("Too much.", retry_after_s=1), Unavailable("It ended.")])
async def test_a_busy_workshop_keeps_nobody_from_the_list(
    fitted: FitPostings, bench: Bench, failure: Exception
) -> None:
    bench.failure = failure
    assert await fits(fitted) == [None] * 3
    bench.failure = None
    assert await fits(fitted) == KNOWN


async def test_nobody_waits_long(fitted: FitPostings, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "FIT_WAIT_S", 0.01)
    bench.slow.clear()
    assert await fits(fitted) == [None] * 3
    bench.slow.set()
    assert await fits(fitted) == KNOWN


async def test_a_posting_that_is_gone_meanwhile_has_no_fit(fitted: FitPostings) -> None:
    rows = await fitted([ROWS[0], {"id": UUID(int=99)}], viewer=ANNA)
    assert [row["fit"] for row in rows] == [KNOWN[0], None]
