"""Making files of documents: in turns, tried again, given up, made once."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from jobwise.application.exports.commands import MAKING
from jobwise.application.exports.parts import Wanted, part_of
from jobwise.application.ports.generations import Printable
from jobwise.application.ports.tasks import GivenUp
from jobwise.application.work import attempt_at
from jobwise.domain.exports.export import Export, ExportStatus, LookWish
from jobwise.domain.exports.layout import Format
from jobwise.domain.generations.generation import Generation
from jobwise.domain.limits import (
    EXPORT_ATTEMPTS,
    MAX_WAITING_EXPORTS_PER_USER,
    ORPHAN_HOURS,
    QUEUE_RETRY_S,
    TASK_ATTEMPTS,
)
from jobwise.domain.shared.errors import (
    MissingHere,
    QueueFull,
    QuotaExceeded,
    StorageDown,
    Unavailable,
)
from jobwise.domain.shared.made import CANCELLED
from jobwise.domain.users.tiers import PLANS, QuotaKind
from jobwise.domain.users.user import Tier
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.tasks.runner import Runner, WorkClass
from tests.unit.applying.export_world import PDF, RESUME, World


async def test_fifty_at_once_on_a_quota_of_ten_are_ten(world: World) -> None:
    one = await world.generation()
    limit = PLANS[Tier.FREE].limits[QuotaKind.EXPORTS]
    assert limit is not None
    async with world.store.write() as work:
        now = world.clock.now()
        start = now.replace(minute=0, second=0, microsecond=0)
        await work.quotas.spend(QuotaKind.EXPORTS, start, owner=world.owner, amount=limit - 10, limit=limit)
        await work.commit()
    asked = (world.acts.exports.request(owner=world.owner, wanted=Wanted(one.id, PDF)) for _ in range(50))
    done = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(each, Export) for each in done) == 10
    assert sum(isinstance(each, QuotaExceeded) for each in done) == 40
    assert await world.used() == limit


async def test_a_full_queue_says_when_to_come_again(world: World) -> None:
    rich = await world.person(tier=Tier.ENTERPRISE)
    one = await _waiting(world, rich, MAX_WAITING_EXPORTS_PER_USER)
    with pytest.raises(QueueFull) as told:
        await world.acts.exports.request(owner=rich, wanted=Wanted(one.id, PDF))
    assert told.value.retry_after_s == QUEUE_RETRY_S
    # Nobody else waits for that.
    await world.asked()


async def test_five_hundred_of_one_person_hold_nobody_up(world: World) -> None:
    rich = await world.person(tier=Tier.ENTERPRISE)
    await _waiting(world, rich, MAX_WAITING_EXPORTS_PER_USER)
    mine = await world.asked(LookWish(Format.DOCX))
    runner = Runner(
        world.store,
        world.clock,
        Uuid7Ids(),
        {MAKING: world.acts.exports.make},
        (WorkClass("exports", (MAKING,), size=2),),
    )
    work = asyncio.create_task(runner.run())
    async with asyncio.timeout(10):
        while (await world.now(mine)).status is not ExportStatus.COMPLETED:
            await asyncio.sleep(0)
    runner.end()
    await work
    assert len([order for order in world.press.printed if order.format is Format.PDF]) <= 4


async def _waiting(world: World, owner: UUID, count: int) -> Generation:
    """So many exports of a document of theirs that are still to be made."""
    one, ids = await world.generation(owner=owner), Uuid7Ids()
    part = part_of(PDF, Printable.of(one), RESUME)
    async with world.store.write() as work:
        for _ in range(count):
            export = Export.request(id=ids.new(), owner_id=owner, parts=[part], kept_days=1, now=world.clock.now())
            await work.exports.add(export)
            await work.tasks.add([attempt_at(export, ids.new())])
        await work.commit()
    return one


async def test_a_passing_failure_is_tried_again_and_then_given_up(world: World) -> None:
    asked = await world.asked()
    for attempts in range(1, EXPORT_ATTEMPTS + 1):
        world.press.failures = [Unavailable("It has died.")]
        with pytest.raises(Unavailable if attempts < EXPORT_ATTEMPTS else GivenUp):
            await world.acts.exports.make(await world.task(asked, attempts))
    failed = await world.now(asked)
    assert (failed.status, failed.failure, await world.used()) == (ExportStatus.FAILED, "UNAVAILABLE", 0)
    again = await world.acts.exports.retry(owner=world.owner, id=asked.id)
    assert (again.status, again.attempt, again.failure, await world.used()) == (ExportStatus.PENDING, 2, "", 1)
    # What is left of the first attempt does nothing any more.
    await world.acts.exports.make(await world.task(asked))
    assert (await world.now(asked)).status is ExportStatus.PENDING
    assert (await world.made(again)).status is ExportStatus.COMPLETED


async def test_what_kills_each_process_is_given_up(world: World) -> None:
    asked = await world.asked()
    await world.acts.exports.make(await world.task(asked, EXPORT_ATTEMPTS + 1))
    assert ((await world.now(asked)).failure, await world.used()) == ("ABANDONED", 0)


async def test_a_full_disk_is_no_fault_of_the_document(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = await world.asked()

    async def full(key: str, source: Any) -> None:
        raise MissingHere("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(world.files, "put", full)
        for attempts in range(1, TASK_ATTEMPTS):
            task = replace(await world.task(asked, attempts), failure=StorageDown.code if attempts > 1 else "")
            with pytest.raises(StorageDown, match="disk is full"):
                await world.acts.exports.make(task)
    task = replace(await world.task(asked, TASK_ATTEMPTS), failure=StorageDown.code)
    await world.acts.exports.make(task)
    assert (await world.now(asked)).status is ExportStatus.COMPLETED


async def test_a_file_that_is_never_kept_is_given_up_and_given_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = await world.asked()

    async def away(key: str, source: Any) -> None:
        raise Unavailable("The bucket is not there.")

    monkeypatch.setattr(world.files, "put", away)
    with pytest.raises(GivenUp):
        await world.acts.exports.make(replace(await world.task(asked, TASK_ATTEMPTS), failure=StorageDown.code))
    assert ((await world.now(asked)).failure, await world.used()) == ("STORAGE_DOWN", 0)


async def test_killed_between_file_and_row_it_is_made_again_and_the_orphan_swept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = await world.asked()

    class Killed(BaseException):
        """The process is gone."""

    async def killed(*given: Any) -> bool:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(type(world.acts.exports.make), "_complete", killed)
        with pytest.raises(Killed):
            await world.acts.exports.make(await world.task(asked))
    assert (await world.now(asked)).status is ExportStatus.RENDERING
    (orphan,) = await world.stored()
    made = await world.made(asked)
    assert made.file is not None
    assert await world.stored() == sorted([orphan, made.file.key])
    world.clock.forward(seconds=(ORPHAN_HOURS + 1) * 3600)
    assert await world.acts.documents.sweep() == 1
    assert await world.stored() == [made.file.key]
    assert await world.used() == 0, "another hour has begun"


async def test_what_was_made_for_nothing_leaves_no_file(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = await world.asked()
    drawing = world.press.print

    async def cancelled(order: Any) -> Any:
        await world.acts.exports.cancel(owner=world.owner, id=asked.id)
        return await drawing(order)

    monkeypatch.setattr(world.press, "print", cancelled)
    assert (await world.made(asked)).failure == CANCELLED
    assert (await world.stored(), await world.used()) == ([], 0)
