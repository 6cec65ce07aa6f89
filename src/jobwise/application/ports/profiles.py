from typing import Protocol
from uuid import UUID

from jobwise.application.ports.owned import OwnedRoom
from jobwise.domain.profiles.master import MasterProfile


class Profiles(OwnedRoom[MasterProfile], Protocol):
    async def find_default(self, *, owner: UUID) -> MasterProfile | None:
        """The owner's default profile, when there is one that is not deleted."""
        ...
