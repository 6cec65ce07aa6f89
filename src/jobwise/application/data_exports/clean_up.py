"""Archives whose time is over, and those that nobody makes any more."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from jobwise.application.data_exports.commands import MAKING
from jobwise.application.data_exports.making import give_up
from jobwise.application.leftovers import BATCH, Expire, GiveUp
from jobwise.application.made import ABANDONED
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.documents import OwnedId
from jobwise.application.ports.files import FileStore
from jobwise.application.ports.owned import OwnedRoom
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.domain.data_exports.data_export import DataExport
from jobwise.domain.limits import DATA_EXPORT_OVERDUE_S


def expire_data_exports(store: Store, clock: Clock, files: FileStore) -> Expire[DataExport]:
    """Takes out files of archives whose time is over.

    A task that was given up because its processes died says nothing to its archive; that is noticed here, and its
    quota given back.
    """
    abandoned = GiveUp(store, clock, _room, _overdue, MAKING, lambda export: str(export.id), _abandon)
    return Expire(store, clock, files, _room, _expired, _end, abandoned)


def _room(work: UnitOfWork) -> OwnedRoom[DataExport]:
    return work.data_exports


async def _overdue(work: UnitOfWork, now: datetime) -> Sequence[OwnedId]:
    return await work.leftovers.open_data_exports(now - timedelta(seconds=DATA_EXPORT_OVERDUE_S), limit=BATCH)


async def _abandon(work: UnitOfWork, export: DataExport, now: datetime) -> None:
    await give_up(work, export, ABANDONED, now)


async def _expired(work: UnitOfWork, now: datetime) -> Sequence[OwnedId]:
    return await work.leftovers.expired_data_exports(now, limit=BATCH)


async def _end(work: UnitOfWork, export: DataExport, now: datetime) -> bool:
    export.expire(now)
    await work.data_exports.save(export)
    return True
