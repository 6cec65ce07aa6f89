"""The account: who somebody is to JobWise, and what they may use."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Self
from uuid import UUID

from jobwise.domain.limits import MAX_NAME_CHARS
from jobwise.domain.shared.aggregates import Aggregate
from jobwise.domain.shared.errors import Already, BadLink, Detail, InvalidInput

LANGUAGES = ("en", "de", "fr", "es", "pt")
"""What JobWise writes to people in."""

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
    `auth_epoch` rises when every sign-in so far is to end. `pending_email` waits for its confirmation.
    With `offline_only` no language model is ever told anything of theirs.
    """

    KIND: ClassVar[str] = "user"
    STALE: ClassVar[str] = "The account was changed since you read it; read it again."

    email: str | None = None
    is_local: bool = False
    role: UserRole = UserRole.USER
    tier: Tier = Tier.FREE
    verified: bool = False
    active: bool = True
    password_hash: str | None = None
    auth_epoch: int = 0
    name: str = ""
    language: str = "en"
    time_zone: str = "UTC"
    pending_email: str | None = None
    offline_only: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.is_local is (self.email is not None):
            raise InvalidInput("An account needs an email, and the local user has none.")
        if self.email is not None and (not _EMAIL.fullmatch(self.email) or self.email != self.email.lower()):
            raise InvalidInput("An email needs the form name@domain, in lower case.")
        if len(self.name) > MAX_NAME_CHARS:
            raise InvalidInput(f"A name has at most {MAX_NAME_CHARS} characters.", (Detail("name", "too long"),))
        if self.language not in LANGUAGES:
            raise InvalidInput(f"JobWise writes in {', '.join(LANGUAGES)}.", (Detail("language", "not offered"),))

    @classmethod
    def register(
        cls, *, id: UUID, email: str, password_hash: str, name: str, language: str, time_zone: str, now: datetime
    ) -> Self:
        """Somebody new, who has yet to show that the email is theirs."""
        user = cls(
            id=id,
            email=email,
            password_hash=password_hash,
            name=name,
            language=language,
            time_zone=time_zone,
            created_at=now,
            updated_at=now,
        )
        user.record("registered", now)
        return user

    @classmethod
    def local(cls, *, id: UUID, now: datetime) -> Self:
        """The user of this machine: everything allowed that needs no account."""
        user = cls(id=id, created_at=now, updated_at=now, is_local=True, verified=True)
        user.record("created", now, is_local=True)
        return user

    @property
    def can_sign_in(self) -> bool:
        return not self.is_local and self.active and not self.hidden

    def edit(self, now: datetime, *, name: str, language: str, time_zone: str, offline_only: bool = False) -> None:
        """Sets what people tell about themselves and wish; the same again changes nothing."""
        fields = {"name": name, "language": language, "time_zone": time_zone, "offline_only": offline_only}
        changed = [field for field, value in fields.items() if getattr(self, field) != value]
        for field in changed:
            setattr(self, field, fields[field])
        if changed:
            self.__post_init__()
            self._changed("edited", now, fields=changed)

    def verify(self, email: str, now: datetime) -> None:
        """Notes that mail to `email` was read; BadLink when that is no longer the account's address."""
        if email != self.email:
            raise BadLink("This link belongs to an address that the account does not have any more.")
        if not self.verified:
            self.verified = True
            self._changed("verified", now)

    def ask_for_email(self, email: str, now: datetime) -> None:
        """Notes a new address; it counts once mail to it was read."""
        if email == self.email:
            raise Already("This is the address of the account already.")
        self.pending_email = email
        self._changed("email_change_asked", now)

    def confirm_email(self, email: str, now: datetime) -> None:
        """Makes the pending address the account's; BadLink when another one, or none, is pending."""
        if email != self.pending_email:
            raise BadLink("This address is not waited for any more; ask for the change again.")
        self.email, self.pending_email, self.verified = email, None, True
        self._changed("email_changed", now)

    def rehash(self, password_hash: str, now: datetime) -> None:
        """Keeps the same password under a newer hash."""
        self.password_hash = password_hash
        self._changed("rehashed", now)

    def change_password(self, password_hash: str, now: datetime) -> None:
        """A new password, and the end of every sign-in so far."""
        self.password_hash = password_hash
        self.auth_epoch += 1
        self._changed("password_changed", now)

    def sign_out_everywhere(self, now: datetime) -> None:
        self.auth_epoch += 1
        self._changed("signed_out_everywhere", now)

    def request_deletion(self, now: datetime) -> None:
        """Locks the account out at once; what it holds is erased later. Its email is free again."""
        if self.deleted_at is not None:
            raise Already("This account is deleted already.")
        self.deleted_at, self.active = now, False
        self.auth_epoch += 1
        self._changed("deletion_requested", now)

    def administer(
        self, now: datetime, *, by: UUID, role: UserRole | None, tier: Tier | None, active: bool | None
    ) -> None:
        """Sets what only administrators may; None leaves it. Each change is an event that says who it was."""
        if role is not None and role is not self.role:
            self.role = role
            self._changed("role_changed", now, role=role.value, by=str(by))
        if tier is not None and tier is not self.tier:
            self.tier = tier
            self._changed("tier_changed", now, tier=tier.value, by=str(by))
        if active is not None and active is not self.active:
            self.active = active
            self.auth_epoch += 0 if active else 1
            self._changed("activated" if active else "deactivated", now, by=str(by))
