"""What becomes of the files of documents: cancelled, deleted, linked to, expired, swept."""

import io
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from jobwise.application import leftovers
from jobwise.application.exports.clean_up import expire_exports
from jobwise.application.exports.commands import MAKING
from jobwise.application.ports.documents import OwnedId
from jobwise.application.ports.store import UnitOfWork
from jobwise.domain.exports.export import Export, ExportStatus
from jobwise.domain.limits import (
    EXPORT_OVERDUE_S,
    LINK_S,
    RESTORE_DAYS,
)
from jobwise.domain.shared.errors import (
    InvalidTransition,
    NotCompleted,
    NotFound,
    Stale,
)
from jobwise.domain.shared.made import CANCELLED
from jobwise.domain.users.user import Tier
from jobwise.infrastructure.ids import Uuid7Ids
from tests.unit.applying.export_world import World


async def test_cancelling_gives_the_quota_back_once(world: World) -> None:
    asked = await world.asked()
    cancelled = await world.acts.exports.cancel(owner=world.owner, id=asked.id)
    assert (cancelled.status, cancelled.failure, await world.used()) == (ExportStatus.FAILED, CANCELLED, 0)
    with pytest.raises(InvalidTransition):
        await world.acts.exports.cancel(owner=world.owner, id=asked.id)
    made = await world.made(await world.asked())
    for act in (world.acts.exports.cancel, world.acts.exports.retry):
        with pytest.raises(InvalidTransition):
            await act(owner=world.owner, id=made.id)
    assert await world.used() == 1


async def test_deleting_revokes_links_and_restoring_brings_all_back(world: World) -> None:
    made = await world.made(await world.asked())
    _, link = await world.acts.exports.link_to(owner=world.owner, id=made.id)
    by_link = {"id": made.id, "user_id": world.owner, "expires": int(link.expires_at.timestamp())}
    opened = await world.acts.exports.open_linked(**by_link, signature=link.signature)
    assert opened.export.id == made.id
    with pytest.raises(Stale):
        await world.acts.exports.delete(owner=world.owner, id=made.id, version=made.version - 1)
    await world.acts.exports.delete(owner=world.owner, id=made.id, version=made.version)
    for act in (world.acts.exports.show, world.acts.exports.open, world.acts.exports.link_to):
        with pytest.raises(NotFound):
            await act(owner=world.owner, id=made.id)
    with pytest.raises(NotFound):
        await world.acts.exports.open_linked(**by_link, signature=link.signature)
    restored = await world.acts.exports.restore(owner=world.owner, id=made.id)
    assert (restored.deleted_at, restored.download_count) == (None, 1)
    await world.acts.exports.open_linked(**by_link, signature=link.signature)


async def test_a_link_is_good_for_its_time_its_file_and_its_owner(world: World) -> None:
    made, other = await world.made(await world.asked()), await world.made(await world.asked())
    _, link = await world.acts.exports.link_to(owner=world.owner, id=made.id)
    until = int(link.expires_at.timestamp())
    good = {"id": made.id, "user_id": world.owner, "expires": until, "signature": link.signature}
    for wrong in (
        {"id": other.id},
        {"user_id": world.stranger},
        {"expires": until + 1},
        {"expires": until + LINK_S},
        {"expires": 0},
        {"signature": link.signature[::-1]},
        {"signature": ""},
    ):
        with pytest.raises(NotFound):
            await world.acts.exports.open_linked(**{**good, **wrong})
    await world.acts.exports.open_linked(**good)
    world.clock.forward(seconds=LINK_S)
    with pytest.raises(NotFound):
        await world.acts.exports.open_linked(**good)


async def test_there_is_no_file_before_there_is_one(world: World) -> None:
    asked = await world.asked()
    assert world.acts.exports.link(asked) is None
    for act in (world.acts.exports.open, world.acts.exports.link_to):
        with pytest.raises(NotCompleted):
            await act(owner=world.owner, id=asked.id)
    with pytest.raises(NotFound):
        await world.acts.exports.open_linked(
            id=asked.id, user_id=world.owner, expires=int(world.clock.now().timestamp()) + 60, signature="x"
        )


async def test_a_file_that_has_changed_is_not_handed_out(world: World) -> None:
    made = await world.made(await world.asked())
    assert made.file is not None
    await world.files.put(made.file.key, io.BytesIO(b"something else"))
    with pytest.raises(NotFound, match="export the document again"):
        await world.acts.exports.open(owner=world.owner, id=made.id)
    assert (await world.now(made)).download_count == 0


async def test_when_its_time_is_over_row_and_file_go_together(world: World) -> None:
    made, failed = await world.made(await world.asked()), await world.asked()
    await world.acts.exports.cancel(owner=world.owner, id=failed.id)
    world.clock.forward(seconds=29 * 86_400)
    assert await world.acts.exports.expire() == 0
    world.clock.forward(seconds=86_400)
    assert world.acts.exports.link(made) is None
    for act in (world.acts.exports.open, world.acts.exports.link_to):
        with pytest.raises(NotFound, match="expired"):
            await act(owner=world.owner, id=made.id)
    assert await world.acts.exports.expire() == 2
    with pytest.raises(NotFound):
        await world.now(made)
    assert await world.stored() == []
    assert (await world.history(made.id))[-1] == "export.expired"
    assert await world.acts.exports.expire() == 0


