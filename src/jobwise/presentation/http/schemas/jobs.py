"""What is sent and answered about jobs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from jobwise.domain.jobs.captured import CapturedJob, JobSource, JobStatus
from jobwise.domain.jobs.job import EmploymentType, Job, WorkMode
from jobwise.presentation.http.inputs import Input, Line, Name, Output, Text


class JobIn(Input):
    title: Name = Field(examples=["Data Engineer"])
    company: Line = Field("", examples=["Acme GmbH"])
    location: Line = Field("", examples=["Berlin"])
    work_mode: WorkMode | None = None
    employment_type: EmploymentType | None = None
    description: Text = ""

    def content(self) -> Job:
        return Job(self.title, self.company, self.location, self.work_mode, self.employment_type, text=self.description)


class JobCard(Output):
    id: UUID
    version: int
    status: JobStatus
    source: JobSource
    title: str
    company: str
    location: str
    work_mode: WorkMode | None
    employment_type: EmploymentType | None
    created_at: datetime
    updated_at: datetime


class JobOut(JobCard):
    description: str


def card(job: CapturedJob) -> dict[str, Any]:
    return {
        "id": job.id,
        "version": job.version,
        "status": job.status,
        "source": job.source,
        "title": job.content.title,
        "company": job.content.company,
        "location": job.content.location,
        "work_mode": job.content.work_mode,
        "employment_type": job.content.employment_type,
        "created_at": job.created_at,
        "updated_at": job.updated_at,
    }


def whole(job: CapturedJob) -> dict[str, Any]:
    return {**card(job), "description": job.content.text}
