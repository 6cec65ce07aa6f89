"""From a captured job to a document, over the memory store."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pytest

from jobwise.application.generations.commands import MAKING
from jobwise.application.ports.generations import GenerationFilter
from jobwise.application.ports.tasks import GivenUp, Task
from jobwise.application.ports.workshop import Brief, LetterWish, Made, Report, ResumeWish
from jobwise.application.use_cases import UseCases
from jobwise.domain.generations.document import GenerationKind, Role
from jobwise.domain.generations.generation import Generation, GenerationStatus
from jobwise.domain.generations.progress import LetterProgress, LetterStep
from jobwise.domain.jobs.captured import JobSource
from jobwise.domain.jobs.job import Job
from jobwise.domain.limits import GENERATION_ATTEMPTS, GENERATION_OVERDUE_S
from jobwise.domain.profiles.profile import Bullet, Experience, PersonalInfo, Profile, Skill
from jobwise.domain.shared.errors import (
    CheckFailed,
    Conflict,
    EmailNotVerified,
    Impossible,
    InvalidInput,
    InvalidTransition,
    NotCompleted,
    NotFound,
    Stale,
    Unavailable,
)
from jobwise.domain.shared.made import CANCELLED
from jobwise.domain.shared.paging import Page
from jobwise.domain.shared.values import PartialDate
from jobwise.domain.styles.style import WritingStyle
from jobwise.domain.users.tiers import QuotaKind
from jobwise.domain.users.user import User
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.making import MemoryGenerations
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from jobwise.infrastructure.style_reading import measured
from tests.support.accounts import all_acts
from tests.support.fakes import SteppingClock

PROFILE = Profile(
    personal=PersonalInfo(name="Ada Muster", email="ada@example.org"),
    summary="Gardener who plans parks.",
    experiences=(
        Experience(
            id="a1",
            title="Gardener",
            employer="Green Town",
            start=PartialDate(2019),
            current=True,
            bullets=tuple(Bullet(id=f"b{n}", text=f"Planted {n + 10} trees in park {n}") for n in range(6)),
        ),
    ),
    skills=(Skill(id="s1", name="Pruning"),),
)
JOB = Job(title="Gardener", company="Parks of Ulm", text="We look for a gardener who knows pruning and trees.")


@dataclass
class World:
    """A person with a profile and a job, and somebody else with neither."""

    acts: UseCases
    store: MemoryStore
    clock: SteppingClock
    owner: UUID
    stranger: UUID
    job_id: UUID

    async def requested(self, kind: GenerationKind = GenerationKind.RESUME) -> Generation:
        if kind is GenerationKind.RESUME:
            return await self.acts.generations.resume(owner=self.owner, job_id=self.job_id, wish=ResumeWish())
        return await self.acts.generations.letter(owner=self.owner, job_id=self.job_id, wish=LetterWish())

    async def task(self, generation: Generation) -> Task:
        async with self.store.read() as work:
            task = await work.tasks.find(MAKING, f"{generation.id}:{generation.attempt}")
        assert task is not None
        return replace(task, attempts=1)

    async def made(self, generation: Generation) -> Generation:
        await self.acts.generations.make(await self.task(generation))
        return await self.now(generation)

    async def now(self, generation: Generation) -> Generation:
        return (await self.acts.generations.show(owner=self.owner, id=generation.id)).generation

    async def used(self, kind: QuotaKind = QuotaKind.RESUMES) -> int:
        _, usage = await self.acts.usage(owner=self.owner)
        return next(one.used for one in usage if one.kind is kind)

    async def history(self, id: UUID) -> list[str]:
        async with self.store.read() as work:
            return [stored.event.name for stored in await work.outbox.history(id)]


class Refusing:
    """A desk that writes no letter."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def letter(self, brief: Brief, wish: LetterWish, report: Report) -> Made:
        raise self._error


