"""Rooms of the memory store: the generic table, and what each asks beyond it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from jobwise.application.ports.profiles import KeptVersion, OldProfile, ProfileMark
from jobwise.domain.limits import ERASE_BATCH, MAX_PROFILE_VERSIONS
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.domain.shared.errors import Conflict, NotFound
from jobwise.domain.shared.paging import Listing, Page
from jobwise.infrastructure.persistence.memory.owned import MemoryOwned
from jobwise.infrastructure.persistence.memory.table import Table

Kept = tuple[datetime, dict[str, Any]]
"""What a profile held at a version, as JSON, and since when."""


class MemoryProfiles(MemoryOwned[MasterProfile]):
    def __init__(
        self, table: Table[MasterProfile], user_exists: Callable[[UUID], bool], kept: dict[tuple[UUID, int], Kept]
    ) -> None:
        super().__init__(table, user_exists)
        self._kept = kept

    async def add(self, aggregate: MasterProfile) -> None:
        await super().add(aggregate)
        self._keep(aggregate)

    async def save(self, aggregate: MasterProfile) -> None:
        changed = aggregate.version != aggregate.seen_version
        await super().save(aggregate)
        if changed:
            self._keep(aggregate)

    async def count(self, *, owner: UUID) -> int:
        return sum(1 for _ in self._of(owner))

    async def versions(self, id: UUID, *, owner: UUID, page: Page) -> Listing[KeptVersion]:
        found = [
            KeptVersion(version, at)
            for (profile_id, version), (at, _) in sorted(self._kept.items(), reverse=True)
            if profile_id == id and self._is_of(id, owner)
        ]
        return Listing(tuple(found[page.offset : page.offset + page.limit]), len(found), page)

    async def at_version(self, id: UUID, version: int, *, owner: UUID) -> OldProfile:
        kept = self._kept.get((id, version))
        if kept is None or not self._is_of(id, owner):
            raise NotFound("There is no such version of a profile.")
        return OldProfile(version, kept[0], from_data(Profile, kept[1]))

    async def erase_hidden(self, before: datetime, *, limit: int = ERASE_BATCH) -> int:
        count = await super().erase_hidden(before, limit=limit)
        for key in [key for key in self._kept if not self._table.holds(key[0])]:
            del self._kept[key]
        return count

    def _keep(self, profile: MasterProfile) -> None:
        self._kept[profile.id, profile.version] = (profile.updated_at, to_data(profile.content))
        self._kept.pop((profile.id, profile.version - MAX_PROFILE_VERSIONS), None)

    def _is_of(self, id: UUID, owner: UUID) -> bool:
        return any(profile.id == id for profile in self._of(owner))

    async def find_default(self, *, owner: UUID) -> MasterProfile | None:
        return next((profile for profile in self._of(owner) if profile.is_default), None)

    async def default_mark(self, *, owner: UUID) -> ProfileMark | None:
        found = await self.find_default(owner=owner)
        return None if found is None else ProfileMark(found.id, found.version)

    def _check(self, aggregate: MasterProfile) -> None:
        if not aggregate.is_default or aggregate.hidden:
            return
        for other in self._of(aggregate.owner_id):
            if other.is_default and other.id != aggregate.id:
                raise Conflict("Another profile is the default already.")
