"""What is sent and answered about what hangs under an application."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, StrictBool, StringConstraints

from jobwise.domain.applications.parts import (
    Attached,
    AttachedKind,
    Contact,
    Interview,
    InterviewKind,
    InterviewOutcome,
    Note,
    Part,
    Reminder,
)
from jobwise.domain.limits import MAX_INTERVIEW_MINUTES
from jobwise.presentation.schemas.fields import MOMENT, Moment, Remark, absent
from jobwise.presentation.schemas.inputs import WHOLE, Address, Input, Line, Name, Output, like


@lru_cache(maxsize=1024)
def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, LookupError, OSError):
        # A folder of the database of zones (`Europe`) is an OSError.
        raise ValueError("is no time zone; write it like `Europe/Berlin`") from None
    return name


# Nothing but the web: an address that a page would run as a script is not kept.
Web = Annotated[
    Address,
    StringConstraints(pattern=r"^$|^[hH][tT][tT][pP][sS]?://"),
    like(r"^([hH][tT][tT][pP][sS]?://[^\x00-\x08\x0a-\x1f\x7f]*)?$"),
]
Zone = Annotated[str, StringConstraints(max_length=64, pattern=r"^[A-Za-z][A-Za-z0-9_+/-]*$"), AfterValidator(_zone)]
Filled = Annotated[Remark, StringConstraints(min_length=1)]
Minutes = Annotated[int, Field(ge=1, le=MAX_INTERVIEW_MINUTES), WHOLE]


class NotePatch(Input):
    text: Filled = Field(default_factory=absent, examples=["They use Kafka; read up on it."])


class NoteIn(NotePatch):
    text: Filled = Field(examples=["They use Kafka; read up on it."])


class NoteOut(Output):
    id: UUID
    at: datetime
    text: str


class ContactPatch(Input):
    name: Name = Field(default_factory=absent, examples=["Zoë Lindqvist"])
    role: Line = Field(default_factory=absent, examples=["Recruiter"])
    email: Line = Field(default_factory=absent, examples=["zoe@example.org"])
    phone: Line = Field(default_factory=absent, examples=["+46 8 000 00 00"])
    url: Web = Field(default_factory=absent, examples=["https://example.org/zoe"])
    notes: Remark = Field(default_factory=absent, examples=["Prefers the phone."])


class ContactIn(ContactPatch):
    name: Name = Field(examples=["Zoë Lindqvist"])


class ContactOut(Output):
    id: UUID
    name: str
    role: str
    email: str
    phone: str
    url: str
    notes: str


class InterviewPatch(Input):
    kind: InterviewKind = Field(default_factory=absent, examples=["technical"])
    starts_at: Moment = Field(default_factory=absent, examples=[MOMENT])
    minutes: Minutes = Field(default_factory=absent, description="60 if not said.", examples=[45])
    time_zone: Zone = Field(
        default_factory=absent,
        description="Of the place, by its IANA name; UTC if not said.",
        examples=["Europe/Stockholm"],
    )
    place: Line = Field(default_factory=absent, examples=["Kungsgatan 1, Stockholm"])
    link: Web = Field(default_factory=absent, examples=["https://meet.example.org/abc"])
    notes: Remark = Field(default_factory=absent, examples=["Prefers the phone."])
    outcome: InterviewOutcome = Field(default_factory=absent, description="Pending if not said.", examples=["passed"])


class InterviewIn(InterviewPatch):
    kind: InterviewKind = Field(examples=["technical"])
    starts_at: Moment = Field(examples=[MOMENT])


class InterviewOut(Output):
    id: UUID
    kind: InterviewKind
    starts_at: datetime
    ends_at: datetime
    minutes: int
    time_zone: str
    place: str
    link: str
    notes: str
    outcome: InterviewOutcome
    sequence: int = Field(description="How often it was changed.")


class ReminderPatch(Input):
    due_at: Moment = Field(default_factory=absent, examples=[MOMENT])
    text: Name = Field(default_factory=absent, examples=["Ask how it stands"])
    done: StrictBool = Field(default_factory=absent, examples=[True])


class ReminderIn(ReminderPatch):
    due_at: Moment = Field(examples=[MOMENT])
    text: Name = Field(examples=["Ask how it stands"])


class ReminderOut(Output):
    id: UUID
    due_at: datetime
    text: str
    done: bool


class AttachedPatch(Input):
    label: Line = Field(default_factory=absent, examples=["the resume of March"])


class AttachedIn(AttachedPatch):
    kind: AttachedKind = Field(examples=["document"])
    id: UUID = Field(description="Of a document, a generation or an export of yours.")


class AttachedOut(Output):
    id: UUID
    kind: AttachedKind
    label: str


def interview(one: Interview) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "starts_at": one.starts_at,
        "ends_at": one.ends_at,
        "minutes": one.minutes,
        "time_zone": one.time_zone,
        "place": one.place,
        "link": one.link,
        "notes": one.notes,
        "outcome": one.outcome,
        "sequence": one.sequence,
    }


def as_it_is(part: Any) -> Any:
    return part


@dataclass(frozen=True, slots=True)
class Room:
    """One list of an application: its address, the word for one of it, what is sent and what is answered."""

    path: str
    noun: str
    kind: type[Part]
    field: str
    sent: type[Input]
    patch: type[Input]
    answered: type[Output]
    shown: Callable[[Any], Any] = as_it_is


ROOMS = (
    Room("notes", "note", Note, "notes", NoteIn, NotePatch, NoteOut),
    Room("contacts", "contact", Contact, "contacts", ContactIn, ContactPatch, ContactOut),
    Room(
        "interviews",
        "interview",
        Interview,
        "interviews",
        InterviewIn,
        InterviewPatch,
        InterviewOut,
        interview,
    ),
    Room("reminders", "reminder", Reminder, "reminders", ReminderIn, ReminderPatch, ReminderOut),
    Room(
        "documents",
        "attached_document",
        Attached,
        "attached",
        AttachedIn,
        AttachedPatch,
        AttachedOut,
    ),
)
