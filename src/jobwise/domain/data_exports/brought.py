"""What an archive of another account brings: new things with ids of their own that hang together as they did."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from jobwise.domain.applications.application import Application
from jobwise.domain.applications.parts import Attached, Contact, Interview, Move, Note, Reminder
from jobwise.domain.applications.status import ApplicationStatus
from jobwise.domain.documents.document import Document, DocumentKind, DocumentType
from jobwise.domain.jobs.captured import CapturedJob, JobSource, JobStatus
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.aggregates import Aggregate
from jobwise.domain.shared.codec import from_data
from jobwise.domain.shared.files import StoredFile

A = TypeVar("A", bound=Aggregate)
R = TypeVar("R")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PastProfile:
    id: UUID
    name: str
    is_default: bool
    deleted_at: datetime | None


@dataclass(frozen=True, slots=True)
class PastVersion:
    profile_id: UUID
    version: int
    at: datetime
    content: Profile


@dataclass(frozen=True, slots=True)
class PastJob:
    id: UUID
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    content: Job
    source: JobSource
    status: JobStatus
    source_url: str
    posted_at: datetime | None
    posting_id: UUID | None


@dataclass(frozen=True, slots=True)
class PastApplication:
    id: UUID
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    job_id: UUID
    status: ApplicationStatus
    previous: ApplicationStatus | None
    source: str
    applied_at: datetime | None
    timeline: tuple[Move, ...]
    notes: tuple[Note, ...]
    contacts: tuple[Contact, ...]
    interviews: tuple[Interview, ...]
    reminders: tuple[Reminder, ...]
    attached: tuple[Attached, ...]


@dataclass(frozen=True, slots=True)
class PastDocument:
    id: UUID
    name: str
    type: DocumentType
    kind: DocumentKind
    deleted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Past:
    """What was not deleted, and the jobs that it hangs on."""

    profiles: Sequence[PastProfile]
    versions: Mapping[UUID, Sequence[PastVersion]]
    jobs: Sequence[PastJob]
    applications: Sequence[PastApplication]
    documents: Sequence[PastDocument]

    @classmethod
    def of(cls, tables: Mapping[str, Sequence[Row]]) -> "Past":
        """Reads the rows of an archive; UnreadableInput names what cannot be."""
        applications = [one for one in _read(PastApplication, tables, "applications") if one.deleted_at is None]
        pursued = {one.job_id for one in applications}
        jobs = [one for one in _read(PastJob, tables, "jobs") if one.deleted_at is None or one.id in pursued]
        known = {one.id for one in jobs}
        versions: dict[UUID, list[PastVersion]] = {}
        for one in sorted(_read(PastVersion, tables, "profile_versions"), key=lambda one: one.version):
            versions.setdefault(one.profile_id, []).append(one)
        profiles = [one for one in _read(PastProfile, tables, "profiles") if one.deleted_at is None]
        return cls(
            profiles=[one for one in profiles if one.id in versions],
            versions=versions,
            jobs=jobs,
            applications=[one for one in applications if one.job_id in known],
            documents=[one for one in _read(PastDocument, tables, "documents") if one.deleted_at is None],
        )


@dataclass(frozen=True, slots=True)
class NewOwner:
    """Whose things they become; `new_id` gives ids that nothing has yet."""

    id: UUID
    now: datetime
    new_id: Callable[[], UUID]

    def document(self, past: PastDocument, file: StoredFile) -> Document:
        made = Document.upload(
            id=self.new_id(), owner_id=self.id, name=past.name, type=past.type, kind=past.kind, file=file, now=self.now
        )
        return self._marked(made)

    def profile(self, past: PastProfile, first: PastVersion, *, is_default: bool) -> MasterProfile:
        """The profile as it was at its first kept version; the others follow by `replace`."""
        made = MasterProfile.create(
            id=self.new_id(),
            owner_id=self.id,
            name=past.name,
            content=first.content,
            is_default=is_default,
            now=min(first.at, self.now),
        )
        return self._marked(made)

    def job(self, past: PastJob, *, posting_id: UUID | None) -> CapturedJob:
        made = CapturedJob(
            id=self.new_id(),
            owner_id=self.id,
            created_at=past.created_at,
            updated_at=past.updated_at,
            deleted_at=past.deleted_at,
            content=past.content,
            source=past.source,
            status=past.status,
            source_url=past.source_url,
            posted_at=past.posted_at,
            posting_id=posting_id,
        )
        return self._marked(made)

    def application(self, past: PastApplication, *, job_id: UUID, documents: Mapping[UUID, UUID]) -> Application:
        kept = {field.name: getattr(past, field.name) for field in fields(PastApplication)}
        new = {
            "id": self.new_id(),
            "owner_id": self.id,
            "job_id": job_id,
            "timeline": tuple(replace(move, actor=self.id) for move in past.timeline),
            "attached": tuple(replace(one, id=documents.get(one.id, one.id)) for one in past.attached),
        }
        return self._marked(Application(**{**kept, **new}))

    def _marked(self, made: A) -> A:
        """What happened to it before happened to another thing: here it was brought, and that is all."""
        made.take_events()
        made.record("imported", self.now)
        return made


def _read(kind: type[R], tables: Mapping[str, Sequence[Row]], table: str) -> Iterable[R]:
    names = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    for number, row in enumerate(tables.get(table, ())):
        yield from_data(kind, {name: row[name] for name in row if name in names}, f"{table}/{number}")
