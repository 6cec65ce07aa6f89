"""Networks that break between a server, its worker, and their database, files, mail and Redis: no 500, nothing hangs,
nothing is lost.

The short form breaks each of them in each way for a moment. `make soak` breaks them for longer than
anything may wait, with many asking. What models do over such networks is in `tests/integration/llm`.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.fault_proxy import CUT, DOWN, FAULTS, RESET, SLOW_CLOSE, SWALLOW, Fault
from tests.support.outages import World, world
from tests.support.postgres import Postgres
from tests.support.promises import LONGEST_S, Asker, broken, check_manners, check_nothing_lost, recovered
from tests.support.redis import Redis
from tests.support.s3 import S3
from tests.support.soak import FACTOR

PARTS = ("database", "storage", "mail", "redis")
SHORT = {
    "down": DOWN, "time-out": SWALLOW, "reset": RESET, "cut": CUT, "slow close": SLOW_CLOSE,
    "latency": Fault(latency_s=0.05),
}  # fmt: skip
FELT = (DOWN, SWALLOW, RESET, CUT)


@pytest.fixture
def whole(tmp_path: Path, postgres: Postgres, s3: S3) -> Iterator[World]:
    with Redis(tmp_path) as redis, world(tmp_path / "home", postgres, s3, redis) as made:
        yield made


def test_a_network_that_breaks_costs_no_500_and_loses_nothing(whole: World) -> None:
    asyncio.run(_short(whole))


async def _short(whole: World) -> None:
    async with _client(whole) as http:
        asker = Asker(http)
        await recovered(asker, PARTS)
        for name, fault in SHORT.items():
            hold_s = 1.0 if fault.swallow else 0.3
            for part in ("database", "storage"):
                before = len(asker.told)
                await broken(whole, asker, {part: fault}, hold_s=hold_s)
                told = asker.told[before:]
                if fault in FELT:
                    # A time-out that ends soon is waited out.
                    assert any(one.status == 503 or one.seconds >= 0.9 for one in told), (part, name, told)
                else:
                    assert all(one.status < 300 for one in told), (part, name, told)
                await recovered(asker, (part,))
            # Nobody waits for these: what they are for is done later.
            before = len(asker.told)
            await broken(whole, asker, {"mail": fault, "redis": fault}, hold_s=hold_s)
            assert all(one.status < 300 and one.seconds < 5 for one in asker.told[before:]), (name, asker.told[before:])
        await recovered(asker, PARTS)
        await _ready_tells(whole, http)
        await check_nothing_lost(whole, asker)
    check_manners(asker)
    assert "request failed" not in whole.server.said()


async def _ready_tells(whole: World, http: httpx.AsyncClient) -> None:
    with whole.proxies["database"].having(DOWN), whole.proxies["storage"].having(DOWN):
        answer = await http.get("/ready")
        wrong = {one["name"] for one in answer.json()["checks"] if one["status"] == "down"}
        assert (answer.status_code, wrong) == (503, {"database", "migrations", "storage"})
    assert (await http.get("/ready")).status_code == 200
    for part in ("mail", "redis"):
        with whole.proxies[part].having(DOWN):
            answer = await http.get("/ready")
            assert (answer.status_code, answer.json()["status"]) == (200, "degraded"), part


@pytest.mark.skipif(FACTOR == 1, reason="takes minutes; `make soak` runs it")
@pytest.mark.parametrize("part", PARTS)
def test_nobody_waits_for_a_broken_network_longer_than_a_minute(whole: World, part: str) -> None:
    asyncio.run(_long(whole, part))


async def _long(whole: World, part: str) -> None:
    async with _client(whole) as http:
        asker = Asker(http)
        await recovered(asker, PARTS)
        for fault in FAULTS.values():
            # Thirty of each is more than a process has connections or threads for; of samples nobody has so many.
            hold_s, times = (LONGEST_S + 5 if fault.swallow else 5.0), (10 if part == "redis" else 30)
            await broken(whole, asker, {part: fault}, hold_s=hold_s, times=times)
            await recovered(asker, (part,))
            check_manners(asker)
        await check_nothing_lost(whole, asker)
    assert "request failed" not in whole.server.said()


def _client(whole: World) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url=whole.server.url, headers=whole.person.headers, timeout=2 * LONGEST_S,
        # Shorter than the server keeps them, so that none is used as it ends.
        limits=httpx.Limits(max_connections=500, keepalive_expiry=1),
    )  # fmt: skip
