from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from jobwise.application.ports.outbox import ChainEnd, EventFilter
from jobwise.domain.limits import EXACT_TOTAL
from jobwise.domain.shared.errors import Conflict
from jobwise.domain.shared.events import Event, StoredEvent
from jobwise.domain.shared.paging import Listing, Page


class MemoryOutbox:
    def __init__(self, events: list[StoredEvent]) -> None:
        self._events = events

    async def pending(self, limit: int) -> Sequence[StoredEvent]:
        waiting = [stored for stored in self._events if stored.position is None]
        waiting.sort(key=lambda stored: (stored.event.occurred_at, stored.event.aggregate_version, stored.id))
        return tuple(waiting[:limit])

    async def chain_end(self) -> ChainEnd:
        last = max((stored for stored in self._events if stored.position), key=_position, default=None)
        return ChainEnd() if last is None else ChainEnd(_position(last), last.chain_sha256 or "")

    async def stamp(self, id: UUID, *, position: int, chain_sha256: str, now: datetime) -> None:
        if any(stored.position == position for stored in self._events):
            raise Conflict("This position of the outbox is taken.")
        for place, stored in enumerate(self._events):
            if stored.id == id and stored.position is None:
                self._events[place] = replace(stored, position=position, chain_sha256=chain_sha256, published_at=now)
                return
        raise Conflict("This event was published by somebody else.")

    async def published(self, *, after: int, limit: int) -> Sequence[StoredEvent]:
        found = sorted((stored for stored in self._events if _position(stored) > after), key=_position)
        return tuple(found[:limit])

    async def blank(self, owner_id: UUID, *, now: datetime) -> int:
        count = 0
        for place, stored in enumerate(self._events):
            whose = (stored.event.owner_id, stored.event.aggregate_id)
            if owner_id in whose and stored.erased_at is None:
                emptied = replace(stored.event, payload={})
                self._events[place] = replace(stored, event=emptied, erased_at=now)
                count += 1
        return count

    async def history(self, aggregate_id: UUID) -> Sequence[StoredEvent]:
        return tuple(stored for stored in self._events if stored.event.aggregate_id == aggregate_id)

    async def trail(self, wanted: EventFilter, *, page: Page) -> Listing[StoredEvent]:
        found = [stored for stored in self._events if _is_wanted(stored.event, wanted)]
        found.sort(key=lambda stored: (stored.event.occurred_at, stored.id), reverse=True)
        shown = tuple(found[page.offset : page.offset + page.limit])
        return Listing(shown, min(len(found), EXACT_TOTAL + 1), page)


def _is_wanted(event: Event, wanted: EventFilter) -> bool:
    return wanted.owner_id in (None, event.owner_id) and wanted.aggregate_id in (None, event.aggregate_id)


def _position(stored: StoredEvent) -> int:
    return stored.position or 0
