"""The store over dictionaries: for tests, and for commands that keep nothing."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from jobwise.application.ports.idempotency import KeyScope
from jobwise.application.ports.ids import Ids
from jobwise.domain.exports.export import Export
from jobwise.domain.generations.generation import Generation
from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.jobs.catalogue import Posting
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.rankings.stored import StoredRanking
from jobwise.domain.shared.aggregates import Aggregate
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.domain.shared.errors import Conflict
from jobwise.domain.shared.events import Event, StoredEvent, payload_sha256
from jobwise.domain.users.user import User
from jobwise.infrastructure.persistence.memory.idempotency import KeptRow, MemoryIdempotencyKeys
from jobwise.infrastructure.persistence.memory.jobs import MemoryJobs
from jobwise.infrastructure.persistence.memory.postings import Catalogue, MemoryPostings
from jobwise.infrastructure.persistence.memory.rooms import (
    MemoryExports,
    MemoryGenerations,
    MemoryProfiles,
    MemoryRankings,
    MemoryUsers,
)
from jobwise.infrastructure.persistence.memory.table import Rows, Table


@dataclass
class _State:
    """Everything stored. A transaction works on a copy, and commit puts the copy in the place of the original."""

    users: Rows = field(default_factory=Rows)
    profiles: Rows = field(default_factory=Rows)
    jobs: Rows = field(default_factory=Rows)
    rankings: Rows = field(default_factory=Rows)
    generations: Rows = field(default_factory=Rows)
    exports: Rows = field(default_factory=Rows)
    idempotency_keys: dict[KeyScope, KeptRow] = field(default_factory=dict)
    events: list[StoredEvent] = field(default_factory=list)

    def copy(self) -> "_State":
        return _State(
            self.users.copy(),
            self.profiles.copy(),
            self.jobs.copy(),
            self.rankings.copy(),
            self.generations.copy(),
            self.exports.copy(),
            dict(self.idempotency_keys),
            list(self.events),
        )


class MemoryOutbox:
    def __init__(self, events: list[StoredEvent]) -> None:
        self._events = events

    async def pending(self, limit: int) -> Sequence[StoredEvent]:
        waiting = [stored for stored in self._events if stored.position is None]
        waiting.sort(key=lambda stored: (stored.event.occurred_at, stored.event.aggregate_version, stored.id))
        return tuple(waiting[:limit])

    async def stamp(self, id: UUID, *, position: int, now: datetime) -> None:
        if any(stored.position == position for stored in self._events):
            raise Conflict("This position of the outbox is taken.")
        for place, stored in enumerate(self._events):
            if stored.id == id and stored.position is None:
                self._events[place] = replace(stored, position=position, published_at=now)
                return
        raise Conflict("This event was published by somebody else.")

    async def history(self, aggregate_id: UUID) -> Sequence[StoredEvent]:
        return tuple(stored for stored in self._events if stored.event.aggregate_id == aggregate_id)


class MemoryUnitOfWork:
    def __init__(self, store: "MemoryStore", state: _State, ids: Ids, *, writable: bool) -> None:
        self._store = store
        self._state = state
        self._ids = ids
        self._writable = writable
        self.users = MemoryUsers(Table(User, state.users, self._written))
        self.profiles = MemoryProfiles(Table(MasterProfile, state.profiles, self._written), self._knows)
        self.jobs = MemoryJobs(Table(CapturedJob, state.jobs, self._written), self._knows)
        self.postings = MemoryPostings(store.catalogue, self.jobs)
        self.rankings = MemoryRankings(Table(StoredRanking, state.rankings, self._written), self._knows)
        self.generations = MemoryGenerations(Table(Generation, state.generations, self._written), self._knows)
        self.exports = MemoryExports(Table(Export, state.exports, self._written), self._knows)
        self.idempotency_keys = MemoryIdempotencyKeys(state.idempotency_keys)
        self.outbox = MemoryOutbox(state.events)

    async def commit(self) -> None:
        if not self._writable:
            raise RuntimeError("a unit of work commits once, and never behind the read door")
        self._writable = False
        self._store.state = self._state

    def _knows(self, user_id: UUID) -> bool:
        return user_id in self._state.users.by_id

    def _written(self, aggregate: Aggregate) -> None:
        for event in aggregate.take_events():
            kept = from_data(Event, to_data(event))
            self._state.events.append(StoredEvent(self._ids.new(), kept, payload_sha256(kept.payload)))


class MemoryStore:
    """Writers take turns; readers see the last committed state."""

    def __init__(self, ids: Ids, postings: Sequence[Posting] = ()) -> None:
        self.state = _State()
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
