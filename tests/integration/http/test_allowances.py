"""Quotas, idempotency and tiers over the memory store."""

from tests.contracts import allowances


class TestAllowances(allowances.AllowancesContract):
    pass
