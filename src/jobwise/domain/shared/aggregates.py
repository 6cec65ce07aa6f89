"""What all stored things share: identity, version, times, and the events that their methods record."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from jobwise.domain.limits import RESTORE_DAYS
from jobwise.domain.shared.errors import Already, InvalidInput, NotFound, Stale
from jobwise.domain.shared.events import Event


@dataclass(kw_only=True)
class Aggregate:
    """A thing that changes as one. `version` starts at 1 and rises once for all changes since it was last seen.

    All times are aware and UTC. A deleted thing is hidden (`deleted_at`) until it is restored or erased.
    """

    KIND: ClassVar[str]
    STALE: ClassVar[str] = "This {kind} was changed since you read it; read it again."
    """What is said to whoever changes another version than the present one."""

    id: UUID
    version: int = 1
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None = None
    _seen: int = field(init=False, default=0, repr=False, compare=False)
    _events: list[Event] = field(init=False, default_factory=list, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.version < 1:
            raise InvalidInput(f"A version starts at 1, not {self.version}.")
        for moment in (self.created_at, self.updated_at, self.deleted_at):
            if moment is not None and moment.utcoffset() != timedelta(0):
                raise InvalidInput("A time must be in UTC and say so.")
        if self.updated_at < self.created_at:
            raise InvalidInput("A thing cannot change before it was made.")

    @property
    def owner(self) -> UUID | None:
        """Whose it is; None for what belongs to nobody."""
        return None

    @property
    def seen_version(self) -> int:
        """The version that everybody else knows; 0 while nobody does."""
        return self._seen

    @property
    def hidden(self) -> bool:
        return self.deleted_at is not None

    def seen(self) -> None:
        """Marks the present state as the one that everybody knows."""
        self._seen = self.version

    def check_version(self, version: int | None) -> None:
        """Stale when the caller has read another version than the present one; None is any."""
        if version is not None and version != self.version:
            raise Stale(self.STALE.format(kind=self.KIND, read=version, version=self.version))

    def take_events(self) -> tuple[Event, ...]:
        """The events recorded since the last call, oldest first."""
        taken = tuple(self._events)
        self._events.clear()
        return taken

    def record(self, happened: str, now: datetime, **payload: Any) -> None:
        """Notes that something `happened` (past tense); the event is named `<kind>.<happened>`."""
        self._events.append(
            Event(f"{self.KIND}.{happened}", self.KIND, self.id, self.version, self.owner, now, payload)
        )

    def delete(self, now: datetime) -> None:
        """Hides it; Conflict when it is hidden already."""
        if self.deleted_at is not None:
            raise Already(f"This {self.KIND} is deleted already.")
        self.deleted_at = now
        self._changed("deleted", now)

    def restore(self, now: datetime) -> None:
        """Shows it again; Conflict when it is not hidden, NotFound when it was hidden more than `RESTORE_DAYS` ago."""
        if self.deleted_at is None:
            raise Already(f"This {self.KIND} is not deleted.")
        if now - self.deleted_at > timedelta(days=RESTORE_DAYS):
            # Clean-up has not come by yet; that is nobody's luck.
            raise NotFound(f"There is no such {self.KIND}.")
        self.deleted_at = None
        self._changed("restored", now)

    def _changed(self, happened: str, now: datetime, **payload: Any) -> None:
        if self.version == self._seen:
            self.version += 1
        # Clocks of two machines differ; a later change never reads as an earlier one.
        self.updated_at = max(now, self.updated_at)
        self.record(happened, self.updated_at, **payload)


@dataclass(kw_only=True)
class Owned(Aggregate):
    """An aggregate that belongs to one user and is only ever read as that user's."""

    owner_id: UUID

    @property
    def owner(self) -> UUID:
        return self.owner_id
