"""How a unit of work and its outbox behave in every store."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from tests.contracts.persistence.owned import OWNER, put, with_users
from tests.support.filled import START

from jobwise.application.ports.idempotency import KeyScope
from jobwise.application.ports.store import Store
from jobwise.domain.jobs.captured import CapturedJob, JobSource, JobStatus
from jobwise.domain.jobs.job import Job
from jobwise.domain.shared.errors import Conflict, NotFound
from jobwise.domain.shared.events import payload_sha256

JOB = UUID(int=70)


def captured(id: UUID = JOB) -> CapturedJob:
    return CapturedJob.capture(
        id=id, owner_id=OWNER, content=Job(title="Archivistin"), source=JobSource.TEXT_PARSED, now=START
    )


async def nothing_happened(store: Store) -> None:
    async with store.read() as work:
        with pytest.raises(NotFound):
            await work.jobs.get(JOB, owner=OWNER, hidden=True)
        assert not await work.outbox.history(JOB)
        assert not await work.outbox.pending(10)


class UnitOfWorkContract:
    @pytest.fixture(autouse=True)
    async def _users(self, store: Store) -> None:
        await with_users(store)

    async def test_committed_work_lasts_with_its_event(self, store: Store) -> None:
        await put(store, "jobs", captured())
        async with store.read() as work:
            assert await work.jobs.get(JOB, owner=OWNER) == captured()
            (stored,) = await work.outbox.history(JOB)
        event = stored.event
        assert (event.name, event.aggregate_type, event.aggregate_id) == ("job.captured", "job", JOB)
        assert (event.aggregate_version, event.owner_id, event.occurred_at) == (1, OWNER, START)
        assert event.payload == {"source": "text_parsed"}
        assert stored.payload_sha256 == payload_sha256(event.payload)
        assert (stored.position, stored.published_at, stored.erased_at) == (None, None, None)

    async def test_without_commit_nothing_happened(self, store: Store) -> None:
        async with store.write() as work:
            await work.jobs.add(captured())
            assert await work.jobs.get(JOB, owner=OWNER) == captured()
        await nothing_happened(store)

    async def test_an_error_before_commit_undoes_everything(self, store: Store) -> None:
        with pytest.raises(ZeroDivisionError):
            async with store.write() as work:
                await work.jobs.add(captured())
                raise ZeroDivisionError
        await nothing_happened(store)

    async def test_an_error_of_the_store_undoes_what_came_before(self, store: Store) -> None:
        with pytest.raises(Conflict):
            async with store.write() as work:
                await work.jobs.add(captured())
                await work.jobs.add(captured())
        await nothing_happened(store)

    async def test_a_cancelled_writer_leaves_nothing_and_blocks_nobody(self, store: Store) -> None:
        begun = asyncio.Event()

        async def write_for_ever() -> None:
            async with store.write() as work:
                await work.jobs.add(captured())
                begun.set()
                await asyncio.Event().wait()

        writer = asyncio.create_task(write_for_ever())
        await begun.wait()
        writer.cancel()
        with pytest.raises(asyncio.CancelledError):
            await writer
        await nothing_happened(store)
        await put(store, "jobs", captured())

    async def test_the_read_door_commits_nothing(self, store: Store) -> None:
        async with store.read() as work:
            with pytest.raises(RuntimeError):
                await work.commit()
        await nothing_happened(store)

    async def test_a_unit_of_work_commits_once(self, store: Store) -> None:
        async with store.write() as work:
            await work.jobs.add(captured())
            await work.commit()
            with pytest.raises(RuntimeError):
                await work.commit()

    async def test_a_reader_sees_one_state_while_a_writer_commits(self, store: Store) -> None:
        async with store.read() as reader:
            assert not await reader.outbox.history(JOB)
            await put(store, "jobs", captured())
            assert not await reader.outbox.history(JOB)
            with pytest.raises(NotFound):
                await reader.jobs.get(JOB, owner=OWNER)
        async with store.read() as reader:
            assert await reader.jobs.get(JOB, owner=OWNER) == captured()

    async def test_all_changes_of_one_unit_of_work_are_one_version(self, store: Store) -> None:
        await put(store, "jobs", captured())
        async with store.write() as work:
            job = await work.jobs.get(JOB, owner=OWNER)
            job.replace(Job(title="Archivist"), START + timedelta(days=1))
            job.move(JobStatus.ARCHIVED, START + timedelta(days=2))
            await work.jobs.save(job)
            await work.commit()
        async with store.read() as work:
            assert (await work.jobs.get(JOB, owner=OWNER)).version == 2
            history = await work.outbox.history(JOB)
        assert [(stored.event.name, stored.event.aggregate_version) for stored in history] == [
            ("job.captured", 1),
            ("job.replaced", 2),
            ("job.archived", 2),
        ]


class OutboxContract:
    @pytest.fixture(autouse=True)
    async def _users(self, store: Store) -> None:
        await with_users(store)

    async def test_pending_events_come_in_order_until_they_are_stamped(self, store: Store) -> None:
        other = UUID(int=71)
        await put(store, "jobs", captured(), captured(other))
        # The clock of the machine that makes the second change is behind.
        async with store.write() as work:
            job = await work.jobs.get(JOB, owner=OWNER)
            job.move(JobStatus.ARCHIVED, START - timedelta(days=1))
            await work.jobs.save(job)
            await work.commit()
        async with store.write() as work:
            pending = await work.outbox.pending(10)
            assert [(stored.event.aggregate_id, stored.event.aggregate_version) for stored in pending] == [
                (JOB, 1),
                (other, 1),
                (JOB, 2),
            ]
            assert list(await work.outbox.pending(2)) == list(pending[:2])
            now = START + timedelta(days=3)
            await work.outbox.stamp(pending[0].id, position=1, now=now)
            await work.commit()
        async with store.read() as work:
            assert list(await work.outbox.pending(10)) == list(pending[1:])
            first = (await work.outbox.history(JOB))[0]
        assert (first.position, first.published_at) == (1, now)

    async def test_a_position_is_given_once_and_stays(self, store: Store) -> None:
        await put(store, "jobs", captured(), captured(UUID(int=71)))
        async with store.write() as work:
            first, _ = await work.outbox.pending(10)
            await work.outbox.stamp(first.id, position=1, now=START)
            await work.commit()
        async with store.write() as work:
            with pytest.raises(Conflict):
                await work.outbox.stamp(first.id, position=2, now=START)
        async with store.write() as work:
            (second,) = await work.outbox.pending(10)
            with pytest.raises(Conflict):
                await work.outbox.stamp(second.id, position=1, now=START)


class IdempotencyContract:
    SCOPE = KeyScope("somebody", "POST /things", "one")

    async def claim(self, store: Store, *, minutes: int = 0) -> bool:
        now = START + timedelta(minutes=minutes)
        async with store.write() as work:
            claimed = await work.idempotency_keys.claim(
                self.SCOPE, body_sha256="a1" * 32, now=now, lease_until=now + timedelta(minutes=1)
            )
            await work.commit()
            return claimed

    async def test_of_many_at_once_one_claims_a_key(self, store: Store) -> None:
        assert sum(await asyncio.gather(*(self.claim(store) for _ in range(10)))) == 1

    async def test_a_lease_that_ended_is_taken_over(self, store: Store) -> None:
        assert [await self.claim(store, minutes=minutes) for minutes in (0, 0, 2)] == [True, False, True]
