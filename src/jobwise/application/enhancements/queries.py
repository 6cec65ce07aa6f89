"""Looking at proposed wordings."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from jobwise.application.enhancements.commands import changed_since
from jobwise.application.ports.store import Store
from jobwise.domain.enhancements.enhancement import Enhancement
from jobwise.domain.shared.errors import NotFound
from jobwise.domain.shared.paging import Listing, Page


@dataclass(frozen=True, slots=True)
class EnhancementShown:
    """An enhancement, and the paths of those items that say something else by now."""

    enhancement: Enhancement
    changed: Collection[str]


@dataclass(frozen=True, slots=True)
class ShowEnhancement:
    """One of the owner's; NotFound when it is missing or somebody else's."""

    store: Store

    async def __call__(self, *, owner: UUID, id: UUID) -> EnhancementShown:
        async with self.store.read() as work:
            asked = await work.enhancements.get(id, owner=owner)
            try:
                profile = (await work.profiles.get(asked.profile_id, owner=owner)).content
            except NotFound:
                return EnhancementShown(asked, frozenset(one.path for one in asked.proposals))
        return EnhancementShown(asked, changed_since(profile, asked))


@dataclass(frozen=True, slots=True)
class ListEnhancements:
    """A page of the owner's, newest first."""

    store: Store

    async def __call__(self, *, owner: UUID, page: Page) -> Listing[Enhancement]:
        async with self.store.read() as work:
            return await work.enhancements.list(owner=owner, page=page)
