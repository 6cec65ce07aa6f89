"""Reading in a process of its own: what it may not do, what it may not cost, and how it ends."""

import asyncio
import contextlib
import json
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from jobwise.domain.limits import READING_MEMORY_BYTES
from jobwise.domain.shared.errors import NoText, ReadingStopped, TooLarge, UnreadableInput
from jobwise.infrastructure.extraction import children
from jobwise.infrastructure.extraction.children import ChildReader
from tests.support.odd_files import docx, pdf

Start = Callable[[], Awaitable[asyncio.subprocess.Process]]
READ = ChildReader()


def confined(code: str) -> subprocess.CompletedProcess[str]:
    """What this code does within the limits of the child."""
    whole = f"from jobwise.infrastructure.extraction import child\nimport os, socket, sys\nchild.confine()\n{code}"
    return subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", "Dear team,\n\nI bake.\n".encode("utf-16"), "Dear team,\n\nI bake."),
        ("a.pdf", pdf("Dear team, I bake."), "Dear team, I bake."),
        ("a.docx", docx("Dear team,", "I bake."), "Dear team,\nI bake."),
    ],
)
async def test_reads_each_kind_of_file(name: str, data: bytes, said: str) -> None:
    assert await READ(data, name=name, limit_bytes=1_000) == said


@pytest.mark.parametrize(
    ("name", "data", "failure"),
    [
        ("a.pdf", pdf(""), NoText),
        ("a.pdf", b"%PDF-1.4 nothing", UnreadableInput),
        ("a.txt", b"word " * 300, TooLarge),
    ],
)
async def test_says_why_it_cannot(name: str, data: bytes, failure: type[Exception]) -> None:
    with pytest.raises(failure) as refused:
        await READ(data, name=name, limit_bytes=1_000)
    assert type(refused.value) is failure
    assert str(refused.value)


@pytest.mark.parametrize(
    "code",
    [
        "socket.create_connection(('127.0.0.1', 9), 1)",
        "socket.getaddrinfo('example.org', 80)",
        "import subprocess; subprocess.run(['true'])",
        "os.fork()",
        "os.system('true')",
        "os.execv('/bin/true', ['true'])",
        "open('/tmp/jobwise-must-not-be', 'w').write('x' * 100)",
        f"b'x' * {READING_MEMORY_BYTES}",
    ],
)
def test_may_not_talk_write_start_or_grow(code: str) -> None:
    """T35: neither the network nor the disk, no further process, no more memory than a file may cost."""
    done = confined(f"{code}\nprint('it could')")
    assert done.returncode != 0
    assert "it could" not in done.stdout


def test_its_time_is_bounded_and_cannot_be_prolonged() -> None:
    said = confined("import resource as r; print(r.getrlimit(r.RLIMIT_CPU), r.getrlimit(r.RLIMIT_FSIZE))").stdout
    assert said.strip() == "(10, 10) (0, 0)"


def test_it_inherits_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBWISE_SECRET_KEY", "secret")
    assert set(children._environment()) == {"PATH", "LANG", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}


def stuck(started: list[asyncio.subprocess.Process], *command: str) -> Start:
    async def start() -> asyncio.subprocess.Process:
        pipe = asyncio.subprocess.PIPE
        child = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, start_new_session=True)
        started.append(child)
        return child

    return start


def living_of(group: int) -> list[str]:
    """Processes of a group that are not dead; one whose parent died before it may wait long to be buried."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, its_group = stat.read_text().rpartition(") ")[2].split()[:3]
            if int(its_group) == group and state not in "ZX":
                found.append(str(stat))
    return found


async def test_one_that_hangs_is_stopped_with_all_that_it_began(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[asyncio.subprocess.Process] = []
    monkeypatch.setattr(children, "_start", stuck(started, "sh", "-c", "sleep 60 & sleep 60"))
    with pytest.raises(ReadingStopped) as stopped:
        await ChildReader(wall_s=0.2)(b"x", name="a.txt", limit_bytes=10)
    assert stopped.value.code == "PARSE_TIMEOUT"
    assert started[0].returncode == -signal.SIGKILL
    await asyncio.sleep(0.1)
    assert not living_of(started[0].pid)


async def test_one_that_is_killed_is_stopped_and_the_next_one_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[asyncio.subprocess.Process] = []
    reader = ChildReader(at_once=1)
    with monkeypatch.context() as patch:
        patch.setattr(children, "_start", stuck(started, "sleep", "60"))
        reading = asyncio.create_task(reader(b"x" * 200_000, name="a.txt", limit_bytes=10))
        while not started:
            await asyncio.sleep(0.01)
        started[0].kill()
        with pytest.raises(ReadingStopped):
            await reading
    assert await reader(b"I bake.", name="a.txt", limit_bytes=10) == "I bake."


@pytest.mark.parametrize("said", ["echo", "echo '{'", "head -c 200000 /dev/zero", "exit 3"])
async def test_one_that_answers_nonsense_is_stopped(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setattr(children, "_start", stuck([], "sh", "-c", said))
    with pytest.raises(ReadingStopped):
        await ChildReader()(b"x", name="a.txt", limit_bytes=10)


async def test_a_reading_that_is_called_off_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[asyncio.subprocess.Process] = []
    monkeypatch.setattr(children, "_start", stuck(started, "sleep", "60"))
    reading = asyncio.create_task(ChildReader()(b"x", name="a.txt", limit_bytes=10))
    while not started:
        await asyncio.sleep(0.01)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert started[0].returncode == -signal.SIGKILL


async def test_no_more_than_two_read_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[asyncio.subprocess.Process] = []
    monkeypatch.setattr(children, "_start", stuck(started, "sleep", "60"))
    reader = ChildReader(wall_s=0.3)
    readings = [asyncio.create_task(reader(b"x", name="a.txt", limit_bytes=10)) for _ in range(3)]
    await asyncio.sleep(0.15)
    assert len(started) == 2
    found = await asyncio.gather(*readings, return_exceptions=True)
    assert [type(one) for one in found] == [ReadingStopped] * 3


def test_it_speaks_json_on_its_standard_streams() -> None:
    sent = {"job": "text", "options": {"name": "a.txt", "limit_bytes": 10}, "data": "SSBiYWtlLg=="}
    command = [sys.executable, "-m", "jobwise.infrastructure.extraction.child"]
    done = subprocess.run(command, input=json.dumps(sent), capture_output=True, text=True, timeout=30, check=False)
    assert json.loads(done.stdout) == {"value": "I bake."}
