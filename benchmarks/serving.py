"""The REST API under load: beside the plain routes of a folder of yardsticks, over long lists, and in signing in.

    python -m benchmarks.serving FLOORS [--only floors,lists,signing] [--database sqlite|postgresql]

The server is `jobwise serve` itself, one process, with its logs on; the load comes from other processes. The yardstick
is `routes.py` of the folder, unchanged: a table read by SQL alone (`core`), and the usual way (`orm`, with token, user
and log). Throttles are off, because all the load comes from one address.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from tests.support.forked_server import Served, free_port
from tests.support.postgres import Postgres, binaries_or_skip

from benchmarks.load import rate
from jobwise.domain.jobs.captured import CapturedJob, JobSource, JobStatus
from jobwise.domain.jobs.job import EmploymentType, Job, WorkMode
from jobwise.domain.shared.values import PartialDate, PayPeriod, PayRange
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.sql import migrate
from jobwise.infrastructure.persistence.sql.store import SqlStore

PASSWORD = "seven tin lanterns adrift"  # noqa: S105 - of people who are not there
FEW, MANY = 1_000, 100_000
ROUNDS, SECONDS = 5, 2.0
ORDERS = ("created_at", "updated_at", "title", "company", "deadline", "salary")
FILTERS = (
    *("q=engineer", "q=harbour", "company=company", "location=city", "work_mode=remote", "employment_type=full_time"),
    *("salary_min=60000", "skill=python", "source=user_created", "status=active", "status=archived"),
    "posted_after=2026-01-01T00:00:00Z",
)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("floors", type=Path)
    parser.add_argument("--only", default="floors,lists,signing")
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    parser.add_argument("--rows", type=int, default=MANY)
    asked = parser.parse_args(argv)
    print(f"{'measure':52s} {'ours':>9s} {'beside':>9s} {'ratio':>7s} {'bar':>6s}")
    missed = 0
    with databases() as urls:
        for name, url in urls.items():
            if asked.database in (None, name):
                missed += _measure(name, url, asked.floors, asked.only.split(","), asked.rows)
    return 1 if missed else 0


def _measure(name: str, url: str, floors: Path, parts: list[str], rows: int) -> int:
    settings = {"JOBWISE_LOG_LEVEL": "info", "JOBWISE_ENV": "development"}
    with tempfile.TemporaryDirectory() as home, Served(Path(home), url, settings) as served:
        missed = 0
        if "floors" in parts:
            missed += beside_floors(name, served, url, floors / "routes.py")
        if "lists" in parts:
            missed += long_lists(name, served, url, rows)
        if "signing" in parts:
            missed += signing_in(name, served) + health_while_signing_in(name, served)
        return missed


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """A fresh file of SQLite, and a fresh database of a real PostgreSQL; both have their tables."""
    with tempfile.TemporaryDirectory() as folder, Postgres(binaries_or_skip()) as server, server.database() as url:
        found = {"sqlite": f"sqlite:///{folder}/bench.db", "postgresql": url}
        for each in found.values():
            migrate.upgrade(each)
        yield found


def line(measure: str, ours: float, floor: float, ratio: float, bar: float, *, least: bool) -> int:
    """Prints a measure; 1 when it misses its bar, which is the least or the most that the ratio may be."""
    missed = ratio < bar if least else ratio > bar
    print(f"{measure:52s} {ours:9.2f} {floor:9.2f} {ratio:7.3f} {bar:6.2f}{'  missed' * missed}", flush=True)
    return int(missed)


def signed_in(served: Served, email: str) -> str:
    """The access token of somebody, who is made when nobody has this address."""
    with httpx.Client(base_url=served.base, timeout=30) as http:
        body = {"email": email, "password": PASSWORD}
        answer = http.post("/auth/login", json=body)
        if answer.status_code == 401:
            assert http.post("/auth/register", json=body).status_code == 201
            answer = http.post("/auth/login", json=body)
        token: str = answer.json()["data"]["access_token"]
        return token


def with_jobs(served: Served, url: str, email: str, rows: int) -> UUID:
    """Gives somebody so many jobs, made as the product makes them; the last one's id."""
    headers = {"Authorization": f"Bearer {signed_in(served, email)}"}
    owner = UUID(httpx.get(f"{served.base}/users/me", headers=headers).json()["data"]["id"])
    return asyncio.run(_fill(url, owner, rows))


