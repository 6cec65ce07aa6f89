"""What documents and files have in common: they are asked for, made beside the requests, and may be asked for again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import ClassVar, Generic, Self, TypeVar

from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.shared.errors import Detail, InvalidInput, InvalidTransition

CANCELLED = "CANCELLED"
"""What a thing failed with that its owner did not want any more."""


class MadeStatus(StrEnum):
    """How far it is. A kind lists just these, in this order: pending, its word for being made, completed, failed."""

    @property
    def allowed_next(self) -> frozenset[Self]:
        return _moves(type(self))[self]

    @property
    def is_open(self) -> bool:
        """Whether it is still to be made."""
        return not self.is_settled

    @property
    def is_settled(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.value in ("completed", "failed")

    @property
    def is_final(self) -> bool:
        return not self.allowed_next


S = TypeVar("S", bound=MadeStatus)


@cache
def _moves(kind: type[S]) -> Mapping[S, frozenset[S]]:
    pending, at_work, completed, failed = kind
    return {
        pending: frozenset({at_work, failed}),
        at_work: frozenset({completed, failed}),
        completed: frozenset(),
        # What has failed may be asked for again.
        failed: frozenset({pending}),
    }


@dataclass(kw_only=True)
class Made(Owned, Generic[S]):
    """`failure` (a code) and `reason` say why it is not there.

    `attempt` counts how often it was asked for, `asked_at` is the last time.
    """

    A_KIND: ClassVar[str]
    """What a sentence about one begins with."""

    status: S
    failure: str = ""
    reason: str = ""
    attempt: int = 1
    asked_at: datetime

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.status == "failed":
            self._must_say(self.failure)

    def start(self, now: datetime) -> None:
        """Says that it is being made; one that was begun before, by a process that died, just goes on."""
        _, at_work, _, _ = type(self.status)
        if self.status is not at_work:
            self._move(at_work)
            self._changed("started", now)

    def fail(self, failure: str, now: datetime, *, reason: str = "") -> None:
        """Gives it up with a code and, for the person, a sentence."""
        self._must_say(failure)
        self._move(type(self.status)("failed"))
        self.failure, self.reason = failure, reason
        self._changed("failed", now, failure=failure)

    def cancel(self, now: datetime) -> None:
        """Gives up what is still to be made, because its owner wants it no more; InvalidTransition once it is made."""
        self.fail(CANCELLED, now, reason="It was cancelled.")

    def _ask_again(self, now: datetime) -> None:
        self._move(type(self.status)("pending"))
        self.failure = self.reason = ""
        self.attempt, self.asked_at = self.attempt + 1, now
        self._changed("retried", now, attempt=self.attempt)

    def _move(self, status: S) -> None:
        if status not in self.status.allowed_next:
            raise InvalidTransition(
                f"{self.A_KIND} that is {self.status} cannot become {status}.", [Detail("status", self.status.value)]
            )
        self.status = status

    def _must_say(self, failure: str) -> None:
        if not failure:
            raise InvalidInput(f"A failed {self.KIND} needs the reason.")
