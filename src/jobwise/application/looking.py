"""Looking at one's own things: at one, and at a page of those that match. One act each for rooms that add nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from jobwise.application.deleting import Door
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.shared.paging import NEWEST, Listing, Page, Sort

A = TypeVar("A", bound=Owned)
W = TypeVar("W")
R = TypeVar("R")
W_contra = TypeVar("W_contra", contravariant=True)


class Find(Protocol[W_contra, R]):
    async def __call__(self, wanted: W_contra, *, owner: UUID, sort: Sort, page: Page) -> Listing[R]: ...


@dataclass(frozen=True, slots=True)
class Show(Generic[A]):
    """One of the owner's; NotFound when it is missing or somebody else's."""

    store: Store
    door: Door[A]

    async def __call__(self, *, owner: UUID, id: UUID) -> A:
        async with self.store.read(single=True) as work:
            return await self.door(work).get(id, owner=owner)


@dataclass(frozen=True, slots=True)
class ListFound(Generic[W, R]):
    """A page of the owner's that match, in the order asked."""

    store: Store
    find: Callable[[UnitOfWork], Find[W, R]]

    async def __call__(self, *, owner: UUID, wanted: W, page: Page, sort: Sort = NEWEST) -> Listing[R]:
        async with self.store.read() as work:
            return await self.find(work)(wanted, owner=owner, sort=sort, page=page)
