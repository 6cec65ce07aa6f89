from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from jobwise.domain.shared.events import StoredEvent


class Outbox(Protocol):
    """The events of all aggregates; rows are never deleted: it is the audit trail."""

    async def pending(self, limit: int) -> Sequence[StoredEvent]:
        """Events without a position, oldest first, those of one aggregate in the order of its versions."""
        ...

    async def stamp(self, id: UUID, *, position: int, now: datetime) -> None:
        """Gives an event its position; Conflict when it has one, or the position is taken."""
        ...

    async def history(self, aggregate_id: UUID) -> Sequence[StoredEvent]:
        """Everything that happened to one aggregate, oldest first."""
        ...
