from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, bindparam, func, select, true

from jobwise.application.ports.users import AccountStanding, Entitlement, UserFilter
from jobwise.domain.limits import EXACT_TOTAL
from jobwise.domain.shared.errors import NotFound
from jobwise.domain.shared.paging import Listing, Page
from jobwise.domain.users.user import Tier, User, UserRole
from jobwise.infrastructure.persistence.sql.repositories.room import Paged, SqlRoom, base_fields, base_row, statements
from jobwise.infrastructure.persistence.sql.repositories.sessions import IS_LIVE
from jobwise.infrastructure.persistence.sql.tables.sessions import sessions
from jobwise.infrastructure.persistence.sql.tables.users import users

_LOCAL = select(users).where(users.c.is_local == true(), users.c.deleted_at.is_(None))
_BY_EMAIL = select(users).where(users.c.email == bindparam("key_email"), users.c.deleted_at.is_(None))
_STANDING = (
    select(users.c.role, users.c.tier, users.c.verified, users.c.auth_epoch)
    .join(sessions, sessions.c.owner_id == users.c.id)
    .where(
        users.c.id == bindparam("key_id"),
        sessions.c.id == bindparam("key_session"),
        users.c.active == true(),
        users.c.deleted_at.is_(None),
        IS_LIVE,
    )
)
_ENTITLED = select(users.c.tier, users.c.verified).where(
    users.c.id == bindparam("key_id"), users.c.deleted_at.is_(None)
)
_CONDITIONS = {
    "email": users.c.email.like(bindparam("email"), escape="\\"),
    "role": users.c.role == bindparam("role"),
    "tier": users.c.tier == bindparam("tier"),
    "active": users.c.active == bindparam("active"),
}


@lru_cache(maxsize=16)
def _list(filters: tuple[str, ...]) -> Paged:
    where = [users.c.deleted_at.is_(None), *(_CONDITIONS[name] for name in filters)]
    rows = select(users).where(*where).order_by(users.c.created_at.desc(), users.c.id.desc())
    some = select(users.c.id).where(*where).limit(EXACT_TOTAL + 1).subquery()
    return Paged(rows.limit(bindparam("limit")).offset(bindparam("offset")), select(func.count()).select_from(some))


class SqlUsers(SqlRoom[User]):
    KIND = User
    STATEMENTS = statements(users)

    async def get(self, id: UUID, *, hidden: bool = False) -> User:
        return await self._get(id, None, hidden)

    async def entitlement(self, id: UUID) -> Entitlement:
        row = await self._db.first(_ENTITLED, {"key_id": id})
        if row is None:
            raise NotFound(f"There is no such {User.KIND}.")
        return Entitlement(Tier(row["tier"]), row["verified"])

    async def find_local(self) -> User | None:
        row = await self._db.first(_LOCAL, {})
        return None if row is None else (await self._entities([row]))[0]

    async def find_email(self, email: str) -> User | None:
        row = await self._db.first(_BY_EMAIL, {"key_email": email})
        return None if row is None else (await self._entities([row]))[0]

    async def standing(self, id: UUID, *, session_id: UUID, now: datetime) -> AccountStanding | None:
        row = await self._db.first(_STANDING, {"key_id": id, "key_session": session_id, "now": now})
        if row is None:
            return None
        return AccountStanding(UserRole(row["role"]), Tier(row["tier"]), row["verified"], row["auth_epoch"])

    async def list(self, wanted: UserFilter, *, page: Page) -> Listing[User]:
        given: dict[str, Any] = {
            "email": _part(wanted.email) if wanted.email else None,
            "role": None if wanted.role is None else wanted.role.value,
            "tier": None if wanted.tier is None else wanted.tier.value,
            "active": wanted.active,
        }
        params = {name: value for name, value in given.items() if value is not None}
        what = _list(tuple(params))
        rows = await self._db.rows(what.rows, {**params, "limit": page.limit, "offset": page.offset})
        total = await self._db.number(what.count, params)
        return Listing(tuple(await self._entities([*rows])), total, page)

    def _row(self, aggregate: User) -> dict[str, Any]:
        return {
            **base_row(aggregate),
            "email": aggregate.email,
            "is_local": aggregate.is_local,
            "role": aggregate.role.value,
            "tier": aggregate.tier.value,
            "verified": aggregate.verified,
            "active": aggregate.active,
            "password_hash": aggregate.password_hash,
            "auth_epoch": aggregate.auth_epoch,
            "name": aggregate.name,
            "language": aggregate.language,
            "time_zone": aggregate.time_zone,
            "offline_only": aggregate.offline_only,
            "pending_email": aggregate.pending_email,
        }

    def _entity(self, row: RowMapping) -> User:
        return User(
            **base_fields(row),
            email=row["email"],
            is_local=row["is_local"],
            role=UserRole(row["role"]),
            tier=Tier(row["tier"]),
            verified=row["verified"],
            active=row["active"],
            password_hash=row["password_hash"],
            auth_epoch=row["auth_epoch"],
            name=row["name"],
            language=row["language"],
            time_zone=row["time_zone"],
            offline_only=row["offline_only"],
            pending_email=row["pending_email"],
        )


def _part(text: str) -> str:
    for sign in ("\\", "%", "_"):
        text = text.replace(sign, f"\\{sign}")
    return f"%{text.lower()}%"
