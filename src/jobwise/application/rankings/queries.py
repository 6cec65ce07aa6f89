"""Looking at rankings."""

from dataclasses import dataclass
from uuid import UUID

from jobwise.application.ports.rankings import JudgedRanking, RankingCard
from jobwise.application.ports.store import Store
from jobwise.domain.shared.paging import Listing, Page


@dataclass(frozen=True, slots=True)
class ShowRanking:
    """One of the owner's rankings, and whether it is stale; NotFound when it is missing or somebody else's."""

    store: Store

    async def __call__(self, *, owner: UUID, id: UUID) -> JudgedRanking:
        async with self.store.read(single=True) as work:
            return await work.rankings.judged(id, owner=owner)


@dataclass(frozen=True, slots=True)
class ListRankings:
    """The owner's rankings, newest first; with `job_id` only those for one job, NotFound when it is not theirs."""

    store: Store

    async def __call__(self, *, owner: UUID, page: Page, job_id: UUID | None = None) -> Listing[RankingCard]:
        async with self.store.read() as work:
            if job_id is not None:
                await work.jobs.get(job_id, owner=owner)
            return await work.rankings.cards(owner=owner, page=page, job_id=job_id)
