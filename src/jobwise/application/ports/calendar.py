"""The calendar feed, and how a calendar is written."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from jobwise.application.ports.applications import Planned
from jobwise.application.ports.owned import OwnedRoom
from jobwise.domain.applications.calendar import CalendarFeed


class CalendarFeeds(OwnedRoom[CalendarFeed], Protocol):
    """At most one of an owner is not deleted."""

    async def find_own(self, *, owner: UUID) -> CalendarFeed | None:
        """The owner's feed that is not deleted."""
        ...


class FeedTokens(Protocol):
    async def owner_of(self, token_sha256: str) -> UUID | None:
        """Whose feed a token opens: the token is the proof, so no owner is asked for. None when it opens none."""
        ...


class CalendarWriter(Protocol):
    def write(self, planned: Sequence[Planned], *, now: datetime) -> bytes:
        """The interviews as an iCalendar file (RFC 5545): the same interview always has the same UID."""
        ...


class FreshTokens(Protocol):
    def fresh(self) -> str:
        """A secret of 256 bits that nobody has seen before, in letters, digits, `-` and `_`."""
        ...
