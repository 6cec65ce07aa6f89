"""A sign-in that lasts: its session, the refresh tokens that keep it alive, and the one rule of their rotation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Self
from uuid import UUID

from jobwise.domain.limits import MAX_LABEL_CHARS, SESSION_IDLE_APP_S, SESSION_IDLE_WEB_S, SESSION_MAX_S
from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.shared.errors import Already, InvalidInput


class Carrier(StrEnum):
    """How a client keeps its tokens: a browser in cookies, everything else by itself."""

    APP = "app"
    WEB = "web"


_IDLE: Mapping[Carrier, timedelta] = MappingProxyType(
    {Carrier.APP: timedelta(seconds=SESSION_IDLE_APP_S), Carrier.WEB: timedelta(seconds=SESSION_IDLE_WEB_S)}
)


class Ending(StrEnum):
    """Why a session was ended before its time."""

    SIGNED_OUT = "signed_out"
    TERMINATED = "terminated"
    REUSED = "reused"
    CROWDED_OUT = "crowded_out"


@dataclass(kw_only=True)
class Session(Owned):
    """One sign-in on one device, and the family of its refresh tokens.

    It lives while it is not revoked, was used lately enough, and carries the account's present `epoch`: raising the
    account's epoch ends all of them at once.
    """

    KIND: ClassVar[str] = "session"

    label: str
    carrier: Carrier
    epoch: int
    last_used_at: datetime
    idle_until: datetime
    expires_at: datetime
    ending: Ending | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(self.label) > MAX_LABEL_CHARS:
            raise InvalidInput(f"The label of a session has at most {MAX_LABEL_CHARS} characters.")

    @classmethod
    def start(cls, *, id: UUID, owner_id: UUID, label: str, carrier: Carrier, epoch: int, now: datetime) -> Self:
        session = cls(
            id=id,
            owner_id=owner_id,
            label=label,
            carrier=carrier,
            epoch=epoch,
            created_at=now,
            updated_at=now,
            last_used_at=now,
            idle_until=now + _IDLE[carrier],
            expires_at=now + timedelta(seconds=SESSION_MAX_S),
        )
        session.record("started", now, carrier=carrier.value)
        return session

    def is_live(self, epoch: int, now: datetime) -> bool:
        return self.ending is None and self.epoch == epoch and now < min(self.idle_until, self.expires_at)

    def refresh(self, now: datetime) -> None:
        """Notes that it was used, which puts its idle end off, never its last."""
        self.last_used_at = now
        self.idle_until = min(now + _IDLE[self.carrier], self.expires_at)
        self._changed("refreshed", now)

    def end(self, ending: Ending, now: datetime) -> None:
        """Ends it; Conflict when it has ended already."""
        if self.ending is not None:
            raise Already("This session has ended already.")
        self.ending = ending
        self._changed("ended", now, ending=ending.value)

    def keep(self, epoch: int, now: datetime) -> None:
        """Takes it over into a new epoch of its account, in which all others end."""
        self.epoch = epoch
        self._changed("kept", now)


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """What is stored of a refresh token: never the token itself, only its SHA-256 (hex)."""

    sha256: str
    session_id: UUID
    parent_sha256: str | None
    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    replaced_by: str | None = None


class Verdict(StrEnum):
    ROTATE = "rotate"
    """It is the living one: it gets a successor."""

    REPEAT = "repeat"
    """It was used a moment ago and its successor was not: it gets the same one again."""

    REUSED = "reused"
    """It was used before: somebody has a copy, so the family ends."""

    ENDED = "ended"
    """Too late, or its session is over."""


def judged(
    token: RefreshToken, session: Session, successor: RefreshToken | None, *, epoch: int, now: datetime, grace_s: int
) -> Verdict:
    """What a refresh token that was sent to us gets. `epoch` is the account's, `successor` the token's own."""
    if not session.is_live(epoch, now):
        return Verdict.ENDED
    if token.used_at is None:
        return Verdict.ROTATE if now < token.expires_at else Verdict.ENDED
    in_grace = now < token.used_at + timedelta(seconds=grace_s)
    if in_grace and successor is not None and successor.used_at is None:
        return Verdict.REPEAT if now < token.expires_at else Verdict.ENDED
    return Verdict.REUSED
