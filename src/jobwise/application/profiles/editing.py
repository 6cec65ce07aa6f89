"""Making and editing stored profiles."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO
from uuid import UUID

from jobwise.application.chosen import chosen
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.profile_reading import ProfileReading, ReadProfile
from jobwise.application.ports.store import Store
from jobwise.domain.limits import MAX_PROFILES
from jobwise.domain.profiles.editing import Edited, Operation, edit, merged, replaced
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.errors import NotNow

Values = Mapping[str, Any]
"""What a person gives for a profile, as JSON has it, under the profile's own names."""


@dataclass(frozen=True, slots=True)
class CreateProfile:
    """Makes a profile, empty or of the given values; the first one is the default. InvalidInput names every fault."""

    store: Store
    clock: Clock
    ids: Ids

    async def __call__(
        self, *, owner: UUID, name: str, values: Values | None = None, content: Profile | None = None
    ) -> MasterProfile:
        filled = content or replaced(Profile(), values or {}, lambda: str(self.ids.new()))
        async with self.store.write() as work:
            if await work.profiles.count(owner=owner) >= MAX_PROFILES:
                raise NotNow(f"There are {MAX_PROFILES} profiles, the most there may be; delete one first.")
            profile = MasterProfile.create(
                id=self.ids.new(),
                owner_id=owner,
                name=name,
                content=filled,
                is_default=await work.profiles.find_default(owner=owner) is None,
                now=self.clock.now(),
            )
            await work.profiles.add(profile)
            await work.commit()
            return profile


@dataclass(frozen=True, slots=True)
class ChangeProfile:
    """Merges (or, with `whole`, puts in place) what is given: `name`, `personal`, summaries and, if whole, the lists.

    Without `id` the default profile is meant. Stale when `version` is not the present one.
    """

    store: Store
    clock: Clock
    ids: Ids

    async def __call__(
        self, *, owner: UUID, values: Values, id: UUID | None = None, version: int | None = None, whole: bool = False
    ) -> MasterProfile:
        given = dict(values)
        name = given.pop("name", None)
        change = replaced if whole else merged
        async with self.store.write() as work:
            profile = await chosen(work, owner=owner, id=id)
            profile.check_version(version)
            now = self.clock.now()
            if name is not None:
                profile.rename(name, now)
            profile.replace(change(profile.content, given, lambda: str(self.ids.new())), now)
            await work.profiles.save(profile)
            await work.commit()
            return profile


@dataclass(frozen=True, slots=True)
class EditProfile:
    """Does all operations or none. InvalidInput names every fault by its row; see `domain.profiles.editing.edit`."""

    store: Store
    clock: Clock
    ids: Ids

    async def __call__(
        self,
        *,
        owner: UUID,
        operations: Sequence[Operation],
        id: UUID | None = None,
        version: int | None = None,
        numbered: bool = True,
    ) -> tuple[MasterProfile, Edited]:
        async with self.store.write() as work:
            profile = await chosen(work, owner=owner, id=id)
            profile.check_version(version)
            edited = edit(profile.content, operations, lambda: str(self.ids.new()), numbered=numbered)
            profile.edit(edited.profile, self.clock.now(), operations=len(operations))
            await work.profiles.save(profile)
            await work.commit()
            return profile, edited


@dataclass(frozen=True, slots=True)
class TakeBackProfile:
    """Makes what a profile held at an older version its newest one. NotFound when that version is not kept."""

    store: Store
    clock: Clock

    async def __call__(self, *, owner: UUID, version: int, id: UUID | None = None) -> MasterProfile:
        async with self.store.write() as work:
            profile = await chosen(work, owner=owner, id=id)
            old = await work.profiles.at_version(profile.id, version, owner=owner)
            profile.take_back(old.content, self.clock.now(), version=version)
            await work.profiles.save(profile)
            await work.commit()
            return profile


@dataclass(frozen=True, slots=True)
class ImportProfileFile:
    """Reads a profile file as a new profile or, with `replace`, in the place of one (without `id` the default one)."""

    create: CreateProfile
    reading: ProfileReading

    async def __call__(
        self, *, owner: UUID, source: BinaryIO, name: str = "", replace: bool = False, id: UUID | None = None,
        version: int | None = None,
    ) -> tuple[MasterProfile, ReadProfile]:  # fmt: skip
        read = await asyncio.to_thread(self.reading.read, source)
        if not replace:
            known = name or read.profile.personal.name[:100] or "Imported profile"
            return await self.create(owner=owner, name=known, content=read.profile), read
        async with self.create.store.write() as work:
            profile = await chosen(work, owner=owner, id=id)
            profile.check_version(version)
            profile.replace(read.profile, self.create.clock.now())
            await work.profiles.save(profile)
            await work.commit()
        return profile, read
