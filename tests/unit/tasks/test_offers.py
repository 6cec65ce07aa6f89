"""Whoever does tasks is told of new ones when they are there to be found, and of nothing else."""

import pytest

from jobwise.application.offers import OfferingStore, Offers
from jobwise.application.ports.tasks import Task
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from tests.support.http import HandClock

IDS, CLOCK = Uuid7Ids(), HandClock()


def task(kind: str, key: str) -> Task:
    now = CLOCK.now()
    return Task(id=IDS.new(), kind=kind, key=key, created_at=now, run_after=now)


@pytest.fixture
def told() -> list[list[str]]:
    return []


@pytest.fixture
def store(told: list[list[str]]) -> OfferingStore:
    offers = Offers()
    offers(["nobody listens"])
    offers.tell(lambda kinds: told.append(list(kinds)))
    return OfferingStore(MemoryStore(IDS), offers)


async def test_new_tasks_are_told_of_once_they_are_committed(store: OfferingStore, told: list[list[str]]) -> None:
    async with store.write() as work:
        assert await work.tasks.add((task("a", "1"), task("b", "1"))) == 2
        assert await work.tasks.add((task("a", "2"),)) == 1
        await work.commit()
        assert told == []
    assert told == [["a", "b", "a"]]
    async with store.read() as work:
        assert await work.tasks.depths() == {"a": 2, "b": 1}


async def test_a_task_that_found_room_is_told_of(store: OfferingStore, told: list[list[str]]) -> None:
    async with store.write() as work:
        assert await work.tasks.add_if_room(task("a", "1"), most=1, most_of_lane=1)
        assert not await work.tasks.add_if_room(task("a", "2"), most=1, most_of_lane=1)
        await work.commit()
    assert told == [["a"]]


async def test_what_was_there_or_never_came_is_not_told_of(store: OfferingStore, told: list[list[str]]) -> None:
    async with store.write() as work:
        await work.tasks.add((task("a", "1"),))
    with pytest.raises(ZeroDivisionError):
        async with store.write() as work:
            await work.tasks.add((task("a", "1"),))
            await work.commit()
            raise ZeroDivisionError
    told.clear()
    async with store.write() as work:
        await work.tasks.add((task("b", "1"),))
        await work.commit()
    assert told == [["b"]]
    async with store.write() as work:
        assert await work.tasks.add((task("b", "1"),)) == 0
        await work.commit()
    async with store.write() as work:
        await work.commit()
    assert told == [["b"]]
