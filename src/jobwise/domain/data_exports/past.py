"""What the rows of an archive say: things as they were in another account, not deleted, and what those hang on."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from jobwise.domain.applications.parts import Attached, Contact, Interview, Move, Note, Reminder
from jobwise.domain.applications.status import ApplicationStatus
from jobwise.domain.data_exports.soundness import must_be_count, must_be_utc
from jobwise.domain.documents.document import DocumentKind, DocumentType
from jobwise.domain.jobs.captured import JobSource, JobStatus
from jobwise.domain.jobs.job import Job
from jobwise.domain.limits import MAX_PROFILE_VERSIONS
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.codec import from_data
from jobwise.domain.shared.errors import UnreadableInput

R = TypeVar("R")
Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class PastProfile:
    id: UUID
    name: str
    is_default: bool
    deleted_at: datetime | None

    def __post_init__(self) -> None:
        must_be_utc(self.deleted_at)


@dataclass(frozen=True, slots=True)
class PastVersion:
    profile_id: UUID
    version: int
    at: datetime
    content: Profile

    def __post_init__(self) -> None:
        must_be_utc(self.at)
        must_be_count(self.version)


@dataclass(frozen=True, slots=True)
class PastJob:
    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    content: Job
    source: JobSource
    status: JobStatus
    source_url: str
    posted_at: datetime | None
    posting_id: UUID | None

    def __post_init__(self) -> None:
        must_be_count(self.version)


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
    """What was not deleted, and the jobs and profiles that it hangs on."""

    profiles: Sequence[PastProfile]
    versions: Mapping[UUID, Sequence[PastVersion]]
    jobs: Sequence[PastJob]
    applications: Sequence[PastApplication]
    documents: Sequence[PastDocument]

    @classmethod
    def of(cls, tables: Tables, *, profiles: Set[UUID] = frozenset(), jobs: Set[UUID] = frozenset()) -> "Past":
        """Reads the rows of an archive; UnreadableInput names what cannot be. `profiles` and `jobs` come though they
        were deleted, if they are there."""
        applications = [one for one in read(PastApplication, tables, "applications") if one.deleted_at is None]
        pursued = {one.job_id for one in applications} | jobs
        kept = [one for one in read(PastJob, tables, "jobs") if one.deleted_at is None or one.id in pursued]
        known = {one.id for one in kept}
        versions = _versions(tables)
        shown = [one for one in read(PastProfile, tables, "profiles") if one.deleted_at is None or one.id in profiles]
        return cls(
            profiles=[one for one in shown if one.id in versions],
            versions=versions,
            jobs=kept,
            applications=[one for one in applications if one.job_id in known],
            documents=[one for one in read(PastDocument, tables, "documents") if one.deleted_at is None],
        )

    @property
    def rows(self) -> int:
        return len(self.profiles) + len(self.jobs) + len(self.applications) + len(self.documents)


def read(kind: type[R], tables: Tables, table: str) -> Iterable[R]:
    """The rows of a table as values, none of them of the id of another."""
    names = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    seen: set[UUID] = set()
    for number, row in enumerate(tables.get(table, ())):
        one = from_data(kind, {name: row[name] for name in row if name in names}, f"{table}/{number}")
        id: UUID | None = getattr(one, "id", None)
        if id in seen:
            raise UnreadableInput(f"The archive has two rows of one id in {table}; download it again.")
        if id is not None:
            seen.add(id)
        yield one


def _versions(tables: Tables) -> dict[UUID, list[PastVersion]]:
    """The newest versions of each profile, in their order; two of one number are no history."""
    found: dict[UUID, dict[int, PastVersion]] = {}
    for one in read(PastVersion, tables, "profile_versions"):
        of_profile = found.setdefault(one.profile_id, {})
        if one.version in of_profile:
            raise UnreadableInput("The archive has a version of a profile twice; download it again.")
        of_profile[one.version] = one
    return {id: [kept[number] for number in sorted(kept)][-MAX_PROFILE_VERSIONS:] for id, kept in found.items()}
