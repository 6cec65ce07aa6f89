from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, and_, bindparam, case, or_, select, true
from sqlalchemy.dialects.postgresql import Insert
from sqlalchemy.dialects.postgresql import insert as postgresql_insert

from jobwise.domain.limits import ERASE_BATCH
from jobwise.domain.users.tiers import QuotaKind, Window
from jobwise.domain.users.user import Tier
from jobwise.infrastructure.persistence.sql.repositories.room import given, some
from jobwise.infrastructure.persistence.sql.tables.quotas import quotas
from jobwise.infrastructure.persistence.sql.tables.users import users
from jobwise.infrastructure.persistence.sql.transaction import Transaction

# Above every number that is counted, and within what an INTEGER of PostgreSQL holds.
_NO_LIMIT = 2_000_000_000
_KEY = [quotas.c.owner_id, quotas.c.kind, quotas.c.window_start]
_NEW = postgresql_insert(quotas).values(
    owner_id=bindparam("key_owner"),
    kind=bindparam("key_kind"),
    window_start=bindparam("key_start"),
    used=bindparam("n"),
)
_SPEND = _NEW.on_conflict_do_update(
    index_elements=_KEY,
    set_={"used": quotas.c.used + _NEW.excluded.used},
    where=quotas.c.used + _NEW.excluded.used <= bindparam("most"),
)
# What the tier of the account allows, as it is now, without asking for the tier first.
_ALLOWED = case(
    *((users.c.tier == tier.value, bindparam(f"most_{tier.value}", type_=Integer)) for tier in Tier), else_=0
)
_MINE = and_(users.c.id == bindparam("key_owner"), users.c.deleted_at.is_(None), users.c.verified == true())


def _spend_as_allowed(dialect: str) -> Insert:
    amount = given(quotas.c.used, dialect, "n")
    new = postgresql_insert(quotas).from_select(
        ["owner_id", "kind", "window_start", "used"],
        select(
            users.c.id, given(quotas.c.kind, dialect, "key_kind"), given(quotas.c.window_start, dialect, "key_start")
        )
        .add_columns(amount)
        .where(_MINE, amount <= _ALLOWED),
    )
    used = quotas.c.used + new.excluded.used
    most = select(_ALLOWED).where(_MINE).scalar_subquery()
    return new.on_conflict_do_update(index_elements=_KEY, set_={"used": used}, where=used <= most)


_SPEND_AS_ALLOWED = {dialect: _spend_as_allowed(dialect) for dialect in ("sqlite", "postgresql")}
_SETTLE = _NEW.on_conflict_do_update(index_elements=_KEY, set_={"used": _NEW.excluded.used})
_REFUND = (
    quotas.update()
    .where(
        quotas.c.owner_id == bindparam("key_owner"),
        quotas.c.kind == bindparam("key_kind"),
        quotas.c.window_start == bindparam("key_start"),
    )
    .values(used=case((quotas.c.used > bindparam("n"), quotas.c.used - bindparam("n")), else_=0))
)
_USED = select(quotas.c.kind, quotas.c.used).where(
    quotas.c.owner_id == bindparam("key_owner"),
    or_(
        *(
            and_(quotas.c.kind == kind.value, quotas.c.window_start == bindparam(f"start_{kind.value}"))
            for kind in QuotaKind
        )
    ),
)
_ERASE = some(
    quotas,
    quotas.c.kind.in_([kind.value for kind in QuotaKind if kind.window is not Window.HELD]),
    quotas.c.window_start < bindparam("before"),
)
_NEVER = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class SqlQuotas:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def spend(self, kind: QuotaKind, start: datetime, *, owner: UUID, amount: int, limit: int | None) -> bool:
        most = _NO_LIMIT if limit is None else limit
        if amount > most:
            return False
        return await self._db.change(_SPEND, {**_key(kind, start, owner), "n": amount, "most": most}) > 0

    async def spend_as_allowed(
        self, kind: QuotaKind, start: datetime, *, owner: UUID, amount: int, limits: Mapping[Tier, int | None]
    ) -> bool:
        most = {f"most_{tier.value}": _NO_LIMIT if limits[tier] is None else limits[tier] for tier in Tier}
        statement = _SPEND_AS_ALLOWED[self._db.dialect]
        return await self._db.change(statement, {**_key(kind, start, owner), "n": amount, **most}) > 0

    async def refund(self, kind: QuotaKind, start: datetime, *, owner: UUID, amount: int) -> None:
        await self._db.change(_REFUND, {**_key(kind, start, owner), "n": amount})

    async def used(self, *, owner: UUID, starts: dict[QuotaKind, datetime]) -> dict[QuotaKind, int]:
        params = {f"start_{kind.value}": starts.get(kind, _NEVER) for kind in QuotaKind}
        rows = await self._db.rows(_USED, {"key_owner": owner, **params})
        found = {QuotaKind(row["kind"]): int(row["used"]) for row in rows}
        return {kind: found.get(kind, 0) for kind in starts}

    async def settle(self, kind: QuotaKind, start: datetime, *, owner: UUID, used: int) -> None:
        await self._db.change(_SETTLE, {**_key(kind, start, owner), "n": used})

    async def erase_over(self, moment: datetime, *, limit: int = ERASE_BATCH) -> int:
        return await self._db.change(_ERASE, {"before": moment, "limit": limit})


def _key(kind: QuotaKind, start: datetime, owner: UUID) -> dict[str, object]:
    return {"key_owner": owner, "key_kind": kind.value, "key_start": start}
