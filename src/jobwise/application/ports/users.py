from typing import Protocol
from uuid import UUID

from jobwise.domain.users.user import User


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

    async def find_local(self) -> User | None:
        """The user of this machine, once there is one."""
        ...
