from typing import Protocol
from uuid import UUID

from jobwise.application.ports.owned import OwnedRoom
from jobwise.domain.generations.generation import Generation
from jobwise.domain.shared.paging import Listing, Page


class Generations(OwnedRoom[Generation], Protocol):
    async def of_job(self, job_id: UUID, *, owner: UUID, page: Page) -> Listing[Generation]:
        """The owner's generations for one job, newest first."""
        ...
