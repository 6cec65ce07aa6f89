"""From a captured job to an exported file, over the memory store."""

import dataclasses
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

import pytest

from jobwise.application.use_cases import UseCases
from jobwise.domain.exports.export import Look, StoredFile
from jobwise.domain.generations.document import Document, DocumentKind
from jobwise.domain.generations.generation import Generation, GenerationStatus, Provenance
from jobwise.domain.jobs.captured import JobSource
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.rankings.ranking import Ranking
from jobwise.domain.rankings.stored import RankingInputs
from jobwise.domain.shared.errors import Conflict, NotFound
from jobwise.domain.shared.paging import Page
from jobwise.domain.users.user import User
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from tests.support.accounts import all_acts
from tests.support.fakes import SteppingClock
from tests.support.filled import filled

RESUME = filled(Document, kind=DocumentKind.RESUME)


@dataclass
class World:
    """A person with a profile and a job, and somebody else with neither."""

    acts: UseCases
    store: MemoryStore
    owner: UUID
    stranger: UUID
    inputs: RankingInputs
    provenance: Provenance

    async def requested(self) -> Generation:
        return await self.acts.generations.request(
            owner=self.owner, kind=DocumentKind.RESUME, provenance=self.provenance, options={"pages": 1}
        )


@pytest.fixture
async def world() -> World:
    store, clock = MemoryStore(Uuid7Ids()), SteppingClock()
    acts = all_acts(store, clock, Uuid7Ids())
    stranger = User(id=UUID(int=9), email="stranger@example.org", created_at=clock.now(), updated_at=clock.now())
    async with store.write() as work:
        await work.users.add(stranger)
        await work.commit()
    owner = (await acts.users.ensure_local()).id
    profile = await acts.profiles.import_content(owner=owner, content=Profile(summary="Gärtnerin"))
    job = await acts.jobs.capture(owner=owner, content=Job(title="Gärtnerin"), source=JobSource.TEXT_PARSED)
    inputs = filled(RankingInputs, profile_id=profile.id, profile_version=1, job_id=job.id, job_version=1)
    provenance = Provenance(
        profile_id=profile.id, profile_version=1, profile=profile.content, job_id=job.id, job_version=1, job=job.content
    )
    return World(acts, store, owner, stranger.id, inputs, provenance)


async def test_the_same_inputs_give_the_stored_ranking(world: World) -> None:
    content = filled(Ranking)
    first = await world.acts.rankings.store(owner=world.owner, inputs=world.inputs, content=content)
    again = await world.acts.rankings.store(owner=world.owner, inputs=world.inputs, content=content)
    forced = await world.acts.rankings.store(owner=world.owner, inputs=world.inputs, content=content, force=True)
    changed = dataclasses.replace(world.inputs, profile_version=2)
    other = await world.acts.rankings.store(owner=world.owner, inputs=changed, content=content)
    assert first.id == again.id
    assert len({first.id, forced.id, other.id}) == 3
    async with world.store.read() as work:
        assert [stored.event.name for stored in await work.outbox.history(first.id)] == ["ranking.created"]


async def test_a_generation_runs_from_wish_to_document(world: World) -> None:
    wish = await world.requested()
    assert (wish.status, wish.version) == (GenerationStatus.PENDING, 1)
    await world.acts.generations.start(owner=world.owner, id=wish.id)
    with pytest.raises(Conflict):
        await world.acts.generations.start(owner=world.owner, id=wish.id)
    made = await world.acts.generations.complete(owner=world.owner, id=wish.id, content=RESUME, ats={"score": 81})
    assert (made.status, made.version, made.content, made.ats) == (GenerationStatus.COMPLETED, 3, RESUME, {"score": 81})
    with pytest.raises(Conflict):
        await world.acts.generations.fail(owner=world.owner, id=wish.id, reason="Too late.")
    async with world.store.read() as work:
        history = [stored.event.name for stored in await work.outbox.history(wish.id)]
    assert history == ["generation.requested", "generation.started", "generation.completed"]


async def test_a_failure_is_kept_with_its_reason(world: World) -> None:
    wish = await world.requested()
    failed = await world.acts.generations.fail(owner=world.owner, id=wish.id, reason="No font is here.")
    assert (failed.status, failed.failure) == (GenerationStatus.FAILED, "No font is here.")


async def test_an_export_belongs_to_a_generation_of_ones_own(world: World) -> None:
    wish = await world.requested()
    export = await world.acts.exports.store(
        owner=world.owner, generation_id=wish.id, look=filled(Look), file=filled(StoredFile)
    )
    async with world.store.read() as work:
        assert await work.exports.get(export.id, owner=world.owner) == export


ACTS: dict[str, Callable[[World, Generation], Awaitable[object]]] = {
    "rank": lambda world, wish: world.acts.rankings.store(
        owner=world.stranger, inputs=world.inputs, content=filled(Ranking)
    ),
    "request": lambda world, wish: world.acts.generations.request(
        owner=world.stranger, kind=DocumentKind.RESUME, provenance=world.provenance, options={}
    ),
    "start": lambda world, wish: world.acts.generations.start(owner=world.stranger, id=wish.id),
    "complete": lambda world, wish: world.acts.generations.complete(owner=world.stranger, id=wish.id, content=RESUME),
    "fail": lambda world, wish: world.acts.generations.fail(owner=world.stranger, id=wish.id, reason="x"),
    "export": lambda world, wish: world.acts.exports.store(
        owner=world.stranger, generation_id=wish.id, look=filled(Look), file=filled(StoredFile)
    ),
}


@pytest.mark.parametrize("act", ACTS)
async def test_nothing_can_be_done_with_what_is_somebody_elses(world: World, act: str) -> None:
    wish = await world.requested()
    with pytest.raises(NotFound):
        await ACTS[act](world, wish)
    async with world.store.read() as work:
        assert await work.generations.get(wish.id, owner=world.owner) == wish
        assert (await work.rankings.list(owner=world.stranger, page=Page())).total == 0
