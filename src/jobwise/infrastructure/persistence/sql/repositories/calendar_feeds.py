from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, bindparam, select

from jobwise.domain.applications.calendar import CalendarFeed
from jobwise.infrastructure.persistence.sql.repositories.room import (
    SqlOwned,
    owned_fields,
    owned_row,
    paged,
    statements,
)
from jobwise.infrastructure.persistence.sql.tables.calendar_feeds import calendar_feeds
from jobwise.infrastructure.persistence.sql.tables.users import users
from jobwise.infrastructure.persistence.sql.transaction import Transaction

_c = calendar_feeds.c
_OWN = select(calendar_feeds).where(_c.owner_id == bindparam("key_owner"), _c.deleted_at.is_(None))
# A feed ends with the account: who may not sign in shows nothing.
_OWNER = (
    select(_c.owner_id)
    .join(users, users.c.id == _c.owner_id)
    .where(
        _c.token_sha256 == bindparam("token_sha256"),
        _c.deleted_at.is_(None),
        users.c.deleted_at.is_(None),
        users.c.active,
    )
)


class SqlCalendarFeeds(SqlOwned[CalendarFeed]):
    KIND = CalendarFeed
    STATEMENTS = statements(calendar_feeds)
    PAGED = paged(calendar_feeds)

    async def find_own(self, *, owner: UUID) -> CalendarFeed | None:
        row = await self._db.first(_OWN, {"key_owner": owner})
        return None if row is None else (await self._entities([row]))[0]

    def _row(self, aggregate: CalendarFeed) -> dict[str, Any]:
        return {**owned_row(aggregate), "token_sha256": aggregate.token_sha256}

    def _entity(self, row: RowMapping) -> CalendarFeed:
        return CalendarFeed(**owned_fields(row), token_sha256=row["token_sha256"])


class SqlFeedTokens:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def owner_of(self, token_sha256: str) -> UUID | None:
        row = await self._db.first(_OWNER, {"token_sha256": token_sha256})
        return None if row is None else row["owner_id"]
