"""Documents that nobody makes any more."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from jobwise.application.generations.commands import MAKING, ROOM
from jobwise.application.leftovers import BATCH, GiveUp
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.documents import OwnedId
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.work import attempt_key
from jobwise.domain.generations.generation import Generation
from jobwise.domain.limits import GENERATION_OVERDUE_S


def give_up_generations(store: Store, clock: Clock) -> GiveUp[Generation]:
    return GiveUp(store, clock, ROOM.door, _overdue, MAKING, attempt_key, ROOM.abandon)


async def _overdue(work: UnitOfWork, now: datetime) -> Sequence[OwnedId]:
    return await work.leftovers.open_generations(now - timedelta(seconds=GENERATION_OVERDUE_S), limit=BATCH)
