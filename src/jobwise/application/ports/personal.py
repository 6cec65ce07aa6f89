"""Everything that is somebody's, wherever it stands."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

Row = Mapping[str, Any]
"""A row as JSON values by the names of its columns."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of the store, by the row that names it; `ending` is what its name ends with, maybe empty."""

    table: str
    id: UUID
    key: str
    ending: str


class Personal(Protocol):
    """Told by the tables themselves, so that a new one is not forgotten."""

    @property
    def tables(self) -> Sequence[str]:
        """The tables that hold anything of anybody's, in a fixed order."""
        ...

    def pieces(self, table: str, *, owner: UUID) -> AsyncIterator[Sequence[Row]]:
        """All their rows of a table in the order of its key, hidden ones too, without secrets."""
        ...

    async def files(self, *, owner: UUID) -> Sequence[KeptFile]:
        """All their files but archives of this very kind, hidden ones too, in a fixed order."""
        ...

    async def file_keys(self, *, owner: UUID) -> Sequence[str]:
        """The keys of all their files, hidden ones too."""
        ...

    async def erase(self, *, owner: UUID, now: datetime) -> Mapping[str, int]:
        """Takes out every row of theirs and the account, and blanks their events; how many rows of each table.

        Mail that still waits to be sent stays until it is. Doing it again finds nothing and does no harm.
        """
        ...
