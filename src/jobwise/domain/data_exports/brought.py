"""What an archive of another account brings: new things with ids of their own that hang together as they did."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from jobwise.domain.applications.application import Application
from jobwise.domain.applications.parts import Attached, AttachedKind
from jobwise.domain.data_exports.past import PastApplication, PastDocument, PastJob, PastProfile, PastVersion
from jobwise.domain.documents.document import Document
from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.shared.aggregates import Aggregate
from jobwise.domain.shared.files import StoredFile

A = TypeVar("A", bound=Aggregate)
_ROOMS = {
    AttachedKind.DOCUMENT: "documents",
    AttachedKind.GENERATION: "generations",
    AttachedKind.EXPORT: "exports",
}


@dataclass(frozen=True, slots=True)
class NewOwner:
    """Whose things they become; `new_id` gives ids that nothing has yet."""

    id: UUID
    now: datetime
    new_id: Callable[[], UUID]
    _named: dict[tuple[str, UUID], UUID] = field(default_factory=dict, init=False, repr=False, compare=False)

    def named(self, table: str, past_id: UUID) -> UUID:
        """The id here of a row of there, always the same one. What did not come gets one too, which nothing has: so
        no id of an archive ever names anything here."""
        place = (table, past_id)
        if place not in self._named:
            self._named[place] = self.new_id()
        return self._named[place]

    def by_now(self, moment: datetime) -> datetime:
        """The moment, or now when it lies in the future."""
        return min(moment, self.now)

    def document(self, past: PastDocument, file: StoredFile) -> Document:
        made = Document.upload(
            id=self.named("documents", past.id),
            owner_id=self.id,
            name=past.name,
            type=past.type,
            kind=past.kind,
            file=file,
            now=self.now,
        )
        return self.marked(made)

    def profile(self, past: PastProfile, first: PastVersion, *, is_default: bool) -> MasterProfile:
        """The profile as it was at its first kept version; the others follow by `relive`."""
        made = MasterProfile.create(
            id=self.named("profiles", past.id),
            owner_id=self.id,
            name=past.name,
            content=first.content,
            is_default=is_default,
            now=self.by_now(first.at),
        )
        # What was made from a version goes on naming it.
        made.version = first.version
        made.deleted_at = None if past.deleted_at is None else self.by_now(past.deleted_at)
        return self.marked(made)

    def job(self, past: PastJob, *, posting_id: UUID | None) -> CapturedJob:
        made = CapturedJob(
            id=self.named("jobs", past.id),
            owner_id=self.id,
            version=past.version,
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
        return self.marked(made)

    def application(self, past: PastApplication) -> Application:
        kept = {field.name: getattr(past, field.name) for field in fields(PastApplication)}
        new = {
            "id": self.named("applications", past.id),
            "owner_id": self.id,
            "job_id": self.named("jobs", past.job_id),
            "timeline": tuple(replace(move, actor=self.id) for move in past.timeline),
            "attached": tuple(self._attached(one) for one in past.attached),
        }
        return self.marked(Application(**{**kept, **new}))

    def _attached(self, past: Attached) -> Attached:
        return replace(past, id=self.named(_ROOMS[past.kind], past.id))

    def marked(self, made: A) -> A:
        """What happened to it before happened to another thing: here it was brought, and that is all."""
        made.take_events()
        made.record("imported", self.now)
        return made
