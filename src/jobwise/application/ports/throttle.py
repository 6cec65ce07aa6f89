"""How often something may be asked from one place."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Rate:
    """So many (`amount`) in `period_s` seconds; `name` sets it apart from others of the same numbers."""

    name: str
    amount: int
    period_s: int


@dataclass(frozen=True, slots=True)
class Left:
    limit: int
    remaining: int
    reset_s: int


class Throttle(Protocol):
    """Never open: without its store it counts in this process."""

    async def spend(self, rate: Rate, key: str) -> Left:
        """Counts one more for the key; RateLimited, with the time to wait, when that is too many."""
        ...

    async def clear(self, rate: Rate, key: str) -> None:
        """Forgets what was counted for the key."""
        ...
