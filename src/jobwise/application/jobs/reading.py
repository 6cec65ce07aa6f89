"""Jobs out of texts and pages. Reading and fetching are done before anything is stored."""

from dataclasses import dataclass
from uuid import UUID

from jobwise.application.jobs.commands import CaptureJob
from jobwise.application.ports.pages import PageFetcher
from jobwise.application.ports.reading import JobReader
from jobwise.domain.jobs.captured import CapturedJob, JobSource, JobStatus
from jobwise.domain.jobs.job import Job


@dataclass(frozen=True, slots=True)
class ReadJob:
    """Says what a posting asks and offers; stores nothing."""

    reader: JobReader

    async def __call__(self, *, data: bytes) -> Job:
        return await self.reader(data)


@dataclass(frozen=True, slots=True)
class CaptureText:
    """Reads a posting and stores it; one whose title could not be read stays a draft."""

    reader: JobReader
    capture: CaptureJob

    async def __call__(self, *, owner: UUID, data: bytes, source_url: str = "") -> CapturedJob:
        return await _kept(self.capture, owner, await self.reader(data), JobSource.TEXT_PARSED, source_url)


@dataclass(frozen=True, slots=True)
class CapturePage:
    """Fetches a public page, reads the posting on it and stores that. A page that cannot be had stores nothing."""

    fetch: PageFetcher
    reader: JobReader
    capture: CaptureJob

    async def __call__(self, *, owner: UUID, url: str) -> CapturedJob:
        page = await self.fetch(url)
        content = await self.reader(page.data, name="The page")
        return await _kept(self.capture, owner, content, JobSource.URL_SCRAPED, page.url)


async def _kept(capture: CaptureJob, owner: UUID, content: Job, source: JobSource, url: str) -> CapturedJob:
    status = JobStatus.ACTIVE if content.title else JobStatus.DRAFT
    return await capture(owner=owner, content=content, source=source, source_url=url, status=status)
