"""Rankings and generations in memory, with the read models over them, their jobs and their profiles."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar
from uuid import UUID

from jobwise.application.ports.generations import (
    GenerationCard,
    GenerationFilter,
    Judged,
    Printable,
    Progress,
)
from jobwise.application.ports.rankings import JudgedRanking, RankingCard
from jobwise.domain.generations.generation import Generation, GenerationStatus
from jobwise.domain.generations.progress import LetterProgress
from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.rankings.stored import RankingInputs, StoredRanking
from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.shared.codec import to_data
from jobwise.domain.shared.errors import NotFound
from jobwise.domain.shared.paging import NEWEST, Listing, Page, Sort
from jobwise.infrastructure.persistence.memory.owned import MemoryOwned, ordered, paged
from jobwise.infrastructure.persistence.memory.table import Table

O = TypeVar("O", bound=Owned)  # noqa: E741


class _OfBoth(MemoryOwned[O], Generic[O]):
    """What is made from a profile and a job, and looks at both again."""

    def __init__(
        self,
        table: Table[O],
        user_exists: Callable[[UUID], bool],
        jobs: Table[CapturedJob],
        profiles: Table[MasterProfile],
    ) -> None:
        super().__init__(table, user_exists)
        self._jobs = jobs
        self._profiles = profiles

    def _words(self, job_id: UUID | None, owner: UUID) -> tuple[str, str]:
        job = self._job(job_id, owner)
        return ("", "") if job is None else (job.content.title, job.content.company)

    def _versions(self, profile_id: UUID, job_id: UUID | None, owner: UUID) -> dict[str, int | None]:
        job = self._job(job_id, owner)
        try:
            profile = self._profiles.get(profile_id, owner, False).version
        except NotFound:
            profile = None
        return {"profile_version": profile, "job_version": None if job is None else job.version}

    def _job(self, id: UUID | None, owner: UUID) -> CapturedJob | None:
        try:
            return None if id is None else self._jobs.get(id, owner, False)
        except NotFound:
            return None


class MemoryRankings(_OfBoth[StoredRanking]):
    async def find(self, inputs: RankingInputs, *, owner: UUID) -> StoredRanking | None:
        return next((ranking for ranking in self._of(owner) if ranking.inputs == inputs), None)

    async def of_job(self, job_id: UUID, *, owner: UUID, page: Page) -> Listing[StoredRanking]:
        return paged((ranking for ranking in self._of(owner) if ranking.inputs.job_id == job_id), page)

    async def judged(self, id: UUID, *, owner: UUID) -> JudgedRanking:
        ranking = await self.get(id, owner=owner)
        return JudgedRanking(ranking, self._is_stale(ranking))

    async def cards(self, *, owner: UUID, page: Page, job_id: UUID | None = None) -> Listing[RankingCard]:
        found = [one for one in self._of(owner) if job_id in (None, one.inputs.job_id)]
        return ordered(map(self._card, found), NEWEST, page)

    def _is_stale(self, one: StoredRanking) -> bool:
        return one.is_stale(**self._versions(one.inputs.profile_id, one.inputs.job_id, one.owner_id))

    def _card(self, one: StoredRanking) -> RankingCard:
        title, company = self._words(one.inputs.job_id, one.owner_id)
        return RankingCard(
            id=one.id,
            version=one.version,
            profile_id=one.inputs.profile_id,
            profile_version=one.inputs.profile_version,
            job_id=one.inputs.job_id,
            job_version=one.inputs.job_version,
            title=title,
            company=company,
            fit=one.content.fit,
            formula_version=one.inputs.formula_version,
            vocabulary_version=one.inputs.vocabulary_version,
            stale=self._is_stale(one),
            created_at=one.created_at,
        )


class MemoryGenerations(_OfBoth[Generation]):
    async def of_job(self, job_id: UUID, *, owner: UUID, page: Page) -> Listing[Generation]:
        return paged((made for made in self._of(owner) if made.provenance.job_id == job_id), page)

    async def printable(self, ids: Sequence[UUID], *, owner: UUID, hidden: bool = False) -> Sequence[Printable]:
        found = [one for one in self._table.all() if one.owner_id == owner and one.id in ids]
        return [Printable.of(one) for one in found if hidden or not one.hidden]

    async def judged(self, id: UUID, *, owner: UUID) -> Judged:
        made = await self.get(id, owner=owner)
        return Judged(made, self._is_stale(made))

    async def cards(self, wanted: GenerationFilter, *, owner: UUID, sort: Sort, page: Page) -> Listing[GenerationCard]:
        found = [self._card(one) for one in self._of(owner) if _matches(one, wanted)]
        return ordered(found, sort, page)

    async def progress(self, id: UUID, *, owner: UUID) -> Progress:
        one = await self.get(id, owner=owner)
        return Progress(one.id, one.version, one.status, one.failure, one.reason, one.updated_at, one.progress)

    async def note_progress(self, id: UUID, *, owner: UUID, attempt: int, progress: LetterProgress) -> bool:
        try:
            one = await self.get(id, owner=owner)
        except NotFound:
            return False
        if one.status is not GenerationStatus.GENERATING or one.attempt != attempt:
            return False
        self._table.change(id, owner, lambda row: {**row, "progress": to_data(progress)})
        return True

    def _is_stale(self, one: Generation) -> bool:
        return one.is_stale(**self._versions(one.provenance.profile_id, one.provenance.job_id, one.owner_id))

    def _card(self, one: Generation) -> GenerationCard:
        title, company = self._words(one.provenance.job_id, one.owner_id)
        return GenerationCard(
            id=one.id,
            version=one.version,
            kind=one.kind,
            status=one.status,
            profile_id=one.provenance.profile_id,
            job_id=one.provenance.job_id,
            title=title,
            company=company,
            ats_score=None if one.ats is None else one.ats.get("score"),
            failure=one.failure,
            stale=self._is_stale(one),
            attempt=one.attempt,
            created_at=one.created_at,
            updated_at=one.updated_at,
        )


def _matches(one: Generation, wanted: GenerationFilter) -> bool:
    return (
        wanted.kind in (None, one.kind)
        and (not wanted.statuses or one.status in wanted.statuses)
        and wanted.job_id in (None, one.provenance.job_id)
    )
