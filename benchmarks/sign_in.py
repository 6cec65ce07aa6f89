"""Does the time of an answer tell whether an email has an account, and does a flood of sign-ins slow others down?

    python -m benchmarks.sign_in [PAIRS]

Everything is real but the network: SQLite in a file, bcrypt at its full cost, the whole application.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx

from jobwise.application.use_cases import UseCases
from jobwise.bootstrap.container import opened
from jobwise.bootstrap.settings import Settings
from jobwise.presentation.http.app import HttpOptions, create_app

PASSWORD = "four wandering herons"  # noqa: S105 - of the accounts made here
PARALLEL = 30
BAR_RATIO, BAR_MS, BAR_P99_MS = 0.10, 5.0, 250.0


async def main(pairs: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, JOBWISE_HOME=Path(folder), JOBWISE_THROTTLE=False)
        async with opened(settings) as cases:
            return await measured(cases, pairs)


async def measured(cases: UseCases, pairs: int) -> int:
    transport = httpx.ASGITransport(app=create_app(cases, HttpOptions()))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver/api/v1") as client:
        for number in range(pairs):
            body = {"email": f"known{number}@example.org", "password": PASSWORD}
            made = await client.post("/auth/register", json=body)
            assert made.status_code == 201, made.text

        async def sign_in(email: str) -> None:
            answer = await client.post("/auth/login", json={"email": email, "password": "not the one"})
            assert answer.status_code == 401, answer.text

        async def forgot(email: str) -> None:
            answer = await client.post("/auth/forgot-password", json={"email": email})
            assert answer.status_code == 202, answer.text

        good = await told("sign-in", sign_in, pairs)
        # An account gets few mails a day, so that each is asked for as often as it is still sent one.
        good &= await told("forgotten password", forgot, pairs)
        good &= await flooded(client, sign_in)
    return 0 if good else 1


async def told(name: str, act: Callable[[str], Awaitable[None]], pairs: int) -> bool:
    """Medians of known and unknown emails in turn; they may differ by a tenth or by 5 ms."""
    times: dict[bool, list[float]] = {True: [], False: []}
    await act("unknown@example.org")
    for number in range(pairs):
        for known in (True, False):
            began = time.perf_counter()
            await act(f"{'known' if known else 'unknown'}{number}@example.org")
            times[known].append((time.perf_counter() - began) * 1000)
    known_ms, unknown_ms = (statistics.median(times[known]) for known in (True, False))
    apart = abs(known_ms - unknown_ms)
    good = apart < BAR_MS or apart / max(known_ms, unknown_ms) < BAR_RATIO
    print(f"{name:20s} known {known_ms:8.2f} ms  unknown {unknown_ms:8.2f} ms  apart {apart:6.2f} ms  {verdict(good)}")
    return good


async def flooded(client: httpx.AsyncClient, sign_in: Callable[[str], Awaitable[None]]) -> bool:
    """How long another request takes while many wrong sign-ins run at once."""
    flood = [asyncio.create_task(sign_in(f"flood{number}@example.org")) for number in range(PARALLEL)]
    times = []
    while not all(task.done() for task in flood):
        began = time.perf_counter()
        assert (await client.get("/plans")).status_code == 200
        times.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(0.01)
    await asyncio.gather(*flood)
    p99 = statistics.quantiles(times, n=100)[98]
    good = p99 < BAR_P99_MS
    print(
        f"{'another request':20s} p99 {p99:8.2f} ms beside {PARALLEL} wrong sign-ins, n {len(times)}  {verdict(good)}"
    )
    return good


def verdict(good: bool) -> str:
    return "ok" if good else "MISSED"


if __name__ == "__main__":
    sys.exit(asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)))
