"""What all owned rooms of the memory store share."""

from collections.abc import Callable, Iterable
from datetime import datetime
from operator import attrgetter
from typing import Generic, TypeVar
from uuid import UUID

from jobwise.domain.limits import ERASE_BATCH, EXACT_TOTAL
from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.shared.errors import Conflict
from jobwise.domain.shared.paging import Listing, Page, Sort
from jobwise.infrastructure.persistence.memory.table import Table

T = TypeVar("T")
O = TypeVar("O", bound=Owned)  # noqa: E741


class MemoryOwned(Generic[O]):
    def __init__(self, table: Table[O], user_exists: Callable[[UUID], bool]) -> None:
        self._table = table
        self._user_exists = user_exists

    async def add(self, aggregate: O) -> None:
        if not self._user_exists(aggregate.owner_id):
            raise Conflict("The owner of this does not exist.")
        self._check(aggregate)
        self._table.insert(aggregate)

    async def save(self, aggregate: O) -> None:
        self._check(aggregate)
        self._table.update(aggregate)

    async def get(self, id: UUID, *, owner: UUID, hidden: bool = False) -> O:
        return self._table.get(id, owner, hidden)

    async def list(self, *, owner: UUID, page: Page) -> Listing[O]:
        return paged(self._of(owner), page)

    async def erase_hidden(self, before: datetime, *, limit: int = ERASE_BATCH) -> int:
        return self._table.erase_hidden(before, limit)

    def _of(self, owner: UUID) -> Iterable[O]:
        return (aggregate for aggregate in self._table.shown() if aggregate.owner_id == owner)

    def _check(self, aggregate: O) -> None:
        """Conflict when the room's own rules of uniqueness would break."""


def ordered(found: Iterable[T], sort: Sort, page: Page) -> Listing[T]:
    """One page in that order (by the names of fields, ties by id), counted to `EXACT_TOTAL` + 1."""
    entries = list(found)
    for name, falling in (*sort, ("id", sort[-1][1]))[::-1]:
        entries.sort(key=attrgetter(name), reverse=falling)
    shown = entries[page.offset : page.offset + page.limit]
    return Listing(tuple(shown), min(len(entries), EXACT_TOTAL + 1), page)


def paged(aggregates: Iterable[O], page: Page) -> Listing[O]:
    everything = tuple(aggregates)
    return Listing(everything[page.offset : page.offset + page.limit], len(everything), page)
