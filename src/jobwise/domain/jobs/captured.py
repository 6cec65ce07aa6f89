"""A job that a user keeps: typed in, read from a text or a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Self
from uuid import UUID

from jobwise.domain.jobs.job import Job
from jobwise.domain.limits import MAX_URL_CHARS
from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.shared.errors import Conflict, Detail, InvalidInput


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
    """A user's own job. Archived is a status, not a deletion."""

    KIND: ClassVar[str] = "job"

    content: Job
    source: JobSource
    status: JobStatus = JobStatus.ACTIVE
    source_url: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(self.source_url) > MAX_URL_CHARS:
            raise InvalidInput(
                f"An address has at most {MAX_URL_CHARS} characters.", (Detail("source_url", "too long"),)
            )

    @classmethod
    def capture(
        cls, *, id: UUID, owner_id: UUID, content: Job, source: JobSource, now: datetime, source_url: str = ""
    ) -> Self:
        job = cls(
            id=id,
            owner_id=owner_id,
            content=content,
            source=source,
            source_url=source_url,
            created_at=now,
            updated_at=now,
        )
        job.record("captured", now, source=source.value)
        return job

    def replace(self, content: Job, now: datetime) -> None:
        """Puts a new reading in the place of the old; the same content changes nothing."""
        if content != self.content:
            self.content = content
            self._changed("replaced", now)

    def move(self, status: JobStatus, now: datetime) -> None:
        """Takes the job to another status; Conflict when the way is not open from here."""
        if status not in self.status.allowed_next:
            raise Conflict(f"A job that is {self.status} cannot become {status}.")
        self.status = status
        self._changed(_HAPPENED[status], now)
