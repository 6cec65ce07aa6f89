"""The read routes against the obvious ones, and lists of 100,000 jobs: requests per second and milliseconds.

    python -m benchmarks.routes floors [--floor FILE]   the two routes beside those of FILE, a FastAPI app over a table
    python -m benchmarks.routes lists                   every order and filter: page 50 by page 1, long ones by short

Each server is a uvicorn process of one worker, the load comes from another process. SQLite and PostgreSQL.
"""

import argparse
import asyncio
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from jobwise.application.ports.tokens import Claims
from jobwise.bootstrap.api import application
from jobwise.bootstrap.container import Container
from jobwise.bootstrap.settings import Settings
from jobwise.domain.jobs.captured import CapturedJob, JobSource, JobStatus
from jobwise.domain.jobs.job import EmploymentType, Job, WorkMode
from jobwise.domain.jobs.listed import job_columns
from jobwise.domain.shared.codec import to_data
from jobwise.domain.shared.values import PartialDate, PayPeriod, PayRange
from jobwise.domain.users.user import Tier, User
from jobwise.infrastructure.clock import SystemClock
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.sql import migrate
from jobwise.infrastructure.persistence.sql.store import SqlStore
from jobwise.infrastructure.persistence.sql.tables.jobs import jobs

KEY_OF_THE_BENCHMARKS = "signs the tokens of the benchmarks alone"
SECONDS = 4
ORDERS = ["created_at", "updated_at", "title", "company", "deadline", "salary"]
FILTERS = [
    *("q=engineer", "q=harbour", "company=company", "location=city", "work_mode=remote", "employment_type=full_time"),
    *("salary_min=60000", "skill=python", "source=user_created", "status=active", "status=archived"),
    "posted_after=2026-01-01T00:00:00Z",
]


@dataclass(frozen=True)
class Seeded:
    token: str
    job_id: UUID


async def seed(url: str, rows: int) -> Seeded:
    """One owner with so many jobs, as the product writes them."""
    ids, now = Uuid7Ids(), SystemClock().now()
    store = SqlStore(url, ids)
    owner = User(id=ids.new(), created_at=now, updated_at=now, email=f"{uuid4().hex}@example.org", verified=True)
    async with store.write() as work:
        await work.users.add(owner)
        await work.commit()
    last = owner.id
    with migrate.connected(url) as connection:
        for start in range(0, rows, 2000):
            made = [_job(number, ids.new(), owner.id) for number in range(start, min(start + 2000, rows))]
            connection.execute(jobs.insert(), [_row(job) for job in made])
            last = made[-1].id
    container = Container(settings=_settings(url))
    claims = Claims(owner.id, uuid4(), 0, Tier.FREE, now + timedelta(hours=5))
    token = container.tokens().issue(claims, now=now)
    await store.close()
    return Seeded(token, last)


def _row(job: CapturedJob) -> dict[str, Any]:
    named = ("id", "version", "created_at", "updated_at", "deleted_at", "owner_id")
    return {**{name: getattr(job, name) for name in named}, **job_columns(job), "content": to_data(job.content)}


def _job(number: int, id: UUID, owner: UUID) -> CapturedJob:
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
    low = 40_000 + number % 50 * 1_000
    text = "word " * 400 + ("harbour" if number % 100 == 0 else "")
    content = Job(
        title=f"Engineer {number % 97}",
        company=f"Company {number % 311}",
        location=f"City {number % 53}",
        work_mode=list(WorkMode)[number % 3],
        employment_type=list(EmploymentType)[number % 5],
        pay=PayRange(Decimal(low), Decimal(low + 20_000), "EUR", PayPeriod.YEAR),
        required_skills=("Python",) if number % 2 else ("SQL",),
        deadline=PartialDate(2027, 1 + number % 12, 1 + number % 28),
        text=text,
    )
    return CapturedJob(
        id=id,
        owner_id=owner,
        created_at=moment,
        updated_at=moment,
        content=content,
        source=JobSource.USER_CREATED if number % 4 else JobSource.TEXT_PARSED,
        status=JobStatus.ARCHIVED if number % 50 == 0 else JobStatus.ACTIVE,
        posted_at=moment,
    )


def _settings(url: str) -> Any:
    from dependency_injector import providers

    os.environ |= {
        "JOBWISE_DATABASE_URL": url,
        "JOBWISE_SECRET_KEY": KEY_OF_THE_BENCHMARKS,
        "JOBWISE_LOG_LEVEL": "info",
    }
    return providers.Object(Settings(_env_file=None))  # type: ignore[call-arg]


def served() -> Any:
    """The application as `jobwise serve` has it; for uvicorn."""
    from jobwise.infrastructure.observing import logs

    container = Container(settings=_settings(os.environ["JOBWISE_DATABASE_URL"]))
    logs.setup("info")
    return application(container, container.settings())


