"""Interviews in a calendar: one as a file, all of them as a feed behind a token."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from jobwise.application.ports.calendar import CalendarWriter, FreshTokens
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.domain.applications.calendar import CalendarFeed
from jobwise.domain.limits import CALENDAR_PAST_DAYS
from jobwise.domain.shared.errors import NotFound

_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class OpenFeed:
    """A new token for the owner's feed; the one before opens nothing any more. Only its hash is kept."""

    store: Store
    clock: Clock
    ids: Ids
    tokens: FreshTokens

    async def __call__(self, *, owner: UUID) -> str:
        token, now = self.tokens.fresh(), self.clock.now()
        async with self.store.write() as work:
            feed = await work.calendar_feeds.find_own(owner=owner)
            if feed is None:
                await work.calendar_feeds.add(
                    CalendarFeed.create(id=self.ids.new(), owner_id=owner, token_sha256=hashed(token), now=now)
                )
            else:
                feed.replace(hashed(token), now)
                await work.calendar_feeds.save(feed)
            await work.commit()
        return token


@dataclass(frozen=True, slots=True)
class CloseFeed:
    """Revokes the token; NotFound when there is none."""

    store: Store
    clock: Clock

    async def __call__(self, *, owner: UUID) -> None:
        async with self.store.write() as work:
            feed = await work.calendar_feeds.find_own(owner=owner)
            if feed is None:
                raise NotFound("There is no calendar feed.")
            feed.delete(self.clock.now())
            await work.calendar_feeds.save(feed)
            await work.commit()


@dataclass(frozen=True, slots=True)
class ShowFeed:
    """The calendar that a token opens; NotFound when it opens none. Interviews long past are left out."""

    store: Store
    clock: Clock
    writer: CalendarWriter

    async def __call__(self, token: str) -> bytes:
        now = self.clock.now()
        async with self.store.read() as work:
            owner = await work.feed_tokens.owner_of(hashed(token))
            if owner is None:
                raise NotFound("There is no such calendar feed.")
            planned = await work.applications.planned(owner=owner, since=now - timedelta(days=CALENDAR_PAST_DAYS))
        return self.writer.write(planned, now=now)


@dataclass(frozen=True, slots=True)
class InterviewFile:
    """One interview as a calendar file; NotFound when it or its application is missing or somebody else's."""

    store: Store
    clock: Clock
    writer: CalendarWriter

    async def __call__(self, *, owner: UUID, id: UUID, interview_id: UUID) -> bytes:
        now = self.clock.now()
        async with self.store.read(single=True) as work:
            planned = await work.applications.planned(owner=owner, since=_EVER, id=id)
        for one in planned:
            found = tuple(interview for interview in one.interviews if interview.id == interview_id)
            if found:
                return self.writer.write([replace(one, interviews=found)], now=now)
        raise NotFound("There is no such interview.")


def hashed(token: str) -> str:
    """What is stored of a token (hex). It has so much chance in it that a fast hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
