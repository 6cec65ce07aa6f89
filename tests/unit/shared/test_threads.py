"""Threads that are bounded, and hold up nobody."""

import asyncio
import threading

import pytest

from jobwise.infrastructure.threads import Threads


async def test_what_is_done_or_raised_comes_back() -> None:
    threads = Threads(1, "test")
    assert await threads.run(lambda: threading.current_thread().name) == "test"
    with pytest.raises(ZeroDivisionError):
        await threads.run(lambda: 1 / 0)
    # A process that ends does not wait for them.
    assert await threads.run(lambda: threading.current_thread().daemon)


async def test_no_more_than_so_many_work_at_a_time() -> None:
    threads, lock = Threads(3, "test"), threading.Lock()
    counts, most = [0], [0]

    def work() -> None:
        with lock:
            counts[0] += 1
            most[0] = max(most[0], counts[0])
        threading.Event().wait(0.005)
        with lock:
            counts[0] -= 1

    await asyncio.gather(*(threads.run(work) for _ in range(12)))
    assert most[0] == 3


async def test_who_goes_away_keeps_the_place_until_the_work_is_done() -> None:
    threads, hold = Threads(1, "test"), threading.Event()
    gone = asyncio.create_task(threads.run(lambda: hold.wait(5)))
    await asyncio.sleep(0)
    gone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await gone
    waiting = asyncio.create_task(threads.run(lambda: "next"))
    done, _ = await asyncio.wait([waiting], timeout=0.02)
    assert not done
    hold.set()
    assert await asyncio.wait_for(waiting, 5) == "next"


async def test_who_goes_away_before_there_is_a_place_takes_none() -> None:
    threads, hold = Threads(1, "test"), threading.Event()
    first = asyncio.create_task(threads.run(lambda: hold.wait(5)))
    second = asyncio.create_task(threads.run(lambda: True))
    await asyncio.sleep(0)
    second.cancel()
    hold.set()
    assert await first
    assert await asyncio.wait_for(threads.run(lambda: True), 5)
