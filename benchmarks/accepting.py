"""Asking for a document beside writing a plain row: what is made later is accepted at once.

    python -m benchmarks.accepting [--rounds N]

One person, one connection that stays open, requests of both kinds in turn; what was asked for is made meanwhile. How
late the event loop gets to what is due is told by requests to `/health`, which do nothing.
"""

import argparse
import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import httpx
from tests.support.postgres import Postgres, binaries_or_skip
from tests.support.server import Server, Somebody

from benchmarks.statistics import line

ROOT = Path(__file__).resolve().parents[1]
PROFILE = ROOT / "data" / "demo" / "profile.json"
POSTING = ROOT / "data" / "demo" / "posting.txt"
BAR = 2.0


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    asked = parser.parse_args(argv)
    missed = 0
    with tempfile.TemporaryDirectory() as folder, Postgres(binaries_or_skip()) as postgres, postgres.database() as url:
        for name, database in (("sqlite", ""), ("postgresql", url)):
            if asked.database in (None, name):
                with Server(Path(folder) / name, database) as server:
                    missed += beside_writes(name, server, asked.rounds)
    return 1 if missed else 0


class Connected:
    """Somebody on one connection that stays open."""

    def __init__(self, server: Server, who: Somebody) -> None:
        self._host = HTTPConnection("127.0.0.1", server.port)
        self._headers = {**who.headers, "Content-Type": "application/json"}

    def send(self, method: str, path: str, body: object, status: int, **headers: str) -> dict[str, Any]:
        self._host.request(method, f"/api/v1{path}", json.dumps(body), {**self._headers, **headers})
        answer = self._host.getresponse()
        said = answer.read()
        assert answer.status == status, (path, answer.status, said[:500])
        data: dict[str, Any] = json.loads(said)["data"]
        return data

    def close(self) -> None:
        """Also ends a connection that has rested too long; the next request opens another."""
        self._host.close()


def beside_writes(name: str, server: Server, rounds: int) -> int:
    """Both kinds of documents beside a new row and a changed one."""
    # Two people: a hundred documents may wait for one, and those of all rounds may wait at once.
    with (
        closing(Connected(server, server.somebody())) as person,
        closing(Connected(server, server.somebody())) as other,
    ):
        job, theirs = (_posting_of(one) for one in (person, other))
        plain = {"title": "Platform Engineer", "company": "Harbour", "required_skills": ["Python", "SQL"]}
        ways: Mapping[str, Callable[[], object]] = {
            "POST /jobs": lambda: person.send("POST", "/jobs", plain, 201),
            "POST /generations/resume": lambda: person.send("POST", "/generations/resume", {"job_id": job}, 202),
            "POST /generations/cover-letter": lambda: other.send(
                "POST", "/generations/cover-letter", {"job_id": theirs}, 202
            ),
        }
        for way in ways.values():
            for _ in range(5):
                way()
        with _watched(server) as late:
            spent = _in_turn(ways, rounds)
    middle = {way: statistics.median(times) for way, times in spent.items()}
    floor = middle["POST /jobs"]
    missed = 0
    for way in list(ways)[1:]:
        missed += line(f"{name}: {way} beside POST /jobs", middle[way], floor, BAR)
    hundredth = statistics.quantiles(late, n=100)[98]
    print(f"{f'{name}: /health p99 meanwhile, slowest':44s} {hundredth * 1000:9.2f} {max(late) * 1000:9.2f}")
    return missed


def _posting_of(person: Connected) -> str:
    """A profile and a job for somebody; the job's id."""
    person.send("POST", "/profiles/import", json.loads(PROFILE.read_bytes()), 201)
    return str(person.send("POST", "/jobs/from-text", {"text": POSTING.read_text("utf-8")}, 201)["id"])


def _in_turn(ways: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    spent: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(rounds):
        for way, go in ways.items():
            started = time.perf_counter()
            go()
            spent[way].append(time.perf_counter() - started)
            # What was asked for is being made; a moment's rest keeps that from piling up.
            time.sleep(0.02)
    return spent


@contextmanager
def _watched(server: Server) -> Iterator[list[float]]:
    late: list[float] = []
    over = threading.Event()

    def watch() -> None:
        with httpx.Client(base_url=server.url, timeout=30, trust_env=False) as http:
            while not over.wait(0.01):
                started = time.perf_counter()
                http.get("/health").raise_for_status()
                late.append(time.perf_counter() - started)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield late
    finally:
        over.set()
        watcher.join()


if __name__ == "__main__":
    sys.exit(main())
