"""Ranking a profile for a job, and keeping it."""

from dataclasses import dataclass
from uuid import UUID

from jobwise.application.chosen import sources
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.rankings import JudgedRanking
from jobwise.application.ports.store import Store
from jobwise.application.ports.workshop import Workshop
from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.rankings.stored import RankingInputs, StoredRanking


@dataclass(frozen=True, slots=True)
class CreateRanking:
    """Ranks a profile (the default one, unless it is named) for a job.

    The same inputs return the one that is stored, unless `force` asks for a new one; whether it is new is told too.
    """

    store: Store
    clock: Clock
    ids: Ids
    workshop: Workshop

    async def __call__(
        self, *, owner: UUID, job_id: UUID, profile_id: UUID | None = None, force: bool = False
    ) -> tuple[JudgedRanking, bool]:
        versions = await self.workshop.versions()
        async with self.store.read() as work:
            job, profile = await sources(work, owner=owner, job_id=job_id, profile_id=profile_id)
            inputs = RankingInputs.of(
                profile, job, formula_version=versions.formula, vocabulary_version=versions.vocabulary
            )
            stored = None if force else await work.rankings.find(inputs, owner=owner)
        if stored is not None:
            return JudgedRanking(stored, False), False
        made = await self._made(owner, profile, job, inputs)
        return await self._kept(made, inputs, force=force)

    async def _made(
        self, owner: UUID, profile: MasterProfile, job: CapturedJob, inputs: RankingInputs
    ) -> StoredRanking:
        content = await self.workshop.rank(profile.content, job.content)
        return StoredRanking.create(
            id=self.ids.new(), owner_id=owner, inputs=inputs, content=content, now=self.clock.now()
        )

    async def _kept(self, made: StoredRanking, inputs: RankingInputs, *, force: bool) -> tuple[JudgedRanking, bool]:
        """The one that somebody else stored meanwhile, if anybody has."""
        async with self.store.write() as work:
            stored = None if force else await work.rankings.find(inputs, owner=made.owner_id)
            if stored is not None:
                return JudgedRanking(stored, False), False
            await work.rankings.add(made)
            await work.commit()
        return JudgedRanking(made, False), True
