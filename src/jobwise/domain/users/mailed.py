"""Tokens that are mailed: each for one purpose, one address, one use and a short time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from jobwise.domain.limits import RESET_TOKEN_S, VERIFY_TOKEN_S


class Purpose(StrEnum):
    VERIFY = "verify"
    RESET = "reset"
    CHANGE_EMAIL = "change_email"


LIFETIMES: Mapping[Purpose, timedelta] = MappingProxyType(
    {
        Purpose.VERIFY: timedelta(seconds=VERIFY_TOKEN_S),
        Purpose.RESET: timedelta(seconds=RESET_TOKEN_S),
        Purpose.CHANGE_EMAIL: timedelta(seconds=VERIFY_TOKEN_S),
    }
)


@dataclass(frozen=True, slots=True)
class MailedToken:
    """What is stored of a mailed token: its SHA-256 (hex). `spent_at` is set by its use, and by what makes it void."""

    id: UUID
    sha256: str
    owner_id: UUID
    purpose: Purpose
    email: str
    created_at: datetime
    expires_at: datetime
    spent_at: datetime | None = None

    def is_good(self, now: datetime) -> bool:
        return self.spent_at is None and now < self.expires_at
