"""`jobwise serve` as a process of its own, which may be killed at any moment and started again over the same data."""

import os
import socket
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import TracebackType
from typing import Self

from jobwise.bootstrap.settings import Settings
from tests.support.births import Born
from tests.support.migrated import migrated_file

ROOT = Path(__file__).resolve().parents[2]
_SECRET = "only tests sign with these words, and nobody else"
_START_TIMEOUT_S = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Served:
    """A server over a data folder and a database. Starting it again goes on with the same data."""

    home: Path
    database_url: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    port: int = 0
    process: Born | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v1"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def mail(self) -> Path:
        return self.home / "mail"

    @property
    def environment(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith("JOBWISE_")}
        return own | {
            "PYTHONPATH": str(ROOT / "src"),
            "JOBWISE_HOME": str(self.home),
            "JOBWISE_DATABASE_URL": self.database_url,
            "JOBWISE_SECRET_KEY": _SECRET,
            "JOBWISE_ENV": "test",
            "JOBWISE_THROTTLE": "false",
            "JOBWISE_LOG_LEVEL": "warning",
            "JOBWISE_REFRESH_GRACE_S": "60",
            **self.given,
        }

    def settings(self) -> Settings:
        """The settings that the server runs with, for looking at its data from here."""
        given = {name: value for name, value in self.environment.items() if name.startswith("JOBWISE_")}
        before = {name: os.environ.get(name) for name in given}
        os.environ.update(given)
        try:
            return Settings(_env_file=None)  # type: ignore[call-arg]
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value

    def start(self) -> None:
        """Returns once it answers."""
        self.home.mkdir(parents=True, exist_ok=True)
        if not self.database_url:
            migrated_file(self.home / "jobwise.db")
        self.port = free_port()
        argv = ["serve", "--port", str(self.port)]
        self.process = Born(argv, cwd=self.home, environment=self.environment, log=self.log)
        deadline = time.monotonic() + _START_TIMEOUT_S
        while not self._answers():
            assert self.process.poll() is None, self.log.read_text("utf-8")[-3000:]
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.02)

    def kill(self) -> None:
        """Ends it as a power cut would: nothing is finished, nothing is closed."""
        if self.process is not None:
            self.process.kill()
            self.process = None

    def _answers(self) -> bool:
        try:
            with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
                connection.request("GET", "/health")
                return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
