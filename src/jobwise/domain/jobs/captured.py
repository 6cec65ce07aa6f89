"""A job that a user keeps: typed in, read from a text or a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Self
from uuid import UUID

from jobwise.domain.jobs.job import Job
from jobwise.domain.limits import MAX_URL_CHARS
from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.shared.errors import Detail, InvalidInput, InvalidTransition


class JobSource(StrEnum):
    USER_CREATED = "user_created"
    TEXT_PARSED = "text_parsed"
    URL_SCRAPED = "url_scraped"
    API = "api"
    MOCK = "mock"


class JobStatus(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    ARCHIVED = "archived"

    @property
    def allowed_next(self) -> frozenset["JobStatus"]:
        return _MOVES[self]

    @property
    def is_final(self) -> bool:
        return not self.allowed_next


_MOVES: Mapping[JobStatus, frozenset[JobStatus]] = MappingProxyType(
    {
        JobStatus.DRAFT: frozenset({JobStatus.ACTIVE, JobStatus.ARCHIVED}),
        JobStatus.ACTIVE: frozenset({JobStatus.ARCHIVED}),
        JobStatus.ARCHIVED: frozenset({JobStatus.ACTIVE}),
    }
)
_HAPPENED: Mapping[JobStatus, str] = MappingProxyType(
    {JobStatus.DRAFT: "drafted", JobStatus.ACTIVE: "activated", JobStatus.ARCHIVED: "archived"}
)


@dataclass(kw_only=True)
class CapturedJob(Owned):
    """A user's own job. Archived is a status, not a deletion.

    `posted_at` is when the advert appeared, as far as known; `posting_id` names the posting it was saved from.
    """

    KIND: ClassVar[str] = "job"
    STALE: ClassVar[str] = "This job was changed in the meantime; read it again."

    content: Job
    source: JobSource
    status: JobStatus = JobStatus.ACTIVE
    source_url: str = ""
    posted_at: datetime | None = None
    posting_id: UUID | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(self.source_url) > MAX_URL_CHARS:
            raise InvalidInput(
                f"An address has at most {MAX_URL_CHARS} characters.", (Detail("source_url", "too long"),)
            )

        if self.posted_at is not None and self.posted_at.utcoffset() != timedelta(0):
            raise InvalidInput("A time must be in UTC and say so.", (Detail("posted_at", "not in UTC"),))

    @classmethod
    def capture(
        cls,
        *,
        id: UUID,
        owner_id: UUID,
        content: Job,
        source: JobSource,
        now: datetime,
        source_url: str = "",
        status: JobStatus = JobStatus.ACTIVE,
        posted_at: datetime | None = None,
        posting_id: UUID | None = None,
    ) -> Self:
        job = cls(
            id=id,
            owner_id=owner_id,
            content=content,
            source=source,
            status=status,
            source_url=source_url,
            posted_at=posted_at,
            posting_id=posting_id,
            created_at=now,
            updated_at=now,
        )
        job.record("captured", now, source=source.value)
        return job

    def replace(self, content: Job, now: datetime) -> None:
        """Puts a new reading in the place of the old; the same content changes nothing."""
        self.edit(content=content, source_url=self.source_url, posted_at=self.posted_at, now=now)

    def edit(self, *, content: Job, source_url: str, posted_at: datetime | None, now: datetime) -> None:
        """Puts what the owner says in the place of what was there; saying the same changes nothing."""
        if (content, source_url, posted_at) != (self.content, self.source_url, self.posted_at):
            self.content, self.source_url, self.posted_at = content, source_url, posted_at
            self._changed("replaced", now)

    def move(self, status: JobStatus, now: datetime) -> None:
        """Takes the job to another status; InvalidTransition, naming the ways that are open, when this one is not."""
        if status not in self.status.allowed_next:
            ways = " or ".join(sorted(self.status.allowed_next))
            raise InvalidTransition(
                f"A job that is {self.status} cannot become {status}; it can become {ways}.",
                (Detail("status", f"from {self.status}: {ways}"),),
            )
        self.status = status
        self._changed(_HAPPENED[status], now)
