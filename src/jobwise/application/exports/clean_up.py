"""Files whose time is over, and those that nobody makes any more."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from jobwise.application.exports.commands import MAKING, ROOM
from jobwise.application.leftovers import BATCH, Expire, GiveUp
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.documents import OwnedId
from jobwise.application.ports.files import FileStore
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.work import attempt_key
from jobwise.domain.exports.export import Export
from jobwise.domain.limits import EXPORT_OVERDUE_S, RESTORE_DAYS


def expire_exports(store: Store, clock: Clock, files: FileStore) -> Expire[Export]:
    """Takes out exports whose time is over and those that were deleted long ago, row and file."""
    give_up = GiveUp(store, clock, ROOM.door, _overdue, MAKING, attempt_key, ROOM.abandon)
    return Expire(store, clock, files, ROOM.door, _expired, _end, give_up)


async def _overdue(work: UnitOfWork, now: datetime) -> Sequence[OwnedId]:
    return await work.leftovers.open_exports(now - timedelta(seconds=EXPORT_OVERDUE_S), limit=BATCH)


async def _expired(work: UnitOfWork, now: datetime) -> Sequence[OwnedId]:
    return await work.leftovers.expired_exports(now, hidden_before=_hidden_before(now), limit=BATCH)


async def _end(work: UnitOfWork, export: Export, now: datetime) -> bool:
    hidden = export.deleted_at is not None and export.deleted_at < _hidden_before(now)
    if not hidden and (export.status.is_open or not export.is_expired(now)):
        return False
    export.expire(now)
    await work.exports.save(export)
    await work.exports.erase(export.id, owner=export.owner_id)
    return True


def _hidden_before(now: datetime) -> datetime:
    return now - timedelta(days=RESTORE_DAYS)
