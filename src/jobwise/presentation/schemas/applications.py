"""What is sent and answered about applications."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from jobwise.domain.applications.application import Application
from jobwise.domain.applications.status import ApplicationStatus
from jobwise.presentation.schemas.application_parts import (
    AttachedOut,
    ContactOut,
    InterviewOut,
    NoteOut,
    ReminderOut,
    interview,
)
from jobwise.presentation.schemas.fields import MOMENT, Moment, Remark, Status, absent
from jobwise.presentation.schemas.inputs import Input, Line, Output

BASE = "/api/v1/applications"


class ApplicationIn(Input):
    job_id: UUID
    status: Status = Field(ApplicationStatus.NOT_APPLIED, description="Its first move; only a legal one is taken.")
    note: Remark = Field("", examples=["Sent through the careers page."])
    source: Line = Field("", description="Where the job was found.", examples=["careers page"])


class ApplicationPatch(Input):
    source: Line = Field(default_factory=absent, examples=["referral"])
    applied_at: Moment = Field(default_factory=absent, examples=[MOMENT])


class MoveIn(Input):
    status: Status = Field(examples=["applied"])
    note: Remark = Field("", examples=["They called back."])


class MoveOut(Output):
    at: datetime
    actor: UUID
    from_status: ApplicationStatus
    to_status: ApplicationStatus
    note: str


class Links(Output):
    """Where to go from here."""

    self: str
    job: str
    timeline: str
    status: str


class ApplicationCardOut(Output):
    id: UUID
    version: int
    job_id: UUID
    title: str = Field(description="The title of the job.", examples=["Data Engineer"])
    company: str = Field(examples=["Acme GmbH"])
    status: ApplicationStatus
    previous: ApplicationStatus | None
    source: str
    applied_at: datetime | None
    moved_at: datetime
    next_interview_at: datetime | None
    next_reminder_at: datetime | None
    created_at: datetime
    updated_at: datetime


class ApplicationOut(Output):
    id: UUID
    version: int
    job_id: UUID
    status: ApplicationStatus
    previous: ApplicationStatus | None
    legal_moves: list[ApplicationStatus] = Field(description="Where it may go from here.", examples=[["applied"]])
    source: str
    applied_at: datetime | None
    moved_at: datetime
    next_interview_at: datetime | None
    next_reminder_at: datetime | None
    notes: list[NoteOut]
    contacts: list[ContactOut]
    interviews: list[InterviewOut]
    reminders: list[ReminderOut]
    documents: list[AttachedOut]
    moves: int = Field(ge=0, description="How many entries the timeline has.", examples=[2])
    created_at: datetime
    updated_at: datetime
    links: Links


class Counts(Output):
    by_status: dict[ApplicationStatus, int] = Field(examples=[{"applied": 3, "interviewing": 1}])
    active: int = Field(ge=0, examples=[4])
    total: int = Field(ge=0, examples=[6])


def whole(one: Application) -> dict[str, Any]:
    here = f"{BASE}/{one.id}"
    return {
        "id": one.id,
        "version": one.version,
        "job_id": one.job_id,
        "status": one.status,
        "previous": one.previous,
        "legal_moves": one.legal_moves,
        "source": one.source,
        "applied_at": one.applied_at,
        "moved_at": one.moved_at,
        "next_interview_at": one.next_interview_at,
        "next_reminder_at": one.next_reminder_at,
        "notes": one.notes,
        "contacts": one.contacts,
        "interviews": [interview(each) for each in one.interviews],
        "reminders": one.reminders,
        "documents": one.attached,
        "moves": len(one.timeline),
        "created_at": one.created_at,
        "updated_at": one.updated_at,
        "links": {
            "self": here,
            "job": f"/api/v1/jobs/{one.job_id}",
            "timeline": f"{here}/timeline",
            "status": f"{here}/status",
        },
    }


def counts(found: Mapping[ApplicationStatus, int]) -> dict[str, Any]:
    active = sum(count for status, count in found.items() if status.is_active)
    return {"by_status": found, "active": active, "total": sum(found.values())}
