"""Pools of real processes: what they may do, how they end, and that another one goes on."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from jobwise.domain.limits import POOLED_MEMORY_BYTES
from jobwise.domain.shared.errors import Detail, InvalidInput, QueueFull, Unavailable
from jobwise.infrastructure.pools.failures import BrokenWork, TooMuchWork
from jobwise.infrastructure.pools.frames import Frame, packed, read
from jobwise.infrastructure.pools.pool import Measures, Pool
from jobwise.infrastructure.pools.worker import Recipe

ROOT = Path(__file__).resolve().parents[3]
RECIPE = Recipe("tests.support.odd_work:jobs", paths=(ROOT,))


@asynccontextmanager
async def opened(recipe: Recipe = RECIPE, **measures: Any) -> AsyncIterator[Pool]:
    pool = Pool(recipe, Measures(**{"size": 1, **measures}))
    try:
        yield pool
    finally:
        await pool.close()


async def pid_of(pool: Pool) -> int:
    return int((await pool.run("twice", lambda: 1)).note["pid"])


def lives(pid: int) -> bool:
    """Whether a process is there and not merely waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] not in "ZX"
    except OSError:
        return False


async def ends(pid: int, within_s: float = 5.0) -> bool:
    until = time.monotonic() + within_s
    while lives(pid) and time.monotonic() < until:
        await asyncio.sleep(0.01)
    return not lives(pid)


async def test_works_again_and_again_and_outlives_what_goes_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """One process does all of this: it is there before and after each."""
    monkeypatch.setenv("JOBWISE_SECRET_KEY", "a secret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody:secret@example.org/db")
    async with opened(wall_s=7.5) as pool:
        first = await pid_of(pool)
        answer = await pool.run("twice", lambda: 21, b"ab" * 200_000)
        assert answer.note["value"] == 42
        assert answer.blob == b"ab" * 400_000
        await pool.run("print", lambda: None)
        with pytest.raises(InvalidInput, match="It cannot be used") as refused:
            await pool.run("refuse", lambda: None)
        assert refused.value.details == (Detail("name", "is empty"),)
        with pytest.raises(BrokenWork, match=r"^ValueError at odd_work.py:\d+$"):
            await pool.run("stumble", lambda: "Mara Lind")
        with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(BrokenWork, match="PermissionError"):
            await pool.run("connect", lambda: server.getsockname()[1])
        allowed = (await pool.run("cpu", lambda: None)).note["value"]
        assert 8 < allowed < 12
        known = (await pool.run("environment", lambda: None)).note["value"]
        assert not [name for name, value in known.items() if "JOBWISE" in name or "secret" in value]
        assert "DATABASE_URL" not in known
        folder = Path(known["TMPDIR"])
        assert folder.is_dir()
        assert await pid_of(pool) == first
    assert not lives(first)
    assert not folder.exists()
    with pytest.raises(Unavailable):
        await pool.run("twice", lambda: 1)


async def test_one_that_crashes_or_hangs_makes_place_for_another() -> None:
    async with opened(wall_s=0.4) as pool:
        first = await pid_of(pool)
        with pytest.raises(Unavailable, match="ended; try it again"):
            await pool.run("die", lambda: None)
        second = await pid_of(pool)
        with pytest.raises(TooMuchWork, match=r"longer than 0\.4 s"):
            await pool.run("hang", lambda: None)
        assert not lives(second)
        assert not _of_group(second)
        with pytest.raises(TooMuchWork, match="memory"):
            await pool.run("grow", lambda: POOLED_MEMORY_BYTES)
        third = await pid_of(pool)
        # One that dies while nothing is asked of it is noticed before anything is.
        os.kill(third, signal.SIGKILL)
        assert await ends(third)
        await asyncio.sleep(0.1)
        assert len({first, second, third, await pid_of(pool)}) == 4


def _of_group(group: int) -> list[int]:
    found = subprocess.run(["pgrep", "-g", str(group)], capture_output=True, text=True, check=False).stdout
    return [pid for pid in map(int, found.split()) if lives(pid)]


async def _until(holds: Callable[[], Awaitable[bool]]) -> None:
    until = time.monotonic() + 10
    while not await holds():
        assert time.monotonic() < until
        await asyncio.sleep(0.05)


async def test_goes_after_its_share_and_when_it_has_grown_and_nobody_waits() -> None:
    async with opened(pieces=3) as pool:
        first = await pid_of(pool)
        assert {await pid_of(pool), await pid_of(pool)} == {first}

        async def another_works() -> bool:
            return await pid_of(pool) != first

        await _until(another_works)
        assert await ends(first)
    async with opened(settled=1, growth=2.0) as pool:
        first = await pid_of(pool)
        assert (await pool.run("keep", lambda: 1024 * 1024)).note["pid"] == first
        await pool.run("keep", lambda: 80 * 1024 * 1024)
        await _until(another_works)


