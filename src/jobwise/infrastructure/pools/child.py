"""What runs in a process of a pool: it gets its tools out once, then does one piece of work after the other.

It is started as `python -m jobwise.infrastructure.pools.child MODULE:FUNCTION [FOLDER]`; the function gives what can be
asked for, by name. Frames come on standard input and go out on what was standard output. It ends when its input does: a
parent that dies, however it dies, leaves nobody behind, nor the folder, which is taken away with all that is in it.
"""

import os
import resource
import shutil
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO

from jobwise.domain.limits import POOLED_FILE_BYTES, POOLED_MEMORY_BYTES
from jobwise.domain.shared.errors import JobWiseError
from jobwise.infrastructure.pools.failures import told
from jobwise.infrastructure.pools.frames import Frame, packed, read

Job = Callable[[Any, bytes], Frame]
"""Does one kind of work with what was given and the bytes beside it. The answer's note holds `value`."""

# CLONE_NEWUSER and CLONE_NEWNET of Linux, which Python names from 3.12 on.
_NEW_USER, _NEW_NETWORK = 0x1000_0000, 0x4000_0000
_NETWORK = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "urllib.", "http.", "smtplib.")
# What one piece of work may run into. After anything else the process ends.
_MISTAKES = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, ImportError, LookupError, MemoryError, OSError),
    *(RuntimeError, TypeError, ValueError),
)


def confine() -> None:
    """Takes away the network, core files that would hold people's data, and more memory than a document may cost."""
    _leave_network()
    resource.setrlimit(resource.RLIMIT_AS, (POOLED_MEMORY_BYTES, POOLED_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (POOLED_FILE_BYTES, POOLED_FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_guard)


def _leave_network() -> None:
    """Into a network of its own, where the system lets anybody: then there is nobody to talk to."""
    unshare, user, group = getattr(os, "unshare", None), os.getuid(), os.getgid()
    if unshare is None:
        return
    with suppress(OSError):
        unshare(_NEW_USER | _NEW_NETWORK)
        # Without a name in the new room a process could not make the small files that fonts are handed over in.
        Path("/proc/self/setgroups").write_text("deny", "ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", "ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", "ascii")


def _guard(event: str, given: tuple[Any, ...]) -> None:
    if event.startswith(_NETWORK):
        raise PermissionError(f"a process of a pool may not do this: {event}")


def resident_bytes() -> int:
    """How much memory this process holds now."""
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[1])
    except OSError:
        # Not Linux: the most it ever held, which macOS counts in bytes.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return pages * resource.getpagesize()


def answer(jobs: Mapping[str, Job], asked: Frame) -> Frame:
    """What the work gives, or the failure it ended in."""
    try:
        _allow(asked.note["cpu_s"])
        return jobs[asked.note["job"]](asked.note["given"], asked.blob)
    except (JobWiseError, *_MISTAKES) as error:
        return Frame(told(error))


def _allow(cpu_s: int) -> None:
    """So much time of the processor for this piece; the system ends us after it, whether or not anybody looks."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + 1 + cpu_s, hard))


def main(recipe: str, folder: str = "") -> None:
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Libraries print; what they say must not come between the frames.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    confine()
    asked: SimpleQueue[Frame] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, asked, folder), daemon=True).start()
    module, _, name = recipe.partition(":")
    jobs: Mapping[str, Job] = getattr(import_module(module), name)()
    _say(answers, Frame({"value": "ready"}))
    while True:
        _say(answers, answer(jobs, asked.get()))


def _listen(source: BinaryIO, asked: SimpleQueue[Frame], folder: str) -> None:
    """Hears of the end in the middle of the longest work, too."""
    try:
        while (frame := read(source)) is not None:
            asked.put(frame)
        # Only what was made for this very process: TMPDIR may be everybody's.
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        # A library's threads and exit hooks have nothing left to do; and whoever cannot hear must not stay.
        os._exit(0)


def _say(answers: BinaryIO, frame: Frame) -> None:
    answers.write(packed(Frame({**frame.note, "rss": resident_bytes()}, frame.blob)))
    answers.flush()


if __name__ == "__main__":
    main(*sys.argv[1:3])
