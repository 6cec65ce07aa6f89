from collections.abc import Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from jobwise.domain.limits import ERASE_BATCH
from jobwise.domain.users.tiers import QuotaKind
from jobwise.domain.users.user import Tier


class Quotas(Protocol):
    """How much of each quota was spent, per owner, kind and window."""

    async def spend(self, kind: QuotaKind, start: datetime, *, owner: UUID, amount: int, limit: int | None) -> bool:
        """Adds the amount unless that passes the limit: one statement, so that many at once never pass it together."""
        ...

    async def spend_as_allowed(
        self, kind: QuotaKind, start: datetime, *, owner: UUID, amount: int, limits: Mapping[Tier, int | None]
    ) -> bool:
        """The same, by the limit of the tier that the account has now; also False for an account that is gone, or has
        not confirmed its email."""
        ...

    async def refund(self, kind: QuotaKind, start: datetime, *, owner: UUID, amount: int) -> None:
        """Takes the amount back, never below nothing."""
        ...

    async def used(self, *, owner: UUID, starts: dict[QuotaKind, datetime]) -> dict[QuotaKind, int]:
        """What was spent of each kind in the window that starts then; in one statement."""
        ...

    async def settle(self, kind: QuotaKind, start: datetime, *, owner: UUID, used: int) -> None:
        """Sets what was spent, for who has counted it anew."""
        ...

    async def erase_over(self, moment: datetime, *, limit: int = ERASE_BATCH) -> int:
        """Erases windows of hours and days that began before then; what is held has no end. How many there were."""
        ...
