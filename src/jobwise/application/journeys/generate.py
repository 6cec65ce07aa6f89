"""Making a document that was asked for. Whatever is killed in the middle is simply done again."""

import asyncio
from dataclasses import dataclass, replace

from jobwise.application.attempts import Attempts
from jobwise.application.author import author_of
from jobwise.application.exports.parts import part_of
from jobwise.application.generations.commands import ROOM
from jobwise.application.journeys.read_back import ReadBack
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.generations import Printable
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.ports.tasks import Task
from jobwise.application.ports.workshop import Brief, LetterWish, LetterWriter, Made, ResumeWish, Workshop
from jobwise.application.work import attempt_at
from jobwise.domain.exports.export import Export, LookWish
from jobwise.domain.generations.document import Document, GenerationKind
from jobwise.domain.generations.generation import Generation
from jobwise.domain.generations.progress import LetterProgress
from jobwise.domain.limits import GENERATION_ATTEMPTS, GENERATION_LOOK_S
from jobwise.domain.rankings.ranking import Ranking
from jobwise.domain.rankings.stored import RankingInputs, StoredRanking
from jobwise.domain.shared.codec import fingerprint, from_data
from jobwise.domain.shared.errors import (
    CheckFailed,
    Conflict,
    InvalidInput,
    MissingHere,
    NotFound,
    Unavailable,
)
from jobwise.domain.shared.values import PartialDate
from jobwise.domain.users.tiers import PLANS

_FOR_GOOD = (InvalidInput, CheckFailed, MissingHere)
"""Failures that would come again with the same profile, job and options."""


