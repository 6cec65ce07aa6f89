"""What can be done with captured jobs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.domain.jobs.captured import CapturedJob, JobSource, JobStatus
from jobwise.domain.jobs.edit import edited
from jobwise.domain.jobs.job import Job


@dataclass(frozen=True, slots=True)
class CaptureJob:
    """Stores what was read from a posting as a job of the owner's own."""

    store: Store
    clock: Clock
    ids: Ids

    async def __call__(
        self,
        *,
        owner: UUID,
        content: Job,
        source: JobSource = JobSource.TEXT_PARSED,
        source_url: str = "",
        status: JobStatus = JobStatus.ACTIVE,
        posted_at: datetime | None = None,
    ) -> CapturedJob:
        job = CapturedJob.capture(
            id=self.ids.new(),
            owner_id=owner,
            content=content,
            source=source,
            source_url=source_url,
            status=status,
            posted_at=posted_at,
            now=self.clock.now(),
        )
        async with self.store.write() as work:
            await work.jobs.add(job)
            await work.commit()
        return job


@dataclass(frozen=True, slots=True)
class EditJob:
    """Puts what the owner says in the place of what was there: fields of the reading, `source_url` and `posted_at`.

    What is not among the `said` stays. Stale when the job is not at `version` any more.
    """

    store: Store
    clock: Clock

    async def __call__(self, *, owner: UUID, id: UUID, version: int, said: Mapping[str, Any]) -> CapturedJob:
        async with self.store.write() as work:
            job = await work.jobs.get(id, owner=owner)
            job.check_version(version)
            reading = {name: value for name, value in said.items() if name not in ("source_url", "posted_at")}
            job.edit(
                content=edited(job.content, reading),
                source_url=said.get("source_url", job.source_url),
                posted_at=said.get("posted_at", job.posted_at),
                now=self.clock.now(),
            )
            await work.jobs.save(job)
            await work.commit()
        return job


@dataclass(frozen=True, slots=True)
class MoveJob:
    """Takes the job to another status; InvalidTransition when the way is not open, LostRace when somebody was first."""

    store: Store
    clock: Clock

    async def __call__(self, *, owner: UUID, id: UUID, status: JobStatus) -> CapturedJob:
        async with self.store.write() as work:
            job = await work.jobs.get(id, owner=owner)
            job.move(status, self.clock.now())
            await work.jobs.save(job)
            await work.commit()
        return job
