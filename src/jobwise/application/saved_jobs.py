"""Room for saved jobs: what a tier allows is in the table of tiers, what is held is counted from the rows."""

from datetime import datetime
from uuid import UUID

from jobwise.application.ports.store import UnitOfWork
from jobwise.application.quotas import hold, refund
from jobwise.domain.jobs.captured import CapturedJob
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


async def let_go(work: UnitOfWork, job: CapturedJob, now: datetime) -> None:
    """Gives its room free, if the job was saved."""
    if job.posting_id is not None:
        await give_room(work, job.owner_id, now)


async def take_back(work: UnitOfWork, job: CapturedJob, now: datetime) -> None:
    """Takes room for it again, if the job was saved; QuotaExceeded when the owner's tier keeps no more."""
    if job.posting_id is not None:
        await take_room(work, job.owner_id, now, held=await work.jobs.count_saved(owner=job.owner_id))
