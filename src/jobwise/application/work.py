"""Work on somebody's things that is done later, as tasks."""

from typing import Any
from uuid import UUID

from jobwise.application.ports.tasks import Task
from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.shared.made import Made


def work_on(thing: Owned, kind: str, id: UUID, *, lane: str = "") -> Task:
    """What is done once for a new thing; the key is its id."""
    return Task(
        id=id,
        kind=kind,
        key=str(thing.id),
        created_at=thing.created_at,
        run_after=thing.created_at,
        owner_id=thing.owner_id,
        lane=lane,
        payload={f"{thing.KIND}_id": str(thing.id)},
    )


def making_of(kind: type[Made[Any]]) -> str:
    """The kind of task that makes one; its key is the id of what is made and which attempt it is."""
    return f"{kind.KIND}.make"


def attempt_key(thing: Made[Any]) -> str:
    return f"{thing.id}:{thing.attempt}"


def attempt_of(task: Task) -> tuple[UUID, int]:
    """Which thing, and which attempt at it, the key of its task names."""
    id, _, attempt = task.key.partition(":")
    return UUID(id), int(attempt)


def attempt_at(thing: Made[Any], id: UUID) -> Task:
    """The work of the present attempt. One after the other for each person, so that nobody's many hold up others."""
    return Task(
        id=id,
        kind=making_of(type(thing)),
        key=attempt_key(thing),
        created_at=thing.asked_at,
        run_after=thing.asked_at,
        owner_id=thing.owner_id,
        lane=str(thing.owner_id),
        payload={f"{thing.KIND}_id": str(thing.id), "attempt": thing.attempt},
    )
