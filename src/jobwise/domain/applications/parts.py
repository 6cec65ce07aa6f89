"""What hangs under an application: moves, notes, contacts, interviews, reminders, and what was sent."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from jobwise.domain.applications.status import ApplicationStatus
from jobwise.domain.limits import (
    MAX_INTERVIEW_MINUTES,
    MAX_NAME_CHARS,
    MAX_NOTE_CHARS,
    MAX_URL_CHARS,
)
from jobwise.domain.shared.errors import Detail, InvalidInput

_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+/-]{0,63}")


def bounded(text: str, field: str, most: int) -> None:
    """InvalidInput when the text is longer than so many characters."""
    if len(text) > most:
        raise InvalidInput(f"`{field}` has at most {most} characters.", (Detail(field, "too long"),))


def in_utc(moment: datetime, field: str) -> None:
    if moment.utcoffset() != timedelta(0):
        raise InvalidInput("A time must be in UTC and say so.", (Detail(field, "not in UTC"),))


@dataclass(frozen=True, slots=True)
class Move:
    """One step of the timeline. `actor` is who made it."""

    at: datetime
    actor: UUID
    from_status: ApplicationStatus
    to_status: ApplicationStatus
    note: str = ""

    def __post_init__(self) -> None:
        in_utc(self.at, "at")
        bounded(self.note, "note", MAX_NOTE_CHARS)


@dataclass(frozen=True, slots=True)
class Note:
    id: UUID
    at: datetime
    text: str

    def __post_init__(self) -> None:
        in_utc(self.at, "at")
        bounded(self.text, "text", MAX_NOTE_CHARS)


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody at the employer."""

    id: UUID
    name: str
    role: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""
    notes: str = ""

    def __post_init__(self) -> None:
        for field in ("name", "role", "email", "phone"):
            bounded(getattr(self, field), field, MAX_NAME_CHARS)
        bounded(self.url, "url", MAX_URL_CHARS)
        bounded(self.notes, "notes", MAX_NOTE_CHARS)


class InterviewKind(StrEnum):
    RECRUITER_SCREEN = "recruiter_screen"
    PHONE = "phone"
    VIDEO = "video"
    TECHNICAL = "technical"
    ONSITE = "onsite"
    PANEL = "panel"
    BEHAVIORAL = "behavioral"
    FINAL = "final"
    OTHER = "other"


class InterviewOutcome(StrEnum):
    PENDING = "pending"
    PASSED = "passed"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Interview:
    """A meeting of so many minutes. `time_zone` is the IANA name of where it takes place; `sequence` counts changes."""

    id: UUID
    kind: InterviewKind
    starts_at: datetime
    minutes: int = 60
    time_zone: str = "UTC"
    place: str = ""
    link: str = ""
    notes: str = ""
    outcome: InterviewOutcome = InterviewOutcome.PENDING
    sequence: int = 0

    def __post_init__(self) -> None:
        in_utc(self.starts_at, "starts_at")
        if not 1 <= self.minutes <= MAX_INTERVIEW_MINUTES:
            raise InvalidInput(
                f"An interview lasts 1 to {MAX_INTERVIEW_MINUTES} minutes.", (Detail("minutes", "out of range"),)
            )
        if not _ZONE.fullmatch(self.time_zone):
            raise InvalidInput("A time zone has a name like `Europe/Berlin`.", (Detail("time_zone", "no zone"),))
        bounded(self.place, "place", MAX_NAME_CHARS)
        bounded(self.link, "link", MAX_URL_CHARS)
        bounded(self.notes, "notes", MAX_NOTE_CHARS)
        if self.sequence < 0:
            raise InvalidInput("Changes are counted from 0.", (Detail("sequence", "below 0"),))

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_open(self) -> bool:
        return self.outcome is InterviewOutcome.PENDING


@dataclass(frozen=True, slots=True)
class Reminder:
    id: UUID
    due_at: datetime
    text: str
    done: bool = False

    def __post_init__(self) -> None:
        in_utc(self.due_at, "due_at")
        bounded(self.text, "text", MAX_NAME_CHARS)


class AttachedKind(StrEnum):
    DOCUMENT = "document"
    GENERATION = "generation"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class Attached:
    """What was sent, by its own id: a document of the user's, or a resume or letter made here."""

    id: UUID
    kind: AttachedKind
    label: str = ""

    def __post_init__(self) -> None:
        bounded(self.label, "label", MAX_NAME_CHARS)


Part = Note | Contact | Interview | Reminder | Attached
