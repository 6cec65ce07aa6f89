"""Threads for what waits on others: bounded, and none of them keeps a process from ending."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


class Threads:
    """At most `size` pieces of work at a time; further ones wait. Belongs to the event loop it is first used in.

    The pools of the library are joined when the interpreter ends, so that one server which hangs would hold up every
    shutdown. These threads die with the process.
    """

    def __init__(self, size: int, name: str) -> None:
        self._free = asyncio.Semaphore(size)
        self._name = name

    async def run(self, work: Callable[[], T]) -> T:
        """What the work returns or raises. A caller who goes away does not stop it; its place is free when it ends."""
        await self._free.acquire()
        done: Future[T] = Future()
        loop = asyncio.get_running_loop()

        def leave(_: Future[T]) -> None:
            # The loop may have been closed meanwhile, and nobody waits for the place then.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._free.release)

        done.add_done_callback(leave)
        threading.Thread(target=_worked, args=(work, done), name=self._name, daemon=True).start()
        return await asyncio.wrap_future(done)


def _worked(work: Callable[[], T], done: "Future[T]") -> None:
    if not done.set_running_or_notify_cancel():
        return
    try:
        result = work()
    except BaseException as error:  # noqa: BLE001 - whoever waits gets it
        done.set_exception(error)
    else:
        done.set_result(result)
