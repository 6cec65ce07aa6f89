"""The store over dictionaries: for tests, and for commands that keep nothing."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cached_property
from uuid import UUID

from jobwise.application.ports.ids import Ids
from jobwise.domain.applications.application import Application
from jobwise.domain.applications.calendar import CalendarFeed
from jobwise.domain.applications.status import ApplicationStatus
from jobwise.domain.data_exports.data_export import DataExport
from jobwise.domain.documents.document import Document
from jobwise.domain.enhancements.enhancement import Enhancement
from jobwise.domain.exports.export import Export
from jobwise.domain.generations.generation import Generation
from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.jobs.catalogue import Posting
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.rankings.stored import StoredRanking
from jobwise.domain.samples.sample import Sample
from jobwise.domain.shared.aggregates import Aggregate
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.domain.shared.events import Event, StoredEvent, payload_sha256
from jobwise.domain.styles.style import WritingStyle
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
from jobwise.infrastructure.persistence.memory.enhancements import MemoryEnhancements
from jobwise.infrastructure.persistence.memory.exports import MemoryExports
from jobwise.infrastructure.persistence.memory.idempotency import MemoryIdempotencyKeys
from jobwise.infrastructure.persistence.memory.jobs import MemoryJobs
from jobwise.infrastructure.persistence.memory.making import MemoryGenerations, MemoryRankings
from jobwise.infrastructure.persistence.memory.model_calls import MemoryModelCalls
from jobwise.infrastructure.persistence.memory.outbox import MemoryOutbox
from jobwise.infrastructure.persistence.memory.owned import MemoryOwned
from jobwise.infrastructure.persistence.memory.personal import MemoryPersonal
from jobwise.infrastructure.persistence.memory.postings import Catalogue, MemoryPostings
from jobwise.infrastructure.persistence.memory.rooms import (
    MemoryProfiles,
)
from jobwise.infrastructure.persistence.memory.samples import MemorySamples, MemoryWritingStyles
from jobwise.infrastructure.persistence.memory.sources import MemorySources
from jobwise.infrastructure.persistence.memory.state import State
from jobwise.infrastructure.persistence.memory.table import Table
from jobwise.infrastructure.persistence.memory.tasks import MemoryTasks


class MemoryUnitOfWork:
    def __init__(self, store: "MemoryStore", state: State, ids: Ids, *, writable: bool) -> None:
        self._store = store
        self._state = state
        self._ids = ids
        self._writable = writable

    @cached_property
    def _sessions(self) -> Table[Session]:
        return Table(Session, self._state.sessions, self._written)

    @cached_property
    def _users(self) -> Table[User]:
        return Table(User, self._state.users, self._written)

    @cached_property
    def _jobs(self) -> Table[CapturedJob]:
        return Table(CapturedJob, self._state.jobs, self._written)

    @cached_property
    def _profiles(self) -> Table[MasterProfile]:
        return Table(MasterProfile, self._state.profiles, self._written)

    @cached_property
    def users(self) -> MemoryUsers:
        return MemoryUsers(self._users, self._sessions)

    @cached_property
    def sessions(self) -> MemorySessions:
        return MemorySessions(self._sessions, self._knows, self._users, self._state.accounts)

    @cached_property
    def refresh_tokens(self) -> MemoryRefreshTokens:
        return MemoryRefreshTokens(self._state.accounts, self._sessions)

    @cached_property
    def mailed_tokens(self) -> MemoryMailedTokens:
        return MemoryMailedTokens(self._state.accounts, self._knows)

    @cached_property
    def mails(self) -> MemoryMailQueue:
        return MemoryMailQueue(self._state.accounts)

    @cached_property
    def quotas(self) -> MemoryQuotas:
        return MemoryQuotas(self._state.accounts, self._knows, self._users)

    @cached_property
    def flags(self) -> MemoryFlags:
        return MemoryFlags(Table(Flag, self._state.flags, self._written))

    @cached_property
    def profiles(self) -> MemoryProfiles:
        return MemoryProfiles(self._profiles, self._knows, self._state.profile_versions)

    @cached_property
    def jobs(self) -> MemoryJobs:
        return MemoryJobs(self._jobs, self._knows, self._status_of)

    @cached_property
    def postings(self) -> MemoryPostings:
        return MemoryPostings(self._store.catalogue, self.jobs)

    @cached_property
    def rankings(self) -> MemoryRankings:
        table = Table(StoredRanking, self._state.rankings, self._written)
        return MemoryRankings(table, self._knows, self._jobs, self._profiles)

    @cached_property
    def generations(self) -> MemoryGenerations:
        table = Table(Generation, self._state.generations, self._written)
        return MemoryGenerations(table, self._knows, self._jobs, self._profiles)

    @cached_property
    def exports(self) -> MemoryExports:
        return MemoryExports(Table(Export, self._state.exports, self._written), self._knows)

    @cached_property
    def data_exports(self) -> MemoryOwned[DataExport]:
        return MemoryOwned(Table(DataExport, self._state.data_exports, self._written), self._knows)

    @cached_property
    def applications(self) -> MemoryApplications:
        return MemoryApplications(Table(Application, self._state.applications, self._written), self._knows, self._jobs)

    @cached_property
    def documents(self) -> MemoryDocuments:
        return MemoryDocuments(Table(Document, self._state.documents, self._written), self._knows)

    @cached_property
    def samples(self) -> MemorySamples:
        return MemorySamples(Table(Sample, self._state.samples, self._written), self._knows)

    @cached_property
    def writing_styles(self) -> MemoryWritingStyles:
        return MemoryWritingStyles(Table(WritingStyle, self._state.writing_styles, self._written), self._knows)

    @cached_property
    def enhancements(self) -> MemoryEnhancements:
        return MemoryEnhancements(Table(Enhancement, self._state.enhancements, self._written), self._knows)

    @cached_property
    def calendar_feeds(self) -> MemoryCalendarFeeds:
        return MemoryCalendarFeeds(Table(CalendarFeed, self._state.calendar_feeds, self._written), self._knows)

    @cached_property
    def feed_tokens(self) -> MemoryFeedTokens:
        return MemoryFeedTokens(self._state.calendar_feeds, self._can_sign_in)

    @cached_property
    def sources(self) -> MemorySources:
        return MemorySources(self.jobs, self.profiles)

    @cached_property
    def leftovers(self) -> MemoryLeftovers:
        return MemoryLeftovers(self._state)

    @cached_property
    def model_calls(self) -> MemoryModelCalls:
        return MemoryModelCalls(self._state.models, self._knows)

    @cached_property
    def idempotency_keys(self) -> MemoryIdempotencyKeys:
        return MemoryIdempotencyKeys(self._state.idempotency_keys)

    @cached_property
    def tasks(self) -> MemoryTasks:
        return MemoryTasks(self._state.tasks)

    @cached_property
    def outbox(self) -> MemoryOutbox:
        return MemoryOutbox(self._state.events)

    @cached_property
    def personal(self) -> MemoryPersonal:
        return MemoryPersonal(self._state, self.outbox)

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
