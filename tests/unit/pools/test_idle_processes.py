"""Processes of a pool that nobody needs: they go, and another is there when there is work again."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from jobwise.infrastructure.pools import pool as pools
from jobwise.infrastructure.pools.frames import Frame
from jobwise.infrastructure.pools.pool import Measures, Pool
from jobwise.infrastructure.pools.worker import Recipe, Worker

IDLE_S = 0.05


class Hand(Worker):
    """A process that is none; `ends` are those that were let go and are over."""

    made: list["Hand"]
    ends: list[int]
    held: asyncio.Event

    def __init__(self, number: int) -> None:
        self.pieces = self.rss_bytes = self.settled_bytes = 0
        self.leaving, self.idle_since, self.last = False, 0.0, Frame()
        self.number = number

    @property
    def pid(self) -> int:
        return self.number

    @property
    def lives(self) -> bool:
        return self.number not in self.ends

    async def ask(self, frame: Frame) -> Frame:
        await asyncio.sleep(frame.note["given"])
        self.pieces += 1
        return Frame({"pid": self.number})

    async def end(self, patience_s: float) -> None:
        await self.held.wait()
        self.ends.append(self.number)

    async def kill(self) -> None:
        self.ends.append(self.number)


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> type[Hand]:
    class Hands(Hand):
        made, ends, held = [], [], asyncio.Event()

    Hands.held.set()

    async def start(recipe: Recipe) -> Worker:
        Hands.made.append(Hands(len(Hands.made) + 1))
        return Hands.made[-1]

    monkeypatch.setattr(pools.Worker, "start", start)
    return Hands


def pool_of(**measures: Any) -> Pool:
    return Pool(Recipe("x:y"), Measures(**{"size": 2, "idle_s": IDLE_S, **measures}))


async def worked(pool: Pool, seconds: float = 0.0) -> int:
    return int((await pool.run("any", lambda: seconds)).note["pid"])


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():
            await asyncio.sleep(0.002)


async def test_one_that_nobody_needs_goes_and_another_comes_when_asked(hands: type[Hand]) -> None:
    pool = pool_of()
    assert (await worked(pool), await worked(pool)) == (1, 1)
    await until(lambda: hands.ends == [1])
    assert await worked(pool) == 2
    await until(lambda: hands.ends == [1, 2])
    await pool.close()
    assert len(hands.made) == 2


async def test_one_that_is_at_work_is_not_let_go_and_the_others_are(hands: type[Hand]) -> None:
    pool = pool_of()
    long = asyncio.create_task(worked(pool, 4 * IDLE_S))
    await until(lambda: len(hands.made) == 1)
    assert await worked(pool) == 2
    await until(lambda: hands.ends == [2])
    assert not long.done()
    assert await long == 1
    await until(lambda: sorted(hands.ends) == [1, 2])
    await pool.close()


async def test_those_stay_that_are_used_though_fewer_are_than_there_were(hands: type[Hand]) -> None:
    pool = pool_of()
    assert sorted(await asyncio.gather(worked(pool, 0.01), worked(pool, 0.01))) == [1, 2]
    first = await worked(pool)
    while not hands.ends:
        assert await worked(pool) == first
        await asyncio.sleep(IDLE_S / 10)
    assert hands.ends == [3 - first]
    assert await worked(pool) == first
    await pool.close()


async def test_nobody_waits_for_one_that_goes(hands: type[Hand]) -> None:
    pool = pool_of(size=1)
    assert await worked(pool) == 1
    hands.held.clear()
    await asyncio.sleep(3 * IDLE_S)
    async with asyncio.timeout(1):
        assert await worked(pool) == 2
    assert hands.ends == []
    hands.held.set()
    await pool.close()
    assert sorted(hands.ends) == [1, 2] or hands.ends == [2]


async def test_a_pool_that_closes_looks_no_more(hands: type[Hand]) -> None:
    pool = pool_of()
    await worked(pool)
    await pool.close()
    await asyncio.sleep(2 * IDLE_S)
    assert hands.ends == [1]
