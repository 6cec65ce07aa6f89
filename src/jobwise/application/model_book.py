"""The book of model calls: every call is entered before it is made, and no budget of a day is ever passed."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.language_model import CallEnd, CallEntry, CallPlan
from jobwise.application.ports.model_calls import ModelCall
from jobwise.application.ports.store import Store
from jobwise.domain.shared.errors import BudgetSpent
from jobwise.domain.users.tiers import PLANS


@dataclass(frozen=True, slots=True)
class ModelBudget:
    """What all calls of one day (UTC) may use together, None for no limit. Dollars count where prices are known."""

    dollars: Decimal | None = None
    tokens: int | None = None

    @property
    def micros(self) -> int | None:
        return None if self.dollars is None else int(self.dollars * 1_000_000)


@dataclass(frozen=True, slots=True)
class StoreBook:
    """The `CallBook` over the store, in transactions of its own: none is open while a model works.

    All calls of a day share the `budget`; those of one person also have what the tier allows.
    """

    store: Store
    clock: Clock
    ids: Ids
    budget: ModelBudget = ModelBudget()
    stopped: set[datetime] = field(default_factory=set)
    """Days on which a call was refused, for want of budget; the last one alone is kept."""

    @property
    def is_spent(self) -> bool:
        """Whether the budget of the present day stopped a call, as far as this process knows."""
        return _day(self.clock.now()) in self.stopped

    async def begin(self, plan: CallPlan) -> CallEntry:
        now = self.clock.now()
        entry = CallEntry(self.ids.new(), plan, now)
        async with self.store.write() as work:
            within = await work.model_calls.reserve(
                _day(now),
                tokens=plan.most_tokens,
                micros=plan.most_micros or 0,
                most_tokens=self.budget.tokens,
                most_micros=self.budget.micros,
            )
            if not within:
                self.stopped.clear()
                self.stopped.add(_day(now))
                raise _spent("What language models may cost in a day is spent", now)
            # The row of the day is held until the end: no other call of this person slips in between.
            tier = (await work.users.entitlement(plan.owner)).tier
            used = await work.model_calls.used(owner=plan.owner, since=_day(now))
            if used.tokens + plan.most_tokens > PLANS[tier].model_tokens:
                raise _spent(f"What language models may do for you in a day in the {tier} tier is used up", now)
            await work.model_calls.add(_call(entry))
            await work.commit()
        return entry

    async def end(self, entry: CallEntry, end: CallEnd) -> None:
        begun = _call(entry)
        ended = replace(
            begun,
            outcome=end.outcome,
            ended_at=max(self.clock.now(), entry.began_at),
            tokens_in=end.tokens_in,
            tokens_out=end.tokens_out,
            micros=end.cost_micros,
        )
        async with self.store.write() as work:
            # When the person is gone by now, so is the row; the sum of the day is everybody's and must hold.
            await work.model_calls.end(ended)
            await work.model_calls.settle(
                _day(entry.began_at),
                tokens=ended.counted_tokens - begun.counted_tokens,
                micros=ended.counted_micros - begun.counted_micros,
            )
            await work.commit()


def _spent(what: str, now: datetime) -> BudgetSpent:
    tomorrow = _day(now) + timedelta(days=1)
    return BudgetSpent(
        f"{what}; go on without one, or come again tomorrow.",
        retry_after_s=int((tomorrow - now).total_seconds()) + 1,
    )


def _call(entry: CallEntry) -> ModelCall:
    plan = entry.plan
    return ModelCall(
        entry.id,
        plan.owner,
        plan.task,
        plan.provider,
        plan.model,
        entry.began_at,
        plan.most_tokens,
        plan.most_micros,
    )


def _day(moment: datetime) -> datetime:
    return datetime.combine(moment.astimezone(UTC).date(), time(), UTC)
