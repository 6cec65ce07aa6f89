"""What a process of a pool does in tests: it works, and it misbehaves in every way that there is."""

import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import Any

from jobwise.domain.shared.errors import Detail, InvalidInput
from jobwise.infrastructure.pools.child import Job
from jobwise.infrastructure.pools.frames import Frame

_kept: list[bytes] = []


def jobs() -> Mapping[str, Job]:
    return {
        "twice": lambda given, blob: Frame({"value": given * 2, "pid": os.getpid()}, blob * 2),
        "environment": lambda given, blob: Frame({"value": dict(os.environ)}),
        "cpu": lambda given, blob: Frame({"value": resource.getrlimit(resource.RLIMIT_CPU)[0]}),
        "print": _print,
        "refuse": _refuse,
        "stumble": _stumble,
        "connect": _connect,
        "sleep": _sleep,
        "hang": _hang,
        "die": _die,
        "grow": _grow,
        "keep": _keep,
    }


def nothing() -> Mapping[str, Job]:
    """A process that never gets its tools out."""
    raise SystemExit(3)


def _print(given: Any, blob: bytes) -> Frame:
    sys.stdout.write("a library says something")
    sys.stdout.flush()
    os.write(1, b"\x00\x00\x00\x01")
    return Frame({"value": None})


def _refuse(given: Any, blob: bytes) -> Frame:
    raise InvalidInput("It cannot be used.", [Detail("name", "is empty")])


def _stumble(given: Any, blob: bytes) -> Frame:
    raise ValueError(f"about {given}")


def _connect(given: Any, blob: bytes) -> Frame:
    with socket.create_connection(("127.0.0.1", given), 1):
        return Frame({"value": "connected"})


def _sleep(given: Any, blob: bytes) -> Frame:
    time.sleep(given)
    return Frame({"value": "slept", "pid": os.getpid()})


def _hang(given: Any, blob: bytes) -> Frame:
    subprocess.run(["sleep", "60"], check=True)
    return Frame({"value": None})


def _die(given: Any, blob: bytes) -> Frame:
    os.kill(os.getpid(), signal.SIGKILL)
    return Frame({"value": None})


def _grow(given: Any, blob: bytes) -> Frame:
    return Frame({"value": len(bytes(given))})


def _keep(given: Any, blob: bytes) -> Frame:
    _kept.append(b"x" * given)
    return Frame({"value": None, "pid": os.getpid()})