async def test_works_at_once_and_refuses_more_than_may_wait() -> None:
    async with opened(size=2, waiting=1) as pool:
        both = [asyncio.create_task(pool.run("sleep", lambda: 0.3)) for _ in range(2)]
        await asyncio.sleep(0)
        third = asyncio.create_task(pool.run("twice", lambda: 1))
        await asyncio.sleep(0.01)
        with pytest.raises(QueueFull) as refused:
            await pool.run("twice", lambda: 1)
        assert refused.value.retry_after_s >= 1
        pids = {(await one).note["pid"] for one in both}
        assert len(pids) == 2
        assert (await third).note["pid"] in pids


async def test_what_nobody_waits_for_ends_soon() -> None:
    async with opened() as pool:
        first = await pid_of(pool)
        for seconds in (0.1, 60):
            piece = asyncio.create_task(pool.run("sleep", lambda seconds=seconds: seconds))
            await asyncio.sleep(0.05)
            piece.cancel()
            with pytest.raises(asyncio.CancelledError):
                await piece
            # What would have been done in a moment is: the process is worth more than that.
            assert (await pid_of(pool) == first) is (seconds < 1)
        assert not lives(first)
        running = asyncio.create_task(pool.run("sleep", lambda: 60))
        await asyncio.sleep(0.05)
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_says_so_when_no_process_gets_ready() -> None:
    async with opened(Recipe("tests.support.odd_work:nothing", paths=(ROOT,))) as pool:
        with pytest.raises(Unavailable):
            await pool.run("twice", lambda: 1)


_PARENT = """
import asyncio, sys
from tests.integration.pools.test_pool import RECIPE, pid_of
from jobwise.infrastructure.pools.pool import Measures, Pool

async def main():
    pool = Pool(RECIPE, Measures(size=1))
    print(await pid_of(pool), flush=True)
    await pool.run("sleep", lambda: 60)

asyncio.run(main())
"""


async def test_a_parent_that_is_killed_leaves_nobody_behind() -> None:
    parent = await asyncio.create_subprocess_exec(sys.executable, "-c", _PARENT, cwd=ROOT, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(await parent.stdout.readline())
    assert lives(child)
    parent.kill()
    await parent.wait()
    assert await ends(child)


async def test_hands_over_when_its_turn_comes() -> None:
    """Many that wait hold no more than what they are made of."""
    written: list[int] = []

    async def one(pool: Pool, number: int) -> Frame:
        def given() -> int:
            written.append(number)
            return number

        return await pool.run("sleep", lambda: given() * 0 + 0.05)

    async with opened() as pool:
        pieces = [asyncio.create_task(one(pool, number)) for number in range(3)]
        done, _ = await asyncio.wait(pieces, return_when=asyncio.FIRST_COMPLETED)
        assert len(done) == 1
        assert written in ([0], [0, 1])
        await asyncio.gather(*pieces)
        assert written == [0, 1, 2]


def _of_ours() -> list[str]:
    """The states of all processes that we have started and not buried."""
    found = subprocess.run(
        ["ps", "--ppid", str(os.getpid()), "-o", "stat=,args="], capture_output=True, text=True, check=False
    )
    return [line for line in found.stdout.splitlines() if "ps --ppid" not in line]


async def test_one_that_nobody_needs_goes_leaves_nothing_and_comes_back() -> None:
    async with opened(idle_s=0.3) as pool:
        first = await pid_of(pool)
        folder = Path((await pool.run("environment", lambda: None)).note["value"]["TMPDIR"])
        assert await ends(first)
        assert not _of_group(first)
        # Buried, not only dead.
        await _until(_is_buried(first))
        assert not folder.exists()
        assert not [state for state in _of_ours() if state.startswith("Z")]
        assert await pid_of(pool) != first
    # One that is told to go while the pool closes is not left behind either.
    async with opened(idle_s=0.0) as pool:
        last = await pid_of(pool)
        await asyncio.sleep(0.01)
    assert not Path(f"/proc/{last}").exists()


def _is_buried(pid: int) -> Callable[[], Awaitable[bool]]:
    async def buried() -> bool:
        return not Path(f"/proc/{pid}").exists()

    return buried


@pytest.mark.parametrize("named", [False, True])
def test_a_process_needs_no_folder_and_takes_none_away_that_is_not_its_own(tmp_path: Path, named: bool) -> None:
    """Started by hand, without TMPDIR or with everybody's, it works and ends with its input."""
    (tmp_path / "somebody's").touch()
    environment = {name: value for name, value in os.environ.items() if name != "TMPDIR"}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    if named:
        environment["TMPDIR"] = str(tmp_path)
    command = [sys.executable, "-m", "jobwise.infrastructure.pools.child", RECIPE.work]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=ROOT
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(packed(Frame({"job": "twice", "given": 21, "cpu_s": 5})))
        child.stdin.flush()
        said = [read(child.stdout), read(child.stdout)]
        assert [frame and frame.note["value"] for frame in said] == ["ready", 42]
        _, errors = child.communicate(timeout=30)
    assert (child.returncode, errors) == (0, b"")
    assert (tmp_path / "somebody's").exists()
