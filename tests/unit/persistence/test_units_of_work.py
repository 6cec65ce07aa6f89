"""A unit of work makes of its repositories what is asked for, once."""

import inspect

import pytest

from jobwise.application.ports.store import UnitOfWork
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.store import MemoryStore, MemoryUnitOfWork
from jobwise.infrastructure.persistence.sql.store import SqlUnitOfWork
from jobwise.infrastructure.persistence.sql.transaction import Transaction

ROOMS = frozenset(name for name, found in inspect.getmembers(UnitOfWork) if isinstance(found, property))


def made() -> tuple[SqlUnitOfWork, MemoryUnitOfWork]:
    ids = Uuid7Ids()
    store = MemoryStore(ids)
    never_used = object.__new__(Transaction)
    return (
        SqlUnitOfWork(never_used, ids, writable=False),
        MemoryUnitOfWork(store, store.state, ids, writable=False),
    )


@pytest.mark.parametrize("work", made(), ids=["sql", "memory"])
def test_nothing_is_made_before_it_is_asked_for(work: UnitOfWork) -> None:
    assert len(ROOMS) > 20
    assert not ROOMS & set(vars(work))
    assert work.jobs is work.jobs
    # What is saved has its events written by the outbox.
    assert {"jobs"} <= ROOMS & set(vars(work)) <= {"jobs", "outbox"}
    rooms = {name: getattr(work, name) for name in sorted(ROOMS)}
    assert set(vars(work)) >= ROOMS
    assert all(getattr(work, name) is room for name, room in rooms.items())
