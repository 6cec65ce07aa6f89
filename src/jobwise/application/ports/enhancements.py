"""Enhancements as they are stored."""

from typing import Protocol
from uuid import UUID

from jobwise.application.ports.owned import OwnedRoom
from jobwise.domain.enhancements.enhancement import Enhancement


class Enhancements(OwnedRoom[Enhancement], Protocol):
    async def find_open(self, *, owner: UUID) -> Enhancement | None:
        """The oldest of the owner's whose proposals are still to come; None when there is none."""
        ...
