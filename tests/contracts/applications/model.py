"""The state machine of applications as a model and a stateful test, for whatever store is put under it."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar, TypeVar
from uuid import UUID, uuid4

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from jobwise.application.applications.acts import ApplicationActs
from jobwise.application.ports.store import Store
from jobwise.domain.applications.application import Application
from jobwise.domain.applications.status import ApplicationStatus
from jobwise.domain.jobs.captured import CapturedJob, JobSource
from jobwise.domain.jobs.job import Job
from jobwise.domain.shared.errors import (
    Already,
    InvalidTransition,
    JobWiseError,
    LostRace,
    NotFound,
    QuotaExceeded,
    Stale,
)
from jobwise.domain.users.user import User
from tests.support.acts import application_acts
from tests.support.http import HandClock

T = TypeVar("T")

# Written by hand from what the product promises, not read off the code.
TABLE: dict[str, set[str]] = {
    "not_applied": {"preparing", "applied", "withdrawn"},
    "preparing": {"applied", "withdrawn", "not_applied"},
    "applied": {"screening", "interviewing", "offer_received", "rejected", "withdrawn", "ghosted"},
    "screening": {"interviewing", "offer_received", "rejected", "withdrawn", "ghosted"},
    "interviewing": {"offer_received", "rejected", "withdrawn", "ghosted"},
    "offer_received": {"accepted", "declined", "rejected", "withdrawn"},
    "rejected": {"interviewing"},
    "ghosted": {"interviewing"},
    "accepted": set(),
    "declined": set(),
    "withdrawn": set(),
}
TAKEN_BACK = {"rejected", "ghosted"}
JOBS = 3


def legal(status: str, previous: str | None) -> set[str]:
    return TABLE[status] | ({previous} if previous and status in TAKEN_BACK else set())


@dataclass
class Expected:
    """What the store has to say of one application."""

    id: UUID
    job: int
    status: str = "not_applied"
    previous: str | None = None
    moves: int = 0
    version: int = 1
    events: int = 1
    deleted: bool = False

    def moved(self, status: str) -> None:
        self.previous, self.status = self.status, status
        self.moves += 1
        self.events += 1

    @property
    def is_active(self) -> bool:
        return self.status not in {"accepted", "declined", "withdrawn", "rejected", "ghosted"}


NUMBERS = st.integers(min_value=0, max_value=50)
STATUSES = st.sampled_from([status.value for status in ApplicationStatus])


class ApplicationMachine(RuleBasedStateMachine):
    """A subclass says how a store is opened; each run has an owner of its own in it."""

    open_store: ClassVar[Callable[[], Store]]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.known: list[Expected] = []

    def run(self, act: Awaitable[T]) -> T:
        async def whole() -> T:
            return await act

        return self.runner.run(whole())

    def fails(self, kind: type[JobWiseError], act: Awaitable[Any]) -> JobWiseError:
        try:
            self.run(act)
        except JobWiseError as error:
            assert type(error) is kind, error
            return error
        raise AssertionError(f"{kind.__name__} was to be raised")

    @initialize()
    def begin(self) -> None:
        self.clock = HandClock()
        self.store = type(self).open_store()
        self.acts: ApplicationActs = application_acts(self.store, self.clock)
        self.owner, now = uuid4(), self.clock.now()
        self.jobs = [uuid4() for _ in range(JOBS)]

        async def fill() -> None:
            async with self.store.write() as work:
                user = User(id=self.owner, email=f"{self.owner.hex}@example.org", created_at=now, updated_at=now)
                await work.users.add(user)
                for number, id in enumerate(self.jobs):
                    content = Job(f"Job {number}")
                    job = CapturedJob.capture(
                        id=id, owner_id=self.owner, content=content, source=JobSource.USER_CREATED, now=now
                    )
                    await work.jobs.add(job)
                await work.commit()

        self.run(fill())

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.run(self.store.close())
        self.runner.close()

    def live(self, job: int) -> Expected | None:
        return next((one for one in self.known if one.job == job and not one.deleted), None)

    def pick(self, number: int) -> Expected | None:
        return self.known[number % len(self.known)] if self.known else None

    async def read(self, id: UUID) -> Application:
        async with self.store.read() as work:
            return await work.applications.get(id, owner=self.owner)

    @rule(job=st.integers(0, JOBS - 1), status=STATUSES)
    def create(self, job: int, status: str) -> None:
        self.clock.forward(minutes=1)
        act = self.acts.create(owner=self.owner, job_id=self.jobs[job], status=ApplicationStatus(status))
        if status not in {"not_applied", *TABLE["not_applied"]}:
            self.fails(InvalidTransition, act)
        elif self.live(job):
            self.fails(Already, act)
        else:
            made = Expected(self.run(act).id, job)
            if status != "not_applied":
                made.moved(status)
            self.known.append(made)

    @rule(job=st.integers(0, JOBS - 1), status=STATUSES)
    def set_of_job(self, job: int, status: str) -> None:
        self.clock.forward(minutes=1)
        act = self.acts.set_of_job(owner=self.owner, job_id=self.jobs[job], status=ApplicationStatus(status))
        found = self.live(job)
        if status not in (legal(found.status, found.previous) if found else TABLE["not_applied"]):
            self.fails(InvalidTransition, act)
            return
        made = self.run(act)
        if found is None:
            found = Expected(made.id, job, version=0)
            self.known.append(found)
        assert made.id == found.id
        found.moved(status)
        found.version += 1

    @rule(number=NUMBERS, status=STATUSES)
    def move(self, number: int, status: str) -> None:
        self.clock.forward(minutes=1)
        one = self.pick(number)
        if one is None:
            return
        act = self.acts.move(owner=self.owner, id=one.id, status=ApplicationStatus(status), note="noted")
        if one.deleted:
            self.fails(NotFound, act)
        elif status not in legal(one.status, one.previous):
            error = self.fails(InvalidTransition, act)
            ways = legal(one.status, one.previous)
            assert {detail.reason for detail in error.details} == ways
            assert all(way in error.message for way in ways)
        else:
            self.run(act)
            one.moved(status)
            one.version += 1

    @rule(number=NUMBERS, choice=NUMBERS)
    def move_on(self, number: int, choice: int) -> None:
        """A legal move, so that runs get far."""
        one = self.pick(number)
        if one is not None and not one.deleted and (ways := sorted(legal(one.status, one.previous))):
            self.move(number, ways[choice % len(ways)])

    @rule(number=NUMBERS)
    def take_back(self, number: int) -> None:
        one = self.pick(number)
        if one is not None and not one.deleted and one.status in TAKEN_BACK and one.previous:
            self.move(number, one.previous)

    @rule(number=NUMBERS, first=STATUSES, second=STATUSES)
    def move_twice_at_once(self, number: int, first: str, second: str) -> None:
        """Both were read before either was written: the second can only lose."""
        one = self.pick(number)
        if one is None or one.deleted:
            return
        late = self.run(self.read(one.id))
        ways, before = legal(one.status, one.previous), one.version
        self.move(number, first)
        act = self.acts.move.go(late, ApplicationStatus(second), "")
        if second not in ways:
            self.fails(InvalidTransition, act)
        elif one.version != before:
            self.fails(LostRace, act)
        else:
            self.run(act)
            one.moved(second)
            one.version += 1

    @rule(number=NUMBERS)
    def delete(self, number: int) -> None:
        one = self.pick(number)
        if one is None:
            return
        if one.deleted:
            self.fails(NotFound, self.acts.delete(owner=self.owner, id=one.id, version=one.version))
            return
        self.fails(Stale, self.acts.delete(owner=self.owner, id=one.id, version=one.version + 1))
        self.run(self.acts.delete(owner=self.owner, id=one.id, version=one.version))
        self._changed(one, deleted=True)

    @rule(number=NUMBERS)
    def restore(self, number: int) -> None:
        one = self.pick(number)
        if one is None:
            return
        act = self.acts.restore(owner=self.owner, id=one.id)
        if self.live(one.job):
            self.fails(Already, act)
        else:
            self.run(act)
            self._changed(one, deleted=False)

    def _changed(self, one: Expected, *, deleted: bool) -> None:
        one.deleted = deleted
        one.version += 1
        one.events += 1

    @rule(number=NUMBERS)
    def a_stranger_gets_nowhere(self, number: int) -> None:
        one = self.pick(number)
        if one is not None:
            self.fails(NotFound, self.acts.show(owner=uuid4(), id=one.id))
            self.fails(NotFound, self.acts.move(owner=uuid4(), id=one.id, status=ApplicationStatus.APPLIED))

    @invariant()
    def the_store_says_what_the_model_says(self) -> None:
        if self.known:
            self.run(self._compare())

    async def _compare(self) -> None:
        async with self.store.read() as work:
            for one in self.known:
                found = await work.applications.get(one.id, owner=self.owner, hidden=True)
                history = await work.outbox.history(one.id)
                said = (found.status.value, found.previous and found.previous.value, found.hidden, found.version)
                assert said == (one.status, one.previous, one.deleted, one.version)
                assert len(found.timeline) == one.moves
                assert len(history) == one.events
                versions = [stored.event.aggregate_version for stored in history]
                assert versions == sorted(versions)
                assert versions[-1] == one.version
                steps = [(step.from_status, step.to_status) for step in found.timeline]
                assert all(before[1] == after[0] for before, after in pairwise(steps)), "the timeline has a gap"
                assert not steps or steps[-1][1].value == one.status
            live = [one for one in self.known if not one.deleted]
            counts = await work.applications.counts(owner=self.owner)
            assert sum(counts.values()) == len(live)
            active = await work.applications.count_active(owner=self.owner)
            assert active == sum(one.is_active for one in live)
            statuses = await work.applications.status_of_jobs(self.jobs, owner=self.owner)
            assert {id: status.value for id, status in statuses.items()} == {
                self.jobs[one.job]: one.status for one in live
            }


class RaceContract:
    """Two at once, for whatever `store` the test that derives from this opens."""

    async def test_of_two_moves_at_once_one_wins_and_one_is_told(self, store: Store) -> None:
        """T65: one timeline row, one event."""
        acts, owner, jobs = await settled(store, 1)
        made = await acts.create(owner=owner, job_id=jobs[0], status=ApplicationStatus.APPLIED)
        meet_after_reading(store, 2)
        ends = (ApplicationStatus.INTERVIEWING, ApplicationStatus.REJECTED)
        results = await asyncio.gather(
            *(acts.move(owner=owner, id=made.id, status=status) for status in ends), return_exceptions=True
        )
        assert sorted(type(one).__name__ for one in results) == ["Application", "LostRace"]
        async with store.write() as work:
            found = await work.applications.get(made.id, owner=owner)
            history = await work.outbox.history(made.id)
        assert found.status in ends
        assert len(found.timeline) == 2
        assert [stored.event.name for stored in history] == [
            *("application.created", "application.moved", "application.moved"),
        ]

    async def test_of_many_who_move_a_job_at_once_one_begins_it(self, store: Store) -> None:
        acts, owner, jobs = await settled(store, 1)
        meet_after_reading(store, 8)
        results = await asyncio.gather(
            *(acts.set_of_job(owner=owner, job_id=jobs[0], status=ApplicationStatus.APPLIED) for _ in range(8)),
            return_exceptions=True,
        )
        assert sorted(type(one).__name__ for one in results) == ["Application"] + ["Conflict"] * 7
        async with store.write() as work:
            assert dict(await work.applications.counts(owner=owner)) == {ApplicationStatus.APPLIED: 1}

    async def test_the_limit_of_the_tier_holds_for_many_at_once(self, store: Store) -> None:
        acts, owner, jobs = await settled(store, 60)
        for job_id in jobs[:45]:
            await acts.create(owner=owner, job_id=job_id)
        results = await asyncio.gather(
            *(acts.create(owner=owner, job_id=job_id) for job_id in jobs[45:]), return_exceptions=True
        )
        refused = [one for one in results if isinstance(one, QuotaExceeded)]
        assert len(refused) == 10
        assert all("pro" in one.message and one.limit == 50 for one in refused)
        async with store.write() as work:
            assert await work.applications.count_active(owner=owner) == 50


async def settled(store: Store, jobs: int) -> tuple[ApplicationActs, UUID, list[UUID]]:
    """Somebody on the free tier with so many jobs."""
    clock, owner = HandClock(), uuid4()
    now, ids = clock.now(), [uuid4() for _ in range(jobs)]
    async with store.write() as work:
        await work.users.add(User(id=owner, email=f"{owner.hex}@example.org", created_at=now, updated_at=now))
        for id in ids:
            content = Job("Baker")
            await work.jobs.add(
                CapturedJob.capture(id=id, owner_id=owner, content=content, source=JobSource.USER_CREATED, now=now)
            )
        await work.commit()
    return application_acts(store, clock), owner, ids


def meet_after_reading(store: Store, how_many: int) -> None:
    """Of so many who read from now on, nobody goes on to write before all have read; later readers wait for nobody."""
    barrier, read = asyncio.Barrier(how_many), store.read
    places = iter(range(how_many))

    @asynccontextmanager
    async def slow(*, single: bool = False) -> Any:
        async with read(single=single) as work:
            yield work
        if next(places, None) is not None:
            await barrier.wait()

    store.read = slow  # type: ignore[method-assign]
