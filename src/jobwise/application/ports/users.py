from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from jobwise.domain.shared.paging import Listing, Page
from jobwise.domain.users.user import Tier, User, UserRole


@dataclass(frozen=True, slots=True)
class AccountStanding:
    """What letting somebody in depends on: the account and the session, as they are now."""

    role: UserRole
    tier: Tier
    verified: bool
    epoch: int


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What an account may have done for it, as the database has it now: never what a token says."""

    tier: Tier
    verified: bool


@dataclass(frozen=True, slots=True)
class UserFilter:
    """Which accounts an administrator looks for; `email` is a part of the address."""

    email: str = ""
    role: UserRole | None = None
    tier: Tier | None = None
    active: bool | None = None


class Users(Protocol):
    """Accounts; they belong to nobody."""

    async def add(self, aggregate: User) -> None:
        """Stores a new one; Conflict when the email, or the place of the local user, is taken."""
        ...

    async def save(self, aggregate: User) -> None:
        """Stores the changes of one; Conflict when somebody else saved it since it was read."""
        ...

    async def get(self, id: UUID, *, hidden: bool = False) -> User:
        """The account; with `hidden` also a deleted one; else NotFound."""
        ...

    async def entitlement(self, id: UUID) -> Entitlement:
        """Of an account that is not deleted; else NotFound."""
        ...

    async def find_local(self) -> User | None:
        """The user of this machine, once there is one."""
        ...

    async def find_email(self, email: str) -> User | None:
        """The account of this address (lower case), unless it is deleted."""
        ...

    async def standing(self, id: UUID, *, session_id: UUID, now: datetime) -> AccountStanding | None:
        """The account and its session in one statement; None when one of them is gone, ended or switched off."""
        ...

    async def list(self, wanted: UserFilter, *, page: Page) -> Listing[User]:
        """The accounts that are not deleted, newest first; counted to 10,001."""
        ...
