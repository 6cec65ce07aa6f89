"""What every owned room of the store can do."""

from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

from jobwise.domain.limits import ERASE_BATCH
from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.shared.paging import Listing, Page

A = TypeVar("A", bound=Owned)


class OwnedRoom(Protocol[A]):
    """Aggregates of one kind, read only as their owner's: somebody else's is the same NotFound as none.

    What is handed in and out are copies: an unsaved change is forgotten. The events an aggregate recorded are written
    to the outbox with the change that `add` or `save` writes. After a rollback an aggregate is to be read again.
    """

    async def add(self, aggregate: A) -> None:
        """Stores a new one; Conflict when its id or what must be unique is taken, or its owner is unknown."""
        ...

    async def save(self, aggregate: A) -> None:
        """Stores the changes of one, if there are any; Conflict when somebody else saved it since it was read."""
        ...

    async def get(self, id: UUID, *, owner: UUID, hidden: bool = False) -> A:
        """The owner's aggregate; with `hidden` also a deleted one; else NotFound."""
        ...

    async def list(self, *, owner: UUID, page: Page) -> Listing[A]:
        """The owner's aggregates that are not deleted, newest first."""
        ...

    async def erase_hidden(self, before: datetime, *, limit: int = ERASE_BATCH) -> int:
        """Takes out for good at most `limit` that were deleted before this time, whoever they belonged to; how many."""
        ...
