"""What calls of language models used: a row for each, and a sum for each day."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from jobwise.application.ports.language_model import CallOutcome
from jobwise.domain.limits import ERASE_BATCH
from jobwise.domain.prompts.fields import ModelTask


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One call. Until it says what it used (or when nobody knows) it counts as its most.

    `micros` are millionths of a US dollar, None when the price of the model is not known.
    """

    id: UUID
    owner_id: UUID
    task: ModelTask
    provider: str
    model: str
    began_at: datetime
    most_tokens: int
    most_micros: int | None
    outcome: CallOutcome = CallOutcome.STARTED
    ended_at: datetime | None = None
    tokens_in: int | None = None
    tokens_out: int | None = None
    micros: int | None = None

    @property
    def counted_tokens(self) -> int:
        if self.tokens_in is None or self.tokens_out is None:
            return self.most_tokens
        return self.tokens_in + self.tokens_out

    @property
    def counted_micros(self) -> int:
        return (self.most_micros if self.micros is None else self.micros) or 0


@dataclass(frozen=True, slots=True)
class ModelUse:
    calls: int = 0
    tokens: int = 0
    micros: int = 0


class ModelCalls(Protocol):
    async def reserve(
        self, day: datetime, *, tokens: int, micros: int, most_tokens: int | None, most_micros: int | None
    ) -> bool:
        """Adds to the sums of the day (its first moment) unless that passes a limit: one statement, so that many at
        once never pass it together. The sums belong to nobody and outlive the people."""
        ...

    async def settle(self, day: datetime, *, tokens: int, micros: int) -> None:
        """Adds these differences, which may be negative, to the sums of the day."""
        ...

    async def add(self, call: ModelCall) -> None:
        """Enters a call; Conflict when its owner is unknown."""
        ...

    async def end(self, call: ModelCall) -> bool:
        """Enters how a call ended; False when it ended before or is no longer there."""
        ...

    async def used(self, *, owner: UUID, since: datetime) -> ModelUse:
        """What the owner's calls used since then."""
        ...

    async def erase_before(self, moment: datetime, *, limit: int = ERASE_BATCH) -> int:
        """Takes out up to `limit` calls, and the sums of days, that began before then; how many calls there were."""
        ...
