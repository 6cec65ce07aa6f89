from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, select, union_all

from jobwise.application.ports.mail import MailState
from jobwise.infrastructure.persistence.sql.repositories.outbox import SqlOutbox
from jobwise.infrastructure.persistence.sql.tables import metadata
from jobwise.infrastructure.persistence.sql.tables.idempotency import idempotency_keys
from jobwise.infrastructure.persistence.sql.tables.mails import mails
from jobwise.infrastructure.persistence.sql.tables.sessions import refresh_tokens, sessions
from jobwise.infrastructure.persistence.sql.tables.users import users
from jobwise.infrastructure.persistence.sql.transaction import Transaction

_OWNER: BindParameter[UUID] = bindparam("key_owner")
# The trail keeps its rows, blanked; tasks hold ids alone, one of them is this erasing itself.
_KEPT = frozenset({"outbox", "tasks", "mails"})
_OWNED = [table for table in reversed(metadata.sorted_tables) if "owner_id" in table.c and table.name not in _KEPT]
_ERASE = {
    "refresh_tokens": refresh_tokens.delete().where(
        refresh_tokens.c.session_id.in_(select(sessions.c.id).where(sessions.c.owner_id == _OWNER))
    ),
    **{table.name: table.delete().where(table.c.owner_id == _OWNER) for table in _OWNED},
    "mails": mails.delete().where(mails.c.owner_id == _OWNER, mails.c.state != MailState.QUEUED.value),
    "idempotency_keys": idempotency_keys.delete().where(idempotency_keys.c.caller == bindparam("caller")),
    "users": users.delete().where(users.c.id == _OWNER),
}
_FILES = union_all(
    *(select(table.c.file_key).where(table.c.owner_id == _OWNER) for table in _OWNED if "file_key" in table.c)
)


class SqlPersonal:
    def __init__(self, transaction: Transaction, outbox: SqlOutbox) -> None:
        self._db = transaction
        self._outbox = outbox

    async def file_keys(self, *, owner: UUID) -> Sequence[str]:
        return [row["file_key"] for row in await self._db.rows(_FILES, {"key_owner": owner})]

    async def erase(self, *, owner: UUID, now: datetime) -> Mapping[str, int]:
        counts = {}
        for name, statement in _ERASE.items():
            key = {"caller": str(owner)} if name == "idempotency_keys" else {"key_owner": owner}
            counts[name] = await self._db.change(statement, key)
        counts["outbox"] = await self._outbox.blank(owner, now=now)
        return counts
