"""Files: where their bytes are kept, and what they are."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol
from uuid import UUID

from jobwise.domain.documents.document import DocumentType
from jobwise.domain.exports.layout import Format


def file_key(owner: UUID, id: UUID) -> str:
    """Where a file of a user stands in the store. No part of it comes from a name that somebody sent."""
    return f"users/{owner}/{id}"


class FileStore(Protocol):
    """Bytes by key (`users/<uuid>/<uuid>`): InvalidInput for a key of another form, MissingHere when it cannot."""

    async def put(self, key: str, source: BinaryIO) -> None:
        """Keeps everything from the start of the source; when this returns it is there whole, else not at all."""
        ...

    async def get(self, key: str) -> AsyncIterator[bytes]:
        """The bytes in pieces; NotFound, before the first piece, when there are none."""
        ...

    async def delete(self, key: str) -> None:
        """Forgets the bytes; nothing happens when there are none."""
        ...

    async def older_than(self, moment: datetime, *, limit: int) -> Sequence[str]:
        """Keys of files that were put before, and clears away what a killed `put` left from before."""
        ...


@dataclass(frozen=True, slots=True)
class Inspected:
    """`blank`: a plain text without a letter or a number; `text_bytes`: how long one is in UTF-8. Of other files only a
    reader knows."""

    type: DocumentType
    size_bytes: int
    sha256: str
    blank: bool = False
    text_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    size_bytes: int
    sha256: str


class FileTypes(Protocol):
    async def inspect(self, name: str, source: BinaryIO) -> Inspected:
        """What the file is, when its name and its content agree. Raises WrongMedia or TooLarge."""
        ...

    async def measure(self, format: Format, source: BinaryIO) -> Measured:
        """The size and sum of a file that was made here, when its content is of that format; errors as `inspect`."""
        ...
