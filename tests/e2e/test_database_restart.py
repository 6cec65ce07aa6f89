"""PostgreSQL is stopped at once and started again under load: nobody gets a 500, and all is well soon after."""

import asyncio
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import httpx
import pytest

from tests.support.postgres import Postgres, binaries_or_skip
from tests.support.server import Server

RATE = 20
BEFORE_S, AWAY_S, GREEN_WITHIN_S, AFTER_S = 1.5, 0.5, 5.0, 1.5
DROPPED = 0


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    # A server of its own: others would feel the restart.
    with Postgres(binaries_or_skip()) as server:
        yield server


@dataclass
class Load:
    """Twenty requests each second, reads and writes, whatever becomes of the ones before."""

    http: httpx.AsyncClient
    seen: list[tuple[float, int]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    async def run(self, until: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as group:
            for number in count():
                if until.is_set():
                    return
                group.create_task(self._one(number))
                await asyncio.sleep(1 / RATE)

    async def _one(self, number: int) -> None:
        began = time.monotonic()
        try:
            if number % 4 == 0:
                key = {"Idempotency-Key": f"restart-{number}"} if number % 8 else {}
                answer = await self.http.post("/jobs", json={"title": f"Baker {number}"}, headers=key)
            elif number % 4 == 1:
                answer = await self.http.get("/usage")
            else:
                answer = await self.http.get("/jobs")
        except httpx.TransportError:
            self.seen.append((began, DROPPED))
            return
        self.seen.append((began, answer.status_code))
        asked_back = answer.status_code == 503 and "retry-after" in answer.headers
        if answer.status_code not in (200, 201) and not asked_back:
            self.wrong.append(f"{answer.status_code} {answer.text[:300]}")


async def restarted(postgres: Postgres, load: Load) -> float:
    """The moment at which the database answered again."""
    done = asyncio.Event()
    running = asyncio.create_task(load.run(done))
    await asyncio.sleep(BEFORE_S)
    # What `pg_ctl restart -m immediate` does: no connection is ended in order, and recovery replays the log.
    await asyncio.to_thread(postgres.halt, signal.SIGQUIT)
    await asyncio.sleep(AWAY_S)
    await asyncio.to_thread(postgres.resume)
    back = time.monotonic()
    await asyncio.sleep(GREEN_WITHIN_S + AFTER_S)
    done.set()
    await running
    return back


def test_a_restart_of_the_database_costs_no_500_and_is_over_in_seconds(postgres: Postgres, tmp_path: Path) -> None:
    with postgres.database() as url, Server(tmp_path, url) as server:
        person = server.somebody()
        load, back = asyncio.run(_under_load(postgres, server, person.headers))
        assert load.wrong == []
        statuses = Counter(status for _, status in load.seen)
        assert statuses[503] + statuses[DROPPED] > 0, "the restart was not felt at all"
        green = [status for began, status in load.seen if began > back + GREEN_WITHIN_S]
        assert len(green) >= RATE
        assert set(green) <= {200, 201}, statuses
        assert httpx.get(f"{server.url}/ready").json()["status"] == "ok"
        assert "request failed" not in server.said()


async def _under_load(postgres: Postgres, server: Server, headers: dict[str, str]) -> tuple[Load, float]:
    async with httpx.AsyncClient(base_url=f"{server.url}/api/v1", headers=headers, timeout=10) as http:
        load = Load(http)
        back = await restarted(postgres, load)
        return load, back
