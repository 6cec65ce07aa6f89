"""Mails about accounts: written as rows of the transaction that causes them."""

from datetime import datetime
from uuid import UUID

from jobwise.application.ports.ids import Ids
from jobwise.application.ports.mail import Mail, MailTemplate
from jobwise.application.ports.secrets import Secrets, sha256
from jobwise.application.ports.store import UnitOfWork
from jobwise.domain.users.mailed import LIFETIMES, MailedToken, Purpose
from jobwise.domain.users.user import User

_TEMPLATES = {
    Purpose.VERIFY: MailTemplate.VERIFY_EMAIL,
    Purpose.RESET: MailTemplate.RESET_PASSWORD,
    Purpose.CHANGE_EMAIL: MailTemplate.CONFIRM_NEW_EMAIL,
}


class Letters:
    """Queues mails to people. Tokens are made by id, so that no table ever holds one."""

    def __init__(self, ids: Ids, secrets: Secrets) -> None:
        self._ids = ids
        self._secrets = secrets

    async def with_token(self, work: UnitOfWork, user: User, purpose: Purpose, *, email: str, now: datetime) -> UUID:
        """Mails a new token to `email`, and makes every older one of the same purpose void. The token's id."""
        await work.mailed_tokens.void(user.id, purpose, now)
        id = self._ids.new()
        await work.mailed_tokens.add(
            MailedToken(
                id=id,
                sha256=sha256(self._secrets.mailed(id)),
                owner_id=user.id,
                purpose=purpose,
                email=email,
                created_at=now,
                expires_at=now + LIFETIMES[purpose],
            )
        )
        await self._queue(work, user, _TEMPLATES[purpose], email, now, token_id=id)
        return id

    async def pretend(self, work: UnitOfWork, purpose: Purpose, *, now: datetime) -> None:
        """Takes as long as mailing a token, and leaves nothing: the time of an answer tells nobody who is here."""
        nobody = self._ids.new()
        await work.mailed_tokens.void(nobody, purpose, now)
        template = _TEMPLATES[purpose]
        await work.mails.add(
            Mail(self._ids.new(), nobody, "nobody@example.org", template, "en", now, token_id=self._ids.new())
        )
        await work.mails.erase_of(nobody)

    async def notice(
        self, work: UnitOfWork, user: User, template: MailTemplate, *, now: datetime, email: str | None = None
    ) -> None:
        """Tells somebody what happened; nobody for an account without an address."""
        recipient = email or user.email
        if recipient is not None:
            await self._queue(work, user, template, recipient, now, token_id=None)

    async def _queue(
        self, work: UnitOfWork, user: User, template: MailTemplate, to: str, now: datetime, *, token_id: UUID | None
    ) -> None:
        mail = Mail(
            id=self._ids.new(),
            owner_id=user.id,
            recipient=to,
            template=template,
            language=user.language,
            created_at=now,
            token_id=token_id,
        )
        await work.mails.add(mail)
