"""Postings of the shared catalogue: adverts that belong to nobody, until somebody saves one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID, uuid5

from jobwise.domain.jobs.captured import CapturedJob, JobSource
from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.listed import content_columns
from jobwise.domain.jobs.searching import terms_of

_NAMES = UUID("5b1f3c1e-9d0a-5c57-8a43-0f6e2f0c7a11")


@dataclass(frozen=True, slots=True)
class Posting:
    """One advert. `key` names it in its source; the id follows from source and key, so loading it twice is one."""

    id: UUID
    key: str
    source: JobSource
    url: str
    posted_at: datetime
    content: Job

    @classmethod
    def of(cls, *, key: str, source: JobSource, url: str, posted_at: datetime, content: Job) -> Self:
        return cls(uuid5(_NAMES, f"{source.value}:{key}"), key, source, url, posted_at, content)

    def saved(self, *, id: UUID, owner_id: UUID, now: datetime) -> CapturedJob:
        """The job that saving it makes."""
        return CapturedJob.capture(
            id=id,
            owner_id=owner_id,
            content=self.content,
            source=self.source,
            source_url=self.url,
            posted_at=self.posted_at,
            posting_id=self.id,
            now=now,
        )


def posting_columns(posting: Posting) -> dict[str, Any]:
    """Every column of a posting but its reading."""
    return {
        "id": posting.id,
        "key": posting.key,
        "source": posting.source.value,
        "url": posting.url,
        "posted_at": posting.posted_at,
        **content_columns(posting.content),
        "terms": terms_of(posting.content),
    }
