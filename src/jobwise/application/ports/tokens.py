"""Access tokens: short-lived, signed, read without asking the database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from jobwise.domain.users.user import Tier


@dataclass(frozen=True, slots=True)
class Claims:
    """What an access token says. `epoch` is the account's at the time of signing; an older one is not let in."""

    user_id: UUID
    session_id: UUID
    epoch: int
    tier: Tier
    expires_at: datetime


class Tokens(Protocol):
    def issue(self, claims: Claims, *, now: datetime) -> str:
        """A signed access token."""
        ...

    def read(self, token: str, *, now: datetime) -> Claims:
        """The claims of a token. Raises Unauthenticated for whatever is not a living token of ours."""
        ...
