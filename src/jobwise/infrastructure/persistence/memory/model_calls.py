from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from jobwise.application.ports.language_model import CallOutcome
from jobwise.application.ports.model_calls import ModelCall, ModelUse
from jobwise.domain.limits import ERASE_BATCH
from jobwise.domain.shared.errors import Conflict


@dataclass
class ModelRows:
    """All values are frozen, so that a shallow copy is enough; `days` are tokens and micros."""

    calls: dict[UUID, ModelCall] = field(default_factory=dict)
    days: dict[datetime, tuple[int, int]] = field(default_factory=dict)

    def copy(self) -> "ModelRows":
        return ModelRows(dict(self.calls), dict(self.days))


class MemoryModelCalls:
    def __init__(self, rows: ModelRows, knows: Callable[[UUID], bool]) -> None:
        self._rows = rows
        self._knows = knows

    async def reserve(
        self, day: datetime, *, tokens: int, micros: int, most_tokens: int | None, most_micros: int | None
    ) -> bool:
        sums = self._added(day, tokens, micros)
        if any(most is not None and total > most for total, most in zip(sums, (most_tokens, most_micros), strict=True)):
            return False
        self._rows.days[day] = sums
        return True

    async def settle(self, day: datetime, *, tokens: int, micros: int) -> None:
        if day in self._rows.days:
            self._rows.days[day] = self._added(day, tokens, micros)

    async def add(self, call: ModelCall) -> None:
        if not self._knows(call.owner_id):
            raise Conflict("There is no such user.")
        self._rows.calls[call.id] = call

    async def end(self, call: ModelCall) -> bool:
        begun = self._rows.calls.get(call.id)
        if begun is None or begun.outcome is not CallOutcome.STARTED:
            return False
        self._rows.calls[call.id] = call
        return True

    async def used(self, *, owner: UUID, since: datetime) -> ModelUse:
        found = [one for one in self._rows.calls.values() if one.owner_id == owner and one.began_at >= since]
        return ModelUse(len(found), sum(one.counted_tokens for one in found), sum(one.counted_micros for one in found))

    async def erase_before(self, moment: datetime, *, limit: int = ERASE_BATCH) -> int:
        old = [id for id, one in self._rows.calls.items() if one.began_at < moment][:limit]
        for id in old:
            del self._rows.calls[id]
        for day in [day for day in self._rows.days if day < moment]:
            del self._rows.days[day]
        return len(old)

    def _added(self, day: datetime, tokens: int, micros: int) -> tuple[int, int]:
        before = self._rows.days.get(day, (0, 0))
        return before[0] + tokens, before[1] + micros
