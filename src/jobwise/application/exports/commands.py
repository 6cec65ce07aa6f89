"""Asking for files of documents, asking again, and wanting them no more. The making is a task of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from jobwise.application.access import Actor
from jobwise.application.exports.parts import Wanted, orders_of, parts_of
from jobwise.application.made import Charged
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.press import Press
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.ports.users import Entitlement
from jobwise.application.quotas import refund, spend
from jobwise.application.work import attempt_at, making_of
from jobwise.domain.exports.export import Export, Part
from jobwise.domain.limits import MAX_BATCH, MAX_WAITING_EXPORTS, MAX_WAITING_EXPORTS_PER_USER, QUEUE_RETRY_S
from jobwise.domain.shared.errors import Detail, InvalidInput, JobWiseError, NotFound, QueueFull
from jobwise.domain.users.tiers import PLANS, QuotaKind

MAKING = making_of(Export)


async def _refund(work: UnitOfWork, export: Export) -> None:
    await refund(work, export.owner_id, QuotaKind.EXPORTS, export.asked_at, amount=len(export.parts))


ROOM = Charged(lambda work: work.exports, _refund)


async def _spend(work: UnitOfWork, owner: UUID, now: datetime, amount: int) -> Entitlement:
    """Spends the quota, a file each; QueueFull while too many wait, EmailNotVerified before the email is confirmed."""
    entitled = await work.users.entitlement(owner)
    Actor(owner, verified=entitled.verified).must_be_verified()
    waiting = await work.exports.waiting(owner=owner)
    if waiting.mine >= MAX_WAITING_EXPORTS_PER_USER or waiting.all >= MAX_WAITING_EXPORTS:
        whose = "of yours " if waiting.mine >= MAX_WAITING_EXPORTS_PER_USER else ""
        raise QueueFull(f"Too many files {whose}wait to be made; come again later.", retry_after_s=QUEUE_RETRY_S)
    await spend(work, owner, entitled.tier, QuotaKind.EXPORTS, now, amount=amount)
    return entitled


@dataclass(frozen=True, slots=True)
class RequestExport:
    """Asks for the file of one document: one transaction spends the quota and notes the wish and the work.

    NotFound for a generation that is not the owner's, NotCompleted until it is; QuotaExceeded when the hour's are used
    up, QueueFull while too many wait; and whatever the press has against it.
    """

    store: Store
    clock: Clock
    ids: Ids
    press: Press

    async def __call__(self, *, owner: UUID, wanted: Wanted) -> Export:
        parts = await self.checked(owner, [wanted])
        return await self.ask(owner, parts, zipped=False)

    async def checked(self, owner: UUID, wanted: Sequence[Wanted]) -> Sequence[Part]:
        """What was asked for, decided; nothing is written."""
        async with self.store.read(single=True) as work:
            found = await work.generations.printable([one.generation_id for one in wanted], owner=owner)
        by_id = {one.id: one for one in found}
        parts = parts_of(wanted, by_id)
        for place, order in enumerate(orders_of(parts, by_id)):
            if order is None:
                continue
            try:
                await self.press.check(order)
            except JobWiseError as error:
                if len(parts) == 1:
                    raise
                raise error.under(f"items/{place}") from error
        return parts

    async def ask(self, owner: UUID, parts: Sequence[Part], *, zipped: bool) -> Export:
        now = self.clock.now()
        async with self.store.write() as work:
            entitled = await _spend(work, owner, now, len(parts))
            export = Export.request(
                id=self.ids.new(),
                owner_id=owner,
                parts=parts,
                zipped=zipped,
                kept_days=PLANS[entitled.tier].files_kept_days,
                now=now,
            )
            await work.exports.add(export)
            await work.tasks.add([attempt_at(export, self.ids.new())])
            await work.commit()
        return export


@dataclass(frozen=True, slots=True)
class RequestBatch:
    """Asks for one ZIP of several documents, in the order given; each costs as a file of its own.

    All or nothing: what one of them has against it is said at once, with its place. Errors as of one file.
    """

    one: RequestExport

    async def __call__(self, *, owner: UUID, items: Sequence[Wanted]) -> Export:
        if not 1 <= len(items) <= MAX_BATCH:
            raise InvalidInput(f"A ZIP holds 1 to {MAX_BATCH} documents.", [Detail("items", "out of range")])
        return await self.one.ask(owner, await self.one.checked(owner, items), zipped=True)


async def again(work: UnitOfWork, export: Export, now: datetime) -> None:
    """Asks again for what has failed; the quota is spent anew."""
    # Before anything is spent: what has not failed is not asked for again.
    kept_days = PLANS[(await work.users.entitlement(export.owner_id)).tier].files_kept_days
    export.retry(now, kept_days)
    await _spend(work, export.owner_id, now, len(export.parts))


async def stop(work: UnitOfWork, export: Export, now: datetime) -> None:
    """Cancels what is still to be made; the caller saves it."""
    if export.status.is_open:
        export.cancel(now)
        await _refund(work, export)


def check_time(export: Export, now: datetime) -> None:
    """NotFound once its time is over."""
    if export.is_expired(now):
        raise NotFound("There is no such export.")
