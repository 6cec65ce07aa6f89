"""Work that is done later. The row is the truth: a process may be killed at any moment and nothing is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from jobwise.domain.limits import ERASE_BATCH


class TaskState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work. `kind` and `key` together are given once and for all: adding them again does nothing.

    Tasks of one `kind` and `lane` are done one after the other, in the order of `created_at` (ties by id), and lanes
    take turns: the one that was served longest ago (`taken_at`) comes first. A task without a lane waits for nobody.
    `payload` holds ids and options, no personal data. While it runs, the process that holds `lease` must renew it; when
    `lease_until` has passed, anybody may take it.
    """

    id: UUID
    kind: str
    key: str
    created_at: datetime
    run_after: datetime
    owner_id: UUID | None = None
    lane: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)
    state: TaskState = TaskState.WAITING
    attempts: int = 0
    lease: UUID | None = None
    lease_until: datetime | None = None
    failure: str = ""
    ended_at: datetime | None = None
    taken_at: datetime | None = None


class GivenUp(Exception):
    """What a task was for has failed for good, as its row says; there is nothing left to try. The cause says why."""


class Tasks(Protocol):
    """Owner-free: work is claimed for everybody."""

    async def add(self, tasks: Sequence[Task]) -> int:
        """Adds what is not there yet; how many were new."""
        ...

    async def add_if_room(self, task: Task, *, most: int, most_of_lane: int) -> bool:
        """Adds a new one, unless so many of its kind, or of its kind and lane, wait or run already; whether it was
        added. Many at once may pass the limits by as many: they keep the queue short, and count nothing."""
        ...

    async def claim(self, kinds: Sequence[str], *, lease: UUID, now: datetime, until: datetime) -> Task | None:
        """Takes the task of these kinds that is due, or whose holder has let its lease end, and whose turn it is."""
        ...

    async def let_go(self, lease: UUID, *, now: datetime) -> None:
        """Puts back what is held under this lease, if anything is, as if nobody had taken it."""
        ...

    async def renew(self, id: UUID, *, lease: UUID, until: datetime) -> bool:
        """Holds on to a running task; False when it is somebody else's by now."""
        ...

    async def finish(self, id: UUID, *, lease: UUID, now: datetime) -> None:
        """Ends a running task well; Conflict when it is somebody else's by now."""
        ...

    async def postpone(self, id: UUID, *, lease: UUID, run_after: datetime, failure: str) -> None:
        """Puts a running task back to be tried again; Conflict when it is somebody else's by now."""
        ...

    async def give_up(self, id: UUID, *, lease: UUID, now: datetime, failure: str) -> None:
        """Ends a running task badly; Conflict when it is somebody else's by now."""
        ...

    async def find(self, kind: str, key: str) -> Task | None:
        """The task that was added under this kind and key."""
        ...

    async def depths(self) -> Mapping[str, int]:
        """How many tasks wait or run, by kind."""
        ...

    async def left_alone(self, *, since: datetime, now: datetime) -> Sequence[str]:
        """Kinds of which a task could have been taken `since` then, while nobody is at work on any of them."""
        ...

    async def erase_ended(self, before: datetime, *, limit: int = ERASE_BATCH) -> int:
        """Takes out at most `limit` tasks that ended before this time; how many there were."""
        ...
