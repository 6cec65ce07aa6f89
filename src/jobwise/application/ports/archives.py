"""Archives of accounts' data: written table by table, read only when nothing in them was changed."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, Protocol
from uuid import UUID

from jobwise.application.ports.personal import KeptFile, Row


@dataclass(frozen=True, slots=True)
class Finished:
    """A whole archive; `source` is good until the draft is closed."""

    source: BinaryIO
    size_bytes: int
    sha256: str


class Draft(Protocol):
    """An archive in the making: first the rows of all tables, then the files, then `finish`. It lies on a disk."""

    async def rows(self, table: str, rows: Sequence[Row]) -> None:
        """More rows of a table; none at all still names the table. One table after the other."""
        ...

    async def file(self, file: KeptFile, pieces: AsyncIterator[bytes]) -> None: ...

    def missing(self, file: KeptFile) -> None:
        """Notes a file that the store does not have any more."""
        ...

    async def finish(self, *, owner: UUID, now: datetime) -> Finished: ...


class SentIn(Protocol):
    """An archive that was sent in, is ours and is whole."""

    async def rows(self, table: str) -> Sequence[Mapping[str, Any]]:
        """The rows of a table; none for a table that it does not have."""
        ...

    def file(self, table: str, id: UUID) -> AbstractAsyncContextManager[BinaryIO]:
        """The file of a row; NotFound when the archive has none."""
        ...


class Archives(Protocol):
    def draft(self) -> AbstractAsyncContextManager[Draft]: ...

    def opened(self, source: BinaryIO) -> AbstractAsyncContextManager[SentIn]:
        """Raises UnreadableInput for what is no archive of ours, was changed, or is of a newer form; TooLarge."""
        ...
