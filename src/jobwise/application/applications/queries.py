"""Looking at applications."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from jobwise.application.ports.applications import ApplicationCard, ApplicationFilter
from jobwise.application.ports.store import Store
from jobwise.domain.applications.application import Application
from jobwise.domain.applications.status import ApplicationStatus
from jobwise.domain.shared.paging import NEWEST, Listing, Page, Sort


@dataclass(frozen=True, slots=True)
class ShowApplication:
    """One of the owner's applications; NotFound when it is missing or somebody else's."""

    store: Store

    async def __call__(self, *, owner: UUID, id: UUID) -> Application:
        async with self.store.read(single=True) as work:
            return await work.applications.get(id, owner=owner)


@dataclass(frozen=True, slots=True)
class ListApplications:
    """The owner's applications that match, in the order asked."""

    store: Store

    async def __call__(
        self, *, owner: UUID, wanted: ApplicationFilter, page: Page, sort: Sort = NEWEST
    ) -> Listing[ApplicationCard]:
        async with self.store.read() as work:
            return await work.applications.cards(wanted, owner=owner, sort=sort, page=page)


@dataclass(frozen=True, slots=True)
class CountApplications:
    """How many of the owner's applications stand where; every status is named."""

    store: Store

    async def __call__(self, *, owner: UUID) -> Mapping[ApplicationStatus, int]:
        async with self.store.read(single=True) as work:
            found = await work.applications.counts(owner=owner)
        return {status: found.get(status, 0) for status in ApplicationStatus}
