"""Asking for a resume or a letter, asking again, and wanting it no more. The making is a task of its own."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from jobwise.application.chosen import sources
from jobwise.application.made import Charged
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.language_model import LanguageModel, check_offered
from jobwise.application.ports.press import DEFAULT_TEMPLATE, Order, Press
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.ports.tasks import Task
from jobwise.application.ports.workshop import LetterWish, ResumeWish, Versions, Workshop
from jobwise.application.quotas import refund, spend_as_allowed
from jobwise.application.work import attempt_at, making_of
from jobwise.domain.exports.export import LookWish
from jobwise.domain.exports.layout import Format, Paper
from jobwise.domain.generations.document import Document, GenerationKind
from jobwise.domain.generations.generation import Generation, Provenance
from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.limits import MAX_WAITING_GENERATIONS, MAX_WAITING_GENERATIONS_PER_USER, QUEUE_RETRY_S
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.shared.codec import to_data
from jobwise.domain.shared.errors import Detail, InvalidInput, JobWiseError, QueueFull
from jobwise.domain.users.tiers import QuotaKind

MAKING = making_of(Generation)


QUOTAS = {GenerationKind.RESUME: QuotaKind.RESUMES, GenerationKind.COVER_LETTER: QuotaKind.COVER_LETTERS}


def costs_of(generation: Generation) -> tuple[QuotaKind, ...]:
    """What is spent for it: a file that is made with it counts as one that is asked for after."""
    export = (QuotaKind.EXPORTS,) if generation.options.get("export") else ()
    return (QUOTAS[generation.kind], *export)


async def _give_back(work: UnitOfWork, generation: Generation) -> None:
    for kind in costs_of(generation):
        await refund(work, generation.owner_id, kind, generation.asked_at)


ROOM = Charged(lambda work: work.generations, _give_back)


async def spend_for(work: UnitOfWork, generation: Generation) -> None:
    """Spends the quota and notes the work, for the time that it was last asked for; in the caller's transaction.

    EmailNotVerified for an account that has not confirmed its email.
    """
    await spend_as_allowed(work, generation.owner_id, costs_of(generation), generation.asked_at)


async def queue(work: UnitOfWork, task: Task) -> None:
    """Notes the work, in the caller's transaction; QueueFull while too much of it waits."""
    most, mine = MAX_WAITING_GENERATIONS, MAX_WAITING_GENERATIONS_PER_USER
    if not await work.tasks.add_if_room(task, most=most, most_of_lane=mine):
        raise QueueFull("Too many documents wait to be made; come again later.", retry_after_s=QUEUE_RETRY_S)


@dataclass(frozen=True, slots=True)
class Asking:
    """Takes down what is asked for, with what it is to be made from as that is now, and has it made.

    One transaction spends the quota and notes the wish and the work. QueueFull while too many wait.
    """

    store: Store
    clock: Clock
    ids: Ids
    workshop: Workshop
    press: Press

    async def check_export(self, kind: GenerationKind, wish: LookWish | None) -> None:
        """Raises what the press has against such a file, whatever will stand in it."""
        if wish is None:
            return
        if wish.format is Format.JSON:
            if kind is not GenerationKind.RESUME:
                raise InvalidInput(
                    "JSON Resume is a form of resumes; take another format for a letter.",
                    [Detail("export/format", "is for resumes")],
                )
            return
        paper = wish.paper or Paper.A4
        order = Order(_empty(kind), wish.format, wish.template or DEFAULT_TEMPLATE, paper, wish.engine)
        try:
            await self.press.check(order)
        except JobWiseError as error:
            raise error.under("export") from error

    async def sources(self, owner: UUID, job_id: UUID, profile_id: UUID | None) -> tuple[CapturedJob, MasterProfile]:
        # Which version of each it is made from is noted: they need not be of one moment, and so of no transaction.
        async with self.store.read(single=True) as work:
            return await sources(work, owner=owner, job_id=job_id, profile_id=profile_id)

    async def ask(
        self, kind: GenerationKind, job: CapturedJob, profile: MasterProfile, wish: ResumeWish | LetterWish
    ) -> Generation:
        versions = await self.workshop.versions()
        generation = Generation.request(
            id=self.ids.new(),
            owner_id=profile.owner_id,
            kind=kind,
            provenance=_provenance(job, profile, versions),
            options=to_data(wish),
            now=self.clock.now(),
        )
        async with self.store.write() as work:
            await spend_for(work, generation)
            await work.generations.add(generation)
            await queue(work, attempt_at(generation, self.ids.new()))
            await work.commit()
        return generation


@dataclass(frozen=True, slots=True)
class RequestResume:
    """Asks for a resume for a job, from the default profile unless one is named.

    NotFound for a job or profile that is not the owner's; QuotaExceeded when the day's are used up; InvalidInput for a
    wish that cannot be met, Impossible for must-keeps that do not fit together.
    """

    asking: Asking

    async def __call__(
        self, *, owner: UUID, job_id: UUID, wish: ResumeWish, profile_id: UUID | None = None
    ) -> Generation:
        job, profile = await self.asking.sources(owner, job_id, profile_id)
        await self.asking.workshop.check(profile.content, job.content, wish)
        await self.asking.check_export(GenerationKind.RESUME, wish.export)
        return await self.asking.ask(GenerationKind.RESUME, job, profile, wish)


@dataclass(frozen=True, slots=True)
class RequestLetter:
    """Asks for a cover letter for a job, from the default profile unless one is named; errors as of a resume.

    InvalidInput for a language model that is not offered here.
    """

    asking: Asking
    model: LanguageModel

    async def __call__(
        self, *, owner: UUID, job_id: UUID, wish: LetterWish, profile_id: UUID | None = None
    ) -> Generation:
        job, profile = await self.asking.sources(owner, job_id, profile_id)
        await self.asking.workshop.check_letter(wish)
        await self.asking.check_export(GenerationKind.COVER_LETTER, wish.export)
        check_offered(self.model, wish.model)
        return await self.asking.ask(GenerationKind.COVER_LETTER, job, profile, wish)


def _empty(kind: GenerationKind) -> Document:
    return Document(kind, "en", "", "", ())


def _provenance(job: CapturedJob, profile: MasterProfile, versions: Versions) -> Provenance:
    return Provenance(
        profile_id=profile.id,
        profile_version=profile.version,
        profile=profile.content,
        job_id=job.id,
        job_version=job.version,
        job=job.content,
        formula_version=versions.formula,
        vocabulary_version=versions.vocabulary,
    )


async def again(work: UnitOfWork, generation: Generation, now: datetime) -> None:
    """Asks again for what has failed, from the same profile and job as then; the quota is spent anew."""
    generation.retry(now)
    await spend_for(work, generation)


async def stop(work: UnitOfWork, generation: Generation, now: datetime) -> None:
    """Cancels what is still to be made."""
    if generation.status.is_open:
        await ROOM.cancel(work, generation, now)
