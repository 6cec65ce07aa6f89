"""Pages of a list."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from jobwise.domain.limits import MAX_LISTED, MAX_PAGE_LIMIT
from jobwise.domain.shared.errors import Detail, InvalidInput

T = TypeVar("T")
Sort = tuple[tuple[str, bool], ...]
"""Fields, each with whether it falls; ties go by id, the way of the last."""
NEWEST: Sort = (("created_at", True),)


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list: `number` from 1, `limit` entries a page (1..100)."""

    number: int = 1
    limit: int = 20

    def __post_init__(self) -> None:
        if self.number < 1:
            raise InvalidInput("Pages are counted from 1.", (Detail("page", "below 1"),))
        if not 1 <= self.limit <= MAX_PAGE_LIMIT:
            raise InvalidInput(f"A page has 1 to {MAX_PAGE_LIMIT} entries.", (Detail("limit", "out of range"),))
        if self.number * self.limit > MAX_LISTED:
            raise InvalidInput(f"Only the first {MAX_LISTED} entries are listed.", (Detail("page", "too far"),))

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.limit


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """One page of entries, newest first (ties by id), and how many there are in all."""

    items: tuple[T, ...]
    total: int
    page: Page
