"""What is kept of requests that carry an Idempotency-Key."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from jobwise.domain.limits import ERASE_BATCH


class KeyState(StrEnum):
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class KeyScope:
    """One key of one caller for one route; the same key elsewhere is another one."""

    caller: str
    route: str
    key: str


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer that is given again: status, the headers that belong to it, and the body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class KeyRow:
    """What stands under a key. `answer` is there when `state` is done."""

    body_sha256: str
    state: KeyState
    lease_until: datetime
    answer: KeptAnswer | None


class IdempotencyKeys(Protocol):
    """Owner-free: the scope carries the caller."""

    async def claim(self, scope: KeyScope, *, body_sha256: str, now: datetime, lease_until: datetime) -> bool:
        """Takes the key for a running request; False when a row stands already and its lease has not ended.

        A running row whose lease has ended, and a done one that is past its keeping time, are taken over.
        """
        ...

    async def find(self, scope: KeyScope) -> KeyRow | None:
        """What stands under the key."""
        ...

    async def finish(self, scope: KeyScope, *, lease_until: datetime, answer: KeptAnswer, keep_until: datetime) -> None:
        """Keeps the answer of the request that claimed it with this lease; Conflict when it was taken over since."""
        ...

    async def release(self, scope: KeyScope, *, lease_until: datetime) -> None:
        """Forgets a request that failed, so that it can be made again; nothing happens when it was taken over."""
        ...

    async def erase_expired(self, now: datetime, *, limit: int = ERASE_BATCH) -> int:
        """Takes out at most `limit` that are past their keeping time; how many there were."""
        ...
