"""`jobwise worker` with tasks of a test, as processes that may be killed at any moment.

Importing takes seconds, so one parent imports and each worker is a fork of it. What a task does is said in its payload;
when it begins and ends is written into a file, a line at a time.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from jobwise.application.ports.tasks import Task
from jobwise.domain.shared.errors import Unavailable
from jobwise.infrastructure.tasks.runner import WorkClass

ROOT = Path(__file__).resolve().parents[2]
KIND, OTHER = "test.work", "test.other"
CLASSES = (WorkClass("work", (KIND,), size=2), WorkClass("other", (OTHER,)))


async def handle(task: Task) -> None:
    """Does what the payload says: seconds of `sleep`, or `fail`."""
    _note("begin", task)
    if task.payload.get("fail"):
        raise Unavailable("not today")
    await asyncio.sleep(task.payload.get("sleep", 0))
    _note("end", task)


def _note(what: str, task: Task) -> None:
    line = f"{what} {task.key} {task.owner_id} {os.getpid()} {time.monotonic():.4f}\n"
    handle = os.open(os.environ["NOTES"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, line.encode())
    finally:
        os.close(handle)


@dataclass(frozen=True)
class Note:
    what: str
    key: str
    owner: str
    pid: int
    at: float


@dataclass
class Workers:
    """The parent of the workers of a test, and what they have noted."""

    folder: Path
    parent: "subprocess.Popen[str] | None" = None
    pids: list[int] = field(default_factory=list)

    def __enter__(self) -> Self:
        with (self.folder / "workers.log").open("ab") as log:
            self.parent = subprocess.Popen(
                [sys.executable, "-m", "tests.support.queue_worker"], cwd=ROOT, text=True,
                env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
            )  # fmt: skip
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill_all()
        assert self.parent is not None
        with self.parent:
            self.parent.kill()

    def start(self, home: Path, poll_s: float, **settings: str) -> int:
        """The process id of a worker over this data folder."""
        given = {"JOBWISE_HOME": str(home), "JOBWISE_ENV": "test", "NOTES": str(home / "notes"), **settings}
        pid = self._say({"start": given, "poll_s": poll_s})
        self.pids.append(pid)
        return pid

    def kill(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)
        self._ended(pid)

    def terminate(self, pid: int) -> int:
        """Tells a worker to end, and waits for it; its exit code."""
        os.kill(pid, signal.SIGTERM)
        return self._ended(pid)

    def kill_all(self) -> None:
        for pid in list(self.pids):
            self.kill(pid)

    def log(self) -> str:
        return (self.folder / "workers.log").read_text("utf-8")

    def _ended(self, pid: int) -> int:
        self.pids.remove(pid)
        return self._say({"wait": pid})

    def _say(self, command: dict[str, object]) -> int:
        assert self.parent is not None
        assert self.parent.stdin is not None
        assert self.parent.stdout is not None
        self.parent.stdin.write(json.dumps(command) + "\n")
        self.parent.stdin.flush()
        return int(self.parent.stdout.readline())


def notes(home: Path) -> list[Note]:
    """What the workers over this data folder have noted, in order."""
    file = home / "notes"
    if not file.exists():
        return []
    lines = [line.split() for line in file.read_text("utf-8").splitlines()]
    return [Note(what, key, owner, int(pid), float(at)) for what, key, owner, pid, at in lines]


def _parent() -> None:
    import alembic.command  # noqa: F401
    import celery.worker  # noqa: F401

    from jobwise.bootstrap import background, engine, worker

    background.SCHEDULED = ()  # type: ignore[misc]
    background.handlers = lambda container: {KIND: handle, OTHER: handle}
    engine.CLASSES = worker.CLASSES = CLASSES  # type: ignore[attr-defined, misc]
    for line in sys.stdin:
        command = json.loads(line)
        if "wait" in command:
            _, status = os.waitpid(command["wait"], 0)
            print(os.waitstatus_to_exitcode(status), flush=True)
            continue
        child = os.fork()
        if child == 0:
            os.environ.update(command["start"])
            os.chdir(command["start"]["JOBWISE_HOME"])
            worker.WORK_POLL_S = worker.WORK_POLL_UNTOLD_S = command["poll_s"]  # type: ignore[attr-defined]
            os.dup2(2, 1)
            os.close(0)
            from jobwise.bootstrap.settings import read_settings

            code = 1
            try:
                worker.work(read_settings(None))
                code = 0
            finally:
                os._exit(code)
        print(child, flush=True)


if __name__ == "__main__":
    _parent()
