"""Sign-ins, and the tokens that belong to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from jobwise.application.ports.owned import OwnedRoom
from jobwise.domain.limits import ERASE_BATCH
from jobwise.domain.users.mailed import MailedToken, Purpose
from jobwise.domain.users.sessions import RefreshToken, Session


class Sessions(OwnedRoom[Session], Protocol):
    async def live(self, *, owner: UUID, now: datetime) -> Sequence[Session]:
        """The owner's sessions that live, the one used last first."""
        ...

    async def erase_over(self, before: datetime, *, limit: int = ERASE_BATCH) -> int:
        """Takes out at most `limit` whose last day was before this time, and that have no refresh token left;
        how many there were."""
        ...


@dataclass(frozen=True, slots=True)
class FoundToken:
    """A refresh token with its session and, once it was used, its successor."""

    token: RefreshToken
    session: Session
    successor: RefreshToken | None


class RefreshTokens(Protocol):
    """Owner-free: whoever has the token may ask for it."""

    async def add(self, token: RefreshToken) -> None: ...

    async def find(self, sha256: str) -> FoundToken | None:
        """The token of this hash."""
        ...

    async def use(self, sha256: str, *, replaced_by: str, now: datetime) -> bool:
        """Marks an unused token as used; False when it was used already. Of many at once, one gets True."""
        ...

    async def erase_before(self, moment: datetime, *, limit: int = ERASE_BATCH) -> int:
        """Takes out at most `limit` tokens of sessions that ended for good before `moment`; how many there were."""
        ...


class MailedTokens(Protocol):
    """Owner-free: whoever has the token may ask for it."""

    async def add(self, token: MailedToken) -> None: ...

    async def find(self, sha256: str) -> MailedToken | None:
        """The token of this hash."""
        ...

    async def spend(self, id: UUID, now: datetime) -> bool:
        """Marks it as spent; False when it was already. Of many at once, one gets True."""
        ...

    async def void(self, owner: UUID, purpose: Purpose, now: datetime) -> int:
        """Spends all of the account's tokens for this purpose; how many there were."""
        ...

    async def count(self, owner: UUID, purpose: Purpose, *, since: datetime) -> int:
        """How many were made for the account since then."""
        ...

    async def erase_before(self, moment: datetime, *, limit: int = ERASE_BATCH) -> int:
        """Takes out at most `limit` that expired before `moment`; how many there were."""
        ...
