from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, bindparam, select

from jobwise.domain.users.flags import Feature, Flag
from jobwise.infrastructure.persistence.sql.repositories.room import SqlRoom, base_fields, base_row, statements
from jobwise.infrastructure.persistence.sql.tables.flags import flags

_ALL = select(flags).order_by(flags.c.feature)
_FIND = select(flags).where(flags.c.feature == bindparam("key_feature"))


class SqlFlags(SqlRoom[Flag]):
    KIND = Flag
    STATEMENTS = statements(flags)

    async def find(self, feature: Feature) -> Flag | None:
        row = await self._db.first(_FIND, {"key_feature": feature.value})
        return None if row is None else (await self._entities([row]))[0]

    async def all(self) -> Sequence[Flag]:
        known = {feature.value for feature in Feature}
        return await self._entities([row for row in await self._db.rows(_ALL, {}) if row["feature"] in known])

    def _row(self, aggregate: Flag) -> dict[str, Any]:
        return {**base_row(aggregate), "feature": aggregate.feature.value, "enabled": aggregate.enabled}

    def _entity(self, row: RowMapping) -> Flag:
        return Flag(**base_fields(row), feature=Feature(row["feature"]), enabled=row["enabled"])
