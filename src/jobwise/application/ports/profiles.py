from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from jobwise.application.ports.owned import OwnedRoom
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.paging import Listing, Page


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """When a version of a profile came to be."""

    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class OldProfile:
    """What a profile held at a version."""

    version: int
    at: datetime
    content: Profile


@dataclass(frozen=True, slots=True)
class ProfileMark:
    """Which profile it is, and at which version: what is known of these two holds until it is changed."""

    id: UUID
    version: int


class Profiles(OwnedRoom[MasterProfile], Protocol):
    """`add` and `save` also keep the content under its version; the newest `MAX_PROFILE_VERSIONS` are kept."""

    async def find_default(self, *, owner: UUID) -> MasterProfile | None:
        """The owner's default profile, when there is one that is not deleted."""
        ...

    async def default_mark(self, *, owner: UUID) -> ProfileMark | None:
        """That of the owner's default profile, when there is one."""
        ...

    async def count(self, *, owner: UUID) -> int:
        """How many profiles the owner has that are not deleted."""
        ...

    async def versions(self, id: UUID, *, owner: UUID, page: Page) -> Listing[KeptVersion]:
        """The kept versions of the owner's profile, newest first; none when there is no such profile."""
        ...

    async def at_version(self, id: UUID, version: int, *, owner: UUID) -> OldProfile:
        """What the owner's profile held at a version; NotFound when there is no such profile or version."""
        ...
