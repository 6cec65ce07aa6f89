"""A real `jobwise serve` for tests, and people who are signed in on it."""

import os
import re
import secrets
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

import httpx
import psycopg

from tests.support.births import Born
from tests.support.migrated import migrated_file

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "nine quiet lighthouses"
_WAIT_S = 60.0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Somebody:
    """A person of a running server, who can sign in again with their email and PASSWORD."""

    id: str
    email: str
    token: str
    refresh_token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


class Server:
    """One process with a data folder and a port of its own; ended by its own process id."""

    def __init__(self, home: Path, database_url: str = "", **settings: str) -> None:
        self._home = home
        self._database_url = database_url or f"sqlite:///{home / 'jobwise.db'}"
        self._settings = settings
        self._secret = secrets.token_urlsafe(32)
        self._process: Born | None = None
        self.log = home / "server.log"
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def database(self) -> str:
        return self._database_url.partition(":")[0]

    def __enter__(self) -> Self:
        self._home.mkdir(parents=True, exist_ok=True)
        if self._database_url.startswith("postgresql:"):
            done = self._jobwise("db", "upgrade")
            assert done.wait(60) == 0, self.said()
        else:
            migrated_file(Path(self._database_url.removeprefix("sqlite:///")))
        self.port = _free_port()
        self._process = self._jobwise("serve", "--port", str(self.port))
        try:
            self._wait()
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process = None

    @contextmanager
    def beside(self, *argv: str) -> Iterator[Born]:
        """Another command over the same data and settings, ended at the end."""
        process = self._jobwise(*argv)
        try:
            yield process
        finally:
            process.kill()

    def said(self) -> str:
        """Everything that the process has written."""
        return self.log.read_text("utf-8", "replace")

    def somebody(self, *, role: str = "user") -> Somebody:
        """Registers over HTTP, opens the link that was mailed, gets the largest plan, and signs in."""
        email = f"{uuid4().hex}@example.org"
        with httpx.Client(base_url=f"{self.url}/api/v1/auth", timeout=10) as http:
            account = {"email": email, "password": PASSWORD, "name": "Mara Lind"}
            made = http.post("/register", json=account).raise_for_status().json()["data"]
            http.post("/verify-email", json={"token": self._mailed(email)}).raise_for_status()
            self._promote(email, role)
            done = http.post("/login", json={"email": email, "password": PASSWORD}).raise_for_status().json()["data"]
        return Somebody(made["id"], email, done["access_token"], done["refresh_token"])

    def rows(self) -> dict[str, int]:
        """How many rows each table holds."""
        with self._database() as connection:
            if isinstance(connection, sqlite3.Connection):
                listed = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            else:
                listed = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            # SQLite's index of words keeps tables of its own, which nobody counts.
            names = sorted(name for (name,) in listed if not name.startswith("job_search"))
            return {name: _counted(connection, name) for name in names}

    def _mailed(self, email: str) -> str:
        """The token in the mail to somebody, read from the link as they would."""
        deadline = time.monotonic() + _WAIT_S
        while time.monotonic() < deadline:
            for file in (self._home / "mail").glob("*.eml"):
                mail = message_from_bytes(file.read_bytes(), policy=policy.default)
                body = mail.get_body(("plain",))
                found = re.search(r"\?token=(\S+)", body.get_content()) if body is not None else None
                if email in str(mail["To"]) and found is not None:
                    return found[1]
            time.sleep(0.05)
        raise AssertionError(f"no mail came\n{self.said()[-2000:]}")

    def _promote(self, email: str, role: str) -> None:
        """What an administrator would do; somebody has to be the first."""
        sign = "?" if self._database_url.startswith("sqlite:") else "%s"
        with self._database() as connection:
            connection.execute(
                f"UPDATE users SET role = {sign}, tier = 'enterprise' WHERE email = {sign}",  # type: ignore[arg-type]  # noqa: S608
                (role, email),
            )
            connection.commit()

    def _database(self) -> "closing[sqlite3.Connection] | closing[psycopg.Connection]":
        if self._database_url.startswith("sqlite:"):
            return closing(sqlite3.connect(self._database_url.removeprefix("sqlite:///"), timeout=10))
        return closing(psycopg.connect(self._database_url))

    def _jobwise(self, *argv: str) -> Born:
        return Born(argv, cwd=self._home, environment=self._environment(), log=self.log)

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("JOBWISE_", "DATABASE_"))}
        return {
            **kept,
            "PYTHONPATH": str(ROOT / "src"),
            "JOBWISE_HOME": str(self._home),
            "JOBWISE_DATABASE_URL": self._database_url,
            "JOBWISE_ENV": "test",
            "JOBWISE_SECRET_KEY": self._secret,
            "JOBWISE_THROTTLE": "false",
            "JOBWISE_LOG_LEVEL": "warning",
            **self._settings,
        }

    def _wait(self) -> None:
        deadline = time.monotonic() + _WAIT_S
        while time.monotonic() < deadline:
            assert self._process is not None
            assert self._process.poll() is None, self.said()
            if self._is_ready():
                return
            time.sleep(0.05)
        raise AssertionError(f"the server does not become ready\n{self.said()}")

    def _is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/ready", timeout=5).status_code == 200
        except httpx.TransportError:
            return False


def _counted(connection: "sqlite3.Connection | psycopg.Connection", table: str) -> int:
    # The name of a table comes from the database itself.
    found = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # type: ignore[arg-type]  # noqa: S608
    assert found is not None
    return int(found[0])