@contextmanager
def server(app: str, port: int, **env: str) -> Iterator[str]:
    command = [sys.executable, "-m", "uvicorn", app, "--port", str(port), "--no-access-log", "--log-level", "error"]
    if app.endswith(":served"):
        command.append("--factory")
    # Logs are written as in production, to where nobody looks.
    process = subprocess.Popen(command, env={**os.environ, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(1200):
            try:
                http.client.HTTPConnection("127.0.0.1", port, timeout=1).request("GET", "/")
                break
            except OSError:
                time.sleep(0.05)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=20)


def fetched(base: str, path: str) -> bytes:
    host = http.client.HTTPConnection(base.removeprefix("http://"))
    host.request("GET", path)
    body = host.getresponse().read()
    host.close()
    return body


def rate(url: str, token: str = "", seconds: int = SECONDS) -> float:
    """Requests per second over 16 connections, by wrk."""
    said = subprocess.run(
        ["wrk", "-t1", "-c16", f"-d{seconds}s", "-H", f"Authorization: Bearer {token}", url],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "Non-2xx" not in said, said
    return float(said.partition("Requests/sec:")[2].split()[0])


def milliseconds(base: str, path: str, token: str, times: int = 15) -> float:
    """The median time of one request, on a connection that is open."""
    host = http.client.HTTPConnection(base.removeprefix("http://"))
    spent = []
    for _ in range(times + 3):
        started = time.perf_counter()
        host.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        answer = host.getresponse()
        answer.read()
        spent.append((time.perf_counter() - started) * 1000)
        assert answer.status == 200, (path, answer.status)
    host.close()
    return statistics.median(spent[3:])


def floors(url: str, floor: Path, rows: int, port: int) -> dict[str, float]:
    """Our routes as a share of those of the yardstick, in the same run."""
    driver = url.replace("sqlite://", "sqlite+aiosqlite://").replace("postgresql://", "postgresql+psycopg://")
    subprocess.run([sys.executable, str(floor), "seed", driver, str(rows)], check=True, cwd=floor.parent)
    found: dict[str, list[float]] = {}
    seeded = asyncio.run(seed(url, rows))
    there = f"{UUID(int=rows // 2)}"
    app = f"{floor.stem}:app"
    with (
        server("benchmarks.routes:served", port, JOBWISE_DATABASE_URL=url) as ours,
        server(app, port + 1, FLOOR_DB=driver, PYTHONPATH=str(floor.parent)) as plain,
        server(app, port + 2, FLOOR_DB=driver, PYTHONPATH=str(floor.parent), AUTH="1", LOG="1") as full,
    ):
        token = json.loads(fetched(full, "/token"))["access_token"]
        for _ in range(3):
            for name, ask, key in (
                ("one", f"{ours}/api/v1/jobs/{seeded.job_id}", seeded.token),
                ("core one", f"{plain}/core/jobs/{there}", ""),
                ("orm one", f"{full}/orm/jobs/{there}", token),
                ("list", f"{ours}/api/v1/jobs", seeded.token),
                ("core list", f"{plain}/core/jobs", ""),
                ("orm list", f"{full}/orm/jobs", token),
            ):
                found.setdefault(name, []).append(rate(ask, key))
    best = {name: max(rates) for name, rates in found.items()}
    shares = {
        f"{kind} / {other}": best[kind] / best[f"{other} {kind}"]
        for kind in ("one", "list")
        for other in ("core", "orm")
    }
    return best | shares


def lists(url: str, small: int, large: int, port: int) -> list[str]:
    """What breaks the promise about long lists; empty when nothing does."""
    few, many = (asyncio.run(seed(url, rows)) for rows in (small, large))
    broken = []
    if url.startswith("postgresql"):
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE jobs")
    with server("benchmarks.routes:served", port, JOBWISE_DATABASE_URL=url) as base:
        for asked in [*(f"sort={sign}{name}" for name in ORDERS for sign in ("", "-")), *FILTERS]:
            path = f"/api/v1/jobs?{asked}"
            one, fifty = (milliseconds(base, f"{path}&page={page}", many.token) for page in (1, 50))
            little = milliseconds(base, path, few.token)
            marks = [" page 50!" * (fifty > 1.5 * one), " large!" * ("sort" not in asked and one > 3 * little)]
            print(
                f"  {asked:36} page 1 {one:7.2f} ms  page 50 {fifty:7.2f} ms  "
                f"of {small}: {little:6.2f} ms{''.join(marks)}",
                flush=True,
            )
            if any(marks):
                broken.append(asked)
    return broken


@contextmanager
def databases() -> Iterator[Iterator[str]]:
    """A fresh SQLite file, and a fresh database of a real PostgreSQL."""
    from tests.support.postgres import Postgres, binaries_or_skip

    with tempfile.TemporaryDirectory() as folder, Postgres(binaries_or_skip()) as postgres, postgres.database() as url:

        def each() -> Iterator[str]:
            for address in (f"sqlite:///{folder}/bench.db", url):
                migrate.upgrade(address)
                yield address

        yield each()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["floors", "lists"])
    parser.add_argument("--floor", type=Path)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--port", type=int, default=8911)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    failed = 0
    with databases() as each:
        for url in each:
            kind = url.partition(":")[0]
            if asked.only and asked.only != kind:
                continue
            print(kind, flush=True)
            if asked.what == "lists":
                failed += len(lists(url, asked.small, asked.rows, asked.port))
                continue
            for name, value in floors(url, asked.floor, min(asked.rows, 5_000), asked.port).items():
                print(f"  {name:14} {value:9.2f}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