async def test_what_was_deleted_long_ago_goes_and_cannot_be_restored_once_expired(world: World) -> None:
    rich = await world.person(tier=Tier.ENTERPRISE)
    world.owner = rich
    made = await world.made(await world.asked())
    await world.acts.exports.delete(owner=rich, id=made.id, version=made.version)
    world.clock.forward(seconds=RESTORE_DAYS * 86_400 - 60)
    assert await world.acts.exports.expire() == 0
    world.clock.forward(seconds=120)
    assert await world.acts.exports.expire() == 1
    assert await world.stored() == []
    world.owner = await world.person()
    free = await world.made(await world.asked())
    world.clock.forward(seconds=30 * 86_400 - 60)
    await world.acts.exports.delete(owner=world.owner, id=free.id, version=free.version)
    world.clock.forward(seconds=120)
    with pytest.raises(NotFound):
        await world.acts.exports.restore(owner=world.owner, id=free.id)


async def test_killed_between_row_and_file_the_sweep_takes_the_file(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.made(await world.asked())
    world.clock.forward(seconds=31 * 86_400)

    class Killed(BaseException):
        """The process is gone."""

    async def killed(key: str) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(world.files, "delete", killed)
        with pytest.raises(Killed):
            await world.acts.exports.expire()
    assert len(await world.stored()) == 1
    assert await world.acts.documents.sweep() == 1
    assert await world.stored() == []


async def test_what_nobody_makes_any_more_fails_and_what_somebody_does_goes_on(world: World) -> None:
    lost, waiting = await world.asked(), await world.asked()
    async with world.store.write() as work:
        task = await world.task(lost)
        held = await work.tasks.claim([MAKING], lease=task.id, now=world.clock.now(), until=world.clock.now())
        assert held is not None
        await work.tasks.give_up(held.id, lease=task.id, now=world.clock.now(), failure="ABANDONED")
        await work.commit()
    world.clock.forward(seconds=EXPORT_OVERDUE_S + 60)
    await world.acts.exports.expire()
    assert (await world.now(lost)).failure == "ABANDONED"
    assert (await world.now(waiting)).status is ExportStatus.PENDING


async def test_what_changed_since_it_was_looked_for_is_left_as_it_is(world: World) -> None:
    """Between the look and the act others erase, finish, restore and ask again."""
    lost, done, kept = await world.asked(), await world.made(await world.asked()), await world.made(await world.asked())
    gone = OwnedId(Uuid7Ids().new(), world.owner)
    looked_for = [OwnedId(one.id, world.owner) for one in (lost, done, kept)]

    async def found(work: UnitOfWork, now: datetime) -> Sequence[OwnedId]:
        return [gone, *looked_for]

    room = expire_exports(world.store, world.clock, world.files)
    world.clock.forward(seconds=EXPORT_OVERDUE_S + 60)
    # Its task still waits, so somebody will make it.
    assert await replace(room.give_up, overdue=found)() == 0
    assert await replace(room, over=found, give_up=replace(room.give_up, overdue=found))() == 0
    assert len(await world.stored()) == 2
    async with world.store.write() as work:
        lease = Uuid7Ids().new()
        task = await work.tasks.claim([MAKING], lease=lease, now=world.clock.now(), until=world.clock.now())
        assert task is not None
        await work.tasks.give_up(task.id, lease=lease, now=world.clock.now(), failure="ABANDONED")
        await work.commit()
    assert await replace(room.give_up, overdue=found)() == 1
    assert [(await world.now(one)).status for one in (lost, done)] == [ExportStatus.FAILED, ExportStatus.COMPLETED]
    world.clock.forward(seconds=31 * 86_400)
    assert await replace(room, over=found)() == 3
    assert await world.stored() == []


async def test_more_than_are_looked_for_at_a_time_expire_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []
    for _ in range(4):
        await world.made(await world.asked())
    room = expire_exports(world.store, world.clock, world.files)

    async def two(work: UnitOfWork, now: datetime) -> Sequence[OwnedId]:
        looks.append(now)
        return (await room.over(work, now))[:2]

    monkeypatch.setattr(leftovers, "BATCH", 2)
    world.clock.forward(seconds=31 * 86_400)
    assert await replace(room, over=two)() == 4
    assert len(looks) == 3


ACTS: dict[str, Callable[[World, Export], Awaitable[object]]] = {
    "show": lambda world, one: world.acts.exports.show(owner=world.stranger, id=one.id),
    "progress": lambda world, one: world.acts.exports.progress(owner=world.stranger, id=one.id),
    "link": lambda world, one: world.acts.exports.link_to(owner=world.stranger, id=one.id),
    "open": lambda world, one: world.acts.exports.open(owner=world.stranger, id=one.id),
    "retry": lambda world, one: world.acts.exports.retry(owner=world.stranger, id=one.id),
    "cancel": lambda world, one: world.acts.exports.cancel(owner=world.stranger, id=one.id),
    "delete": lambda world, one: world.acts.exports.delete(owner=world.stranger, id=one.id, version=one.version),
    "restore": lambda world, one: world.acts.exports.restore(owner=world.stranger, id=one.id),
}


@pytest.mark.parametrize("act", ACTS)
async def test_nothing_can_be_done_with_an_export_of_somebody_else(world: World, act: str) -> None:
    made = await world.made(await world.asked())
    with pytest.raises(NotFound):
        await ACTS[act](world, made)
    assert await world.now(made) == made
