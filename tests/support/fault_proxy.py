"""A TCP proxy that breaks connections in the ways networks do, between JobWise and what it depends on.

The kinds of faults are those of Shopify's toxiproxy: each begins and ends while connections are open.
"""

import asyncio
import socket
import struct
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar

T = TypeVar("T")
_PIECE = 65_536


@dataclass(frozen=True)
class Fault:
    """What is wrong; nothing by default. Times are in seconds, sizes in bytes."""

    latency_s: float = 0.0
    """Every piece comes so much later, in both directions."""

    down: bool = False
    """Connections are refused, and those that are open end."""

    swallow: bool = False
    """Connections are taken, and nothing comes through; when the fault ends they are closed."""

    reset: bool = False
    """Connections are taken, and reset as soon as something is sent."""

    slow_close_s: float = 0.0
    """The end of a connection is passed on so much later."""

    cut_after: int | None = None
    """So much of what the server says on a connection comes through, then it ends."""

    bytes_per_s: int = 0
    """No more than this comes through from the server."""

    slice_bytes: int = 0
    """What the server says comes in pieces of this size, with pauses between them."""


FINE = Fault()
LATENCY = Fault(latency_s=0.3)
DOWN = Fault(down=True)
SWALLOW = Fault(swallow=True)
RESET = Fault(reset=True)
SLOW_CLOSE = Fault(slow_close_s=2.0)
CUT = Fault(cut_after=100)
NARROW = Fault(bytes_per_s=4_000)
SLICED = Fault(slice_bytes=64)
FAULTS = {
    "latency": LATENCY, "down": DOWN, "time-out": SWALLOW, "reset": RESET, "slow close": SLOW_CLOSE, "cut": CUT,
    "bandwidth": NARROW, "slices": SLICED,
}  # fmt: skip


class FaultProxy:
    """Listens on a port of 127.0.0.1 that stays the same, in a thread of its own, and passes on to `target`: a host and
    a port, or the path of a socket."""

    def __init__(self, target: tuple[str, int] | str) -> None:
        self._target = target
        self._fault = FINE
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._links: set[asyncio.Task[None]] = set()
        self.port = 0
        self.taken = 0
        """Connections so far."""

    def __enter__(self) -> Self:
        self._thread.start()
        self._done(self._listen())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)
        self._loop.close()

    @contextmanager
    def having(self, fault: Fault) -> Iterator[None]:
        """The fault is there while the block runs."""
        self._done(self._change(fault))
        try:
            yield
        finally:
            self._done(self._change(FINE))

    def _done(self, act: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(act, self._loop).result(timeout=10)

    async def _change(self, fault: Fault) -> None:
        before, self._fault = self._fault, fault
        if fault.down:
            await self._close()
        elif before.down:
            await self._listen()
        if fault.down or before.swallow:
            self._abort()

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._link, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    async def _end(self) -> None:
        await self._close()
        for link in self._links:
            link.cancel()
        await asyncio.gather(*self._links, return_exceptions=True)

    def _abort(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    async def _link(self, from_us: asyncio.StreamReader, to_us: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._links.add(task)
        self._open.add(to_us)
        self.taken += 1
        to_it = None
        try:
            from_it, to_it = await self._connected()
            self._open.add(to_it)
            async with asyncio.TaskGroup() as group:
                group.create_task(self._pump(from_us, to_it, back=False))
                group.create_task(self._pump(from_it, to_us, back=True))
        except (OSError, ExceptionGroup):
            # One side went away; the other is closed below.
            pass
        except asyncio.CancelledError:
            pass
        finally:
            self._links.discard(task)
            for writer in filter(None, (to_us, to_it)):
                self._open.discard(writer)
                writer.transport.abort()

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if isinstance(self._target, str):
            return await asyncio.open_unix_connection(self._target)
        return await asyncio.open_connection(*self._target)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, back: bool) -> None:
        passed = 0
        while data := await reader.read(_PIECE):
            fault = self._fault
            while self._fault.swallow:
                await asyncio.sleep(0.05)
            if fault.reset:
                self._reset(reader, writer)
                raise ConnectionResetError
            await asyncio.sleep(fault.latency_s)
            if back and fault.cut_after is not None and passed + len(data) >= fault.cut_after:
                writer.write(data[: max(0, fault.cut_after - passed)])
                await writer.drain()
                raise ConnectionAbortedError
            passed += len(data)
            await (_trickle(writer, data, fault) if back else _pass(writer, data))
        await asyncio.sleep(self._fault.slow_close_s)
        with suppress(OSError):
            if writer.can_write_eof():
                writer.write_eof()

    def _reset(self, *ends: Any) -> None:
        """Has every end of the connections that are open closed without the usual farewell."""
        for writer in self._open:
            there = writer.get_extra_info("socket")
            if there is not None and there.family != socket.AF_UNIX:
                there.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


async def _pass(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(data)
    await writer.drain()


async def _trickle(writer: asyncio.StreamWriter, data: bytes, fault: Fault) -> None:
    size = fault.slice_bytes or (fault.bytes_per_s // 10) or len(data)
    for start in range(0, len(data), size):
        piece = data[start : start + size]
        await _pass(writer, piece)
        if fault.bytes_per_s:
            await asyncio.sleep(len(piece) / fault.bytes_per_s)
        elif fault.slice_bytes:
            await asyncio.sleep(0.001)
