"""Asking for better wordings of a profile's items, making them, and accepting or rejecting each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from jobwise.application.access import Actor
from jobwise.application.answers import WORDINGS
from jobwise.application.author import author_of
from jobwise.application.chosen import chosen
from jobwise.application.made import ABANDONED
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.language_model import LanguageModel, Question, check_offered
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.ports.tasks import GivenUp, Task
from jobwise.application.ports.workshop import Author, Worded, Workshop
from jobwise.application.work import work_on
from jobwise.domain.enhancements.enhancement import Decision, Enhancement, Proposer
from jobwise.domain.enhancements.items import items, reworded
from jobwise.domain.limits import ENHANCEMENT_ATTEMPTS, ENHANCEMENT_OVERDUE_S, MAX_ANSWER_TOKENS
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.prompts.masks import masks_of
from jobwise.domain.shared.errors import (
    Conflict,
    Detail,
    InvalidInput,
    JobWiseError,
    NeedsModel,
    NoAnswer,
    NotFound,
    NotNow,
)

MAKING = "enhancement.make"
"""The kind of task that asks a model; its key is the id of the enhancement."""

_TRY_LATER = "No wordings could be proposed; ask for them again later."


@dataclass(frozen=True, slots=True)
class RequestEnhancement:
    """Asks for better wordings of the items at `paths`, or of all, of the default profile unless one is named.

    NeedsModel without a language model that may be asked; NotNow while proposals are still to come; InvalidInput for
    a path that is no item with a text, or a model that is not offered.
    """

    store: Store
    clock: Clock
    ids: Ids
    model: LanguageModel

    async def __call__(
        self, *, owner: UUID, paths: Sequence[str] = (), profile_id: UUID | None = None, model: str = ""
    ) -> Enhancement:
        now = self.clock.now()
        async with self.store.write() as work:
            user = await work.users.get(owner)
            Actor(user.id, verified=user.verified).must_be_verified()
            profile = await chosen(work, owner=owner, id=profile_id)
            self._check_model(model, offline_only=user.offline_only)
            _check_paths(profile.content, paths)
            await self._make_room(work, owner)
            asked = Enhancement.request(
                id=self.ids.new(),
                owner_id=owner,
                profile_id=profile.id,
                profile_version=profile.version,
                paths=tuple(dict.fromkeys(paths)),
                model=model,
                now=now,
            )
            await work.enhancements.add(asked)
            await work.tasks.add([task_of(asked, self.ids.new())])
            await work.commit()
        return asked

    def _check_model(self, name: str, *, offline_only: bool) -> None:
        if offline_only:
            raise NeedsModel("Better wordings need a language model, and you chose to work offline.")
        if not self.model.answers:
            raise NeedsModel(
                "Better wordings need a language model, and none is configured here; set GROQ_API_KEY or another "
                "provider's key, or write the wordings yourself."
            )
        check_offered(self.model, name)

    async def _make_room(self, work: UnitOfWork, owner: UUID) -> None:
        """One at a time; what nobody makes any more is given up."""
        before = await work.enhancements.find_open(owner=owner)
        if before is None:
            return
        now = self.clock.now()
        if now - before.created_at < timedelta(seconds=ENHANCEMENT_OVERDUE_S):
            raise NotNow("Proposals that you asked for are still to come; ask again when they are there.")
        before.fail(ABANDONED, _TRY_LATER, now)
        await work.enhancements.save(before)


def task_of(asked: Enhancement, id: UUID) -> Task:
    return work_on(asked, MAKING, id, lane=str(asked.owner_id))


def _check_paths(profile: Profile, paths: Sequence[str]) -> None:
    known = {one.path for one in items(profile)}
    if not known:
        raise InvalidInput("The profile holds no text that could be worded better; write one first.")
    wrong = [path for path in paths if path not in known]
    if wrong:
        raise InvalidInput(
            "Only the summary, and texts and bullets of experiences and projects, can be worded better.",
            [Detail("paths", "names no such item") for _ in wrong[:1]],
        )


@dataclass(frozen=True, slots=True)
class MakeEnhancement:
    """Asks the model that a task is about. One that is completed, given up or erased already is left alone."""

    store: Store
    clock: Clock
    workshop: Workshop
    model: LanguageModel

    async def __call__(self, task: Task) -> None:
        owner, id = task.owner_id, UUID(str(task.payload["enhancement_id"]))
        if owner is None:
            return
        try:
            asked, profile = await self._read(owner, id)
            author = await author_of(self.store, owner)
        except NotFound:
            # Its owner is gone.
            return
        if not asked.is_open:
            return
        if profile is None:
            await self._end(asked, failure=NotFound.code, reason="The profile was deleted; ask for another one.")
            return
        if task.attempts > ENHANCEMENT_ATTEMPTS:
            await self._end(asked, failure=ABANDONED, reason=_TRY_LATER)
            return
        try:
            worded, by = await self._worded(asked, profile, author)
        except (NoAnswer, InvalidInput) as error:
            await self._end(asked, failure=error.code, reason=error.message)
        except Exception as error:
            if task.attempts < ENHANCEMENT_ATTEMPTS:
                raise
            code = error.code if isinstance(error, JobWiseError) else "INTERNAL_ERROR"
            await self._end(asked, failure=code, reason=_TRY_LATER)
            raise GivenUp from error
        else:
            await self._end(asked, worded=worded, by=by)

    async def _read(self, owner: UUID, id: UUID) -> tuple[Enhancement, Profile | None]:
        """What was asked, and the profile it is about; None when that is gone."""
        async with self.store.read() as work:
            asked = await work.enhancements.get(id, owner=owner)
            try:
                return asked, (await work.profiles.get(asked.profile_id, owner=owner)).content
            except NotFound:
                return asked, None

    async def _worded(self, asked: Enhancement, profile: Profile, author: Author) -> tuple[Worded, Proposer | None]:
        told = await self.workshop.told_items(profile, asked.paths, author)
        if not told.items:
            return Worded((), told.left), None
        question = Question(
            asked.owner_id,
            told.fields,
            masks_of(profile.personal, author.name),
            WORDINGS,
            max_tokens=MAX_ANSWER_TOKENS,
            model=asked.model,
            offline_only=author.offline_only,
        )
        answer = await self.model.ask(question)
        by = Proposer(
            answer.provider,
            answer.model,
            answer.prompt_version,
            answer.calls,
            answer.tokens_in,
            answer.tokens_out,
            answer.cost_micros,
        )
        return await self.workshop.judge(told, answer.value), by

    async def _end(
        self,
        asked: Enhancement,
        *,
        worded: Worded | None = None,
        by: Proposer | None = None,
        failure: str = "",
        reason: str = "",
    ) -> None:
        async with self.store.write() as work:
            try:
                now = await work.enhancements.get(asked.id, owner=asked.owner_id)
            except NotFound:
                return
            if not now.is_open:
                return
            if worded is None:
                now.fail(failure, reason, self.clock.now())
            else:
                now.complete(worded.proposals, worded.unproposed, by, self.clock.now())
            await work.enhancements.save(now)
            await work.commit()


@dataclass(frozen=True, slots=True)
class AcceptProposal:
    """Enters a proposed wording beside its item, in one transaction with the decision.

    Conflict when the item says something else by now; Already when the proposal was decided before.
    """

    store: Store
    clock: Clock

    async def __call__(self, *, owner: UUID, id: UUID, proposal_id: str) -> Enhancement:
        now = self.clock.now()
        async with self.store.write() as work:
            asked = await work.enhancements.get(id, owner=owner)
            asked.decide(proposal_id, Decision.ACCEPTED, now)
            proposal = asked.proposal(proposal_id)
            profile = await work.profiles.get(asked.profile_id, owner=owner)
            if proposal.path in changed_since(profile.content, asked):
                raise Conflict("The item was changed since this was proposed; ask for a new proposal.")
            profile.edit(reworded(profile.content, proposal.path, proposal.text), now, operations=1)
            await work.profiles.save(profile)
            await work.enhancements.save(asked)
            await work.commit()
        return asked


@dataclass(frozen=True, slots=True)
class RejectProposal:
    """Leaves the item as it is. Already when the proposal was decided before."""

    store: Store
    clock: Clock

    async def __call__(self, *, owner: UUID, id: UUID, proposal_id: str) -> Enhancement:
        async with self.store.write() as work:
            asked = await work.enhancements.get(id, owner=owner)
            asked.decide(proposal_id, Decision.REJECTED, self.clock.now())
            await work.enhancements.save(asked)
            await work.commit()
        return asked


def changed_since(profile: Profile, asked: Enhancement) -> frozenset[str]:
    """The paths of proposals whose items say something else by now, or are gone."""
    present = {one.path: one.text for one in items(profile)}
    return frozenset(one.path for one in asked.proposals if present.get(one.path) != one.before)