async def _fill(url: str, owner: UUID, rows: int) -> UUID:
    ids = Uuid7Ids()
    store = SqlStore(url, ids)
    last = owner
    for start in range(0, rows, 1_000):
        async with store.write() as work:
            for number in range(start, min(start + 1_000, rows)):
                last = ids.new()
                await work.jobs.add(_job(number, last, owner))
            await work.commit()
    await store.close()
    return last


def _job(number: int, id: UUID, owner: UUID) -> CapturedJob:
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
    low = 40_000 + number % 50 * 1_000
    content = Job(
        title=f"Engineer {number % 97}",
        company=f"Company {number % 311}",
        location=f"City {number % 53}",
        work_mode=list(WorkMode)[number % 3],
        employment_type=list(EmploymentType)[number % 5],
        pay=PayRange(Decimal(low), Decimal(low + 20_000), "EUR", PayPeriod.YEAR),
        required_skills=("Python",) if number % 2 else ("SQL",),
        deadline=PartialDate(2027, 1 + number % 12, 1 + number % 28),
        text="word " * 400 + ("harbour" if number % 100 == 0 else ""),
    )
    status = JobStatus.ARCHIVED if number % 50 == 0 else JobStatus.ACTIVE
    source = JobSource.USER_CREATED if number % 4 else JobSource.TEXT_PARSED
    return CapturedJob(
        id=id,
        owner_id=owner,
        created_at=moment,
        updated_at=moment,
        content=content,
        source=source,
        status=status,
        posted_at=moment,
    )


