"""The relay and the chain: order, once, and what an auditor sees."""

from dataclasses import replace
from uuid import UUID

import pytest

from jobwise.application.audit.relay import PublishEvents
from jobwise.application.audit.verify import Fault, Found, VerifyAudit
from jobwise.domain.jobs.captured import CapturedJob, JobSource
from jobwise.domain.jobs.job import Job
from jobwise.domain.shared.events import StoredEvent
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from tests.contracts.persistence.owned import OWNER, put, with_users
from tests.support.http import HandClock

JOBS = tuple(UUID(int=number) for number in range(700, 705))


@pytest.fixture
async def store() -> MemoryStore:
    store = MemoryStore(Uuid7Ids())
    await with_users(store)
    for id in JOBS:
        job = CapturedJob.capture(
            id=id, owner_id=OWNER, content=Job(title="Cook"), source=JobSource.API, now=HandClock().now()
        )
        await put(store, "jobs", job)
    return store


def relay(store: MemoryStore) -> PublishEvents:
    return PublishEvents(store, HandClock(), Uuid7Ids(), {"job.captured": ("application.follow",)})


async def trail(store: MemoryStore) -> list[StoredEvent]:
    async with store.read() as work:
        return list(await work.outbox.published(after=0, limit=100))


async def test_every_event_gets_one_place_and_its_reactions_once(store: MemoryStore) -> None:
    assert await relay(store)() == 5
    assert await relay(store)() == 0
    stored = await trail(store)
    assert [one.position for one in stored] == [1, 2, 3, 4, 5]
    async with store.read() as work:
        assert await work.tasks.depths() == {"application.follow": 5}
        task = await work.tasks.find("application.follow", str(stored[0].id))
    assert task is not None
    assert (task.lane, task.owner_id) == (str(stored[0].event.aggregate_id), OWNER)
    assert (await VerifyAudit(store)()).faults == ()


async def test_erasing_a_person_leaves_the_chain_whole(store: MemoryStore) -> None:
    await relay(store)()
    async with store.write() as work:
        await work.outbox.blank(OWNER, now=HandClock().now())
        await work.commit()
    report = await VerifyAudit(store)()
    assert (report.events, report.erased, report.faults) == (5, 5, ())


def alter(store: MemoryStore, place: int, **given: object) -> None:
    stored = store.state.events[place]
    event = replace(stored.event, **{name: value for name, value in given.items() if hasattr(stored.event, name)})
    store.state.events[place] = replace(
        stored, event=event, **{name: value for name, value in given.items() if not hasattr(stored.event, name)}
    )


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"payload": {"source": "mock"}}, Fault.PAYLOAD),
        ({"payload_sha256": "0" * 64}, Fault.ALTERED),
        ({"name": "job.archived"}, Fault.ALTERED),
        ({"aggregate_version": 9}, Fault.ALTERED),
        ({"owner_id": UUID(int=5)}, Fault.ALTERED),
    ],
)
async def test_an_altered_event_is_found_where_it_stands(
    store: MemoryStore, given: dict[str, object], fault: Fault
) -> None:
    await relay(store)()
    alter(store, 2, **given)
    assert (await VerifyAudit(store)()).faults == (Found(3, fault, store.state.events[2].id),)


async def test_an_event_that_was_taken_out_is_missed(store: MemoryStore) -> None:
    await relay(store)()
    del store.state.events[2]
    assert (await VerifyAudit(store)()).faults == (Found(3, Fault.MISSING),)
