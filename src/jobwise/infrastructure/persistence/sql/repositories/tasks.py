from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    RowMapping,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    text,
    tuple_,
)
from sqlalchemy.dialects.postgresql import insert as inserting

from jobwise.application.ports.tasks import Task, TaskState
from jobwise.domain.limits import ERASE_BATCH
from jobwise.domain.shared.errors import Conflict
from jobwise.infrastructure.persistence.sql.repositories.room import given, some
from jobwise.infrastructure.persistence.sql.tables.tasks import tasks
from jobwise.infrastructure.persistence.sql.transaction import Transaction

_NAMES = tuple(column.name for column in tasks.c)
_ADD = (
    inserting(tasks)
    .values({name: bindparam(name) for name in _NAMES})
    .on_conflict_do_nothing(index_elements=[tasks.c.kind, tasks.c.key])
    .returning(tasks.c.id)
)
_DUE = or_(
    and_(tasks.c.state == TaskState.WAITING.value, tasks.c.run_after <= bindparam("now")),
    and_(tasks.c.state == TaskState.RUNNING.value, tasks.c.lease_until <= bindparam("now")),
)
# The states are written out, so that the indexes of just these rows are seen to fit: tasks that ended are kept long.
_OPEN = text("tasks.state IN ('waiting', 'running')")
_before = tasks.alias("earlier")
_BLOCKED = exists().where(
    _before.c.kind == tasks.c.kind,
    _before.c.lane == tasks.c.lane,
    text("earlier.state IN ('waiting', 'running')"),
    tuple_(_before.c.created_at, _before.c.id) < tuple_(tasks.c.created_at, tasks.c.id),
)
# Whose turn it is: the lane that was served longest ago, before it those that never were, and what has no lane.
_of_lane = tasks.alias("of_lane")
_SERVED = case(
    (
        tasks.c.lane != "",
        select(func.max(_of_lane.c.taken_at))
        .where(_of_lane.c.kind == tasks.c.kind, _of_lane.c.lane == tasks.c.lane)
        .correlate(tasks)
        .scalar_subquery(),
    )
)
_FIRST = (
    select(tasks.c.id)
    .where(tasks.c.kind.in_(bindparam("kinds", expanding=True)), _OPEN, _DUE, or_(tasks.c.lane == "", ~_BLOCKED))
    .order_by(_SERVED.asc().nulls_first(), tasks.c.run_after, tasks.c.id)
    .limit(1)
    # PostgreSQL passes over rows that another worker is taking; SQLite has one writer and knows no such thing.
    .with_for_update(skip_locked=True)
    .scalar_subquery()
)
_CLAIM = (
    tasks.update()
    .where(tasks.c.id == _FIRST)
    .values(
        state=TaskState.RUNNING.value,
        lease=bindparam("new_lease"),
        lease_until=bindparam("until"),
        attempts=tasks.c.attempts + 1,
        taken_at=bindparam("now"),
    )
    .returning(tasks)
)
_HELD = and_(
    tasks.c.id == bindparam("key_id"),
    tasks.c.lease == bindparam("key_lease"),
    tasks.c.state == TaskState.RUNNING.value,
)
_RENEW = tasks.update().where(_HELD).values(lease_until=bindparam("until"))
_LET_GO = (
    tasks.update()
    .where(_OPEN, tasks.c.state == TaskState.RUNNING.value, tasks.c.lease == bindparam("key_lease"))
    .values(
        state=TaskState.WAITING.value,
        run_after=bindparam("now"),
        attempts=tasks.c.attempts - 1,
        lease=None,
        lease_until=None,
    )
)
_LEAVE = (
    tasks.update()
    .where(_HELD)
    .values(
        state=bindparam("new_state"),
        failure=bindparam("new_failure"),
        run_after=func.coalesce(bindparam("new_run_after", type_=tasks.c.run_after.type), tasks.c.run_after),
        ended_at=bindparam("new_ended_at"),
        lease=None,
        lease_until=None,
    )
)
_FIND = select(tasks).where(tasks.c.kind == bindparam("kind"), tasks.c.key == bindparam("key"))
_DEPTHS = select(tasks.c.kind, func.count().label("depth")).where(_OPEN).group_by(tasks.c.kind).order_by(tasks.c.kind)
_queued = tasks.alias("queued")


def _has_room(most: str, *of: str) -> ColumnElement[bool]:
    """Whether fewer than so many are open of the same kind, and whatever else; no more of them are counted."""
    same = (_queued.c[name] == bindparam(name) for name in ("kind", *of))
    found = select(literal(1)).select_from(_queued).where(text("queued.state IN ('waiting', 'running')"), *same)
    few = found.limit(bindparam(most, type_=Integer)).subquery()
    return select(func.count()).select_from(few).scalar_subquery() < bindparam(most, type_=Integer)


