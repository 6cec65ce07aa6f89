"""Links that open one file for a while without a sign-in."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Grant:
    """What a link allows: one method on one key of the file store, for one user's sake, until `expires` (Unix time)."""

    method: str
    key: str
    user_id: UUID
    expires: int


class Links(Protocol):
    def sign(self, grant: Grant) -> str:
        """The signature of a grant, in letters, digits, `-` and `_`."""
        ...

    def holds(self, grant: Grant, signature: str) -> bool:
        """Whether this is our signature of this very grant; takes as long for any answer."""
        ...
