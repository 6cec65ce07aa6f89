"""Files of strangers, each read in a process of its own that has hard limits and is killed with its group."""

import asyncio
import base64
import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import jobwise
from jobwise.domain.limits import READING_AT_ONCE, READING_WALL_S
from jobwise.domain.shared import errors
from jobwise.domain.shared.errors import MissingHere, ReadingStopped, UnreadableInput

_CHILD = "jobwise.infrastructure.extraction.child"
_FAILURES: dict[str, type[errors.JobWiseError]] = {
    one.__name__: one
    for one in (
        errors.MissingHere,
        errors.NoText,
        errors.ReadingStopped,
        errors.TooLarge,
        errors.UnreadableInput,
        errors.WrongMedia,
    )
}
_STOPPED = "Reading the file took longer, or more memory, than any honest file takes; save it again in a simpler form."
_ODD = "The file cannot be read; save it again as a PDF, DOCX or TXT."
_SLACK_BYTES = 64 * 1024


class ChildReader:
    """Reads at most `at_once` files at a time; one that takes longer than `wall_s` seconds is stopped."""

    def __init__(self, *, at_once: int = READING_AT_ONCE, wall_s: float = READING_WALL_S) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._wall_s = wall_s

    async def __call__(self, data: bytes, *, name: str, limit_bytes: int) -> str:
        options = {"name": name, "limit_bytes": limit_bytes}
        found = await self.run("text", data, options, most_bytes=limit_bytes)
        if not isinstance(found, str):
            raise UnreadableInput(_ODD)
        return found

    async def run(self, job: str, data: bytes, options: dict[str, Any], *, most_bytes: int) -> Any:
        """What the child's `job` makes of the bytes; more than `most_bytes` of it in UTF-8 are never taken.

        Raises what the job raises, and ReadingStopped when the child was killed or ran into a limit.
        """
        async with self._free:
            sent = json.dumps({"job": job, "options": options, "data": base64.b64encode(data).decode()}).encode()
            # A character of JSON text is at most six bytes for each of its own.
            said = await self._ask(sent, 6 * most_bytes + _SLACK_BYTES)
        try:
            answer = json.loads(said)
        except ValueError as error:
            raise ReadingStopped(_STOPPED) from error
        if "failure" in answer:
            kind = _FAILURES.get(answer["failure"], UnreadableInput)
            raise kind(answer["message"] or (_STOPPED if kind is ReadingStopped else _ODD))
        return answer["value"]

    async def _ask(self, sent: bytes, most_bytes: int) -> bytes:
        child = await _start()
        try:
            async with asyncio.timeout(self._wall_s):
                said, _ = await asyncio.gather(_said(child, most_bytes), _tell(child, sent))
                code = await child.wait()
        except TimeoutError as error:
            raise ReadingStopped(_STOPPED) from error
        finally:
            await _end(child)
        if code != 0:
            # A signal: the limit of time, the kernel short of memory, somebody's kill. Or the interpreter gave up.
            raise ReadingStopped(_STOPPED)
        return said


async def _start() -> asyncio.subprocess.Process:
    try:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            _CHILD,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
            env=_environment(),
            cwd="/",
        )
    except OSError as error:
        raise MissingHere("No process can be started to read the file; try again later.") from error


def _environment() -> dict[str, str]:
    """Nothing of ours: a file that takes the child over finds no key and no password."""
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(Path(jobwise.__file__).parents[1]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


async def _tell(child: asyncio.subprocess.Process, sent: bytes) -> None:
    assert child.stdin is not None  # noqa: S101 - it was asked for
    # A child that has died listens no more; why it died is seen by its end.
    with suppress(BrokenPipeError, ConnectionResetError):
        child.stdin.write(sent)
        await child.stdin.drain()
    child.stdin.close()


async def _said(child: asyncio.subprocess.Process, most_bytes: int) -> bytes:
    assert child.stdout is not None  # noqa: S101 - it was asked for
    said = bytearray()
    while piece := await child.stdout.read(64 * 1024):
        said += piece
        if len(said) > most_bytes:
            raise ReadingStopped(_STOPPED)
    return bytes(said)


async def _end(child: asyncio.subprocess.Process) -> None:
    """Kills what is left of the child's group, and waits for the child."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    await child.wait()
