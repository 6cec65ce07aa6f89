"""`jobwise worker` with tasks of a test, as processes that may be killed at any moment.

What a task does is said in its payload; when it begins and ends is written into a file, a line at a time.
"""

import asyncio
import os
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jobwise.application.ports.tasks import Task
from jobwise.bootstrap import background, cli, engine, worker
from jobwise.domain.shared.errors import Unavailable
from jobwise.infrastructure.tasks.runner import WorkClass
from tests.support.births import Born

KIND, OTHER = "test.work", "test.other"
CLASSES = (WorkClass("work", (KIND,), size=2), WorkClass("other", (OTHER,)))

# What a worker of Celery imports as it starts.
CELERY = (
    *("celery.backends.base", "celery.concurrency.thread", "celery.events.state", "celery.worker.components"),
    *("celery.worker.autoscale", "celery.worker.consumer", "celery.worker.control", "celery.worker.worker"),
    *("kombu.pidbox", "kombu.transport.redis"),
)


async def handle(task: Task) -> None:
    """Does what the payload says: seconds of `sleep`, or `fail`."""
    _note("begin", task)
    if task.payload.get("fail"):
        raise Unavailable("not today")
    await asyncio.sleep(task.payload.get("sleep", 0))
    _note("end", task)


def _note(what: str, task: Task) -> None:
    line = f"{what} {task.key} {os.getpid()} {time.monotonic():.4f}\n"
    file = os.open(os.environ["NOTES"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, line.encode())
    finally:
        os.close(file)


def main() -> None:
    """The program of the workers: our own, with other tasks."""
    background.SCHEDULED = ()  # type: ignore[misc]
    background.handlers = lambda container: {KIND: handle, OTHER: handle}
    engine.CLASSES = worker.CLASSES = CLASSES  # type: ignore[attr-defined, misc]
    worker.WORK_POLL_S = worker.WORK_POLL_UNTOLD_S = float(os.environ["POLL_S"])  # type: ignore[attr-defined]
    cli.main()


@dataclass(frozen=True)
class Note:
    what: str
    key: str
    pid: int
    at: float


class Workers:
    """The workers of a test over one data folder, and what they have noted."""

    def __init__(self, home: Path, settings: Mapping[str, str]) -> None:
        self.home, self._settings = home, settings
        self._born: dict[int, Born] = {}

    def start(self, poll_s: float) -> int:
        """The process id of one more."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("JOBWISE_")}
        given = {"JOBWISE_HOME": str(self.home), "JOBWISE_ENV": "test", "JOBWISE_LOG_LEVEL": "warning"}
        environment = {**own, **given, **self._settings, "NOTES": str(self.home / "notes"), "POLL_S": str(poll_s)}
        imports = CELERY if "JOBWISE_REDIS_URL" in self._settings else ()
        born = Born(
            ["worker"],
            cwd=self.home,
            environment=environment,
            log=self.home / "workers.log",
            program=__name__,
            imports=imports,
        )
        self._born[born.pid] = born
        return born.pid

    def kill(self, pid: int) -> None:
        self._born.pop(pid).kill()

    def terminate(self, pid: int) -> int:
        """Tells a worker to end, and waits for it; its exit code."""
        born = self._born.pop(pid)
        born.send_signal(signal.SIGTERM)
        return born.wait(30)

    def kill_all(self) -> None:
        for pid in list(self._born):
            self.kill(pid)

    def log(self) -> str:
        file = self.home / "workers.log"
        return file.read_text("utf-8") if file.exists() else ""

    def notes(self) -> list[Note]:
        """In order."""
        file = self.home / "notes"
        if not file.exists():
            return []
        lines = [line.split() for line in file.read_text("utf-8").splitlines()]
        return [Note(what, key, int(pid), float(at)) for what, key, pid, at in lines]