@pytest.fixture
async def world() -> World:
    store, clock = MemoryStore(Uuid7Ids()), SteppingClock()
    acts = all_acts(store, clock, Uuid7Ids())
    stranger = User(
        id=UUID(int=9), email="stranger@example.org", verified=True, created_at=clock.now(), updated_at=clock.now()
    )
    async with store.write() as work:
        await work.users.add(stranger)
        await work.commit()
    owner = (await acts.users.ensure_local()).id
    await acts.profiles.import_content(owner=owner, content=PROFILE)
    await acts.profiles.import_content(owner=stranger.id, content=PROFILE)
    job = await acts.jobs.capture(owner=owner, content=JOB, source=JobSource.TEXT_PARSED)
    return World(acts, store, clock, owner, stranger.id, job.id)


async def test_the_same_inputs_give_the_stored_ranking(world: World) -> None:
    create = world.acts.rankings.create
    first, is_new = await create(owner=world.owner, job_id=world.job_id)
    again, is_new_again = await create(owner=world.owner, job_id=world.job_id)
    forced, is_new_forced = await create(owner=world.owner, job_id=world.job_id, force=True)
    assert (is_new, is_new_again, is_new_forced) == (True, False, True)
    assert first.ranking.id == again.ranking.id != forced.ranking.id
    assert first.ranking.content == forced.ranking.content
    assert await world.history(first.ranking.id) == ["ranking.created"]


async def test_a_changed_profile_makes_rankings_and_documents_stale(world: World) -> None:
    first, _ = await world.acts.rankings.create(owner=world.owner, job_id=world.job_id)
    made = await world.made(await world.requested())
    assert not (await world.acts.generations.show(owner=world.owner, id=made.id)).stale
    profile = await world.acts.profiles.show(owner=world.owner)
    changed = replace(PROFILE, summary="Gardener.")
    await world.acts.profiles.replace(owner=world.owner, id=profile.id, content=changed, version=profile.version)
    assert (await world.acts.rankings.show(owner=world.owner, id=first.ranking.id)).stale
    assert (await world.acts.generations.show(owner=world.owner, id=made.id)).stale
    (card,) = (await world.acts.generations.list(owner=world.owner, wanted=GenerationFilter(), page=Page())).items
    assert card.stale
    second, is_new = await world.acts.rankings.create(owner=world.owner, job_id=world.job_id)
    assert (is_new, second.stale) == (True, False)


async def test_a_resume_runs_from_wish_to_document(world: World) -> None:
    wish = await world.requested()
    assert (wish.status, wish.version, await world.used()) == (GenerationStatus.PENDING, 1, 1)
    made = await world.made(wish)
    assert (made.status, made.version) == (GenerationStatus.COMPLETED, 3)
    assert made.content is not None
    assert made.ats is not None
    assert made.content.author == "Ada Muster"
    assert made.provenance.ranking_id is not None
    await world.acts.rankings.show(owner=world.owner, id=made.provenance.ranking_id)
    assert await world.history(wish.id) == ["generation.requested", "generation.started", "generation.completed"]
    assert await world.used() == 1


async def test_the_same_wish_gives_the_same_document_and_the_same_ranking(world: World) -> None:
    first, second = await world.made(await world.requested()), await world.made(await world.requested())
    assert first.content == second.content
    assert first.provenance == second.provenance


async def test_a_letter_is_traced_sentence_by_sentence(world: World) -> None:
    made = await world.made(await world.requested(GenerationKind.COVER_LETTER))
    assert made.status is GenerationStatus.COMPLETED
    assert made.content is not None
    assert made.trace is not None
    assert all(sentence["supported"] for sentence in made.trace["sentences"])
    assert await world.used(QuotaKind.COVER_LETTERS) == 1


async def test_a_task_that_comes_twice_does_nothing_twice(world: World) -> None:
    wish = await world.requested()
    task = await world.task(wish)
    made = await world.made(wish)
    await world.acts.generations.make(task)
    assert await world.now(wish) == made


async def test_what_a_dead_process_began_is_made_by_the_next(world: World) -> None:
    wish = await world.requested()
    async with world.store.write() as work:
        begun = await work.generations.get(wish.id, owner=world.owner)
        begun.start(world.clock.now())
        await work.generations.save(begun)
        await work.commit()
    assert (await world.made(wish)).status is GenerationStatus.COMPLETED


