"""What can be asked of stored profiles."""

from dataclasses import dataclass
from uuid import UUID

from jobwise.application.ports.store import Store
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.shared.errors import NotFound
from jobwise.domain.shared.paging import Listing, Page


@dataclass(frozen=True, slots=True)
class ShowProfile:
    """One profile; without `id` the default one. NotFound says how to make one."""

    store: Store

    async def __call__(self, *, owner: UUID, id: UUID | None = None) -> MasterProfile:
        async with self.store.read() as work:
            if id is not None:
                return await work.profiles.get(id, owner=owner)
            profile = await work.profiles.find_default(owner=owner)
        if profile is None:
            raise NotFound("There is no stored profile yet; make one with `jobwise profile import FILE`.")
        return profile


@dataclass(frozen=True, slots=True)
class ListProfiles:
    """The owner's profiles, newest first."""

    store: Store

    async def __call__(self, *, owner: UUID, page: Page | None = None) -> Listing[MasterProfile]:
        async with self.store.read() as work:
            return await work.profiles.list(owner=owner, page=page or Page())
