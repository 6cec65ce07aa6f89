"""One long-lived process of a pool, seen from its parent."""

import asyncio
import os
import shutil
import signal
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import jobwise
from jobwise.domain.limits import POOLED_ANSWER_BYTES, POOLED_START_S
from jobwise.domain.shared.errors import MissingHere, Unavailable
from jobwise.infrastructure.pools.failures import failure_of
from jobwise.infrastructure.pools.frames import Frame, OutOfStep, packed, receive

_CHILD = "jobwise.infrastructure.pools.child"
_KEPT = ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_DATA_DIRS", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "PATH", "TZ")
"""What of our environment a process needs: where fonts and programs are. No key, no password, no address."""

_ENDED = "The process that did this ended; try it again."


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the processes of a pool can do.

    `work` is `MODULE:FUNCTION`, which gives the jobs by name; `settings` are variables of the environment that it
    needs, `paths` are folders of modules beside ours.
    """

    work: str
    settings: tuple[tuple[str, str], ...] = ()
    paths: tuple[Path, ...] = ()

    def environment(self, folder: str) -> dict[str, str]:
        """Nothing of ours but what is needed: a document that takes the process over finds no key and no password."""
        paths = (Path(jobwise.__file__).parents[1], *self.paths)
        return {
            **{name: os.environ[name] for name in _KEPT if name in os.environ},
            "LANG": "C.UTF-8",
            "PYTHONPATH": os.pathsep.join(str(path) for path in paths),
            "PYTHONDONTWRITEBYTECODE": "1",
            # There are as many processes as there shall be threads, and on a machine of many cores the threads of an
            # engine would take all the addresses that a process may have.
            "RAYON_NUM_THREADS": "1",
            "MALLOC_ARENA_MAX": "2",
            "TMPDIR": folder,
            **dict(self.settings),
        }


class Worker:
    """A process that does one piece of work at a time; `start` makes one."""

    def __init__(self, process: asyncio.subprocess.Process, folder: str) -> None:
        self._process, self._folder = process, folder
        self.pieces = 0
        self.rss_bytes = 0
        self.settled_bytes = 0
        self.leaving = False
        self.idle_since = 0.0
        self.last = Frame()

    @classmethod
    async def start(cls, recipe: Recipe) -> "Worker":
        """A process with its tools out. MissingHere where none can be started, Unavailable when it is not ready."""
        folder = tempfile.mkdtemp(prefix="jobwise-work-")
        try:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", _CHILD, recipe.work, folder),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                start_new_session=True,
                env=recipe.environment(folder),
                cwd="/",
            )
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise MissingHere("No process can be started to make documents in; try again later.") from error
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        worker = cls(process, folder)
        try:
            async with asyncio.timeout(POOLED_START_S):
                await worker._heard()
        except TimeoutError as error:
            await worker.kill()
            raise Unavailable("No process was ready to do this in time; try it again.") from error
        except BaseException:
            await worker.kill()
            raise
        return worker

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def code(self) -> int | None:
        """What it ended with; negative is the number of a signal."""
        return self._process.returncode

    @property
    def lives(self) -> bool:
        return self._process.returncode is None

    async def ask(self, frame: Frame) -> Frame:
        """The answer. Raises the failure the work ended in, Unavailable when the process ends instead."""
        stdin = self._process.stdin
        assert stdin is not None  # noqa: S101 - it was asked for
        with suppress(BrokenPipeError, ConnectionResetError):
            # Why it listens no more is seen by its end.
            stdin.write(packed(frame))
            await stdin.drain()
        self.pieces += 1
        self.last = frame
        answer = await self._heard()
        failure = failure_of(answer.note)
        if failure is not None:
            raise failure
        return answer

    async def end(self, patience_s: float) -> None:
        """Lets it go: it ends by itself when nothing more can come, and is killed when it does not, or when whoever
        waits for that is cancelled."""
        stdin = self._process.stdin
        assert stdin is not None  # noqa: S101 - it was asked for
        stdin.close()
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(patience_s):
                    await self._process.wait()
        finally:
            await self.kill()

    async def kill(self) -> None:
        """Kills it with whatever it has started, and waits for it."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        if self._process.stdin is not None:
            self._process.stdin.close()
        await self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _heard(self) -> Frame:
        stdout = self._process.stdout
        assert stdout is not None  # noqa: S101 - it was asked for
        try:
            frame = await receive(stdout, POOLED_ANSWER_BYTES)
        except (asyncio.IncompleteReadError, ConnectionResetError, OutOfStep, ValueError) as error:
            raise WorkerEnded(_ENDED) from error
        self.rss_bytes = int(frame.note.get("rss", 0))
        return frame


class WorkerEnded(Unavailable):
    """The process is gone, or says what nobody understands."""
