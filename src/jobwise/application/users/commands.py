"""Whose machine this is."""

from dataclasses import dataclass

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.domain.shared.errors import Conflict
from jobwise.domain.users.user import User


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
