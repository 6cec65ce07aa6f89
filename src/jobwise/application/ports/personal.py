"""Everything that is somebody's, wherever it stands."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID


class Personal(Protocol):
    """Told by the tables themselves, so that a new one is not forgotten."""

    async def file_keys(self, *, owner: UUID) -> Sequence[str]:
        """The keys of all their files, hidden ones too."""
        ...

    async def erase(self, *, owner: UUID, now: datetime) -> Mapping[str, int]:
        """Takes out every row of theirs and the account, and blanks their events; how many rows of each table.

        Mail that still waits to be sent stays until it is. Doing it again finds nothing and does no harm.
        """
        ...
