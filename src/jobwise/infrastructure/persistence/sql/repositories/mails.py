from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, bindparam, func, select

from jobwise.application.ports.mail import Mail, MailState, MailTemplate, QueuedMail
from jobwise.domain.limits import ERASE_BATCH
from jobwise.infrastructure.persistence.sql.repositories.room import some
from jobwise.infrastructure.persistence.sql.tables.mails import mails
from jobwise.infrastructure.persistence.sql.transaction import Transaction

_QUEUED = MailState.QUEUED.value
_INSERT = mails.insert().values({column.name: bindparam(column.name) for column in mails.c})
_DUE = (
    select(mails.c.id)
    .where(mails.c.state == _QUEUED, mails.c.due_at <= bindparam("now"))
    .order_by(mails.c.due_at, mails.c.id)
    .limit(bindparam("limit"))
    # SQLite has one writer at a time and needs no locks of rows; its dialect leaves them out.
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    mails.update()
    .where(mails.c.id.in_(_DUE.scalar_subquery()))
    .values(due_at=bindparam("lease_until"), attempts=mails.c.attempts + 1)
    .returning(mails)
)
_THIS = mails.c.id == bindparam("key_id")
_SENT = (
    mails.update().where(_THIS).values(state=MailState.SENT.value, sent_at=bindparam("now"), facts=None, token_id=None)
)
_AGAIN = mails.update().where(_THIS, mails.c.state == _QUEUED).values(due_at=bindparam("again_at"))
_GIVEN_UP = (
    mails.update()
    .where(_THIS, mails.c.state == _QUEUED)
    .values(state=MailState.FAILED.value, facts=None, token_id=None)
)
_COUNT = select(func.count()).select_from(mails).where(mails.c.state == bindparam("state"))
_ERASE_ENDED = some(mails, mails.c.state != _QUEUED, mails.c.created_at < bindparam("before"))
_ERASE = mails.delete().where(mails.c.owner_id == bindparam("key_owner"))


class SqlMailQueue:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def add(self, mail: Mail) -> None:
        await self._db.change(_INSERT, _row(mail))

    async def claim(self, *, now: datetime, lease_until: datetime, limit: int) -> Sequence[QueuedMail]:
        rows = await self._db.rows(_CLAIM, {"now": now, "lease_until": lease_until, "limit": limit})
        return tuple(
            sorted((_queued(row) for row in rows), key=lambda queued: (queued.mail.created_at, queued.mail.id))
        )

    async def sent(self, id: UUID, *, now: datetime) -> None:
        await self._db.change(_SENT, {"key_id": id, "now": now})

    async def failed(self, id: UUID, *, again_at: datetime | None) -> None:
        if again_at is None:
            await self._db.change(_GIVEN_UP, {"key_id": id})
        else:
            await self._db.change(_AGAIN, {"key_id": id, "again_at": again_at})

    async def count(self, state: MailState) -> int:
        return await self._db.number(_COUNT, {"state": state.value})

    async def erase_ended(self, before: datetime, *, limit: int = ERASE_BATCH) -> int:
        return await self._db.change(_ERASE_ENDED, {"before": before, "limit": limit})

    async def erase_of(self, owner: UUID) -> int:
        return await self._db.change(_ERASE, {"key_owner": owner})


def _row(mail: Mail) -> dict[str, Any]:
    return {
        "id": mail.id,
        "owner_id": mail.owner_id,
        "recipient": mail.recipient,
        "template": mail.template.value,
        "language": mail.language,
        "created_at": mail.created_at,
        "token_id": mail.token_id,
        "facts": None if mail.facts is None else dict(mail.facts),
        "state": _QUEUED,
        "due_at": mail.created_at,
        "attempts": 0,
        "sent_at": None,
    }


def _queued(row: RowMapping) -> QueuedMail:
    mail = Mail(
        id=row["id"],
        owner_id=row["owner_id"],
        recipient=row["recipient"],
        template=MailTemplate(row["template"]),
        language=row["language"],
        created_at=row["created_at"],
        token_id=row["token_id"],
        facts=row["facts"],
    )
    return QueuedMail(mail, row["attempts"])
