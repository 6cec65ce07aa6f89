"""What administrators do with accounts."""

from dataclasses import dataclass
from uuid import UUID

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.outbox import EventFilter
from jobwise.application.ports.store import Store
from jobwise.application.ports.users import UserFilter
from jobwise.application.users.access import Standings
from jobwise.domain.shared.errors import Forbidden
from jobwise.domain.shared.events import StoredEvent
from jobwise.domain.shared.paging import Listing, Page
from jobwise.domain.users.user import Tier, User, UserRole


@dataclass(frozen=True, slots=True)
class ListUsers:
    store: Store

    async def __call__(self, *, wanted: UserFilter, page: Page) -> Listing[User]:
        async with self.store.read() as work:
            return await work.users.list(wanted, page=page)


@dataclass(frozen=True, slots=True)
class ShowUser:
    store: Store

    async def __call__(self, *, id: UUID) -> User:
        async with self.store.read(single=True) as work:
            return await work.users.get(id)


@dataclass(frozen=True, slots=True)
class AdministerUser:
    """Sets role, tier and active of an account; None leaves one as it is. It counts at once in this process.

    Nobody takes the administrator's role, or access, from themselves: the last one could not be made again.
    """

    store: Store
    clock: Clock
    standings: Standings

    async def __call__(
        self,
        *,
        by: UUID,
        id: UUID,
        version: int,
        role: UserRole | None = None,
        tier: Tier | None = None,
        active: bool | None = None,
    ) -> User:
        if by == id and (role not in (None, UserRole.ADMIN) or active is False):
            raise Forbidden("Another administrator has to take your role or access away.")
        async with self.store.write() as work:
            user = await work.users.get(id)
            user.check_version(version)
            user.administer(self.clock.now(), by=by, role=role, tier=tier, active=active)
            await work.users.save(user)
            await work.commit()
        self.standings.forget(id)
        return user


@dataclass(frozen=True, slots=True)
class ReadTrail:
    """Everything that happened, newest first."""

    store: Store

    async def __call__(self, *, wanted: EventFilter, page: Page) -> Listing[StoredEvent]:
        async with self.store.read() as work:
            return await work.outbox.trail(wanted, page=page)
