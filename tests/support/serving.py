"""Real `jobwise serve` processes and what stands in front of them."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import httpx
import pytest

from tests.support.births import Born
from tests.support.migrated import migrated_file

ROOT = Path(__file__).resolve().parents[2]
START_TIMEOUT_S = 40.0
PASSWORD = "four wandering herons"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def missing(tool: str, mend: str) -> NoReturn:
    """Skips for want of a tool of the system; fails where CI=true."""
    reason = f"no {tool} here; run `{mend}`"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a process sees: nothing of JobWise that this machine happens to set."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("JOBWISE_")}
    for name in ("DATABASE_URL", "SECRET_KEY", "CORS_ORIGINS"):
        plain.pop(name, None)
    return {**plain, "PYTHONPATH": str(ROOT / "src"), "JOBWISE_HOME": str(home), "JOBWISE_ENV": "test", **more}


@dataclass
class Server:
    """One process; its log is a file of JSON lines."""

    process: "Born | subprocess.Popen[bytes]"
    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def client(self, **more: Any) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=30, trust_env=False, **more)

    def lines(self) -> list[dict[str, Any]]:
        """The whole log; a line that is no JSON object is an error."""
        found = [json.loads(line) for line in self.log.read_bytes().split(b"\n")[:-1]]
        assert all(isinstance(line, dict) for line in found)
        return found

    def tell(self, number: signal.Signals = signal.SIGTERM) -> None:
        self.process.send_signal(number)

    def wait(self, timeout_s: float = 30) -> int:
        return self.process.wait(timeout=timeout_s)


@contextmanager
def serving(home: Path, *, wait: bool = True, program: bool = False, **settings: str) -> Iterator[Server]:
    """`jobwise serve` on a port of its own, alive when the block begins and ended when it ends.

    `program` starts Python anew, over a folder in which there is nothing yet, as people do.
    """
    home.mkdir(parents=True, exist_ok=True)
    port = free_port()
    log = home.parent / f"serve-{port}.log"
    argv, told = ["serve", "--port", str(port)], environment(home, **settings)
    process: Born | subprocess.Popen[bytes]
    if program:
        with log.open("wb") as written:
            process = subprocess.Popen(
                [sys.executable, "-m", "jobwise", *argv], cwd=home, env=told, stdout=written, stderr=written
            )
    else:
        if "JOBWISE_DATABASE_URL" not in settings:
            migrated_file(home / "jobwise.db")
        process = Born(argv, cwd=home, environment=told, log=log)
    server = Server(process, port, log)
    try:
        if wait:
            wait_until_alive(server)
        yield server
    finally:
        process.kill()
        process.wait(10)


def wait_until_alive(server: Server) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    with server.client() as client:
        while True:
            assert server.process.poll() is None, server.log.read_text("utf-8")
            assert time.monotonic() < deadline, server.log.read_text("utf-8")
            try:
                if client.get("/health").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)


def registered(client: httpx.Client, email: str, password: str = PASSWORD) -> dict[str, Any]:
    """A new account's tokens."""
    assert client.post("/api/v1/auth/register", json={"email": email, "password": password}).status_code == 201
    answer = client.post("/api/v1/auth/login", json={"email": email, "password": password})
    assert answer.status_code == 200, answer.text
    data: dict[str, Any] = answer.json()["data"]
    return data


def eventually(holds: Callable[[], bool], within_s: float = 5.0) -> bool:
    """Whether it holds before the time is over: what is counted and logged comes a moment after the answer."""
    deadline = time.monotonic() + within_s
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
