"""The pursuit of one job, from the first thought to the last word."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, ClassVar, Self, TypeVar, cast
from uuid import UUID

from jobwise.domain.applications.parts import (
    Attached,
    Contact,
    Interview,
    InterviewOutcome,
    Move,
    Note,
    Part,
    Reminder,
    bounded,
    in_utc,
)
from jobwise.domain.applications.status import ApplicationStatus, legal_moves
from jobwise.domain.limits import MAX_MOVES, MAX_NAME_CHARS, MAX_PARTS
from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.shared.errors import Already, Detail, InvalidInput, InvalidTransition, NotFound, NotNow

P = TypeVar("P", bound=Part)


@dataclass(frozen=True, slots=True)
class _Kind:
    """Where parts of one type stand, what a sentence calls them, and how the events of their coming and going end."""

    field: str
    noun: str
    added: str
    changed: str
    removed: str


_KINDS: Mapping[type[Any], _Kind] = MappingProxyType(
    {
        Note: _Kind("notes", "note", "note_added", "note_changed", "note_removed"),
        Contact: _Kind("contacts", "contact", "contact_added", "contact_changed", "contact_removed"),
        Interview: _Kind("interviews", "interview", "interview_scheduled", "interview_changed", "interview_removed"),
        Reminder: _Kind("reminders", "reminder", "reminder_set", "reminder_changed", "reminder_removed"),
        Attached: _Kind("attached", "document", "document_attached", "document_changed", "document_detached"),
    }
)


@dataclass(kw_only=True)
class Application(Owned):
    """`timeline` holds the moves, oldest first; `previous` is the status before the present one."""

    KIND: ClassVar[str] = "application"

    job_id: UUID
    status: ApplicationStatus = ApplicationStatus.NOT_APPLIED
    previous: ApplicationStatus | None = None
    timeline: tuple[Move, ...] = ()
    notes: tuple[Note, ...] = ()
    contacts: tuple[Contact, ...] = ()
    interviews: tuple[Interview, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    attached: tuple[Attached, ...] = ()
    applied_at: datetime | None = None
    source: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        bounded(self.source, "source", MAX_NAME_CHARS)
        if self.applied_at is not None:
            in_utc(self.applied_at, "applied_at")
        if len(self.timeline) > MAX_MOVES or any(len(self._parts(kind)) > MAX_PARTS for kind in _KINDS):
            raise InvalidInput("An application cannot hold that much.")

    @classmethod
    def create(cls, *, id: UUID, owner_id: UUID, job_id: UUID, now: datetime, source: str = "") -> Self:
        application = cls(id=id, owner_id=owner_id, job_id=job_id, source=source, created_at=now, updated_at=now)
        application.record("created", now, job_id=str(job_id), status=application.status.value)
        return application

    @property
    def legal_moves(self) -> tuple[ApplicationStatus, ...]:
        return legal_moves(self.status, self.previous)

    @property
    def moved_at(self) -> datetime:
        """When it came to its present status."""
        return self.timeline[-1].at if self.timeline else self.created_at

    @property
    def next_interview_at(self) -> datetime | None:
        """The start of the first interview whose outcome is open."""
        return min((one.starts_at for one in self.interviews if one.is_open), default=None)

    @property
    def last_interview_at(self) -> datetime | None:
        """When the last interview ends, whatever came of it."""
        return max((one.ends_at for one in self.interviews), default=None)

    @property
    def next_reminder_at(self) -> datetime | None:
        """When the first reminder that is not done is due."""
        return min((one.due_at for one in self.reminders if not one.done), default=None)

    def move(self, status: ApplicationStatus, now: datetime, *, actor: UUID, note: str = "") -> None:
        """Takes it to another status; InvalidTransition names the ways that are open."""
        self._check_move(status)
        move = Move(max(now, self.updated_at), actor, self.status, status, note)
        self.timeline += (move,)
        self.previous, self.status = self.status, status
        if status is ApplicationStatus.APPLIED and self.applied_at is None:
            self.applied_at = move.at
        self._changed("moved", now, from_status=move.from_status.value, to_status=status.value)

    def _check_move(self, status: ApplicationStatus) -> None:
        legal = self.legal_moves
        if status not in legal:
            ways = f"only {', '.join(legal)}" if legal else "nothing else: that is final"
            raise InvalidTransition(
                f"An application that is {self.status} cannot become {status}; {ways}.",
                tuple(Detail("status", way) for way in legal),
            )
        if len(self.timeline) >= MAX_MOVES:
            raise NotNow(f"An application makes at most {MAX_MOVES} moves; begin a new one.")

    def describe(self, now: datetime, *, source: str | None = None, applied_at: datetime | None = None) -> None:
        """Sets what is given; the same values change nothing."""
        given = {"source": source, "applied_at": applied_at}
        changed = sorted(name for name, value in given.items() if value is not None and value != getattr(self, name))
        if not changed:
            return
        for name in changed:
            setattr(self, name, given[name])
        self.__post_init__()
        self._changed("described", now, fields=changed)

    def part(self, kind: type[P], id: UUID) -> P:
        """The part of this kind and id; NotFound when there is none."""
        for one in self._parts(kind):
            if one.id == id:
                return cast(P, one)
        raise NotFound(f"There is no such {_KINDS[kind].noun}.")

    def add(self, part: Part, now: datetime) -> None:
        """Puts one more part at the end of its list; Conflict when it is there, NotNow when the list is full."""
        kind, present = _KINDS[type(part)], self._parts(type(part))
        if any(one.id == part.id for one in present):
            raise Already(f"This {kind.noun} is there already.")
        if len(present) >= MAX_PARTS:
            raise NotNow(f"An application has at most {MAX_PARTS} {kind.field}; remove one first.")
        self._put(kind, (*present, part), kind.added, part, now)

    def change(self, part: Part, now: datetime) -> None:
        """Puts the part in the place of the one with its id; NotFound when there is none."""
        kind, present = _KINDS[type(part)], self._parts(type(part))
        old = self.part(type(part), part.id)
        happened = kind.changed
        if isinstance(part, Interview) and isinstance(old, Interview):
            if part.outcome is InterviewOutcome.CANCELLED and old.outcome is not InterviewOutcome.CANCELLED:
                happened = "interview_cancelled"
            # Calendars take a change only under a higher number.
            part = replace(part, sequence=old.sequence if part == old else old.sequence + 1)
        if part != old:
            self._put(kind, tuple(part if one.id == part.id else one for one in present), happened, part, now)

    def remove(self, kind: type[Part], id: UUID, now: datetime) -> None:
        """Takes one part out of its list; NotFound when there is none."""
        gone = self.part(kind, id)
        rest = tuple(one for one in self._parts(kind) if one.id != id)
        self._put(_KINDS[kind], rest, _KINDS[kind].removed, gone, now)

    def _parts(self, kind: type[Any]) -> tuple[Any, ...]:
        found: tuple[Any, ...] = getattr(self, _KINDS[kind].field)
        return found

    def _put(self, kind: _Kind, parts: tuple[Part, ...], happened: str, part: Part, now: datetime) -> None:
        setattr(self, kind.field, parts)
        self._changed(happened, now, part_id=str(part.id), count=len(parts))
