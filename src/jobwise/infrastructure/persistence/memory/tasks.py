from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from jobwise.application.ports.tasks import Task, TaskState
from jobwise.domain.limits import ERASE_BATCH
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.domain.shared.errors import Conflict

_NEVER = datetime.min.replace(tzinfo=UTC)
_OPEN = (TaskState.WAITING, TaskState.RUNNING)


class MemoryTasks:
    def __init__(self, rows: dict[UUID, Task]) -> None:
        self._rows = rows

    async def add(self, tasks: Sequence[Task]) -> int:
        added = 0
        for task in tasks:
            if await self.find(task.kind, task.key) is None:
                self._rows[task.id] = from_data(Task, to_data(task))
                added += 1
        return added

    async def add_if_room(self, task: Task, *, most: int, most_of_lane: int) -> bool:
        of_kind = [row for row in self._rows.values() if row.kind == task.kind and row.state in _OPEN]
        if len(of_kind) >= most or sum(row.lane == task.lane for row in of_kind) >= most_of_lane:
            return False
        return await self.add([task]) > 0

    async def claim(self, kinds: Sequence[str], *, lease: UUID, now: datetime, until: datetime) -> Task | None:
        due = [task for task in self._rows.values() if task.kind in kinds and _due(task, now) and self._free(task)]
        if not due:
            return None
        first = min(due, key=lambda task: (self._served(task), task.run_after, task.id))
        claimed = replace(
            first,
            state=TaskState.RUNNING,
            lease=lease,
            lease_until=until,
            taken_at=now,
            attempts=first.attempts + 1,
        )
        self._rows[first.id] = claimed
        return claimed

    async def let_go(self, lease: UUID, *, now: datetime) -> None:
        for task in self._rows.values():
            if task.lease == lease and task.state is TaskState.RUNNING:
                self._leave(task.id, lease, TaskState.WAITING, run_after=now, failure=task.failure)
                self._rows[task.id] = replace(self._rows[task.id], attempts=task.attempts - 1)

    async def renew(self, id: UUID, *, lease: UUID, until: datetime) -> bool:
        task = self._rows.get(id)
        if task is None or task.lease != lease or task.state is not TaskState.RUNNING:
            return False
        self._rows[id] = replace(task, lease_until=until)
        return True

    async def finish(self, id: UUID, *, lease: UUID, now: datetime) -> None:
        self._leave(id, lease, TaskState.DONE, ended_at=now, failure="")

    async def postpone(self, id: UUID, *, lease: UUID, run_after: datetime, failure: str) -> None:
        self._leave(id, lease, TaskState.WAITING, run_after=run_after, failure=failure)

    async def give_up(self, id: UUID, *, lease: UUID, now: datetime, failure: str) -> None:
        self._leave(id, lease, TaskState.FAILED, ended_at=now, failure=failure)

    async def find(self, kind: str, key: str) -> Task | None:
        return next((task for task in self._rows.values() if (task.kind, task.key) == (kind, key)), None)

    async def depths(self) -> Mapping[str, int]:
        counted = Counter(task.kind for task in self._rows.values() if task.state in _OPEN)
        return dict(sorted(counted.items()))

    async def left_alone(self, *, since: datetime, now: datetime) -> Sequence[str]:
        rows = self._rows.values()
        waiting = {row.kind for row in rows if _due(row, since) and self._free(row)}
        at_work = {row.kind for row in rows if row.state is TaskState.RUNNING and not _due(row, now)}
        return tuple(sorted(waiting - at_work))

    async def erase_ended(self, before: datetime, *, limit: int = ERASE_BATCH) -> int:
        past = [task.id for task in self._rows.values() if task.ended_at is not None and task.ended_at < before][:limit]
        for id in past:
            del self._rows[id]
        return len(past)

    def _served(self, task: Task) -> datetime:
        """When its lane was last served."""
        if not task.lane:
            return _NEVER
        taken = [other.taken_at for other in self._rows.values() if (other.kind, other.lane) == (task.kind, task.lane)]
        return max((moment for moment in taken if moment is not None), default=_NEVER)

    def _free(self, task: Task) -> bool:
        """Whether no earlier task of its lane is still open."""
        return not task.lane or not any(
            other.kind == task.kind
            and other.lane == task.lane
            and other.state in _OPEN
            and (other.created_at, other.id) < (task.created_at, task.id)
            for other in self._rows.values()
        )

    def _leave(
        self,
        id: UUID,
        lease: UUID,
        state: TaskState,
        *,
        failure: str,
        run_after: datetime | None = None,
        ended_at: datetime | None = None,
    ) -> None:
        task = self._rows.get(id)
        if task is None or task.lease != lease or task.state is not TaskState.RUNNING:
            raise Conflict("This task was taken over by somebody else.")
        self._rows[id] = replace(
            task,
            state=state,
            failure=failure,
            run_after=run_after or task.run_after,
            ended_at=ended_at,
            lease=None,
            lease_until=None,
        )


def _due(task: Task, now: datetime) -> bool:
    if task.state is TaskState.WAITING:
        return task.run_after <= now
    return task.state is TaskState.RUNNING and task.lease_until is not None and task.lease_until <= now
