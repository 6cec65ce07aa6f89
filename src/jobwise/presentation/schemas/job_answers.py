"""What is answered about jobs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from jobwise.domain.applications.status import ApplicationStatus
from jobwise.domain.jobs import json_job
from jobwise.domain.jobs.captured import CapturedJob, JobSource, JobStatus
from jobwise.domain.jobs.job import EmploymentType, Job, WorkMode
from jobwise.domain.jobs.listed import job_columns, major
from jobwise.domain.shared.codec import to_data
from jobwise.domain.shared.values import PayPeriod
from jobwise.presentation.schemas.inputs import Output

BASE = "/api/v1/jobs"
_MOVES = {status.value: sorted(following.value for following in status.allowed_next) for status in JobStatus}


class SalaryOut(Output):
    """Major units of the currency."""

    min: float | None = Field(examples=[62000])
    max: float | None = Field(examples=[74000])
    currency: str = Field(examples=["EUR"])
    period: PayPeriod


class JobCard(Output):
    id: UUID
    version: int = Field(examples=[1])
    status: JobStatus
    application_status: ApplicationStatus
    source: JobSource
    source_url: str = Field(examples=["https://jobs.example.org/42"])
    title: str = Field(examples=["Data Engineer"])
    company: str = Field(examples=["Acme GmbH"])
    location: str = Field(examples=["Berlin, Germany"])
    work_mode: WorkMode | None
    employment_type: EmploymentType | None
    salary: SalaryOut | None
    min_years: int | None = Field(examples=[3])
    deadline: str | None = Field(examples=["2027-01-31"])
    posted_at: datetime | None
    posting_id: UUID | None = Field(description="The posting of the catalogue it was saved from.")
    created_at: datetime
    updated_at: datetime


class RequirementOut(Output):
    id: str
    text: str = Field(examples=["At least three years of Python"])
    necessity: str = Field(examples=["must"])
    skills: list[str]
    min_years: int | None
    confidence: float


class EvidenceOut(Output):
    """The words of the posting that a field was read from, and where they stand in the description."""

    confidence: float = Field(ge=0, le=1)
    words: str
    span: list[int] | None


class QuarantinedOut(Output):
    """Text that no reader was meant to see, or that speaks to a machine. It changes nothing."""

    kind: str = Field(examples=["hidden"])
    text: str
    reason: str


class JobLinks(Output):
    self: str = Field(examples=["/api/v1/jobs/0190c7e2-7d4e-7000-8000-3f1a5d2b9c10"])
    posting: str
    status: str


class JobOut(JobCard):
    description: str
    language: str = Field(examples=["en"])
    required_skills: list[str] = Field(examples=[["Python", "SQL"]])
    preferred_skills: list[str]
    requirements: list[RequirementOut]
    confidence: dict[str, float] = Field(description="For fields that were read from a text: how sure we are.")
    evidence: dict[str, EvidenceOut]
    quarantined: list[QuarantinedOut]
    next_statuses: list[JobStatus] = Field(description="Where its status can go from here.")
    links: JobLinks


class ParsedOut(Output):
    """A reading: what was not found is null or empty, and every field that was found says how sure we are and why."""

    title: str | None = Field(examples=["Data Engineer"])
    company: str | None
    location: str | None
    work_mode: WorkMode | None
    employment_type: EmploymentType | None
    salary: SalaryOut | None
    min_years: int | None
    deadline: str | None
    description: str
    language: str = Field(examples=["en"])
    required_skills: list[str]
    preferred_skills: list[str]
    requirements: list[RequirementOut]
    confidence: dict[str, float]
    evidence: dict[str, EvidenceOut]
    quarantined: list[QuarantinedOut]


class JobCounts(Output):
    status: dict[str, int] = Field(examples=[{"active": 12, "archived": 3}])
    source: dict[str, int]
    work_mode: dict[str, int]
    employment_type: dict[str, int]


def card(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "version": row["version"],
        "status": row["status"],
        "application_status": row["application_status"],
        "source": row["source"],
        "source_url": row["source_url"],
        "title": row["title"],
        "company": row["company"],
        "location": row["location"],
        "work_mode": row["work_mode"],
        "employment_type": row["employment_type"],
        "salary": salary(row),
        "min_years": row["min_years"],
        "deadline": row["deadline"],
        "posted_at": row["posted_at"],
        "posting_id": row["posting_id"],
        "created_at": row["created_at"],
        "updated_at": row["updated_at"],
    }


def salary(row: Mapping[str, Any]) -> dict[str, Any] | None:
    currency = row["salary_currency"]
    if currency is None:
        return None
    return {
        "min": major(row["salary_min"], currency),
        "max": major(row["salary_max"], currency),
        "currency": currency,
        "period": row["salary_period"],
    }


def whole(row: Mapping[str, Any]) -> dict[str, Any]:
    address = f"{BASE}/{row['id']}"
    return {
        **card(row),
        **reading(row["content"]),
        "next_statuses": _MOVES[row["status"]],
        "links": {"self": address, "posting": f"{address}/posting.jsonld", "status": f"{address}/status"},
    }


def reading(content: Mapping[str, Any]) -> dict[str, Any]:
    """What of a stored reading has no column."""
    evidence: Mapping[str, Mapping[str, Any]] = content["evidence"]
    return {
        "description": content["text"],
        "language": content["language"],
        "required_skills": content["required_skills"],
        "preferred_skills": content["preferred_skills"],
        "requirements": content["requirements"],
        "confidence": {name: round(found["confidence"], 2) for name, found in evidence.items()},
        "evidence": {name: _evidence(found) for name, found in evidence.items()},
        "quarantined": content["quarantined"],
    }


def parsed(job: Job) -> dict[str, Any]:
    """A reading that is kept nowhere."""
    return {**json_job.to_json(job), "description": job.text}


def _evidence(found: Mapping[str, Any]) -> dict[str, Any]:
    span = found["span"]
    return {
        "confidence": round(found["confidence"], 2),
        "words": found["words"],
        "span": None if span is None else [span["start"], span["end"]],
    }


def stored(job: CapturedJob) -> dict[str, Any]:
    """The whole of a job that was just changed, as reading it again would answer."""
    return whole(
        {
            "id": job.id,
            "version": job.version,
            "created_at": job.created_at,
            "updated_at": job.updated_at,
            **job_columns(job),
            "content": to_data(job.content),
            "application_status": "not_applied",
        }
    )