async def test_what_kills_every_process_is_given_up_and_the_quota_back(world: World) -> None:
    wish = await world.requested()
    task = replace(await world.task(wish), attempts=GENERATION_ATTEMPTS + 1)
    await world.acts.generations.make(task)
    failed = await world.now(wish)
    assert (failed.status, failed.failure, await world.used()) == (GenerationStatus.FAILED, "ABANDONED", 0)


async def test_what_nobody_makes_any_more_is_given_up_and_the_quota_back(world: World) -> None:
    wish = await world.requested()
    world.clock.forward(seconds=GENERATION_OVERDUE_S + 1)
    assert await world.acts.generations.give_up() == 0
    async with world.store.write() as work:
        task = await work.tasks.claim([MAKING], lease=UUID(int=1), now=world.clock.now(), until=world.clock.now())
        assert task is not None
        await work.tasks.give_up(task.id, lease=UUID(int=1), now=world.clock.now(), failure="ABANDONED")
        await work.commit()
    assert await world.acts.generations.give_up() == 1
    assert ((await world.now(wish)).failure, await world.used()) == ("ABANDONED", 0)
    assert await world.acts.generations.give_up() == 0


async def test_what_cannot_be_traced_fails_for_good_and_gives_the_quota_back(world: World) -> None:
    wish = await world.requested(GenerationKind.COVER_LETTER)
    make = replace(world.acts.generations.make, letters=Refusing(CheckFailed("Nothing that holds is left.")))
    await make(await world.task(wish))
    failed = await world.now(wish)
    assert (failed.failure, failed.reason) == ("CHECK_FAILED", "Nothing that holds is left.")
    assert await world.used(QuotaKind.COVER_LETTERS) == 0


@pytest.mark.parametrize(("error", "code"), [(Unavailable("Away."), "UNAVAILABLE"), (KeyError("x"), "INTERNAL_ERROR")])
async def test_another_failure_is_tried_once_more(world: World, error: Exception, code: str) -> None:
    wish = await world.requested(GenerationKind.COVER_LETTER)
    make, task = replace(world.acts.generations.make, letters=Refusing(error)), await world.task(wish)
    with pytest.raises(type(error)):
        await make(task)
    assert ((await world.now(wish)).status, await world.used(QuotaKind.COVER_LETTERS)) == (
        GenerationStatus.GENERATING,
        1,
    )
    with pytest.raises(GivenUp) as given:
        await make(replace(task, attempts=GENERATION_ATTEMPTS))
    assert given.value.__cause__ is error
    assert ((await world.now(wish)).failure, await world.used(QuotaKind.COVER_LETTERS)) == (code, 0)


async def test_failed_can_be_asked_for_again_and_spends_anew(world: World) -> None:
    wish = await world.requested()
    old = await world.task(wish)
    await world.acts.generations.cancel(owner=world.owner, id=wish.id)
    assert ((await world.now(wish)).failure, await world.used()) == (CANCELLED, 0)
    again = await world.acts.generations.retry(owner=world.owner, id=wish.id)
    assert (again.status, again.attempt, await world.used()) == (GenerationStatus.PENDING, 2, 1)
    await world.acts.generations.make(old)
    assert (await world.now(wish)).status is GenerationStatus.PENDING
    assert (await world.made(again)).status is GenerationStatus.COMPLETED
    with pytest.raises(InvalidTransition):
        await world.acts.generations.retry(owner=world.owner, id=wish.id)
    with pytest.raises(InvalidTransition):
        await world.acts.generations.cancel(owner=world.owner, id=wish.id)


async def test_what_was_cancelled_while_it_was_made_is_not_delivered(world: World) -> None:
    wish = await world.requested(GenerationKind.COVER_LETTER)

    class Slow:
        async def letter(self, brief: Brief, wish_now: LetterWish, report: Report) -> Made:
            await world.acts.generations.cancel(owner=world.owner, id=wish.id)
            return await world.acts.generations.make.letters.letter(brief, wish_now, report)

    await replace(world.acts.generations.make, letters=Slow())(await world.task(wish))
    failed = await world.now(wish)
    assert (failed.failure, failed.content) == (CANCELLED, None)
    assert await world.used(QuotaKind.COVER_LETTERS) == 0


