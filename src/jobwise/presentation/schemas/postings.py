"""What is answered about the catalogue."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from jobwise.domain.applications.status import ApplicationStatus
from jobwise.domain.jobs.captured import JobSource
from jobwise.domain.jobs.job import EmploymentType, WorkMode
from jobwise.presentation.schemas.inputs import Output
from jobwise.presentation.schemas.job_answers import BASE, RequirementOut, SalaryOut, reading, salary


class PostingCard(Output):
    id: UUID
    source: JobSource
    url: str = Field(examples=["https://jobs.example.org/42"])
    title: str = Field(examples=["Data Engineer"])
    company: str = Field(examples=["Acme GmbH"])
    location: str = Field(examples=["Berlin, Germany"])
    work_mode: WorkMode | None
    employment_type: EmploymentType | None
    salary: SalaryOut | None
    min_years: int | None
    deadline: str | None
    posted_at: datetime
    saved: bool = Field(description="Whether I have saved it.")
    job_id: UUID | None = Field(description="The job it was saved as.")
    application_status: ApplicationStatus
    fit: float | None = Field(
        ge=0,
        le=1,
        description="How well my default profile fits it, to compare postings by; null without a profile, and while "
        "there is no time to find out.",
        examples=[0.64],
    )


class PostingLinks(Output):
    self: str
    save: str


class PostingOut(PostingCard):
    description: str
    language: str = Field(examples=["en"])
    required_skills: list[str]
    preferred_skills: list[str]
    requirements: list[RequirementOut]
    links: PostingLinks


def card(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "source": row["source"],
        "url": row["url"],
        "title": row["title"],
        "company": row["company"],
        "location": row["location"],
        "work_mode": row["work_mode"],
        "employment_type": row["employment_type"],
        "salary": salary(row),
        "min_years": row["min_years"],
        "deadline": row["deadline"],
        "posted_at": row["posted_at"],
        "saved": row["job_id"] is not None,
        "job_id": row["job_id"],
        "application_status": row["application_status"],
        "fit": row["fit"],
    }


def whole(row: Mapping[str, Any]) -> dict[str, Any]:
    said = reading(row["content"])
    names = ("description", "language", "required_skills", "preferred_skills", "requirements")
    links = {"self": f"{BASE}/browse/{row['id']}", "save": f"{BASE}/{row['id']}/save"}
    return {**card(row), **{name: said[name] for name in names}, "links": links}
