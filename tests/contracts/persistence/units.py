"""How a unit of work and its outbox behave in every store."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.contracts.persistence.owned import OWNER, STRANGER, put, shown, with_users
from tests.support.filled import START

from jobwise.application.ports.idempotency import KeptAnswer, KeyRow, KeyScope, KeyState
from jobwise.application.ports.outbox import ChainEnd
from jobwise.application.ports.store import Store
from jobwise.application.ports.tasks import Task, TaskState
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


LINK = "b" * 64


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
            await work.outbox.stamp(pending[0].id, position=1, chain_sha256="a" * 64, now=now)
            await work.commit()
        async with store.read() as work:
            assert list(await work.outbox.pending(10)) == list(pending[1:])
            first = (await work.outbox.history(JOB))[0]
            assert list(await work.outbox.published(after=0, limit=10)) == [first]
            assert list(await work.outbox.published(after=1, limit=10)) == []
        assert (first.position, first.chain_sha256, first.published_at) == (1, "a" * 64, now)
        async with store.write() as work:
            assert await work.outbox.chain_end() == ChainEnd(1, "a" * 64)

    async def test_a_position_is_given_once_and_stays(self, store: Store) -> None:
        await put(store, "jobs", captured(), captured(UUID(int=71)))
        async with store.write() as work:
            first, _ = await work.outbox.pending(10)
            await work.outbox.stamp(first.id, position=1, chain_sha256=LINK, now=START)
            await work.commit()
        async with store.write() as work:
            with pytest.raises(Conflict):
                await work.outbox.stamp(first.id, position=2, chain_sha256=LINK, now=START)
        async with store.write() as work:
            (second,) = await work.outbox.pending(10)
            with pytest.raises(Conflict):
                await work.outbox.stamp(second.id, position=1, chain_sha256=LINK, now=START)

    async def test_a_persons_payloads_are_blanked_and_nobody_elses(self, store: Store) -> None:
        await put(store, "jobs", captured())
        stranger = shown(CapturedJob, id=UUID(int=73), owner_id=STRANGER)
        stranger.record("captured", START, source="api")
        await put(store, "jobs", stranger)
        async with store.write() as work:
            assert await work.outbox.blank(OWNER, now=START) == 1
            assert await work.outbox.blank(OWNER, now=START) == 0
            await work.commit()
        async with store.read() as work:
            (mine,) = await work.outbox.history(JOB)
            (theirs,) = await work.outbox.history(UUID(int=73))
        assert (mine.event.payload, mine.erased_at) == ({}, START)
        assert (theirs.event.payload, theirs.erased_at) == ({"source": "api"}, None)
        assert mine.payload_sha256 != payload_sha256({})


def task(number: int, **given: Any) -> Task:
    values: dict[str, Any] = {
        "id": UUID(int=number), "kind": "mail.deliver", "key": str(number), "created_at": START, "run_after": START,
    }  # fmt: skip
    return Task(**{**values, **given})


LEASE, OTHER = UUID(int=900), UUID(int=901)
LATER = START + timedelta(seconds=60)


async def claimed(store: Store, lease: UUID = LEASE, now: datetime = START, kind: str = "mail.deliver") -> Task | None:
    async with store.write() as work:
        found = await work.tasks.claim([kind], lease=lease, now=now, until=now + timedelta(seconds=60))
        await work.commit()
        return found


async def added(store: Store, *tasks: Task) -> int:
    async with store.write() as work:
        count = await work.tasks.add(tasks)
        await work.commit()
        return count


class TasksContract:
    async def test_what_nobody_works_on_is_known_by_kind(self, store: Store) -> None:
        """What is not due, or waits for another, is left alone by nobody; a lease that lives is a sign of life."""
        later = START + timedelta(hours=1)
        await added(store, task(1), task(2), task(3, kind="other", lane="a"), task(4, kind="other", lane="a"))
        await added(store, task(5, kind="third", run_after=LATER + timedelta(days=1)))

        async def left(since: datetime, now: datetime) -> Sequence[str]:
            async with store.read() as work:
                return await work.tasks.left_alone(since=since, now=now)

        assert await left(START - timedelta(seconds=1), later) == ()
        assert await left(START, later) == ("mail.deliver", "other")
        assert await claimed(store, now=START) is not None
        assert await left(START, START + timedelta(seconds=59)) == ("other",)
        assert await left(START, START + timedelta(seconds=60)) == ("mail.deliver", "other")
        async with store.write() as work:
            found = await work.tasks.claim(["other"], lease=LEASE, now=START, until=START + timedelta(seconds=1))
            assert found is not None
            await work.commit()
        # The second of the lane could not have been taken, and the first is somebody's until it is taken over.
        assert await left(START, START + timedelta(seconds=61)) == ("mail.deliver",)

    async def test_a_task_is_added_once_by_its_key(self, store: Store) -> None:
        full = task(
            1, owner_id=OWNER, lane="a", payload={"id": "x", "n": [1, None]}, run_after=LATER, failure="", attempts=2
        )
        assert await added(store, full, task(2, key="1"), task(3, kind="other", key="1")) == 2
        async with store.read() as work:
            assert await work.tasks.find("mail.deliver", "1") == full
            assert await work.tasks.find("mail.deliver", "2") is None
            assert await work.tasks.depths() == {"mail.deliver": 1, "other": 1}

    async def test_a_queue_takes_only_so_many_of_a_kind_and_of_a_lane(self, store: Store) -> None:
        async def offered(one: Task) -> bool:
            async with store.write() as work:
                taken = await work.tasks.add_if_room(one, most=3, most_of_lane=2)
                await work.commit()
            return taken

        full = task(1, owner_id=OWNER, lane="a", payload={"id": "x", "n": [1, None]}, run_after=START, failure="é")
        assert await offered(full)
        async with store.read() as work:
            assert await work.tasks.find("mail.deliver", "1") == full
        await added(store, task(90, kind="other", lane="a"), task(91, kind="other", lane="a"))
        assert [await offered(task(number, lane="a")) for number in (2, 3)] == [True, False]
        assert [await offered(task(number, lane="b")) for number in (4, 5)] == [True, False]
        taken = await claimed(store, now=START)
        assert taken is not None
        # What runs has not left the queue; what is done has.
        assert not await offered(task(6, lane="c"))
        async with store.write() as work:
            assert taken.lease is not None
            await work.tasks.finish(taken.id, lease=taken.lease, now=START)
            await work.commit()
        assert await offered(task(7, lane="a"))
        async with store.read() as work:
            assert await work.tasks.depths() == {"mail.deliver": 3, "other": 2}

    async def test_what_is_due_is_taken_in_order_and_by_one(self, store: Store) -> None:
        soon = START + timedelta(seconds=1)
        await added(store, task(1, run_after=soon), task(2), task(3, kind="other"), task(4, run_after=LATER))
        first = await claimed(store, now=soon)
        assert first is not None
        assert (first.id, first.state, first.attempts) == (UUID(int=2), TaskState.RUNNING, 1)
        assert (first.lease, first.lease_until) == (LEASE, soon + timedelta(seconds=60))
        second = await claimed(store, now=soon)
        assert second is not None
        assert second.id == UUID(int=1)
        assert await claimed(store, now=soon) is None

    async def test_a_lease_that_ended_is_taken_over_and_its_holder_shut_out(self, store: Store) -> None:
        await added(store, task(1))
        assert await claimed(store) is not None
        assert await claimed(store, OTHER, START + timedelta(seconds=59)) is None
        taken = await claimed(store, OTHER, LATER)
        assert taken is not None
        assert taken.attempts == 2
        async with store.write() as work:
            assert not await work.tasks.renew(taken.id, lease=LEASE, until=LATER)
            for leave in (
                work.tasks.finish(taken.id, lease=LEASE, now=LATER),
                work.tasks.postpone(taken.id, lease=LEASE, run_after=LATER, failure="x"),
                work.tasks.give_up(taken.id, lease=LEASE, now=LATER, failure="x"),
            ):
                with pytest.raises(Conflict):
                    await leave
        async with store.write() as work:
            assert await work.tasks.renew(taken.id, lease=OTHER, until=LATER + timedelta(seconds=60))
            await work.commit()
        assert await claimed(store, LEASE, LATER + timedelta(seconds=59)) is None

    async def test_what_is_let_go_is_as_if_nobody_had_taken_it(self, store: Store) -> None:
        await added(store, task(1, run_after=START), task(2), task(3))
        for lease in (LEASE, OTHER):
            assert await claimed(store, lease) is not None
        async with store.write() as work:
            await work.tasks.finish(UUID(int=2), lease=OTHER, now=START)
            await work.tasks.let_go(LEASE, now=LATER)
            # What has ended, or is held by nobody, is left alone.
            await work.tasks.let_go(OTHER, now=LATER)
            await work.tasks.let_go(UUID(int=99), now=LATER)
            await work.commit()
        async with store.read() as work:
            one, two, three = [await work.tasks.find("mail.deliver", key) for key in ("1", "2", "3")]
        assert one is not None
        assert two is not None
        assert one == replace(task(1), run_after=LATER, taken_at=START)
        assert (two.state, two.attempts) == (TaskState.DONE, 1)
        assert three == task(3)
        assert await claimed(store, OTHER, START) == replace(
            task(3), state=TaskState.RUNNING, attempts=1, lease=OTHER, lease_until=START + timedelta(seconds=60),
            taken_at=START,
        )  # fmt: skip

    async def test_a_task_ends_well_badly_or_later(self, store: Store) -> None:
        await added(store, task(1), task(2), task(3))
        for _ in range(3):
            assert await claimed(store) is not None
        async with store.write() as work:
            await work.tasks.finish(UUID(int=1), lease=LEASE, now=LATER)
            await work.tasks.give_up(UUID(int=2), lease=LEASE, now=LATER, failure="GONE")
            await work.tasks.postpone(UUID(int=3), lease=LEASE, run_after=LATER, failure="BUSY")
            await work.commit()
        async with store.read() as work:
            ended = [await work.tasks.find("mail.deliver", key) for key in ("1", "2", "3")]
            assert await work.tasks.depths() == {"mail.deliver": 1}
        assert [(one.state, one.failure, one.ended_at, one.lease) for one in ended if one] == [
            (TaskState.DONE, "", LATER, None),
            (TaskState.FAILED, "GONE", LATER, None),
            (TaskState.WAITING, "BUSY", None, None),
        ]
        assert await claimed(store) is None
        assert await claimed(store, now=LATER) is not None
        async with store.write() as work:
            assert await work.tasks.erase_ended(LATER) == 0
            assert await work.tasks.erase_ended(LATER + timedelta(seconds=1)) == 2
            await work.commit()

    async def test_one_lane_is_worked_off_in_order(self, store: Store) -> None:
        await added(
            store,
            task(1, lane="a"),
            task(2, lane="a", created_at=START + timedelta(seconds=1)),
            task(3, lane="b", created_at=START + timedelta(seconds=2)),
        )
        first, other = await claimed(store), await claimed(store)
        assert first is not None
        assert other is not None
        assert (first.id, other.id) == (UUID(int=1), UUID(int=3))
        async with store.write() as work:
            await work.tasks.postpone(first.id, lease=LEASE, run_after=LATER, failure="BUSY")
            await work.tasks.finish(other.id, lease=LEASE, now=START)
            await work.commit()
        assert await claimed(store) is None
        first = await claimed(store, now=LATER)
        assert first is not None
        async with store.write() as work:
            await work.tasks.finish(first.id, lease=LEASE, now=LATER)
            await work.commit()
        second = await claimed(store)
        assert second is not None
        assert second.id == UUID(int=2)

    async def test_lanes_take_turns(self, store: Store) -> None:
        many = [task(number, lane="a", created_at=START + timedelta(seconds=number)) for number in range(1, 41)]
        few = [
            task(number, lane=lane, created_at=LATER, run_after=START + timedelta(seconds=50))
            for number, lane in ((41, "b"), (42, "c"), (43, "c"))
        ]
        await added(store, *many, *few)
        served = []
        for step in range(8):
            # Two at a time: whoever has many waits for the own one before, and others go ahead.
            now = START + timedelta(seconds=60 + step)
            two = [await claimed(store, now=now), await claimed(store, now=now)]
            async with store.write() as work:
                for one in two:
                    if one is not None:
                        served.append(one.lane)
                        await work.tasks.finish(one.id, lease=LEASE, now=now)
                await work.commit()
        assert served[:2] == ["a", "b"]
        assert served[2:4] == ["c", "a"]
        assert sorted(served[4:6]) == ["a", "c"]
        assert set(served[6:]) == {"a"}

    async def test_many_workers_share_the_work_without_doing_any_twice(self, store: Store) -> None:
        await added(store, *(task(number) for number in range(1, 31)))

        async def worker(number: int) -> list[UUID]:
            taken = []
            while found := await claimed(store, UUID(int=1000 + number)):
                taken.append(found.id)
            return taken

        taken = [id for ids in await asyncio.gather(*(worker(number) for number in range(8))) for id in ids]
        # A worker that found every free row locked by another has left early; the rest is still there.
        while found := await claimed(store):
            taken.append(found.id)
        assert sorted(taken) == [UUID(int=number) for number in range(1, 31)]


LEASE_END = START + timedelta(seconds=60)
SCOPE = KeyScope(str(OWNER), "POST /jobs", "one")
ANSWER = KeptAnswer(201, (("etag", '"1"'), ("location", "/jobs/1")), b'{"data": "\xc3\xa9"}')


async def key_claimed(store: Store, now: datetime = START, scope: KeyScope = SCOPE, body: str = "a") -> bool:
    async with store.write() as work:
        taken = await work.idempotency_keys.claim(
            scope, body_sha256=body, now=now, lease_until=now + timedelta(seconds=60)
        )
        await work.commit()
        return taken


class IdempotencyKeysContract:
    async def test_a_key_is_one_callers_for_one_route(self, store: Store) -> None:
        assert await key_claimed(store)
        assert not await key_claimed(store)
        for other in (
            KeyScope(str(STRANGER), SCOPE.route, SCOPE.key),
            KeyScope(SCOPE.caller, "POST /profiles", SCOPE.key),
            KeyScope(SCOPE.caller, SCOPE.route, "two"),
        ):
            assert await key_claimed(store, scope=other)

    async def test_the_answer_comes_back_as_it_was(self, store: Store) -> None:
        await key_claimed(store)
        async with store.write() as work:
            running = await work.idempotency_keys.find(SCOPE)
            await work.idempotency_keys.finish(
                SCOPE, lease_until=LEASE_END, answer=ANSWER, keep_until=START + timedelta(days=1)
            )
            await work.commit()
        assert running == KeyRow("a", KeyState.RUNNING, START + timedelta(seconds=60), None)
        async with store.read() as work:
            done = await work.idempotency_keys.find(SCOPE)
            assert await work.idempotency_keys.find(KeyScope("x", "y", "z")) is None
        assert done is not None
        assert (done.state, done.answer) == (KeyState.DONE, ANSWER)
        assert not await key_claimed(store, START + timedelta(hours=23))
        async with store.write() as work:
            with pytest.raises(Conflict):
                await work.idempotency_keys.finish(SCOPE, lease_until=LEASE_END, answer=ANSWER, keep_until=START)
        assert await key_claimed(store, START + timedelta(days=1), body="b")
        async with store.read() as work:
            again = await work.idempotency_keys.find(SCOPE)
        assert again is not None
        assert (again.state, again.answer, again.body_sha256) == (KeyState.RUNNING, None, "b")

    async def test_a_key_whose_holder_died_is_free_again(self, store: Store) -> None:
        await key_claimed(store)
        assert not await key_claimed(store, START + timedelta(seconds=59))
        assert await key_claimed(store, START + timedelta(seconds=60))

    async def test_whoever_lost_the_key_can_neither_finish_nor_release_it(self, store: Store) -> None:
        await key_claimed(store)
        assert await key_claimed(store, START + timedelta(seconds=60), body="b")
        async with store.write() as work:
            with pytest.raises(Conflict):
                await work.idempotency_keys.finish(SCOPE, lease_until=LEASE_END, answer=ANSWER, keep_until=START)
        async with store.write() as work:
            await work.idempotency_keys.release(SCOPE, lease_until=LEASE_END)
            await work.commit()
        async with store.read() as work:
            row = await work.idempotency_keys.find(SCOPE)
        assert row is not None
        assert (row.body_sha256, row.state) == ("b", KeyState.RUNNING)

    async def test_a_failed_request_leaves_nothing(self, store: Store) -> None:
        await key_claimed(store)
        async with store.write() as work:
            await work.idempotency_keys.release(SCOPE, lease_until=LEASE_END)
            await work.commit()
        assert await key_claimed(store)
        async with store.write() as work:
            assert await work.idempotency_keys.erase_expired(START + timedelta(seconds=59)) == 0
            assert await work.idempotency_keys.erase_expired(START + timedelta(seconds=60)) == 1
            await work.commit()

    async def test_of_many_at_once_one_gets_the_key(self, store: Store) -> None:
        assert sum(await asyncio.gather(*(key_claimed(store) for _ in range(50)))) == 1