async def test_deleting_what_is_not_made_cancels_it(world: World) -> None:
    wish = await world.requested()
    with pytest.raises(Stale):
        await world.acts.generations.delete(owner=world.owner, id=wish.id, version=7)
    await world.acts.generations.delete(owner=world.owner, id=wish.id, version=1)
    assert await world.used() == 0
    with pytest.raises(NotFound):
        await world.now(wish)
    back = await world.acts.generations.restore(owner=world.owner, id=wish.id)
    assert (back.failure, back.deleted_at) == (CANCELLED, None)


async def test_must_keeps_that_do_not_fit_are_refused_before_anything_is_spent(world: World) -> None:
    long = tuple(Bullet(id=f"long{n}", text=f"{n} " + "planted trees " * 60) for n in range(30))
    content = replace(PROFILE, experiences=(replace(PROFILE.experiences[0], bullets=long),))
    profile = await world.acts.profiles.import_content(owner=world.owner, content=content)
    keep = tuple(f"experiences/a1/bullets/{bullet.id}" for bullet in long)
    ask = world.acts.generations.resume
    with pytest.raises(Impossible):
        await ask(owner=world.owner, job_id=world.job_id, profile_id=profile.id, wish=ResumeWish(keep=keep))
    with pytest.raises(InvalidInput):
        await ask(owner=world.owner, job_id=world.job_id, wish=ResumeWish(keep=("experiences/none",)))
    assert await world.used() == 0


@pytest.mark.parametrize(
    "wish",
    [ResumeWish(template="none"), ResumeWish(language="tlh"), ResumeWish(pages=3), ResumeWish(max_bullets=-1)],
)
async def test_a_wish_that_nothing_can_meet_is_refused(world: World, wish: ResumeWish) -> None:
    with pytest.raises(InvalidInput):
        await world.acts.generations.resume(owner=world.owner, job_id=world.job_id, wish=wish)


async def test_an_entry_shows_as_many_bullets_as_were_asked_for_and_says_why(world: World) -> None:
    kept = "experiences/a1/bullets/b5"
    wish = await world.acts.generations.resume(
        owner=world.owner, job_id=world.job_id, wish=ResumeWish(max_bullets=2, keep=(kept,))
    )
    content = (await world.made(wish)).content
    assert content is not None
    shown = [line for line in content.lines if line.role is Role.BULLET]
    assert len(shown) == 2
    assert any(kept in line.sources for line in shown)
    reasons = {one.reason for one in content.dropped if "bullets" in one.path}
    assert len([one for one in content.dropped if "bullets" in one.path]) == 4
    assert all("as many bullets" in reason for reason in reasons)


async def test_versions_and_what_changed_between_two(world: World) -> None:
    first = await world.made(await world.requested())
    wish = await world.acts.generations.resume(owner=world.owner, job_id=world.job_id, wish=ResumeWish(max_bullets=1))
    with pytest.raises(NotCompleted):
        await world.acts.generations.diff(owner=world.owner, before=first.id, after=wish.id)
    second = await world.made(wish)
    letter = await world.made(await world.requested(GenerationKind.COVER_LETTER))
    found = await world.acts.generations.versions(owner=world.owner, id=first.id, page=Page())
    assert [card.id for card in found.items] == [second.id, first.id]
    changed = await world.acts.generations.diff(owner=world.owner, before=first.id, after=second.id)
    assert len([one for one in changed.changes if "bullets" in one.path]) == 5
    with pytest.raises(InvalidInput):
        await world.acts.generations.diff(owner=world.owner, before=first.id, after=letter.id)


