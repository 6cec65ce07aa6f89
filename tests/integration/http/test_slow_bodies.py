"""Bodies that come slowly, over a real socket: a line that is slow is waited for, one that only trickles is not."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn

from jobwise.presentation.http.app import HttpOptions
from jobwise.presentation.http.edge import EdgeOptions
from tests.support.http import House
from tests.support.serving import free_port

STEP_S = 0.02


@asynccontextmanager
async def served(edge: EdgeOptions) -> AsyncIterator[tuple[House, int]]:
    house, port = House(options=HttpOptions(edge=edge)), free_port()
    config = uvicorn.Config(house.app, host="127.0.0.1", port=port, log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    running = asyncio.create_task(server._serve())
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield house, port
    finally:
        server.should_exit = True
        await running


def options(grace_s: float, most_s: float = 60.0) -> EdgeOptions:
    return EdgeOptions(observe=lambda served: None, body_gap_s=5.0, body_grace_s=grace_s, max_body_s=most_s)


async def sent(house: House, port: int, body: bytes, piece: int) -> tuple[int, float]:
    """The status of a new job whose body comes in pieces, and after how many seconds it was there."""
    person = await house.person()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = (
        f"POST /api/v1/jobs HTTP/1.1\r\nHost: localhost\r\nAuthorization: {person.http.headers['Authorization']}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode())

    async def trickle() -> None:
        for start in range(0, len(body), piece):
            writer.write(body[start : start + piece])
            await writer.drain()
            await asyncio.sleep(STEP_S)

    began = time.monotonic()
    sending = asyncio.create_task(trickle())
    try:
        async with asyncio.timeout(20):
            line = await reader.readline()
    finally:
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        writer.close()
    return int(line.split()[1]), time.monotonic() - began


def job(chars: int) -> bytes:
    return json.dumps({"title": "Baker", "description": "x" * chars}).encode()


async def test_a_body_that_trickles_is_cut_off() -> None:
    async with served(options(0.3)) as (house, port):
        status, seconds = await sent(house, port, job(5_000), 1)
    assert status == 408
    assert seconds < 5


async def test_a_line_that_is_slow_is_waited_for() -> None:
    async with served(options(0.3)) as (house, port):
        status, seconds = await sent(house, port, job(12_000), 250)
    assert status == 201
    assert seconds > 0.6


async def test_no_body_takes_longer_than_the_longest() -> None:
    async with served(options(0.3, most_s=0.5)) as (house, port):
        status, seconds = await sent(house, port, job(15_000), 250)
    assert status == 408
    assert seconds < 5


async def test_a_body_that_is_there_costs_no_wait() -> None:
    async with served(options(0.05)) as (house, port):
        assert (await sent(house, port, job(15_000), 100_000))[0] == 201
