"""What can be done with captured jobs."""

from dataclasses import dataclass
from uuid import UUID

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.domain.jobs.captured import CapturedJob, JobSource
from jobwise.domain.jobs.job import Job


@dataclass(frozen=True, slots=True)
class CaptureJob:
    """Stores what was read from a posting as a job of the owner's own."""

    store: Store
    clock: Clock
    ids: Ids

    async def __call__(
        self, *, owner: UUID, content: Job, source: JobSource = JobSource.TEXT_PARSED, source_url: str = ""
    ) -> CapturedJob:
        job = CapturedJob.capture(
            id=self.ids.new(),
            owner_id=owner,
            content=content,
            source=source,
            source_url=source_url,
            now=self.clock.now(),
        )
        async with self.store.write() as work:
            await work.jobs.add(job)
            await work.commit()
        return job