@dataclass(frozen=True, slots=True)
class MakeGeneration:
    """Makes the document that a task names. One that is made, cancelled or erased already is left alone.

    What fails for good is said at once and its quota given back; other failures are tried once more.
    """

    store: Store
    clock: Clock
    ids: Ids
    workshop: Workshop
    letters: LetterWriter
    read_back: ReadBack

    async def __call__(self, task: Task) -> None:
        made = await self._attempts(task, self._wanted)
        if made is not None and made[1] is not None:
            await self._complete(made[0], *made[1])

    @property
    def _attempts(self) -> Attempts[Generation]:
        return Attempts(self.store, self.clock, ROOM, GENERATION_ATTEMPTS, _FOR_GOOD)

    async def _wanted(self, generation: Generation) -> tuple[StoredRanking, Made] | None:
        try:
            return await self._make(generation)
        except NotFound:
            # Its owner is gone, or has cancelled it.
            return None

    async def _make(self, generation: Generation) -> tuple[StoredRanking, Made]:
        ranking = await self._ranking(generation)
        brief = _brief(generation, ranking.content)
        if generation.kind is GenerationKind.RESUME:
            made = await self.workshop.resume(brief, from_data(ResumeWish, dict(generation.options)))
            return ranking, replace(made, ats=await self.read_back(generation, brief, made.document))
        brief = replace(brief, author=await author_of(self.store, generation.owner_id))
        return ranking, await self._letter(generation, brief, from_data(LetterWish, dict(generation.options)))

    async def _letter(self, generation: Generation, brief: Brief, wish: LetterWish) -> Made:
        """The letter; NotFound as soon as nobody waits for it any more: a model costs money all the while.

        How far it is, is noted whenever somebody looks whether it is wanted, and not oftener than that.
        """
        noted = generation.progress

        def report(now: LetterProgress) -> None:
            generation.progress = now

        writing = asyncio.create_task(self.letters.letter(brief, wish, report))
        try:
            while not (await asyncio.wait({writing}, timeout=GENERATION_LOOK_S))[0]:
                now, before = generation.progress, noted
                noted = now
                if not await self._is_wanted(generation, None if now == before else now):
                    raise NotFound("Nobody waits for this letter any more.")
            return writing.result()
        finally:
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)

    async def _is_wanted(self, generation: Generation, news: LetterProgress | None) -> bool:
        id, owner = generation.id, generation.owner_id
        if news is None:
            async with self.store.read(single=True) as work:
                return not (await work.generations.progress(id, owner=owner)).status.is_settled
        try:
            async with self.store.write() as work:
                wanted = await work.generations.note_progress(
                    id, owner=owner, attempt=generation.attempt, progress=news
                )
                await work.commit()
        except (Conflict, MissingHere, Unavailable):
            # The database is busy with others. How far a letter is, is worth less than the letter.
            return True
        return wanted

    async def _ranking(self, generation: Generation) -> StoredRanking:
        """The ranking of just this profile and job: the stored one, or a new one that is not stored yet."""
        versions = await self.workshop.versions()
        inputs = _inputs(generation, versions.formula, versions.vocabulary)
        async with self.store.read(single=True) as work:
            stored = await work.rankings.find(inputs, owner=generation.owner_id)
        if stored is not None:
            return stored
        profile, job = generation.provenance.profile, generation.provenance.job
        assert job is not None  # noqa: S101 - `_inputs` has looked
        return StoredRanking.create(
            id=self.ids.new(),
            owner_id=generation.owner_id,
            inputs=inputs,
            content=await self.workshop.rank(profile, job),
            now=self.clock.now(),
        )

    async def _complete(self, begun: Generation, ranking: StoredRanking, made: Made) -> None:
        """Nothing is stored when it was cancelled meanwhile, somebody else was first, or the account is gone."""
        async with self.store.write() as work:
            generation = await self._attempts.open_one(work, begun.owner_id, begun.id, begun.attempt)
            if generation is None:
                return
            stored = await work.rankings.find(ranking.inputs, owner=begun.owner_id)
            if stored is None:
                await work.rankings.add(ranking)
            now = self.clock.now()
            by = (stored or ranking).id
            export = await self._export(work, generation, made.document)
            generation.complete(
                made.document,
                now,
                ats=made.ats,
                trace=made.trace,
                ranking_id=by,
                inputs_sha256=_summed(generation, ranking.inputs),
                export_id=None if export is None else export.id,
                progress=begun.progress,
            )
            await work.generations.save(generation)
            await work.commit()

    async def _export(self, work: UnitOfWork, generation: Generation, document: Document) -> Export | None:
        """The file that was asked for with the document, and its work; its quota was spent with the document's."""
        asked = generation.options.get("export")
        if asked is None:
            return None
        wish = from_data(LookWish, asked)
        plan = PLANS[(await work.users.entitlement(generation.owner_id)).tier]
        export = Export.request(
            id=self.ids.new(),
            owner_id=generation.owner_id,
            parts=[part_of(wish, Printable.of(generation), document)],
            kept_days=plan.files_kept_days,
            now=generation.asked_at,
        )
        await work.exports.add(export)
        await work.tasks.add([attempt_at(export, self.ids.new())])
        return export


def _inputs(generation: Generation, formula: str, vocabulary: str) -> RankingInputs:
    made_of = generation.provenance
    if made_of.job is None or made_of.job_id is None or made_of.job_version is None:
        raise InvalidInput("A document is made for a job; ask for it with one.")
    return RankingInputs(
        profile_id=made_of.profile_id,
        profile_version=made_of.profile_version,
        profile_sha256=fingerprint(made_of.profile),
        job_id=made_of.job_id,
        job_version=made_of.job_version,
        job_sha256=fingerprint(made_of.job),
        formula_version=formula,
        vocabulary_version=vocabulary,
    )


def _summed(generation: Generation, inputs: RankingInputs) -> str:
    # The long texts are summed up already, to find their ranking by.
    return fingerprint([generation.kind, inputs.profile_sha256, inputs.job_sha256, generation.options])


def _brief(generation: Generation, ranking: Ranking) -> Brief:
    made_of, asked = generation.provenance, generation.asked_at
    if made_of.job is None:
        raise InvalidInput("A document is made for a job; ask for it with one.")
    return Brief(made_of.profile, made_of.job, ranking, PartialDate(asked.year, asked.month, asked.day))
