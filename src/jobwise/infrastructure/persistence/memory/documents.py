"""Documents and calendar feeds in memory, and what clean-up asks about files."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from jobwise.application.ports.documents import DocumentFilter, FileRoom, Held, HiddenFile, OwnedId
from jobwise.domain.applications.calendar import CalendarFeed
from jobwise.domain.documents.document import Document
from jobwise.domain.shared.errors import Conflict
from jobwise.domain.shared.paging import Listing, Page, Sort
from jobwise.infrastructure.persistence.memory.owned import MemoryOwned, ordered
from jobwise.infrastructure.persistence.memory.table import Rows


class MemoryDocuments(MemoryOwned[Document]):
    async def find(self, wanted: DocumentFilter, *, owner: UUID, sort: Sort, page: Page) -> Listing[Document]:
        found = [
            one
            for one in self._of(owner)
            if wanted.kind in (None, one.kind) and wanted.q.casefold() in one.name.casefold()
        ]
        return ordered(found, sort, page)

    async def held(self, *, owner: UUID) -> Held:
        sizes = [one.file.size_bytes for one in self._of(owner)]
        return Held(len(sizes), sum(sizes))


class MemoryCalendarFeeds(MemoryOwned[CalendarFeed]):
    async def find_own(self, *, owner: UUID) -> CalendarFeed | None:
        return next(iter(self._of(owner)), None)

    def _check(self, aggregate: CalendarFeed) -> None:
        if not aggregate.hidden and any(other.id != aggregate.id for other in self._of(aggregate.owner_id)):
            raise Conflict("There is a calendar feed already.")


class MemoryFeedTokens:
    def __init__(self, feeds: Rows, can_sign_in: Callable[[UUID], bool]) -> None:
        self._feeds = feeds
        self._can_sign_in = can_sign_in

    async def owner_of(self, token_sha256: str) -> UUID | None:
        for row in self._feeds.by_id.values():
            if row["token_sha256"] == token_sha256 and row["deleted_at"] is None:
                owner = UUID(row["owner_id"])
                return owner if self._can_sign_in(owner) else None
        return None


class FileState(Protocol):
    """The rooms whose rows name files."""

    documents: Rows
    samples: Rows
    exports: Rows
    data_exports: Rows
    generations: Rows


class MemoryLeftovers:
    def __init__(self, state: FileState) -> None:
        self._rooms = {FileRoom.DOCUMENTS: state.documents, FileRoom.SAMPLES: state.samples}
        self._exports = state.exports
        self._data_exports = state.data_exports
        self._generations = state.generations

    async def hidden_files(self, room: FileRoom, before: datetime, *, limit: int) -> Sequence[HiddenFile]:
        found = [
            (row["deleted_at"], id, row["file"]["key"])
            for id, row in self._rooms[room].by_id.items()
            if _is_hidden_before(row["deleted_at"], before)
        ]
        return [HiddenFile(id, key) for _, id, key in sorted(found)[:limit]]

    async def erase_file(self, room: FileRoom, id: UUID, *, before: datetime) -> bool:
        rows = self._rooms[room].by_id
        row = rows.get(id)
        if row is None or not _is_hidden_before(row["deleted_at"], before):
            return False
        del rows[id]
        return True

    async def known_keys(self, keys: Sequence[str]) -> frozenset[str]:
        rooms = (*self._rooms.values(), self._exports, self._data_exports)
        files = (row["file"] for room in rooms for row in room.by_id.values())
        return frozenset(file["key"] for file in files if file is not None) & frozenset(keys)

    async def expired_data_exports(self, now: datetime, *, limit: int) -> Sequence[OwnedId]:
        return _of_status(self._data_exports, ("completed",), "expires_at", lambda at: at <= now, limit)

    async def open_data_exports(self, before: datetime, *, limit: int) -> Sequence[OwnedId]:
        return _of_status(self._data_exports, ("pending", "running"), "created_at", lambda at: at < before, limit)

    async def expired_exports(self, now: datetime, *, hidden_before: datetime, limit: int) -> Sequence[OwnedId]:
        found = [
            OwnedId(id, UUID(row["owner_id"]))
            for id, row in sorted(self._exports.by_id.items())
            if _is_hidden_before(row["deleted_at"], hidden_before) or _is_past(row, now)
        ]
        return found[:limit]

    async def open_exports(self, before: datetime, *, limit: int) -> Sequence[OwnedId]:
        return _of_status(self._exports, ("pending", "rendering"), "asked_at", lambda at: at < before, limit)

    async def open_generations(self, before: datetime, *, limit: int) -> Sequence[OwnedId]:
        return _of_status(self._generations, ("pending", "generating"), "asked_at", lambda at: at < before, limit)


def _of_status(
    rows: Rows, statuses: tuple[str, ...], name: str, fits: Callable[[datetime], bool], limit: int
) -> Sequence[OwnedId]:
    found = [
        (row[name], id, UUID(row["owner_id"]))
        for id, row in rows.by_id.items()
        if row["status"] in statuses and row[name] is not None and fits(datetime.fromisoformat(row[name]))
    ]
    return [OwnedId(id, owner_id) for _, id, owner_id in sorted(found)[:limit]]


def _is_hidden_before(deleted_at: str | None, before: datetime) -> bool:
    return deleted_at is not None and datetime.fromisoformat(deleted_at) < before


def _is_past(export: dict[str, Any], now: datetime) -> bool:
    end = export["expires_at"]
    return end is not None and datetime.fromisoformat(end) <= now and export["status"] not in ("pending", "rendering")
