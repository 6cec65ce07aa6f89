"""What can be done with stored profiles."""

from dataclasses import dataclass
from uuid import UUID

from jobwise.application.chosen import chosen
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.profiles.profile import Profile


@dataclass(frozen=True, slots=True)
class ImportProfile:
    """Stores content as the owner's default profile: a new one at first, then in the place of the old content."""

    store: Store
    clock: Clock
    ids: Ids

    async def __call__(self, *, owner: UUID, content: Profile, name: str = "Profile") -> MasterProfile:
        now = self.clock.now()
        async with self.store.write() as work:
            profile = await work.profiles.find_default(owner=owner)
            if profile is None:
                profile = MasterProfile.create(
                    id=self.ids.new(), owner_id=owner, name=name, content=content, is_default=True, now=now
                )
                await work.profiles.add(profile)
            else:
                profile.replace(content, now)
                await work.profiles.save(profile)
            await work.commit()
            return profile


@dataclass(frozen=True, slots=True)
class ReplaceProfile:
    """Puts new content in the place of a profile's; Stale when `version` is given and is not the stored one."""

    store: Store
    clock: Clock

    async def __call__(
        self, *, owner: UUID, id: UUID | None = None, content: Profile, version: int | None = None
    ) -> MasterProfile:
        async with self.store.write() as work:
            profile = await chosen(work, owner=owner, id=id)
            profile.check_version(version)
            profile.replace(content, self.clock.now())
            await work.profiles.save(profile)
            await work.commit()
            return profile


@dataclass(frozen=True, slots=True)
class MakeDefaultProfile:
    """Makes one of the owner's profiles the default in the place of the one before."""

    store: Store
    clock: Clock

    async def __call__(self, *, owner: UUID, id: UUID) -> MasterProfile:
        now = self.clock.now()
        async with self.store.write() as work:
            profile = await work.profiles.get(id, owner=owner)
            before = await work.profiles.find_default(owner=owner)
            if before is not None and before.id != profile.id:
                before.end_default(now)
                await work.profiles.save(before)
            profile.make_default(now)
            await work.profiles.save(profile)
            await work.commit()
            return profile


@dataclass(frozen=True, slots=True)
class DeleteProfile:
    """Hides a profile; without `id` the default one. NotFound when there is none."""

    store: Store
    clock: Clock

    async def __call__(self, *, owner: UUID, id: UUID | None = None, version: int | None = None) -> None:
        async with self.store.write() as work:
            profile = await chosen(work, owner=owner, id=id)
            profile.check_version(version)
            profile.delete(self.clock.now())
            await work.profiles.save(profile)
            await work.commit()