_ADD_IF_ROOM = {
    dialect: (
        inserting(tasks)
        .from_select(
            _NAMES,
            select(*(given(column, dialect) for column in tasks.c)).where(
                _has_room("most"), _has_room("most_of_lane", "lane")
            ),
        )
        .on_conflict_do_nothing(index_elements=[tasks.c.kind, tasks.c.key])
        .returning(tasks.c.id)
    )
    for dialect in ("sqlite", "postgresql")
}
_at_work = tasks.alias("at_work")
_LEFT_ALONE = (
    select(tasks.c.kind)
    .where(
        _OPEN,
        or_(
            and_(tasks.c.state == TaskState.WAITING.value, tasks.c.run_after <= bindparam("since")),
            and_(tasks.c.state == TaskState.RUNNING.value, tasks.c.lease_until <= bindparam("since")),
        ),
        or_(tasks.c.lane == "", ~_BLOCKED),
        ~exists().where(
            _at_work.c.kind == tasks.c.kind,
            text("at_work.state IN ('waiting', 'running')"),
            _at_work.c.state == TaskState.RUNNING.value,
            _at_work.c.lease_until > bindparam("now"),
        ),
    )
    .distinct()
    .order_by(tasks.c.kind)
)
_ERASE = some(tasks, tasks.c.ended_at < bindparam("before"))


class SqlTasks:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def add(self, tasks: Sequence[Task]) -> int:
        added = 0
        for task in tasks:
            added += await self._db.first(_ADD, _row(task)) is not None
        return added

    async def add_if_room(self, task: Task, *, most: int, most_of_lane: int) -> bool:
        room = {"most": most, "most_of_lane": most_of_lane}
        return await self._db.first(_ADD_IF_ROOM[self._db.dialect], {**_row(task), **room}) is not None

    async def claim(self, kinds: Sequence[str], *, lease: UUID, now: datetime, until: datetime) -> Task | None:
        row = await self._db.first(_CLAIM, {"kinds": list(kinds), "new_lease": lease, "now": now, "until": until})
        return None if row is None else _task(row)

    async def let_go(self, lease: UUID, *, now: datetime) -> None:
        await self._db.change(_LET_GO, {"key_lease": lease, "now": now})

    async def renew(self, id: UUID, *, lease: UUID, until: datetime) -> bool:
        return await self._db.change(_RENEW, {"key_id": id, "key_lease": lease, "until": until}) > 0

    async def finish(self, id: UUID, *, lease: UUID, now: datetime) -> None:
        await self._leave(id, lease, TaskState.DONE, ended_at=now)

    async def postpone(self, id: UUID, *, lease: UUID, run_after: datetime, failure: str) -> None:
        await self._leave(id, lease, TaskState.WAITING, run_after=run_after, failure=failure)

    async def give_up(self, id: UUID, *, lease: UUID, now: datetime, failure: str) -> None:
        await self._leave(id, lease, TaskState.FAILED, ended_at=now, failure=failure)

    async def find(self, kind: str, key: str) -> Task | None:
        row = await self._db.first(_FIND, {"kind": kind, "key": key})
        return None if row is None else _task(row)

    async def depths(self) -> Mapping[str, int]:
        return {row["kind"]: row["depth"] for row in await self._db.rows(_DEPTHS, {})}

    async def left_alone(self, *, since: datetime, now: datetime) -> Sequence[str]:
        return tuple(row["kind"] for row in await self._db.rows(_LEFT_ALONE, {"since": since, "now": now}))

    async def erase_ended(self, before: datetime, *, limit: int = ERASE_BATCH) -> int:
        return await self._db.change(_ERASE, {"before": before, "limit": limit})

    async def _leave(
        self,
        id: UUID,
        lease: UUID,
        state: TaskState,
        *,
        run_after: datetime | None = None,
        ended_at: datetime | None = None,
        failure: str = "",
    ) -> None:
        new = {
            "key_id": id,
            "key_lease": lease,
            "new_state": state.value,
            "new_failure": failure,
            "new_run_after": run_after,
            "new_ended_at": ended_at,
        }
        if await self._db.change(_LEAVE, new) == 0:
            raise Conflict("This task was taken over by somebody else.")


def _row(task: Task) -> dict[str, Any]:
    row = {name: getattr(task, name) for name in _NAMES}
    return {**row, "state": task.state.value, "payload": dict(task.payload)}


def _task(row: RowMapping) -> Task:
    return Task(**{**row, "state": TaskState(row["state"])})
