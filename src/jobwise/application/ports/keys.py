"""The keys that sign access tokens, as an operator sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class KeyState:
    """One key, without the key itself. `created` is None for one from before such times were kept.

    At `retire_at` it is removed; the one that signs has no such time.
    """

    kid: str
    created: datetime | None
    retire_at: datetime | None
    signs: bool


class KeyKeeper(Protocol):
    def listed(self) -> Sequence[KeyState]:
        """All keys whose tokens are taken, the one that signs last."""
        ...

    def rotate(self) -> Sequence[KeyState]:
        """A new key signs from now on; those from before are removed once their time is over."""
        ...

    def remove(self, kid: str) -> Sequence[KeyState]:
        """Takes a key out at once. NotFound when there is none; Conflict for the one that signs."""
        ...
