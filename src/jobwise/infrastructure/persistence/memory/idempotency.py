from dataclasses import dataclass
from datetime import datetime

from jobwise.application.ports.idempotency import KeptAnswer, KeyRow, KeyScope, KeyState
from jobwise.domain.limits import ERASE_BATCH
from jobwise.domain.shared.errors import Conflict


@dataclass(frozen=True, slots=True)
class KeptRow:
    row: KeyRow
    keep_until: datetime


class MemoryIdempotencyKeys:
    def __init__(self, rows: dict[KeyScope, KeptRow]) -> None:
        self._rows = rows

    async def claim(self, scope: KeyScope, *, body_sha256: str, now: datetime, lease_until: datetime) -> bool:
        kept = self._rows.get(scope)
        if kept is not None and kept.keep_until > now:
            return False
        self._rows[scope] = KeptRow(KeyRow(body_sha256, KeyState.RUNNING, lease_until, None), lease_until)
        return True

    async def find(self, scope: KeyScope) -> KeyRow | None:
        kept = self._rows.get(scope)
        return None if kept is None else kept.row

    async def finish(self, scope: KeyScope, *, lease_until: datetime, answer: KeptAnswer, keep_until: datetime) -> None:
        kept = self._held(scope, lease_until)
        if kept is None:
            raise Conflict("This Idempotency-Key was taken by another request.")
        row = KeyRow(kept.row.body_sha256, KeyState.DONE, kept.row.lease_until, answer)
        self._rows[scope] = KeptRow(row, keep_until)

    async def release(self, scope: KeyScope, *, lease_until: datetime) -> None:
        if self._held(scope, lease_until) is not None:
            del self._rows[scope]

    async def erase_expired(self, now: datetime, *, limit: int = ERASE_BATCH) -> int:
        past = [scope for scope, kept in self._rows.items() if kept.keep_until <= now][:limit]
        for scope in past:
            del self._rows[scope]
        return len(past)

    def _held(self, scope: KeyScope, lease_until: datetime) -> KeptRow | None:
        """The row, as long as it is held with this lease."""
        kept = self._rows.get(scope)
        if kept is None or kept.row.state is not KeyState.RUNNING or kept.row.lease_until != lease_until:
            return None
        return kept
