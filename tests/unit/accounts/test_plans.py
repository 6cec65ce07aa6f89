"""What each tier may use, in figures, and what somebody is told who wants more."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from jobwise.application.ports.store import Store
from jobwise.application.quotas import ShowUsage, Usage, hold, refund, spend
from jobwise.domain.shared.errors import QuotaExceeded
from jobwise.domain.users.tiers import PLANS, QuotaKind, Window, tier_allowing, window_end, window_start
from jobwise.domain.users.user import Tier, User
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from tests.support.http import HandClock

NOW = datetime(2026, 11, 20, 9, 41, 7, 5, tzinfo=UTC)

# Written by hand from what the product promises, not read off the code.
PROMISED = {
    "free": (10, 25, 25, 50, 50, 100, 1, 30),
    "pro": (50, 200, 100, 200, 500, 2_000, 1, 180),
    "enterprise": (500, 2_000, 1_000, 2_000, None, None, 1, 730),
}
KINDS = ("uploads", "resumes", "cover_letters", "exports", "active_applications", "saved_jobs", "data_exports")


def test_the_plans_are_those_that_were_promised() -> None:
    assert {kind.value for kind in QuotaKind} == set(KINDS)
    found = {
        tier.value: (*(plan.limits[QuotaKind(kind)] for kind in KINDS), plan.files_kept_days)
        for tier, plan in PLANS.items()
    }
    assert found == PROMISED
    assert all(plan.tier is tier for tier, plan in PLANS.items())


def test_hours_and_days_are_counted_in_utc() -> None:
    windows = {kind.value: kind.window.value for kind in QuotaKind}
    assert windows == {
        **dict.fromkeys(("uploads", "resumes", "cover_letters", "data_exports"), "day"),
        **dict.fromkeys(("active_applications", "saved_jobs"), "held"),
        "exports": "hour",
    }
    hour, day = datetime(2026, 11, 20, 9, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC)
    assert (window_start(QuotaKind.EXPORTS, NOW), window_end(QuotaKind.EXPORTS, NOW)) == (
        hour,
        hour + timedelta(hours=1),
    )
    assert (window_start(QuotaKind.RESUMES, NOW), window_end(QuotaKind.RESUMES, NOW)) == (day, day + timedelta(days=1))
    # What is held is counted in one row for ever: its key must not change from one version to the next.
    assert window_start(QuotaKind.SAVED_JOBS, NOW) == datetime(2000, 1, 1, tzinfo=UTC)
    assert {Window(one).value for one in ("hour", "day", "held")} == set(windows.values())


@pytest.mark.parametrize(
    ("kind", "more_than", "expected"),
    [
        (QuotaKind.EXPORTS, 49, Tier.FREE),
        (QuotaKind.EXPORTS, 50, Tier.PRO),
        (QuotaKind.EXPORTS, 199, Tier.PRO),
        (QuotaKind.EXPORTS, 200, Tier.ENTERPRISE),
        (QuotaKind.EXPORTS, 2_000, None),
        (QuotaKind.SAVED_JOBS, 1_000_000, Tier.ENTERPRISE),
    ],
)
def test_the_smallest_tier_that_allows_it(kind: QuotaKind, more_than: int, expected: Tier | None) -> None:
    assert tier_allowing(kind, more_than) is expected


class Account:
    """Somebody with a tier, over memory."""

    def __init__(self) -> None:
        self.store: Store = MemoryStore(Uuid7Ids())
        self.clock = HandClock(NOW)
        self.id = uuid4()

    async def open(self, tier: Tier) -> "Account":
        self.tier = tier
        user = User(id=self.id, email="mara@example.org", created_at=NOW, updated_at=NOW, tier=tier)
        async with self.store.write() as work:
            await work.users.add(user)
            await work.commit()
        return self

    async def spend(self, kind: QuotaKind, amount: int) -> None:
        async with self.store.write() as work:
            await spend(work, self.id, self.tier, kind, self.clock.now(), amount=amount)
            await work.commit()

    async def refused(self, kind: QuotaKind, amount: int = 1) -> QuotaExceeded:
        with pytest.raises(QuotaExceeded) as caught:
            await self.spend(kind, amount)
        return caught.value


async def test_a_refusal_says_how_long_to_wait_and_which_tier_would_allow_it() -> None:
    account = await Account().open(Tier.FREE)
    await account.spend(QuotaKind.EXPORTS, 48)
    error = await account.refused(QuotaKind.EXPORTS, 3)
    assert error.message == "The free tier allows 50 exports an hour; the pro tier allows it."
    assert [(detail.field, detail.reason) for detail in error.details] == [("exports", "pro")]
    assert (error.retry_after_s, error.limit, error.remaining) == (18 * 60 + 53, 50, 2)
    account.clock.forward(seconds=error.retry_after_s)
    await account.spend(QuotaKind.EXPORTS, 3)


async def test_a_refusal_names_a_tier_that_is_large_enough_for_all_that_is_asked() -> None:
    account = await Account().open(Tier.FREE)
    await account.spend(QuotaKind.COVER_LETTERS, 25)
    assert (await account.refused(QuotaKind.COVER_LETTERS, 75)).details[0].reason == "pro"
    error = await account.refused(QuotaKind.COVER_LETTERS, 76)
    assert error.details[0].reason == "enterprise"
    assert error.message == "The free tier allows 25 cover letters a day; the enterprise tier allows it."
    assert (error.retry_after_s, error.remaining) == (14 * 3600 + 18 * 60 + 53, 0)


@pytest.mark.parametrize("tier", Tier)
async def test_where_no_tier_allows_more_none_is_named(tier: Tier) -> None:
    account = await Account().open(tier)
    await account.spend(QuotaKind.DATA_EXPORTS, 1)
    error = await account.refused(QuotaKind.DATA_EXPORTS)
    assert error.message == f"The {tier} tier allows 1 data exports a day; no tier allows more."
    assert error.details[0].reason == "no tier"


async def test_what_is_held_may_be_tried_again_in_a_day() -> None:
    account = await Account().open(Tier.FREE)
    await account.spend(QuotaKind.SAVED_JOBS, 100)
    error = await account.refused(QuotaKind.SAVED_JOBS)
    assert error.message == "The free tier allows 100 saved jobs at a time; the pro tier allows it."
    assert error.retry_after_s == 86_400


async def test_one_at_a_time_is_spent_and_held_unless_more_is_said() -> None:
    account = await Account().open(Tier.FREE)
    async with account.store.write() as work:
        await spend(work, account.id, Tier.FREE, QuotaKind.EXPORTS, NOW)
        await hold(work, account.id, Tier.FREE, QuotaKind.SAVED_JOBS, NOW, held=6)
        await work.commit()
    _, shown = await ShowUsage(account.store, account.clock)(owner=account.id)
    used = {one.kind: one.used for one in shown}
    assert (used[QuotaKind.EXPORTS], used[QuotaKind.SAVED_JOBS]) == (1, 7)


@pytest.mark.parametrize(
    ("tier", "held", "amount", "fits"),
    [
        (Tier.FREE, 99, 1, True),
        (Tier.FREE, 100, 1, False),
        (Tier.FREE, 90, 10, True),
        (Tier.FREE, 90, 11, False),
        (Tier.PRO, 1_999, 1, True),
        (Tier.PRO, 2_000, 1, False),
        (Tier.ENTERPRISE, 1_000_000, 500, True),
    ],
)
async def test_as_much_is_held_as_the_tier_allows(tier: Tier, held: int, amount: int, fits: bool) -> None:
    account = await Account().open(tier)
    async with account.store.write() as work:
        # What was counted before does not matter: the rows are the truth.
        await hold(work, account.id, Tier.ENTERPRISE, QuotaKind.SAVED_JOBS, NOW, held=3)
        if fits:
            await hold(work, account.id, tier, QuotaKind.SAVED_JOBS, NOW, held=held, amount=amount)
        else:
            with pytest.raises(QuotaExceeded) as caught:
                await hold(work, account.id, tier, QuotaKind.SAVED_JOBS, NOW, held=held, amount=amount)
            assert (caught.value.limit, caught.value.retry_after_s) == (
                PLANS[tier].limits[QuotaKind.SAVED_JOBS],
                86_400,
            )
        await work.commit()
    _, shown = await ShowUsage(account.store, account.clock)(owner=account.id)
    (used,) = [one.used for one in shown if one.kind is QuotaKind.SAVED_JOBS]
    assert used == (held + amount if fits else 4)


async def test_what_is_given_back_goes_to_the_window_it_was_taken_from() -> None:
    account = await Account().open(Tier.FREE)
    await account.spend(QuotaKind.EXPORTS, 2)
    account.clock.forward(hours=1)
    await account.spend(QuotaKind.EXPORTS, 2)
    async with account.store.write() as work:
        await refund(work, account.id, QuotaKind.EXPORTS, NOW)
        await refund(work, account.id, QuotaKind.EXPORTS, account.clock.now(), amount=2)
        await work.commit()
    async with account.store.read() as work:
        starts = [window_start(QuotaKind.EXPORTS, at) for at in (NOW, account.clock.now())]
        used = [await work.quotas.used(owner=account.id, starts={QuotaKind.EXPORTS: start}) for start in starts]
    assert used == [{QuotaKind.EXPORTS: 1}, {QuotaKind.EXPORTS: 0}]


async def test_usage_shows_every_quota_of_the_tier() -> None:
    account = await Account().open(Tier.ENTERPRISE)
    await account.spend(QuotaKind.EXPORTS, 3)
    await account.spend(QuotaKind.SAVED_JOBS, 4)
    tier, shown = await ShowUsage(account.store, account.clock)(owner=account.id)
    by_kind = {one.kind: one for one in shown}
    assert tier is Tier.ENTERPRISE
    assert [one.kind.value for one in shown] == list(KINDS)
    hour = datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert by_kind[QuotaKind.EXPORTS] == Usage(QuotaKind.EXPORTS, 3, 2_000, hour)
    assert by_kind[QuotaKind.EXPORTS].remaining == 1_997
    assert by_kind[QuotaKind.SAVED_JOBS] == Usage(QuotaKind.SAVED_JOBS, 4, None, None)
    assert by_kind[QuotaKind.SAVED_JOBS].remaining is None
    # After a move to a smaller tier more may be used than is allowed.
    assert Usage(QuotaKind.EXPORTS, 60, 50, hour).remaining == 0