async def test_nobody_generates_before_the_email_is_confirmed(world: World) -> None:
    async with world.store.write() as work:
        user = User(
            id=UUID(int=10), email="new@example.org", created_at=world.clock.now(), updated_at=world.clock.now()
        )
        await work.users.add(user)
        await work.commit()
    await world.acts.profiles.import_content(owner=user.id, content=PROFILE)
    job = await world.acts.jobs.capture(owner=user.id, content=JOB, source=JobSource.TEXT_PARSED)
    with pytest.raises(EmailNotVerified):
        await world.acts.generations.resume(owner=user.id, job_id=job.id, wish=ResumeWish())


ACTS: dict[str, Callable[[World, Generation], Awaitable[object]]] = {
    "rank": lambda world, wish: world.acts.rankings.create(owner=world.stranger, job_id=world.job_id),
    "rankings": lambda world, wish: world.acts.rankings.list(owner=world.stranger, page=Page(), job_id=world.job_id),
    "resume": lambda world, wish: world.acts.generations.resume(
        owner=world.stranger, job_id=world.job_id, wish=ResumeWish()
    ),
    "letter": lambda world, wish: world.acts.generations.letter(
        owner=world.stranger, job_id=world.job_id, wish=LetterWish()
    ),
    "retry": lambda world, wish: world.acts.generations.retry(owner=world.stranger, id=wish.id),
    "cancel": lambda world, wish: world.acts.generations.cancel(owner=world.stranger, id=wish.id),
    "delete": lambda world, wish: world.acts.generations.delete(owner=world.stranger, id=wish.id, version=1),
    "restore": lambda world, wish: world.acts.generations.restore(owner=world.stranger, id=wish.id),
    "show": lambda world, wish: world.acts.generations.show(owner=world.stranger, id=wish.id),
    "completed": lambda world, wish: world.acts.generations.completed(owner=world.stranger, id=wish.id),
    "versions": lambda world, wish: world.acts.generations.versions(owner=world.stranger, id=wish.id, page=Page()),
    "diff": lambda world, wish: world.acts.generations.diff(owner=world.stranger, before=wish.id, after=wish.id),
    "progress": lambda world, wish: world.acts.generations.progress(owner=world.stranger, id=wish.id),
}


@pytest.mark.parametrize("act", ACTS)
async def test_nothing_can_be_done_with_what_is_somebody_elses(world: World, act: str) -> None:
    wish = await world.requested()
    with pytest.raises(NotFound):
        await ACTS[act](world, wish)
    async with world.store.read() as work:
        assert await work.generations.get(wish.id, owner=world.owner) == wish
        assert (await work.rankings.list(owner=world.stranger, page=Page())).total == 0


async def test_a_model_is_not_waited_for_when_nobody_wants_the_letter_any_more(world: World) -> None:
    wish = await world.requested(GenerationKind.COVER_LETTER)
    stopped = asyncio.Event()

    class Writing:
        async def letter(self, brief: Brief, wish_now: LetterWish, report: Report) -> Made:
            await world.acts.generations.cancel(owner=world.owner, id=wish.id)
            try:
                await asyncio.Event().wait()
            finally:
                stopped.set()
            raise AssertionError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("jobwise.application.journeys.generate.GENERATION_LOOK_S", 0.01)
        await replace(world.acts.generations.make, letters=Writing())(await world.task(wish))
    assert stopped.is_set()
    assert (await world.now(wish)).failure == CANCELLED
    assert await world.used(QuotaKind.COVER_LETTERS) == 0


