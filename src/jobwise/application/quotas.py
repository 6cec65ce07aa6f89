"""What a tier allows, spent and given back inside the transaction that uses it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from jobwise.application.access import Actor
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.model_calls import ModelUse
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.domain.shared.errors import Detail, QuotaExceeded
from jobwise.domain.users.tiers import QuotaKind, Window, limit_of, tier_allowing, window_end, window_start
from jobwise.domain.users.user import Tier

_HELD_RETRY_S = 24 * 3600
_PER = {Window.HOUR: "an hour", Window.DAY: "a day", Window.HELD: "at a time"}


async def spend(work: UnitOfWork, owner: UUID, tier: Tier, kind: QuotaKind, now: datetime, *, amount: int = 1) -> None:
    """Spends from the owner's quota, in the caller's transaction; QuotaExceeded names the tier that would allow it.

    `tier` is the one read from the database in the same transaction, never the access token's.
    """
    limit, start = limit_of(tier, kind), window_start(kind, now)
    if await work.quotas.spend(kind, start, owner=owner, amount=amount, limit=limit):
        return
    used = (await work.quotas.used(owner=owner, starts={kind: start}))[kind]
    raise _exceeded(tier, kind, limit or 0, used, amount, now)


async def spend_as_allowed(work: UnitOfWork, owner: UUID, kinds: Sequence[QuotaKind], now: datetime) -> None:
    """Spends one of each, by the tier that the database has, in the caller's transaction.

    EmailNotVerified for an account that has not confirmed its email; QuotaExceeded names the tier that would allow it.
    """
    for kind in kinds:
        limits = {tier: limit_of(tier, kind) for tier in Tier}
        start = window_start(kind, now)
        if await work.quotas.spend_as_allowed(kind, start, owner=owner, amount=1, limits=limits):
            continue
        # Why not is asked for only now: most may.
        entitled = await work.users.entitlement(owner)
        Actor(owner, verified=entitled.verified).must_be_verified()
        await spend(work, owner, entitled.tier, kind, now)


async def hold(
    work: UnitOfWork, owner: UUID, tier: Tier, kind: QuotaKind, now: datetime, *, held: int, amount: int = 1
) -> None:
    """Adds to what the owner holds, of which there are `held` by the count of the rows; QuotaExceeded past the limit.

    The rows are the truth: what `GET /usage` shows is set by the same count, so it never drifts for long.
    """
    limit = limit_of(tier, kind)
    if limit is not None and held + amount > limit:
        raise _exceeded(tier, kind, limit, held, amount, now)
    await work.quotas.settle(kind, window_start(kind, now), owner=owner, used=held + amount)


async def refund(work: UnitOfWork, owner: UUID, kind: QuotaKind, spent_at: datetime, *, amount: int = 1) -> None:
    """Gives back what was spent at `spent_at`: work that failed, or something held that is gone."""
    await work.quotas.refund(kind, window_start(kind, spent_at), owner=owner, amount=amount)


def _exceeded(tier: Tier, kind: QuotaKind, limit: int, used: int, amount: int, now: datetime) -> QuotaExceeded:
    name, per = kind.value.replace("_", " "), _PER[kind.window]
    better = tier_allowing(kind, max(limit, used + amount - 1))
    end = window_end(kind, now)
    advice = "no tier allows more" if better is None else f"the {better} tier allows it"
    return QuotaExceeded(
        f"The {tier} tier allows {limit} {name} {per}; {advice}.",
        (Detail(kind.value, "no tier" if better is None else better.value),),
        retry_after_s=_HELD_RETRY_S if end is None else int((end - now).total_seconds()) + 1,
        limit=limit,
        remaining=max(0, limit - used),
    )


@dataclass(frozen=True, slots=True)
class Usage:
    """One quota of somebody: `limit` None is no limit, `resets_at` None is a count of what is held."""

    kind: QuotaKind
    used: int
    limit: int | None
    resets_at: datetime | None

    @property
    def remaining(self) -> int | None:
        return None if self.limit is None else max(0, self.limit - self.used)


@dataclass(frozen=True, slots=True)
class ShowModelUse:
    """What language models used for the owner today (UTC)."""

    store: Store
    clock: Clock

    async def __call__(self, *, owner: UUID) -> ModelUse:
        start = self.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
        async with self.store.read(single=True) as work:
            return await work.model_calls.used(owner=owner, since=start)


@dataclass(frozen=True, slots=True)
class ShowUsage:
    """The tier of the database, and every quota of it."""

    store: Store
    clock: Clock

    async def __call__(self, *, owner: UUID) -> tuple[Tier, Sequence[Usage]]:
        now = self.clock.now()
        async with self.store.read() as work:
            tier = (await work.users.entitlement(owner)).tier
            used = await work.quotas.used(owner=owner, starts={kind: window_start(kind, now) for kind in QuotaKind})
        return tier, [Usage(kind, used[kind], limit_of(tier, kind), window_end(kind, now)) for kind in QuotaKind]
