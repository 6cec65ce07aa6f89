"""What is sent and answered about jobs."""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from jobwise.domain.applications.status import ApplicationStatus
from jobwise.domain.jobs import json_job
from jobwise.domain.jobs.captured import CapturedJob, JobSource, JobStatus
from jobwise.domain.jobs.job import EmploymentType, Job, WorkMode
from jobwise.domain.jobs.listed import job_columns, major
from jobwise.domain.limits import MAX_JOB_SKILLS
from jobwise.domain.shared.codec import to_data
from jobwise.domain.shared.values import PartialDate, PayPeriod, PayRange
from jobwise.presentation.schemas.fields import Moment, absent
from jobwise.presentation.schemas.inputs import WHOLE, Address, Input, Line, Name, Output, Text, like

BASE = "/api/v1/jobs"
_MOST_MONEY = 1_000_000_000_000
_AMOUNT = re.compile(r"^[0-9]{1,12}(\.[0-9]{1,3})?$")
_SIGNS = re.compile(r"[\s_-]+")
_MODES = {
    "onsite": WorkMode.ONSITE,
    "inoffice": WorkMode.ONSITE,
    "office": WorkMode.ONSITE,
    "remote": WorkMode.REMOTE,
    "fullyremote": WorkMode.REMOTE,
    "hybrid": WorkMode.HYBRID,
}
_MOVES = {status.value: sorted(following.value for following in status.allowed_next) for status in JobStatus}


def _mode(value: Any) -> Any:
    return _MODES.get(_SIGNS.sub("", value).lower(), value) if isinstance(value, str) else value


def _day(text: str) -> str:
    try:
        PartialDate.parse(text)
    except ValueError:
        raise ValueError("is not a date; write it like 2027-01-31, 2027-01 or 2027") from None
    return text


def _amount(value: Any) -> Any:
    if isinstance(value, str) and not _AMOUNT.fullmatch(value):
        raise ValueError("is no amount; write it like 62000 or 62000.50")
    return value


Mode = Annotated[WorkMode, BeforeValidator(_mode)]
"""`on-site` and its like are understood on the way in."""

Day = Annotated[
    str,
    StringConstraints(pattern=r"^[12][0-9]{3}(-[0-9]{2}(-[0-9]{2})?)?$"),
    AfterValidator(_day),
    like(r"^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"),
]
Money = Annotated[
    Decimal,
    Field(ge=0, le=_MOST_MONEY, decimal_places=3),
    BeforeValidator(_amount),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": _MOST_MONEY, "multipleOf": 0.001},
                {"type": "string", "pattern": _AMOUNT.pattern},
            ]
        }
    ),
]
Skills = Annotated[list[Name], Field(max_length=MAX_JOB_SKILLS)]


class SalaryIn(Input):
    """Major units. At least one end of the range is given."""

    min: Money | None = Field(None, examples=[62000])
    max: Money | None = Field(None, examples=[74000])
    currency: str = Field(pattern="^[A-Z]{3}$", description="ISO 4217.", examples=["EUR"])
    period: PayPeriod = PayPeriod.YEAR

    @model_validator(mode="after")
    def _range(self) -> Self:
        if self.min is None and self.max is None:
            raise ValueError("a salary has a min, a max or both")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min is above max")
        return self

    def range(self) -> PayRange:
        return PayRange(self.min, self.max, self.currency, self.period)


class JobFields(Input):
    company: Line = Field("", examples=["Acme GmbH"])
    location: Line = Field("", examples=["Berlin, Germany"])
    work_mode: Mode | None = None
    location_type: Mode | None = Field(None, description="Another name for `work_mode`.", deprecated=True)
    employment_type: EmploymentType | None = None
    salary: SalaryIn | None = None
    min_years: Annotated[int, Field(ge=0, le=60), WHOLE] | None = Field(None, examples=[3])
    required_skills: Skills = Field(default_factory=list, examples=[["Python", "SQL"]])
    preferred_skills: Skills = Field(default_factory=list)
    deadline: Day | None = Field(None, examples=["2027-01-31"])
    posted_at: Moment | None = None
    source_url: Address = Field("", examples=["https://jobs.example.org/42"])
    description: Text = ""

    @model_validator(mode="after")
    def _one_mode(self) -> Self:
        # The field set is read instead of the field: reading a deprecated one warns.
        other = self.__dict__["location_type"]
        if other is not None and self.work_mode not in (None, other):
            raise ValueError("work_mode and location_type say different things; send work_mode alone")
        return self

    def said(self, names: set[str]) -> dict[str, Any]:
        """The fields of these names as the domain names and types them."""
        said: dict[str, Any] = {}
        for name in sorted(names & set(type(self).model_fields)):
            value = self.__dict__[name]
            if name in ("work_mode", "location_type"):
                said["work_mode"] = self.work_mode or self.__dict__["location_type"]
            elif name == "salary":
                said["pay"] = self.salary.range() if self.salary else None
            elif name == "deadline":
                said[name] = PartialDate.parse(value) if value else None
            elif name == "description":
                said["text"] = value
            elif name != "status":
                said[name] = tuple(value) if isinstance(value, list) else value
        return said

    def whole(self) -> dict[str, Any]:
        return self.said(set(type(self).model_fields))


class JobPut(JobFields):
    title: Name = Field(examples=["Data Engineer"])


class JobIn(JobPut):
    status: JobStatus = JobStatus.ACTIVE

    def content(self) -> Job:
        return Job(**{name: value for name, value in self.whole().items() if name not in ("source_url", "posted_at")})


class JobPatch(JobFields):
    """Only what is sent changes; a null empties a field that may be empty."""

    title: Name = Field(default_factory=absent, examples=["Data Engineer"])

    def changes(self) -> dict[str, Any]:
        return self.said(self.model_fields_set)


class StatusIn(Input):
    status: JobStatus = Field(examples=["archived"])


class PageIn(Input):
    url: Annotated[Address, like(r"^[hH][tT][tT][pP][sS]?://[^\x00-\x20\x7f-\x9f\\]+$")] = Field(
        description="A public page.", examples=["https://jobs.example.org/42"]
    )


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
