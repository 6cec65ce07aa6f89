from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from jobwise.application.ports.owned import OwnedRoom
from jobwise.domain.documents.document import Document, DocumentKind
from jobwise.domain.shared.paging import Listing, Page, Sort

SORTS = frozenset({"created_at", "name"})


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Empty values do not filter; `q` is a part of the name."""

    kind: DocumentKind | None = None
    q: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """How many files there are that are not deleted, and their size together."""

    count: int
    size_bytes: int


class Documents(OwnedRoom[Document], Protocol):
    async def find(self, wanted: DocumentFilter, *, owner: UUID, sort: Sort, page: Page) -> Listing[Document]:
        """One page in one statement, by fields of `SORTS`; counted to 10,001 in another."""
        ...

    async def held(self, *, owner: UUID) -> Held:
        """What the owner keeps. Whoever asks in a write transaction is alone with it until its end."""
        ...


class FileRoom(StrEnum):
    """Rooms of things that a user uploaded, each with its file."""

    DOCUMENTS = "documents"
    SAMPLES = "samples"


@dataclass(frozen=True, slots=True)
class HiddenFile:
    """A row that may go, and the file that goes with it."""

    id: UUID
    key: str


@dataclass(frozen=True, slots=True)
class OwnedId:
    """Which thing, and whose."""

    id: UUID
    owner_id: UUID


class Leftovers(Protocol):
    """What clean-up claims, whoever it belongs to."""

    async def hidden_files(self, room: FileRoom, before: datetime, *, limit: int) -> Sequence[HiddenFile]:
        """What of a room was deleted before, oldest first."""
        ...

    async def erase_file(self, room: FileRoom, id: UUID, *, before: datetime) -> bool:
        """Takes out the row unless it was restored meanwhile; whether it went."""
        ...

    async def known_keys(self, keys: Sequence[str]) -> frozenset[str]:
        """Those of the keys that any row names, hidden ones too."""
        ...

    async def expired_data_exports(self, now: datetime, *, limit: int) -> Sequence[OwnedId]:
        """Completed archives of accounts whose time is over by now."""
        ...

    async def open_data_exports(self, before: datetime, *, limit: int) -> Sequence[OwnedId]:
        """Archives of accounts that were asked for before and are not made yet, oldest first."""
        ...

    async def expired_exports(self, now: datetime, *, hidden_before: datetime, limit: int) -> Sequence[OwnedId]:
        """Exports whose time is over by now, and those that were deleted before."""
        ...

    async def open_exports(self, before: datetime, *, limit: int) -> Sequence[OwnedId]:
        """Exports that were asked for before and are not made yet, oldest first."""
        ...

    async def open_generations(self, before: datetime, *, limit: int) -> Sequence[OwnedId]:
        """Resumes and letters that were asked for before and are not made yet, oldest first."""
        ...
