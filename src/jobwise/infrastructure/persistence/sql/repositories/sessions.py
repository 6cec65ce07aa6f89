from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, and_, bindparam, exists, func, select

from jobwise.application.ports.sessions import FoundToken
from jobwise.domain.limits import ERASE_BATCH
from jobwise.domain.users.mailed import MailedToken, Purpose
from jobwise.domain.users.sessions import Carrier, Ending, RefreshToken, Session
from jobwise.infrastructure.persistence.sql.repositories.room import (
    SqlOwned,
    owned_fields,
    owned_row,
    paged,
    some,
    statements,
)
from jobwise.infrastructure.persistence.sql.tables.sessions import mailed_tokens, refresh_tokens, sessions
from jobwise.infrastructure.persistence.sql.tables.users import users
from jobwise.infrastructure.persistence.sql.transaction import Transaction

IS_LIVE = and_(
    sessions.c.ending.is_(None),
    sessions.c.deleted_at.is_(None),
    sessions.c.idle_until > bindparam("now"),
    sessions.c.expires_at > bindparam("now"),
    sessions.c.epoch == users.c.auth_epoch,
)
_LIVE = (
    select(sessions)
    .join(users, users.c.id == sessions.c.owner_id)
    .where(sessions.c.owner_id == bindparam("key_owner"), IS_LIVE)
    .order_by(sessions.c.last_used_at.desc(), sessions.c.id.desc())
)

_SUCCESSOR = refresh_tokens.alias("successor")
_TOKEN = tuple(column.label(f"token_{column.name}") for column in refresh_tokens.c)
_NEXT = tuple(column.label(f"next_{column.name}") for column in _SUCCESSOR.c)
_FIND = (
    select(sessions, *_TOKEN, *_NEXT)
    .select_from(
        refresh_tokens.join(sessions, sessions.c.id == refresh_tokens.c.session_id).outerjoin(
            _SUCCESSOR, _SUCCESSOR.c.sha256 == refresh_tokens.c.replaced_by
        )
    )
    .where(refresh_tokens.c.sha256 == bindparam("key_sha256"))
)
_ADD = refresh_tokens.insert().values({column.name: bindparam(column.name) for column in refresh_tokens.c})
_USE = (
    refresh_tokens.update()
    .where(refresh_tokens.c.sha256 == bindparam("key_sha256"), refresh_tokens.c.used_at.is_(None))
    .values(used_at=bindparam("now"), replaced_by=bindparam("successor"))
)
_ERASE = some(
    refresh_tokens,
    refresh_tokens.c.session_id.in_(select(sessions.c.id).where(sessions.c.expires_at < bindparam("moment"))),
)
_ERASE_OVER = some(
    sessions,
    sessions.c.expires_at < bindparam("before"),
    ~exists().where(refresh_tokens.c.session_id == sessions.c.id),
)

_ADD_MAILED = mailed_tokens.insert().values({column.name: bindparam(column.name) for column in mailed_tokens.c})
_FIND_MAILED = select(mailed_tokens).where(mailed_tokens.c.sha256 == bindparam("key_sha256"))
_OF = and_(mailed_tokens.c.owner_id == bindparam("key_owner"), mailed_tokens.c.purpose == bindparam("key_purpose"))
_SPEND = (
    mailed_tokens.update()
    .where(mailed_tokens.c.id == bindparam("key_id"), mailed_tokens.c.spent_at.is_(None))
    .values(spent_at=bindparam("now"))
)
_VOID = mailed_tokens.update().where(_OF, mailed_tokens.c.spent_at.is_(None)).values(spent_at=bindparam("now"))
_COUNT = select(func.count()).select_from(mailed_tokens).where(_OF, mailed_tokens.c.created_at > bindparam("since"))
_ERASE_MAILED = some(mailed_tokens, mailed_tokens.c.expires_at < bindparam("moment"))


class SqlSessions(SqlOwned[Session]):
    KIND = Session
    STATEMENTS = statements(sessions)
    PAGED = paged(sessions)

    async def live(self, *, owner: UUID, now: datetime) -> Sequence[Session]:
        return await self._entities([*await self._db.rows(_LIVE, {"key_owner": owner, "now": now})])

    async def erase_over(self, before: datetime, *, limit: int = ERASE_BATCH) -> int:
        return await self._db.change(_ERASE_OVER, {"before": before, "limit": limit})

    def _row(self, aggregate: Session) -> dict[str, Any]:
        return {
            **owned_row(aggregate),
            "label": aggregate.label,
            "carrier": aggregate.carrier.value,
            "epoch": aggregate.epoch,
            "last_used_at": aggregate.last_used_at,
            "idle_until": aggregate.idle_until,
            "expires_at": aggregate.expires_at,
            "ending": None if aggregate.ending is None else aggregate.ending.value,
        }

    def _entity(self, row: RowMapping) -> Session:
        return session_of(row)


class SqlRefreshTokens:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def add(self, token: RefreshToken) -> None:
        await self._db.change(_ADD, {column.name: getattr(token, column.name) for column in refresh_tokens.c})

    async def find(self, sha256: str) -> FoundToken | None:
        row = await self._db.first(_FIND, {"key_sha256": sha256})
        if row is None:
            return None
        token = _token(row, "token_")
        session = session_of(row)
        session.seen()
        return FoundToken(token, session, _token(row, "next_") if row["next_sha256"] is not None else None)

    async def use(self, sha256: str, *, replaced_by: str, now: datetime) -> bool:
        return await self._db.change(_USE, {"key_sha256": sha256, "successor": replaced_by, "now": now}) > 0

    async def erase_before(self, moment: datetime, *, limit: int = ERASE_BATCH) -> int:
        return await self._db.change(_ERASE, {"moment": moment, "limit": limit})


class SqlMailedTokens:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def add(self, token: MailedToken) -> None:
        row = {column.name: getattr(token, column.name) for column in mailed_tokens.c}
        await self._db.change(_ADD_MAILED, {**row, "purpose": token.purpose.value})

    async def find(self, sha256: str) -> MailedToken | None:
        row = await self._db.first(_FIND_MAILED, {"key_sha256": sha256})
        return None if row is None else MailedToken(**{**row, "purpose": Purpose(row["purpose"])})

    async def spend(self, id: UUID, now: datetime) -> bool:
        return await self._db.change(_SPEND, {"key_id": id, "now": now}) > 0

    async def void(self, owner: UUID, purpose: Purpose, now: datetime) -> int:
        return await self._db.change(_VOID, {"key_owner": owner, "key_purpose": purpose.value, "now": now})

    async def count(self, owner: UUID, purpose: Purpose, *, since: datetime) -> int:
        return await self._db.number(_COUNT, {"key_owner": owner, "key_purpose": purpose.value, "since": since})

    async def erase_before(self, moment: datetime, *, limit: int = ERASE_BATCH) -> int:
        return await self._db.change(_ERASE_MAILED, {"moment": moment, "limit": limit})


def session_of(row: RowMapping) -> Session:
    return Session(
        **owned_fields(row),
        label=row["label"],
        carrier=Carrier(row["carrier"]),
        epoch=row["epoch"],
        last_used_at=row["last_used_at"],
        idle_until=row["idle_until"],
        expires_at=row["expires_at"],
        ending=None if row["ending"] is None else Ending(row["ending"]),
    )


def _token(row: RowMapping, prefix: str) -> RefreshToken:
    return RefreshToken(**{column.name: row[prefix + column.name] for column in refresh_tokens.c})
