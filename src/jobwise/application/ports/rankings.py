from typing import Protocol
from uuid import UUID

from jobwise.application.ports.owned import OwnedRoom
from jobwise.domain.rankings.stored import RankingInputs, StoredRanking
from jobwise.domain.shared.paging import Listing, Page


class Rankings(OwnedRoom[StoredRanking], Protocol):
    async def find(self, inputs: RankingInputs, *, owner: UUID) -> StoredRanking | None:
        """The owner's newest ranking made from exactly these inputs."""
        ...

    async def of_job(self, job_id: UUID, *, owner: UUID, page: Page) -> Listing[StoredRanking]:
        """The owner's rankings for one job, newest first."""
        ...
