"""Rankings as they are stored, and the read models over them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from jobwise.application.ports.owned import OwnedRoom
from jobwise.domain.rankings.stored import RankingInputs, StoredRanking
from jobwise.domain.shared.paging import Listing, Page


@dataclass(frozen=True, slots=True)
class RankingCard:
    """A ranking as a list shows it. `fit` is 0..1. `stale`: profile or job changed since, or is gone."""

    id: UUID
    version: int
    profile_id: UUID
    profile_version: int
    job_id: UUID
    job_version: int
    title: str
    company: str
    fit: float
    formula_version: str
    vocabulary_version: str
    stale: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class JudgedRanking:
    """A ranking, and whether profile or job changed since."""

    ranking: StoredRanking
    stale: bool


class Rankings(OwnedRoom[StoredRanking], Protocol):
    async def find(self, inputs: RankingInputs, *, owner: UUID) -> StoredRanking | None:
        """The owner's newest ranking made from exactly these inputs."""
        ...

    async def of_job(self, job_id: UUID, *, owner: UUID, page: Page) -> Listing[StoredRanking]:
        """The owner's rankings for one job, newest first."""
        ...

    async def judged(self, id: UUID, *, owner: UUID) -> JudgedRanking:
        """As `get`, with whether it is stale, in one statement."""
        ...

    async def cards(self, *, owner: UUID, page: Page, job_id: UUID | None = None) -> Listing[RankingCard]:
        """One page, newest first, in one statement; counted to 10,001 in another."""
        ...
