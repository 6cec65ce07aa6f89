"""The book over a store: a call counts as its most until it ends, and the day's budget holds."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from jobwise.application.model_book import ModelBudget, StoreBook
from jobwise.application.ports.language_model import CallEnd, CallOutcome, CallPlan
from jobwise.application.ports.model_calls import ModelUse
from jobwise.domain.prompts.fields import ModelTask
from jobwise.domain.shared.errors import BudgetSpent
from jobwise.domain.users.tiers import PLANS
from jobwise.domain.users.user import Tier
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from tests.contracts.persistence.owned import OWNER, STRANGER, with_users
from tests.support.http import HandClock

PLAN = CallPlan(OWNER, ModelTask.LETTER, "groq", "llama-3.3-70b-versatile", 1_000, 700)


class Book:
    def __init__(self, budget: ModelBudget) -> None:
        self.store, self.clock = MemoryStore(Uuid7Ids()), HandClock()
        self.book = StoreBook(self.store, self.clock, Uuid7Ids(), budget)

    async def used(self, owner: UUID = OWNER) -> ModelUse:
        async with self.store.read() as work:
            return await work.model_calls.used(owner=owner, since=self.clock.now() - timedelta(days=2))


@pytest.fixture
async def small() -> Book:
    book = Book(ModelBudget(Decimal("0.001"), 1_500))
    await with_users(book.store)
    return book


async def test_t44_the_budget_of_a_day_stops_the_next_call(small: Book) -> None:
    entry = await small.book.begin(PLAN)
    assert await small.used() == ModelUse(1, 1_000, 700)
    with pytest.raises(BudgetSpent) as raised:
        await small.book.begin(PLAN)
    # The clock stands at nine in the morning: fifteen hours are left.
    assert raised.value.retry_after_s == 15 * 3600 + 1
    assert raised.value.code == "LLM_BUDGET"
    await small.book.end(entry, CallEnd(CallOutcome.ANSWERED, 1.0, 100, 50, 110))
    assert await small.used() == ModelUse(1, 150, 110)
    await small.book.begin(PLAN)


async def test_a_new_day_has_a_budget_of_its_own_and_late_ends_count_for_their_day(small: Book) -> None:
    entry = await small.book.begin(PLAN)
    small.clock.forward(days=1)
    await small.book.begin(PLAN)
    await small.book.end(entry, CallEnd(CallOutcome.FAILED, 1.0, 0, 0, 0))
    with pytest.raises(BudgetSpent):
        await small.book.begin(PLAN)
    small.clock.forward(days=-1)
    await small.book.begin(PLAN)


async def test_what_nobody_knows_counts_as_the_most(small: Book) -> None:
    entry = await small.book.begin(PLAN)
    await small.book.end(entry, CallEnd(CallOutcome.FAILED, 30.0))
    assert await small.used() == ModelUse(1, 1_000, 700)
    with pytest.raises(BudgetSpent):
        await small.book.begin(PLAN)


async def test_models_without_a_price_are_stopped_by_their_tokens(small: Book) -> None:
    free = replace(PLAN, most_micros=None)
    await small.book.begin(free)
    assert await small.used() == ModelUse(1, 1_000, 0)
    with pytest.raises(BudgetSpent):
        await small.book.begin(free)


async def test_t44_a_tier_allows_one_person_so_many_tokens_a_day() -> None:
    """One who asks all day long uses up their own share, not what is left for others."""
    book = Book(ModelBudget())
    await with_users(book.store)
    most = PLANS[Tier.FREE].model_tokens
    entry = await book.book.begin(replace(PLAN, most_tokens=most - 500))
    with pytest.raises(BudgetSpent) as raised:
        await book.book.begin(PLAN)
    assert "free tier" in raised.value.message
    assert raised.value.retry_after_s == 15 * 3600 + 1
    # Nothing of the refused call stays, and others go on.
    assert (await book.used()).calls == 1
    await book.book.begin(replace(PLAN, owner=STRANGER))
    assert not book.book.is_spent
    await book.book.end(entry, CallEnd(CallOutcome.ANSWERED, 1.0, 100, 50, 110))
    await book.book.begin(PLAN)
    await book.book.begin(replace(PLAN, most_tokens=most - 2_000))
    with pytest.raises(BudgetSpent):
        await book.book.begin(PLAN)
    book.clock.forward(days=1)
    await book.book.begin(PLAN)


async def test_without_limits_everything_is_entered() -> None:
    book = Book(ModelBudget())
    await with_users(book.store)
    for _ in range(3):
        await book.book.begin(PLAN)
    assert (await book.used()).calls == 3
