"""The style follows the samples that are active, whatever happens to one of them, and whoever is killed meanwhile."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest

from jobwise.application.author import author_of
from jobwise.application.operations.clean_up import CleanUp
from jobwise.application.samples.reading import ReadSample, ReadSampleTask
from jobwise.domain.samples.sample import Sample
from jobwise.domain.shared.errors import LostRace, NotFound
from jobwise.domain.styles.style import Learnt
from tests.unit.samples.world import ME, World


class Killed:
    """Whoever is killed instead of having a style follow."""

    async def __call__(self, *, owner: UUID) -> object:
        raise ConnectionAbortedError


async def followed(world: World) -> tuple[UUID, ...]:
    """The samples that the style shows, once it followed; empty when there is none."""
    await world.styles.follow(owner=ME)
    try:
        shown = await world.styles.show(owner=ME)
    except NotFound:
        return ()
    assert not shown.stale
    assert {one.sample_id for one in shown.style.evidence} <= {one.id for one in shown.style.samples}
    return tuple(one.id for one in shown.style.samples)


async def test_a_style_lets_go_of_what_is_switched_off_deleted_or_no_words_and_takes_up_what_comes_back(
    world: World,
) -> None:
    """Nothing sounds like a sample that does not speak, and no sentence of it is kept beyond it."""
    assert await followed(world) == ()
    first, second = await world.uploaded(), await world.uploaded("Hello,\n\nI'm Jo.\n\nBest wishes,\nJo")
    assert await followed(world) == (second.id, first.id)
    await world.acts.delete(owner=ME, id=first.id, version=first.version)
    assert await followed(world) == (second.id,)
    await world.acts.activate(owner=ME, id=second.id, active=False)
    assert await followed(world) == ()
    assert (await author_of(world.store, ME)).styles == ()
    await world.acts.restore(owner=ME, id=first.id)
    assert await followed(world) == (first.id,)
    await world.acts.delete(owner=ME, id=first.id, version=4)
    await world.uploaded("1234 5678")
    assert await followed(world) == ()


async def test_a_style_that_follows_already_is_left_alone(world: World) -> None:
    await world.uploaded()
    before = await world.styles.show(owner=ME)
    await world.styles.follow(owner=ME)
    assert await world.styles.show(owner=ME) == before


async def test_nothing_follows_of_a_closed_account(world: World) -> None:
    sample = await world.uploaded()
    await world.acts.activate(owner=ME, id=sample.id, active=False)
    async with world.store.write() as work:
        user = await work.users.get(ME)
        user.delete(world.clock.now())
        await work.users.save(user)
        await work.commit()
    await world.styles.follow(owner=ME)
    assert (await world.styles.show(owner=ME)).stale


async def test_who_read_a_sample_may_be_killed_before_the_style_follows(world: World) -> None:
    made = await world.upload()
    killed = ReadSample(world.store, world.clock, world.files, world.reader, Killed())
    with pytest.raises(ConnectionAbortedError):
        await killed(owner=ME, id=made.id, last=False)
    with pytest.raises(NotFound):
        await world.styles.show(owner=ME)
    await ReadSampleTask(world.read)(await world.work_for(made))
    assert [one.id for one in (await world.styles.show(owner=ME)).style.samples] == [made.id]


async def test_what_was_learnt_of_other_samples_than_are_active_by_then_is_not_kept(world: World) -> None:
    """Otherwise whoever learns longest would have the last word, and a style could come back that was let go."""
    sample = await world.uploaded()
    before = await world.styles.show(owner=ME)

    async def slow(samples: Sequence[Sample]) -> Learnt:
        await world.acts.activate(owner=ME, id=sample.id, active=False)
        await world.styles.follow(owner=ME)
        return Learnt(before.style.prints, before.style.evidence)

    learn = replace(world.styles.learn, reader=slow)
    with pytest.raises(LostRace):
        await learn(owner=ME)
    with pytest.raises(NotFound):
        await world.styles.show(owner=ME)


async def test_a_style_that_was_let_go_is_erased_with_its_samples(world: World) -> None:
    sample = await world.uploaded()
    await world.acts.delete(owner=ME, id=sample.id, version=sample.version)
    await world.styles.follow(owner=ME)
    world.clock.forward(days=31)
    assert (await CleanUp(world.store, world.clock)())["writing_styles"] == 1
