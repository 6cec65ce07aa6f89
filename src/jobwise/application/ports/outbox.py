from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from jobwise.domain.shared.events import GENESIS, StoredEvent
from jobwise.domain.shared.paging import Listing, Page


@dataclass(frozen=True, slots=True)
class ChainEnd:
    """The last position that was given, and its link."""

    position: int = 0
    chain_sha256: str = GENESIS


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Whose events, or those of which aggregate."""

    owner_id: UUID | None = None
    aggregate_id: UUID | None = None


class Outbox(Protocol):
    """The events of all aggregates; rows are never deleted: it is the audit trail."""

    async def pending(self, limit: int) -> Sequence[StoredEvent]:
        """Events without a position, oldest first, those of one aggregate in the order of its versions."""
        ...

    async def chain_end(self) -> ChainEnd:
        """Where the chain ends. Until this transaction ends nobody else can lengthen it."""
        ...

    async def stamp(self, id: UUID, *, position: int, chain_sha256: str, now: datetime) -> None:
        """Gives an event its position; Conflict when it has one, or the position is taken."""
        ...

    async def history(self, aggregate_id: UUID) -> Sequence[StoredEvent]:
        """Everything that happened to one aggregate, oldest first."""
        ...

    async def published(self, *, after: int, limit: int) -> Sequence[StoredEvent]:
        """Events with a position above `after`, in that order."""
        ...

    async def blank(self, owner_id: UUID, *, now: datetime) -> int:
        """Empties the payloads of a person's events, published and not; how many there were."""
        ...

    async def trail(self, wanted: EventFilter, *, page: Page) -> Listing[StoredEvent]:
        """Everything that happened, newest first; counted to 10,001."""
        ...
