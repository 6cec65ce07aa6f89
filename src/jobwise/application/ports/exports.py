from typing import Protocol
from uuid import UUID

from jobwise.application.ports.owned import OwnedRoom
from jobwise.domain.exports.export import Export
from jobwise.domain.shared.paging import Listing, Page


class Exports(OwnedRoom[Export], Protocol):
    async def of_generation(self, generation_id: UUID, *, owner: UUID, page: Page) -> Listing[Export]:
        """The owner's files of one generation, newest first."""
        ...
