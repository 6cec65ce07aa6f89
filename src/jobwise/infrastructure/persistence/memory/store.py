"""The store over dictionaries: for tests, and for commands that keep nothing."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from jobwise.application.ports.ids import Ids
from jobwise.application.ports.outbox import ChainEnd, EventFilter
from jobwise.domain.applications.application import Application
from jobwise.domain.applications.calendar import CalendarFeed
from jobwise.domain.applications.status import ApplicationStatus
from jobwise.domain.data_exports.data_export import DataExport
from jobwise.domain.documents.document import Document
from jobwise.domain.exports.export import Export
from jobwise.domain.generations.generation import Generation
from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.jobs.catalogue import Posting
from jobwise.domain.limits import EXACT_TOTAL
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.rankings.stored import StoredRanking
from jobwise.domain.shared.aggregates import Aggregate
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.domain.shared.errors import Conflict
from jobwise.domain.shared.events import Event, StoredEvent, payload_sha256
from jobwise.domain.shared.paging import Listing, Page
from jobwise.domain.users.flags import Flag
from jobwise.domain.users.sessions import Session
from jobwise.domain.users.user import User
from jobwise.infrastructure.persistence.memory.accounts import (
    MemoryFlags,
    MemoryMailedTokens,
    MemoryMailQueue,
    MemoryQuotas,
    MemoryRefreshTokens,
    MemorySessions,
    MemoryUsers,
)
from jobwise.infrastructure.persistence.memory.applications import MemoryApplications
from jobwise.infrastructure.persistence.memory.documents import (
    MemoryCalendarFeeds,
    MemoryDocuments,
    MemoryFeedTokens,
    MemoryLeftovers,
)
from jobwise.infrastructure.persistence.memory.idempotency import MemoryIdempotencyKeys
from jobwise.infrastructure.persistence.memory.jobs import MemoryJobs
from jobwise.infrastructure.persistence.memory.owned import MemoryOwned
from jobwise.infrastructure.persistence.memory.personal import MemoryPersonal
from jobwise.infrastructure.persistence.memory.postings import Catalogue, MemoryPostings
from jobwise.infrastructure.persistence.memory.rooms import (
    MemoryExports,
    MemoryGenerations,
    MemoryProfiles,
    MemoryRankings,
)
from jobwise.infrastructure.persistence.memory.state import State
from jobwise.infrastructure.persistence.memory.table import Table
from jobwise.infrastructure.persistence.memory.tasks import MemoryTasks


class MemoryOutbox:
    def __init__(self, events: list[StoredEvent]) -> None:
        self._events = events

    async def pending(self, limit: int) -> Sequence[StoredEvent]:
        waiting = [stored for stored in self._events if stored.position is None]
        waiting.sort(key=lambda stored: (stored.event.occurred_at, stored.event.aggregate_version, stored.id))
        return tuple(waiting[:limit])

    async def chain_end(self) -> ChainEnd:
        last = max((stored for stored in self._events if stored.position), key=_position, default=None)
        return ChainEnd() if last is None else ChainEnd(_position(last), last.chain_sha256 or "")

    async def stamp(self, id: UUID, *, position: int, chain_sha256: str, now: datetime) -> None:
        if any(stored.position == position for stored in self._events):
            raise Conflict("This position of the outbox is taken.")
        for place, stored in enumerate(self._events):
            if stored.id == id and stored.position is None:
                self._events[place] = replace(stored, position=position, chain_sha256=chain_sha256, published_at=now)
                return
        raise Conflict("This event was published by somebody else.")

    async def published(self, *, after: int, limit: int) -> Sequence[StoredEvent]:
        found = sorted((stored for stored in self._events if _position(stored) > after), key=_position)
        return tuple(found[:limit])

    async def blank(self, owner_id: UUID, *, now: datetime) -> int:
        count = 0
        for place, stored in enumerate(self._events):
            whose = (stored.event.owner_id, stored.event.aggregate_id)
            if owner_id in whose and stored.erased_at is None:
                emptied = replace(stored.event, payload={})
                self._events[place] = replace(stored, event=emptied, erased_at=now)
                count += 1
        return count

    async def history(self, aggregate_id: UUID) -> Sequence[StoredEvent]:
        return tuple(stored for stored in self._events if stored.event.aggregate_id == aggregate_id)

    async def trail(self, wanted: EventFilter, *, page: Page) -> Listing[StoredEvent]:
        found = [stored for stored in self._events if _is_wanted(stored.event, wanted)]
        found.sort(key=lambda stored: (stored.event.occurred_at, stored.id), reverse=True)
        shown = tuple(found[page.offset : page.offset + page.limit])
        return Listing(shown, min(len(found), EXACT_TOTAL + 1), page)


def _is_wanted(event: Event, wanted: EventFilter) -> bool:
    return wanted.owner_id in (None, event.owner_id) and wanted.aggregate_id in (None, event.aggregate_id)


def _position(stored: StoredEvent) -> int:
    return stored.position or 0


class MemoryUnitOfWork:
    def __init__(self, store: "MemoryStore", state: State, ids: Ids, *, writable: bool) -> None:
        self._store = store
        self._state = state
        self._ids = ids
        self._writable = writable
        sessions = Table(Session, state.sessions, self._written)
        users = Table(User, state.users, self._written)
        self.users = MemoryUsers(users, sessions)
        self.sessions = MemorySessions(sessions, self._knows, users)
        self.refresh_tokens = MemoryRefreshTokens(state.accounts, sessions)
        self.mailed_tokens = MemoryMailedTokens(state.accounts, self._knows)
        self.mails = MemoryMailQueue(state.accounts)
        self.quotas = MemoryQuotas(state.accounts, self._knows)
        self.flags = MemoryFlags(Table(Flag, state.flags, self._written))
        profiles = Table(MasterProfile, state.profiles, self._written)
        self.profiles = MemoryProfiles(profiles, self._knows, state.profile_versions)
        jobs = Table(CapturedJob, state.jobs, self._written)
        self.jobs = MemoryJobs(jobs, self._knows, self._status_of)
        self.postings = MemoryPostings(store.catalogue, self.jobs)
        self.rankings = MemoryRankings(Table(StoredRanking, state.rankings, self._written), self._knows)
        self.generations = MemoryGenerations(Table(Generation, state.generations, self._written), self._knows)
        self.exports = MemoryExports(Table(Export, state.exports, self._written), self._knows)
        self.data_exports: MemoryOwned[DataExport] = MemoryOwned(
            Table(DataExport, state.data_exports, self._written), self._knows
        )
        self.applications = MemoryApplications(Table(Application, state.applications, self._written), self._knows, jobs)
        self.documents = MemoryDocuments(Table(Document, state.documents, self._written), self._knows)
        self.calendar_feeds = MemoryCalendarFeeds(Table(CalendarFeed, state.calendar_feeds, self._written), self._knows)
        self.feed_tokens = MemoryFeedTokens(state.calendar_feeds, self._can_sign_in)
        self.leftovers = MemoryLeftovers(state.documents, state.exports, state.data_exports)
        self.idempotency_keys = MemoryIdempotencyKeys(state.idempotency_keys)
        self.tasks = MemoryTasks(state.tasks)
        self.outbox = MemoryOutbox(state.events)
        self.personal = MemoryPersonal(state, self.outbox)

    def _status_of(self, job: CapturedJob) -> str:
        """What the job's application is at."""
        found = self.applications.of(job)
        return ApplicationStatus.NOT_APPLIED.value if found is None else found.status.value

    async def commit(self) -> None:
        if not self._writable:
            raise RuntimeError("a unit of work commits once, and never behind the read door")
        self._writable = False
        self._store.state = self._state

    def _knows(self, user_id: UUID) -> bool:
        return user_id in self._state.users.by_id

    def _can_sign_in(self, user_id: UUID) -> bool:
        row = self._state.users.by_id[user_id]
        return row["deleted_at"] is None and bool(row["active"])

    def _written(self, aggregate: Aggregate) -> None:
        for event in aggregate.take_events():
            kept = from_data(Event, to_data(event))
            self._state.events.append(StoredEvent(self._ids.new(), kept, payload_sha256(kept.payload)))


class MemoryStore:
    """Writers take turns; readers see the last committed state."""

    def __init__(self, ids: Ids, postings: Sequence[Posting] = ()) -> None:
        self.state = State()
        self.catalogue = Catalogue(postings)
        self._ids = ids
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def read(self, *, single: bool = False) -> AsyncIterator[MemoryUnitOfWork]:
        yield MemoryUnitOfWork(self, self.state.copy(), self._ids, writable=False)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[MemoryUnitOfWork]:
        async with self._turn:
            yield MemoryUnitOfWork(self, self.state.copy(), self._ids, writable=True)

    async def close(self) -> None:
        """Nothing is held open."""
