"""What can be asked of stored profiles."""

from dataclasses import dataclass
from uuid import UUID

from jobwise.application.chosen import chosen
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.profile_reading import ProfileReading
from jobwise.application.ports.profiles import KeptVersion, OldProfile
from jobwise.application.ports.store import Store
from jobwise.domain.profiles.insight import Insight, analyse
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.shared.paging import Listing, Page
from jobwise.domain.shared.values import PartialDate


@dataclass(frozen=True, slots=True)
class ShowProfile:
    """One profile; without `id` the default one. NotFound says how to make one."""

    store: Store

    async def __call__(self, *, owner: UUID, id: UUID | None = None) -> MasterProfile:
        async with self.store.read(single=True) as work:
            return await chosen(work, owner=owner, id=id)


@dataclass(frozen=True, slots=True)
class ListProfiles:
    """The owner's profiles, newest first."""

    store: Store

    async def __call__(self, *, owner: UUID, page: Page | None = None) -> Listing[MasterProfile]:
        async with self.store.read() as work:
            return await work.profiles.list(owner=owner, page=page or Page())


@dataclass(frozen=True, slots=True)
class AnalyseProfile:
    """What a stored profile says about itself: completeness, coverage, warnings, the next best thing to add."""

    store: Store
    clock: Clock
    reading: ProfileReading

    async def __call__(self, *, owner: UUID, id: UUID | None = None) -> tuple[MasterProfile, Insight]:
        async with self.store.read(single=True) as work:
            profile = await chosen(work, owner=owner, id=id)
        return profile, self.of(profile)

    def of(self, profile: MasterProfile) -> Insight:
        now = self.clock.now()
        return analyse(profile.content, PartialDate(now.year, now.month, now.day), self.reading.bullet_words())


@dataclass(frozen=True, slots=True)
class ProfileCard:
    """A profile in a list, and how complete it is (0..100)."""

    profile: MasterProfile
    completeness_pct: int


@dataclass(frozen=True, slots=True)
class ListProfileCards:
    """The owner's profiles, newest first, each with its completeness."""

    list: ListProfiles
    analyse: AnalyseProfile

    async def __call__(self, *, owner: UUID, page: Page) -> Listing[ProfileCard]:
        found = await self.list(owner=owner, page=page)
        cards = (ProfileCard(one, self.analyse.of(one).completeness_pct) for one in found.items)
        return Listing(tuple(cards), found.total, found.page)


@dataclass(frozen=True, slots=True)
class ListProfileVersions:
    """The kept versions of a profile, newest first; NotFound when there is no such profile."""

    store: Store

    async def __call__(self, *, owner: UUID, id: UUID | None = None, page: Page) -> Listing[KeptVersion]:
        async with self.store.read() as work:
            if id is None:
                id = (await chosen(work, owner=owner, id=None)).id
            found = await work.profiles.versions(id, owner=owner, page=page)
            if not found.total:
                # Either there is no such profile, or it is older than the keeping of versions.
                await chosen(work, owner=owner, id=id)
            return found


@dataclass(frozen=True, slots=True)
class ShowProfileVersion:
    """What a profile held at a version; NotFound when it is not kept."""

    store: Store

    async def __call__(self, *, owner: UUID, id: UUID | None = None, version: int) -> OldProfile:
        async with self.store.read(single=id is not None) as work:
            if id is None:
                id = (await chosen(work, owner=owner, id=None)).id
            return await work.profiles.at_version(id, version, owner=owner)
