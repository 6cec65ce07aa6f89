"""Looking at samples, and opening their files."""

from dataclasses import dataclass
from uuid import UUID

from jobwise.application.ports.samples import SampleCard, SampleFilter
from jobwise.application.ports.store import Store
from jobwise.domain.samples.sample import Sample
from jobwise.domain.shared.paging import NEWEST, Listing, Page, Sort


@dataclass(frozen=True, slots=True)
class ShowSample:
    """One of the owner's samples; NotFound when it is missing or somebody else's."""

    store: Store

    async def __call__(self, *, owner: UUID, id: UUID) -> Sample:
        async with self.store.read(single=True) as work:
            return await work.samples.get(id, owner=owner)


@dataclass(frozen=True, slots=True)
class ListSamples:
    """The owner's samples that match, in the order asked."""

    store: Store

    async def __call__(
        self,
        *,
        owner: UUID,
        wanted: SampleFilter,
        page: Page,
        sort: Sort = NEWEST,
    ) -> Listing[SampleCard]:
        async with self.store.read() as work:
            return await work.samples.find(wanted, owner=owner, sort=sort, page=page)
