"""Room for saved jobs: what a tier allows is in the table of tiers, what is held is counted from the rows."""

from datetime import datetime
from uuid import UUID

from jobwise.application.ports.store import UnitOfWork
from jobwise.application.quotas import hold, refund
from jobwise.domain.users.tiers import QuotaKind

_SAVED = QuotaKind.SAVED_JOBS


async def take_room(work: UnitOfWork, owner: UUID, now: datetime, *, held: int, amount: int = 1) -> None:
    """More saved jobs beside the `held` ones; QuotaExceeded when the owner's tier, as the database has it, has none.

    Whoever has counted what is held is alone with it until the end of the transaction.
    """
    await hold(work, owner, (await work.users.entitlement(owner)).tier, _SAVED, now, held=held, amount=amount)


async def give_room(work: UnitOfWork, owner: UUID, now: datetime) -> None:
    """One saved job less."""
    await refund(work, owner, _SAVED, now)
