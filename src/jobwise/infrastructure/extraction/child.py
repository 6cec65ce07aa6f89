"""What runs in the child process: one file of a stranger, read with hard limits, then the process is over.

It is started as `python -m jobwise.infrastructure.extraction.child`. On standard input comes one JSON object
`{"job": ..., "options": {...}, "data": base64}`; on standard output goes `{"value": ...}`, or
`{"failure": class name, "message": ...}`. Nothing of the file is imported or parsed before the limits hold.
"""

import base64
import binascii
import json
import os
import resource
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from jobwise.domain.limits import READING_CPU_S, READING_MEMORY_BYTES
from jobwise.domain.shared import errors

# CLONE_NEWUSER and CLONE_NEWNET of Linux, which Python names from 3.12 on.
_NEW_USER, _NEW_NETWORK = 0x1000_0000, 0x4000_0000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NETWORK = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.")
_PROCESSES = ("subprocess.", "os.fork", "os.exec", "os.posix_spawn", "os.system", "os.kill", "pty.")


def confine() -> None:
    """Takes away the network, files to write, further processes, and more memory and time than a file may cost.

    Nothing of this can be taken back within the process.
    """
    _leave_network()
    resource.setrlimit(resource.RLIMIT_AS, (READING_MEMORY_BYTES, READING_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (READING_CPU_S, READING_CPU_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_guard)


def _leave_network() -> None:
    """Into a network of its own, where the system lets anybody: then there is nobody to talk to."""
    unshare = getattr(os, "unshare", None)
    if unshare is not None:
        with suppress(OSError):
            unshare(_NEW_USER | _NEW_NETWORK)


def _guard(event: str, given: tuple[Any, ...]) -> None:
    writes = event == "open" and isinstance(given[2], int) and bool(given[2] & _WRITING)
    if writes or event.startswith((*_NETWORK, *_PROCESSES)):
        raise PermissionError(f"the reader of files may not do this: {event}")


def text(data: bytes, options: Mapping[str, Any]) -> str:
    """The text of a document in reading order, wrapped lines joined."""
    from jobwise.infrastructure.extraction.strangers import plain_text

    return plain_text(data, str(options["name"]), int(options["limit_bytes"]))


JOBS: Mapping[str, Callable[[bytes, Mapping[str, Any]], Any]] = {"text": text}
"""What can be asked of the child; each value is one that JSON can hold."""


def answer(sent: Mapping[str, Any]) -> dict[str, Any]:
    """What the child says to what it was sent."""
    try:
        return {"value": JOBS[sent["job"]](base64.b64decode(sent["data"]), sent["options"])}
    except errors.JobWiseError as error:
        return {"failure": type(error).__name__, "message": error.message}
    except (MemoryError, RecursionError):
        return {"failure": errors.ReadingStopped.__name__, "message": ""}
    except (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError, binascii.Error):
        # A reader that stumbles over a file is no reason to try it again: the file is what is odd.
        return {"failure": errors.UnreadableInput.__name__, "message": ""}


def main() -> None:
    """One file, and the end."""
    confine()
    said = json.dumps(answer(json.loads(sys.stdin.buffer.read())))
    sys.stdout.write(said)
    sys.stdout.flush()
    # A library's threads and exit hooks have nothing left to do.
    os._exit(0)


if __name__ == "__main__":
    main()
