"""Mail: rows written with what caused them, delivered afterwards by a worker, so that none is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from jobwise.domain.limits import ERASE_BATCH


class MailTemplate(StrEnum):
    """The mails that are written; each has its words in `data/mails/<language>.json`."""

    VERIFY_EMAIL = "verify_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105 - the name of a mail
    CONFIRM_NEW_EMAIL = "confirm_new_email"
    EMAIL_CHANGE_NOTICE = "email_change_notice"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of a mail
    SESSION_REUSED = "session_reused"
    ALREADY_REGISTERED = "already_registered"
    ACCOUNT_DELETED = "account_deleted"
    DATA_EXPORT_READY = "data_export_ready"


class MailState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to write. Its link is made from `token_id` when it is sent: the token itself is never stored."""

    id: UUID
    owner_id: UUID
    recipient: str
    template: MailTemplate
    language: str
    created_at: datetime
    token_id: UUID | None = None
    facts: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class QueuedMail:
    """A mail that was claimed for its `attempts`th attempt (from 1)."""

    mail: Mail
    attempts: int


class MailQueue(Protocol):
    """All mails; it belongs to nobody, because workers send everybody's."""

    async def add(self, mail: Mail) -> None:
        """Queues a mail; it is due at once."""
        ...

    async def claim(self, *, now: datetime, lease_until: datetime, limit: int) -> Sequence[QueuedMail]:
        """Takes mails that are due, oldest first; nobody else gets them before `lease_until`."""
        ...

    async def sent(self, id: UUID, *, now: datetime) -> None:
        """Notes that it was handed over; what it said is forgotten."""
        ...

    async def failed(self, id: UUID, *, again_at: datetime | None) -> None:
        """Puts a mail back until `again_at`, or gives it up with None; what it said is then forgotten."""
        ...

    async def count(self, state: MailState) -> int:
        """How many mails are in this state."""
        ...

    async def erase_ended(self, before: datetime, *, limit: int = ERASE_BATCH) -> int:
        """Takes out at most `limit` that were queued before this time and do not wait any more; how many there were."""
        ...

    async def erase_of(self, owner: UUID) -> int:
        """Takes out every mail of an account; how many there were."""
        ...


@dataclass(frozen=True, slots=True)
class Message:
    """A mail as it is sent: plain text."""

    recipient: str
    subject: str
    body: str


class Mailer(Protocol):
    """The way out: files in a folder, or SMTP."""

    async def send(self, message: Message) -> None:
        """Hands the message over. Unavailable: try again later; InvalidInput: nobody will ever take it."""
        ...
