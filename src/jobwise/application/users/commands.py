"""Whose machine this is, and who a command of it acts for."""

from dataclasses import dataclass

from jobwise.application.access import Actor
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.domain.shared.errors import Conflict, NotFound
from jobwise.domain.users.emails import parse_email
from jobwise.domain.users.user import User, UserRole


@dataclass(frozen=True, slots=True)
class EnsureLocalUser:
    """The one user of this machine, made at the first call. They cannot sign in: there is no password to know."""

    store: Store
    clock: Clock
    ids: Ids

    async def __call__(self) -> User:
        async with self.store.read() as work:
            user = await work.users.find_local()
        if user is not None:
            return user
        try:
            async with self.store.write() as work:
                user = User.local(id=self.ids.new(), now=self.clock.now())
                await work.users.add(user)
                await work.commit()
                return user
        except Conflict:
            # Another process was faster; theirs is the one.
            async with self.store.read() as work:
                user = await work.users.find_local()
            if user is None:
                raise
            return user


@dataclass(frozen=True, slots=True)
class ActAs:
    """Who a command acts for: the account with this email, with no more rights than it has, else the local user.

    Whoever runs commands can read and write the database itself, so no password is asked for, and the local user may do
    what administrators may. NotFound when nobody could sign in to the account either.
    """

    store: Store
    ensure_local: EnsureLocalUser

    async def __call__(self, *, email: str | None) -> Actor:
        if email is None:
            local = await self.ensure_local()
            return Actor(local.id, None, UserRole.ADMIN, local.tier, local.verified)
        address = parse_email(email)
        async with self.store.read(single=True) as work:
            user = await work.users.find_email(address)
        if user is None or not user.can_sign_in:
            raise NotFound("There is no account with this email, or it is closed.")
        return Actor(user.id, None, user.role, user.tier, user.verified)
