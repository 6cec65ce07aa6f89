"""Quotas, idempotency and tiers over real databases."""

import pytest
from tests.contracts import allowances
from tests.support.http import House

from jobwise.application.ports.store import Store
from jobwise.domain.users.user import Tier
from jobwise.infrastructure.persistence.sql import catalogue, migrate


class TestAllowances(allowances.AllowancesContract):
    @pytest.fixture
    def house(self, store: Store, url: str) -> House:
        with migrate.connected(url) as connection:
            catalogue.fill(connection)
        return House(store=store)

    async def test_of_fifty_saved_at_once_as_many_stay_as_the_pro_tier_allows(self, house: House) -> None:
        await allowances.keeps_as_many_as_the_tier_allows(house, Tier.PRO, 2_000, "enterprise")
