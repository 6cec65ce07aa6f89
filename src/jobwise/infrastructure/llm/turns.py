"""So many questions of one person at a time; the others wait, and not too many of them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID

from jobwise.domain.limits import MODEL_CALLS_PER_USER, MODEL_QUEUE
from jobwise.domain.shared.errors import ModelsBusy


@dataclass(slots=True)
class _Gate:
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MODEL_CALLS_PER_USER))
    people: int = 0


class Turns:
    """Counted in this process. Whoever was first comes first."""

    def __init__(self) -> None:
        self._gates: dict[UUID, _Gate] = {}
        self._waiting = 0

    @property
    def waiting(self) -> int:
        return self._waiting

    @asynccontextmanager
    async def take(self, owner: UUID, wait_s: float) -> AsyncIterator[None]:
        """A place for the time of the block; ModelsBusy when none comes free in time."""
        gate = self._gates.setdefault(owner, _Gate())
        gate.people += 1
        try:
            await self._enter(gate, wait_s)
            try:
                yield
            finally:
                gate.places.release()
        finally:
            gate.people -= 1
            if not gate.people:
                self._gates.pop(owner, None)

    async def _enter(self, gate: _Gate, wait_s: float) -> None:
        if gate.places.locked():
            if self._waiting >= MODEL_QUEUE:
                raise ModelsBusy("Too many questions wait for a language model; try again soon.", retry_after_s=10)
            self._waiting += 1
            try:
                async with asyncio.timeout(wait_s):
                    await gate.places.acquire()
            except TimeoutError:
                raise ModelsBusy(
                    "Your other questions are still being answered; try again soon.", retry_after_s=10
                ) from None
            finally:
                self._waiting -= 1
        else:
            await gate.places.acquire()
