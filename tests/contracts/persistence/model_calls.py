"""How the book of model calls behaves in every store."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from tests.contracts.persistence.owned import NOWHERE, OWNER, STRANGER, with_users
from tests.support.filled import START

from jobwise.application.ports.language_model import CallOutcome
from jobwise.application.ports.model_calls import ModelCall, ModelUse
from jobwise.application.ports.store import Store
from jobwise.domain.prompts.fields import ModelTask
from jobwise.domain.shared.errors import Conflict

DAY = START.replace(hour=0, minute=0, second=0, microsecond=0)
# More than an INTEGER of PostgreSQL holds.
MUCH = 30_000_000_000


def call(number: int = 1, owner: UUID = OWNER) -> ModelCall:
    id = UUID(int=9_000 + number)
    return ModelCall(id, owner, ModelTask.LETTER, "groq", "llama-3.3-70b-versatile", START, 1_000, MUCH)


class ModelCallsContract:
    @pytest.fixture(autouse=True)
    async def _users(self, store: Store) -> None:
        await with_users(store)

    async def reserve(self, store: Store, micros: int, most: int | None, *, tokens: int = 1) -> bool:
        async with store.write() as work:
            within = await work.model_calls.reserve(DAY, tokens=tokens, micros=micros, most_tokens=50, most_micros=most)
            await work.commit()
            return within

    async def used(self, store: Store, owner: UUID = OWNER) -> ModelUse:
        async with store.read(single=True) as work:
            return await work.model_calls.used(owner=owner, since=START)

    async def test_many_at_once_never_pass_the_budget(self, store: Store) -> None:
        assert sum(await asyncio.gather(*(self.reserve(store, MUCH, 4 * MUCH) for _ in range(12)))) == 4

    @pytest.mark.parametrize(
        ("micros", "most", "tokens", "within"),
        [(5, 5, 1, True), (6, 5, 1, False), (6, None, 50, True), (0, None, 51, False)],
    )
    async def test_the_first_amount_keeps_the_budget_too(
        self, store: Store, micros: int, most: int | None, tokens: int, within: bool
    ) -> None:
        assert await self.reserve(store, micros, most, tokens=tokens) is within

    async def test_what_was_not_used_can_be_reserved_again(self, store: Store) -> None:
        assert await self.reserve(store, 5, 5)
        assert not await self.reserve(store, 1, 5)
        async with store.write() as work:
            await work.model_calls.settle(DAY, tokens=-1, micros=-2)
            await work.model_calls.settle(DAY + timedelta(days=1), tokens=-9, micros=-9)
            await work.commit()
        assert await self.reserve(store, 2, 5)
        assert not await self.reserve(store, 1, 5)

    async def test_a_call_counts_as_its_most_until_it_says(self, store: Store) -> None:
        async with store.write() as work:
            await work.model_calls.add(call(1))
            await work.model_calls.add(call(2))
            await work.model_calls.add(call(3, STRANGER))
            await work.commit()
        assert await self.used(store) == ModelUse(2, 2_000, 2 * MUCH)
        ended = replace(
            call(1),
            outcome=CallOutcome.ANSWERED,
            ended_at=START + timedelta(seconds=2),
            tokens_in=100,
            tokens_out=20,
            micros=7,
        )
        async with store.write() as work:
            assert await work.model_calls.end(ended)
            assert not await work.model_calls.end(replace(ended, micros=1))
            assert not await work.model_calls.end(call(8))
            await work.commit()
        assert await self.used(store) == ModelUse(2, 1_120, MUCH + 7)

    async def test_a_model_without_a_price_counts_its_tokens(self, store: Store) -> None:
        async with store.write() as work:
            await work.model_calls.add(replace(call(), most_micros=None))
            await work.commit()
        assert await self.used(store) == ModelUse(1, 1_000, 0)
        assert await self.used(store, STRANGER) == ModelUse()

    async def test_nobody_unknown_calls(self, store: Store) -> None:
        with pytest.raises(Conflict):
            async with store.write() as work:
                await work.model_calls.add(call(owner=NOWHERE))
                await work.commit()

    async def test_what_is_old_is_taken_out(self, store: Store) -> None:
        await self.reserve(store, 5, 5)
        async with store.write() as work:
            await work.model_calls.add(call(1))
            await work.model_calls.add(replace(call(2), began_at=START + timedelta(days=3)))
            assert await work.model_calls.erase_before(START + timedelta(days=1)) == 1
            await work.commit()
        assert (await self.used(store)).calls == 1
        assert await self.reserve(store, 5, 5)

    async def test_the_calls_of_a_person_leave_with_them_and_the_sums_stay(self, store: Store) -> None:
        await self.reserve(store, 5, 5)
        async with store.write() as work:
            await work.model_calls.add(call())
            counts = await work.personal.erase(owner=OWNER, now=START + timedelta(days=1))
            await work.commit()
        assert counts["model_calls"] == 1
        assert await self.used(store) == ModelUse()
        assert not await self.reserve(store, 1, 5)
