"""The account: who somebody is to JobWise, and what they may use."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Self
from uuid import UUID

from jobwise.domain.shared.aggregates import Aggregate
from jobwise.domain.shared.errors import InvalidInput

_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}")


class UserRole(StrEnum):
    USER = "user"
    ADMIN = "admin"


class Tier(StrEnum):
    FREE = "free"
    PRO = "pro"
    ENTERPRISE = "enterprise"


@dataclass(kw_only=True)
class User(Aggregate):
    """An account, or the one local user whom the command line works for.

    The local user has no email and no password: nobody can sign in as them. An email is kept in lower case.
    """

    KIND: ClassVar[str] = "user"

    email: str | None = None
    is_local: bool = False
    role: UserRole = UserRole.USER
    tier: Tier = Tier.FREE
    verified: bool = False
    active: bool = True

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.is_local is (self.email is not None):
            raise InvalidInput("An account needs an email, and the local user has none.")
        if self.email is not None and (not _EMAIL.fullmatch(self.email) or self.email != self.email.lower()):
            raise InvalidInput("An email needs the form name@domain, in lower case.")

    @classmethod
    def local(cls, *, id: UUID, now: datetime) -> Self:
        """The user of this machine: everything allowed that needs no account."""
        user = cls(id=id, created_at=now, updated_at=now, is_local=True, verified=True)
        user.record("created", now, is_local=True)
        return user

    @property
    def can_sign_in(self) -> bool:
        return not self.is_local and self.active and not self.hidden
