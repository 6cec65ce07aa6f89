from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, select, true

from jobwise.domain.users.user import Tier, User, UserRole
from jobwise.infrastructure.persistence.sql.repositories.room import SqlRoom, base_fields, base_row, statements
from jobwise.infrastructure.persistence.sql.tables.users import users

_LOCAL = select(users).where(users.c.is_local == true(), users.c.deleted_at.is_(None))


class SqlUsers(SqlRoom[User]):
    KIND = User
    STATEMENTS = statements(users)

    async def get(self, id: UUID, *, hidden: bool = False) -> User:
        return await self._get(id, None, hidden)

    async def find_local(self) -> User | None:
        row = await self._db.first(_LOCAL, {})
        return None if row is None else (await self._entities([row]))[0]

    def _row(self, aggregate: User) -> dict[str, Any]:
        return {
            **base_row(aggregate),
            "email": aggregate.email,
            "is_local": aggregate.is_local,
            "role": aggregate.role.value,
            "tier": aggregate.tier.value,
            "verified": aggregate.verified,
            "active": aggregate.active,
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
        )