async def test_how_far_a_letter_is_is_noted_when_somebody_looks_and_not_oftener(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobwise.application.journeys.generate.GENERATION_LOOK_S", 0.01)
    wish = await world.requested(GenerationKind.COVER_LETTER)
    noted: list[LetterProgress] = []
    note = MemoryGenerations.note_progress

    async def noting(self: MemoryGenerations, id: UUID, **how: Any) -> bool:
        noted.append(how["progress"])
        return await note(self, id, **how)

    monkeypatch.setattr(MemoryGenerations, "note_progress", noting)
    steps = (LetterStep.ASKED, LetterStep.WRITING, LetterStep.CHECKING)
    last = [LetterProgress(step, 1, 299) for step in steps]
    shown: list[LetterProgress | None] = []
    progress = world.acts.generations.progress

    class Writing:
        async def letter(self, brief: Brief, wish_now: LetterWish, report: Report) -> Made:
            for number, step in enumerate(steps):
                for characters in range(300):
                    report(LetterProgress(step, 1, characters))
                async with asyncio.timeout(5):
                    while (found := await progress(owner=world.owner, id=wish.id)).progress != last[number]:
                        await asyncio.sleep(0.001)
                shown.append(found.progress)
                assert (found.version, (await world.now(wish)).progress) == (2, found.progress)
            return await world.acts.generations.make.workshop.letter(brief, wish_now)

    await replace(world.acts.generations.make, letters=Writing())(await world.task(wish))
    assert noted == shown == last
    made = await world.now(wish)
    assert (made.version, made.progress) == (3, replace(last[-1], step=LetterStep.DONE))
    assert await world.history(wish.id) == ["generation.requested", "generation.started", "generation.completed"]


async def test_a_database_that_is_busy_costs_the_news_and_not_the_letter(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobwise.application.journeys.generate.GENERATION_LOOK_S", 0.01)
    wish = await world.requested(GenerationKind.COVER_LETTER)
    asked = 0

    async def busy(self: MemoryGenerations, id: UUID, **how: Any) -> bool:
        nonlocal asked
        asked += 1
        raise Conflict("The database is busy with other writers; try again.")

    monkeypatch.setattr(MemoryGenerations, "note_progress", busy)

    class Writing:
        async def letter(self, brief: Brief, wish_now: LetterWish, report: Report) -> Made:
            for characters in range(3):
                report(LetterProgress(LetterStep.WRITING, 1, characters))
                async with asyncio.timeout(5):
                    while asked <= characters:
                        await asyncio.sleep(0.001)
            return await world.acts.generations.make.workshop.letter(brief, wish_now)

    await replace(world.acts.generations.make, letters=Writing())(await world.task(wish))
    made = await world.now(wish)
    assert (made.status, asked) == (GenerationStatus.COMPLETED, 3)
    assert made.progress == LetterProgress(LetterStep.DONE, 1, 2)


async def test_what_no_model_writes_has_no_progress(world: World) -> None:
    for kind in GenerationKind:
        assert (await world.made(await world.requested(kind))).progress is None


async def test_a_letter_that_fails_forgets_how_far_it_was(world: World) -> None:
    wish = await world.requested(GenerationKind.COVER_LETTER)

    class Failing:
        async def letter(self, brief: Brief, wish_now: LetterWish, report: Report) -> Made:
            report(LetterProgress(LetterStep.CHECKING, 2, 900))
            raise CheckFailed("Nothing that holds is left.")

    await replace(world.acts.generations.make, letters=Failing())(await world.task(wish))
    failed = await world.now(wish)
    assert (failed.failure, failed.progress) == ("CHECK_FAILED", None)


async def test_a_letter_follows_the_style_that_was_learnt(world: World) -> None:
    now = world.clock.now()
    learnt = measured([(UUID(int=1), "I don't do long letters. I can't. I'm a gardener, and I'm glad of it. " * 9)])
    style = WritingStyle.learn(id=UUID(int=2), owner_id=world.owner, samples=(), found=learnt, now=now)
    async with world.store.write() as work:
        await work.writing_styles.add(style)
        await work.commit()
    made = await world.made(await world.requested(GenerationKind.COVER_LETTER))
    assert made.trace is not None
    assert (made.trace["style"]["language"], made.trace["style"]["version"]) == ("en", 1)
    assert 0 < made.trace["style"]["distance"] < 1
    assert made.trace["writing"]["why"] == "LLM_OFFLINE"


async def test_a_model_that_is_not_offered_is_refused_at_the_door(world: World) -> None:
    ask = world.acts.generations.letter
    with pytest.raises(InvalidInput, match=r"those that are: fake/fake-1\."):
        await ask(owner=world.owner, job_id=world.job_id, wish=LetterWish(model="groq/other"))
    assert (await ask(owner=world.owner, job_id=world.job_id, wish=LetterWish(model="fake/fake-1"))).version == 1
    assert await world.used(QuotaKind.COVER_LETTERS) == 1
