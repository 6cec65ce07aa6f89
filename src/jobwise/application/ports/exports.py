"""Exports as they are stored, and the read models over them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from jobwise.application.ports.owned import OwnedRoom
from jobwise.domain.exports.export import Export, ExportStatus
from jobwise.domain.exports.layout import Format
from jobwise.domain.shared.paging import Listing, Page, Sort

SORTS = frozenset({"created_at"})


@dataclass(frozen=True, slots=True)
class ExportFilter:
    """Empty values do not filter; `generation_id` finds the files of that document alone, no ZIP."""

    generation_id: UUID | None = None
    formats: tuple[Format, ...] = ()
    statuses: tuple[ExportStatus, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportProgress:
    """How far an export is. `version` rises with every step."""

    id: UUID
    version: int
    status: ExportStatus
    failure: str
    reason: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many exports are still to be made: one person's, and all."""

    mine: int
    all: int


class Exports(OwnedRoom[Export], Protocol):
    async def find(self, wanted: ExportFilter, *, owner: UUID, sort: Sort, page: Page) -> Listing[Export]:
        """One page in one statement, by fields of `SORTS`; counted to 10,001 in another."""
        ...

    async def progress(self, id: UUID, *, owner: UUID) -> ExportProgress:
        """How far it is; NotFound as `get`."""
        ...

    async def waiting(self, *, owner: UUID) -> Waiting:
        """How many wait or are being made."""
        ...

    async def count_download(self, id: UUID, *, owner: UUID) -> None:
        """Counts one download. Its version stays: nothing of it has changed."""
        ...

    async def erase(self, id: UUID, *, owner: UUID) -> None:
        """Takes out the row for good."""
        ...