@contextmanager
def floor_server(routes: Path, driver: str, **env: str) -> Iterator[str]:
    """The yardstick, served by uvicorn in one process."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", f"{routes.stem}:app", "--port", str(port), "--no-access-log"]
    given = {**os.environ, "FLOOR_DB": driver, "PYTHONPATH": str(routes.parent), **env}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=given, **quiet) as process:  # type: ignore[call-overload]
        try:
            for _ in range(600):
                try:
                    httpx.get(f"http://127.0.0.1:{port}/token")
                    break
                except httpx.TransportError:
                    time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def beside_floors(name: str, served: Served, url: str, routes: Path) -> int:
    """One job and a page of 20, each as a share of what the plain routes reach in the same round."""
    driver = url.replace("sqlite://", "sqlite+aiosqlite://").replace("postgresql://", "postgresql+psycopg://")
    subprocess.run([sys.executable, routes, "seed", driver.replace("bench.db", "floor.db"), str(FEW)], check=True)
    driver = driver.replace("bench.db", "floor.db")
    job = with_jobs(served, url, "floors@example.org", FEW)
    floor_job = UUID(int=FEW // 2)
    missed = 0
    with floor_server(routes, driver) as core, floor_server(routes, driver, AUTH="1", LOG="1") as orm:
        ours, theirs = (
            signed_in(served, "floors@example.org"),
            json.loads(httpx.get(f"{orm}/token").content)["access_token"],
        )
        for what, path, floor_path in (
            ("GET /jobs/{id}", f"/jobs/{job}", f"/jobs/{floor_job}"),
            ("GET /jobs (20)", "/jobs", "/jobs"),
        ):
            ways: dict[str, Callable[[], float]] = {
                "ours": lambda p=path: rate(f"{served.base}{p}", SECONDS, ours),
                "core": lambda p=floor_path: rate(f"{core}/core{p}", SECONDS),
                "orm": lambda p=floor_path: rate(f"{orm}/orm{p}", SECONDS, theirs),
            }
            rounds = [{way: go() for way, go in ways.items()} for _ in range(ROUNDS)]
            middle = {way: statistics.median(one[way] for one in rounds) for way in ways}
            for floor, bar in (("core", 0.70), ("orm", 1.5)):
                ratio = statistics.median(one["ours"] / one[floor] for one in rounds)
                missed += line(
                    f"{name}: {what} beside {floor}, requests/s", middle["ours"], middle[floor], ratio, bar, least=True
                )
    return missed


def long_lists(name: str, served: Served, url: str, rows: int) -> int:
    """Page 50 beside page 1 for every order and filter, and a filtered list beside the same of a short one."""
    for email, count in (("few@example.org", FEW), ("many@example.org", rows)):
        with_jobs(served, url, email, count)
    if name == "postgresql":
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE jobs")
    known = _query_names(served)
    missed = 0
    for asked in (*(f"sort={sign}{order}" for order in ORDERS for sign in ("", "-")), *FILTERS):
        if asked.partition("=")[0] not in known:
            continue
        few, many = (signed_in(served, f"{who}@example.org") for who in ("few", "many"))
        path = f"/api/v1/jobs?{asked}"
        first, fiftieth, short = times(served.port, (path, many), (f"{path}&page=50", many), (path, few))
        label = f"{name}: {asked}, page 50 by page 1, ms"
        missed += line(label, fiftieth, first, fiftieth / first, 1.5, least=False)
        if not asked.startswith("sort="):
            missed += line(f"{name}: {asked}, {rows} by {FEW}, ms", first, short, first / short, 3.0, least=False)
    return missed


def _query_names(served: Served) -> set[str]:
    document: dict[str, Any] = httpx.get(f"http://127.0.0.1:{served.port}/openapi.json").json()
    return {one["name"] for one in document["paths"]["/api/v1/jobs"]["get"]["parameters"]}


def times(port: int, *asked: tuple[str, str], rounds: int = 15) -> list[float]:
    """The median milliseconds of whole requests, interleaved, on one connection that stays open."""
    spent: list[list[float]] = [[] for _ in asked]
    with closing(HTTPConnection("127.0.0.1", port)) as host:
        for _ in range(rounds + 3):
            for (path, token), found in zip(asked, spent, strict=True):
                started = time.perf_counter()
                host.request("GET", path, headers={"Authorization": f"Bearer {token}"})
                answer = host.getresponse()
                answer.read()
                found.append((time.perf_counter() - started) * 1000)
                assert answer.status == 200, (path, answer.status)
    return [statistics.median(found[3:]) for found in spent]


def signing_in(name: str, served: Served, pairs: int = 200) -> int:
    """Wrong sign-ins to an address that is known and to ones that are not: nobody can tell them apart by time."""
    signed_in(served, "known@example.org")
    spent: dict[bool, list[float]] = {True: [], False: []}
    with httpx.Client(base_url=served.base, timeout=30) as http:
        for number in range(pairs):
            # Which of the two goes first changes, so that neither is always the warm one.
            for known in (True, False) if number % 2 else (False, True):
                email = "known@example.org" if known else f"unknown{number}@example.org"
                started = time.perf_counter()
                answer = http.post("/auth/login", json={"email": email, "password": "not the right one"})
                spent[known].append((time.perf_counter() - started) * 1000)
                assert answer.status_code == 401, answer.text
    ours, floor = (statistics.median(spent[known]) for known in (True, False))
    apart = max(ours, floor) / min(ours, floor)
    return line(f"{name}: sign-in, known and unknown address, ms", ours, floor, apart, 1.1, least=False)


def health_while_signing_in(name: str, served: Served, seconds: float = 8.0) -> int:
    """The slowest hundredth of /health while thirty people guess passwords all the time."""
    guessers = subprocess.Popen([sys.executable, "-m", "benchmarks.guessing", served.base, "30", str(seconds)])
    spent: list[float] = []
    with guessers, closing(HTTPConnection("127.0.0.1", served.port)) as host:
        time.sleep(1.5)
        while guessers.poll() is None:
            started = time.perf_counter()
            host.request("GET", "/health")
            host.getresponse().read()
            spent.append((time.perf_counter() - started) * 1000)
            time.sleep(0.005)
    assert guessers.returncode == 0
    slowest = statistics.quantiles(spent, n=100)[98]
    return line(f"{name}: /health p99 while 30 sign in, ms", slowest, 250.0, slowest / 250.0, 1.0, least=False)


if __name__ == "__main__":
    sys.exit(main())
