from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select, bindparam, func, or_, select

from jobwise.application.ports.ids import Ids
from jobwise.application.ports.outbox import ChainEnd, EventFilter
from jobwise.domain.limits import EXACT_TOTAL
from jobwise.domain.shared.codec import to_data
from jobwise.domain.shared.errors import Conflict, MissingHere
from jobwise.domain.shared.events import Event, StoredEvent, payload_sha256
from jobwise.domain.shared.paging import Listing, Page
from jobwise.infrastructure.persistence.sql.tables.outbox import outbox, outbox_end
from jobwise.infrastructure.persistence.sql.transaction import Transaction

_INSERT = outbox.insert().values({column.name: bindparam(column.name) for column in outbox.c})
_PENDING = (
    select(outbox)
    .where(outbox.c.position.is_(None))
    .order_by(outbox.c.occurred_at, outbox.c.aggregate_version, outbox.c.id)
    .limit(bindparam("limit"))
)
_STAMP = (
    outbox.update()
    .where(outbox.c.id == bindparam("key_id"), outbox.c.position.is_(None))
    .values(
        position=bindparam("position"), chain_sha256=bindparam("chain_sha256"), published_at=bindparam("published_at")
    )
)
_END = select(outbox_end).with_for_update()
_MOVE_END = outbox_end.update().values(position=bindparam("position"), chain_sha256=bindparam("chain_sha256"))
_PUBLISHED = (
    select(outbox).where(outbox.c.position > bindparam("after")).order_by(outbox.c.position).limit(bindparam("limit"))
)
_BLANK = (
    outbox.update()
    .where(
        # What happened to an account itself belongs to nobody; its aggregate is the person.
        or_(outbox.c.owner_id == bindparam("key_owner"), outbox.c.aggregate_id == bindparam("key_owner")),
        outbox.c.erased_at.is_(None),
    )
    .values(payload={}, erased_at=bindparam("now"))
)
_HISTORY = (
    select(outbox).where(outbox.c.aggregate_id == bindparam("key_id")).order_by(outbox.c.aggregate_version, outbox.c.id)
)

_WANTED = {"owner_id": outbox.c.owner_id, "aggregate_id": outbox.c.aggregate_id}


@lru_cache(maxsize=4)
def _trail(names: tuple[str, ...]) -> tuple[Select[Any], Select[Any]]:
    """The rows of a page and their bounded count, for these filters."""
    where = [_WANTED[name] == bindparam(f"key_{name}") for name in names]
    rows = select(outbox).where(*where).order_by(outbox.c.occurred_at.desc(), outbox.c.id.desc())
    some = select(outbox.c.id).where(*where).limit(EXACT_TOTAL + 1).subquery()
    return (
        rows.limit(bindparam("limit")).offset(bindparam("offset")),
        select(func.count()).select_from(some),
    )


class SqlOutbox:
    def __init__(self, transaction: Transaction, ids: Ids) -> None:
        self._db = transaction
        self._ids = ids

    async def add(self, events: Sequence[Event]) -> None:
        """Writes the events of a change into its transaction."""
        if events:
            await self._db.change(_INSERT, [self._row(event) for event in events])

    async def pending(self, limit: int) -> Sequence[StoredEvent]:
        return [_stored(row) for row in await self._db.rows(_PENDING, {"limit": limit})]

    async def chain_end(self) -> ChainEnd:
        row = await self._db.first(_END, {})
        if row is None:
            raise MissingHere("The audit trail has lost its end; restore the database from a backup.")
        return ChainEnd(row["position"], row["chain_sha256"])

    async def stamp(self, id: UUID, *, position: int, chain_sha256: str, now: datetime) -> None:
        end = {"position": position, "chain_sha256": chain_sha256}
        if await self._db.change(_STAMP, {"key_id": id, "published_at": now, **end}) == 0:
            raise Conflict("This event was published by somebody else.")
        await self._db.change(_MOVE_END, end)

    async def history(self, aggregate_id: UUID) -> Sequence[StoredEvent]:
        return [_stored(row) for row in await self._db.rows(_HISTORY, {"key_id": aggregate_id})]

    async def published(self, *, after: int, limit: int) -> Sequence[StoredEvent]:
        return [_stored(row) for row in await self._db.rows(_PUBLISHED, {"after": after, "limit": limit})]

    async def blank(self, owner_id: UUID, *, now: datetime) -> int:
        return await self._db.change(_BLANK, {"key_owner": owner_id, "now": now})

    async def trail(self, wanted: EventFilter, *, page: Page) -> Listing[StoredEvent]:
        keys = {name: getattr(wanted, name) for name in _WANTED if getattr(wanted, name) is not None}
        rows, count = _trail(tuple(keys))
        params = {f"key_{name}": value for name, value in keys.items()}
        found = await self._db.rows(rows, {**params, "limit": page.limit, "offset": page.offset})
        return Listing(tuple(_stored(row) for row in found), await self._db.number(count, params), page)

    def _row(self, event: Event) -> dict[str, object]:
        payload = to_data(event.payload)
        return {
            "id": self._ids.new(),
            "name": event.name,
            "aggregate_type": event.aggregate_type,
            "aggregate_id": event.aggregate_id,
            "aggregate_version": event.aggregate_version,
            "owner_id": event.owner_id,
            "occurred_at": event.occurred_at,
            "payload": payload,
            "payload_version": event.payload_version,
            "payload_sha256": payload_sha256(payload),
            "position": None,
            "chain_sha256": None,
            "published_at": None,
            "erased_at": None,
        }


def _stored(row: RowMapping) -> StoredEvent:
    event = Event(
        name=row["name"],
        aggregate_type=row["aggregate_type"],
        aggregate_id=row["aggregate_id"],
        aggregate_version=row["aggregate_version"],
        owner_id=row["owner_id"],
        occurred_at=row["occurred_at"],
        payload=row["payload"],
        payload_version=row["payload_version"],
    )
    return StoredEvent(
        id=row["id"],
        event=event,
        payload_sha256=row["payload_sha256"],
        position=row["position"],
        chain_sha256=row["chain_sha256"],
        published_at=row["published_at"],
        erased_at=row["erased_at"],
    )
