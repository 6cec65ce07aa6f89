"""A profile is one row and three lists of rows."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Table, bindparam, select, true

from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.infrastructure.persistence.sql.repositories.room import (
    SqlOwned,
    owned_fields,
    owned_row,
    paged,
    statements,
)
from jobwise.infrastructure.persistence.sql.tables.profiles import education, experiences, profiles, projects

_LISTS: dict[str, Table] = {"experiences": experiences, "education": education, "projects": projects}
_INSERT = {
    name: table.insert().values({column.name: bindparam(column.name) for column in table.c})
    for name, table in _LISTS.items()
}
_CLEAR = {name: table.delete().where(table.c.profile_id == bindparam("key_profile")) for name, table in _LISTS.items()}
_READ = {
    name: select(table)
    .where(table.c.profile_id.in_(bindparam("key_profiles", expanding=True)))
    .order_by(table.c.profile_id, table.c.position)
    for name, table in _LISTS.items()
}
_DEFAULT = select(profiles).where(
    profiles.c.owner_id == bindparam("key_owner"),
    profiles.c.is_default == true(),
    profiles.c.deleted_at.is_(None),
)
# The fields of a profile that are columns of its row, under the same names.
_COLUMNS = (
    "personal",
    "summary",
    "enhanced_summary",
    "skills",
    "languages",
    "certifications",
    "volunteering",
    "awards",
    "publications",
    "interests",
    "references",
    "extras",
    "sources",
)

Items = dict[str, list[dict[str, Any]]]
"""The rows of the three lists of one profile, by the name of the list, in order."""


class SqlProfiles(SqlOwned[MasterProfile]):
    KIND = MasterProfile
    STATEMENTS = statements(profiles)
    PAGED = paged(profiles)

    async def find_default(self, *, owner: UUID) -> MasterProfile | None:
        row = await self._db.first(_DEFAULT, {"key_owner": owner})
        return None if row is None else (await self._entities([row]))[0]

    def _row(self, aggregate: MasterProfile) -> dict[str, Any]:
        content = {name: to_data(getattr(aggregate.content, name)) for name in _COLUMNS}
        return {**owned_row(aggregate), "name": aggregate.name, "is_default": aggregate.is_default, **content}

    def _entity(self, row: RowMapping) -> MasterProfile:
        return _profile(row, {})

    async def _build(self, rows: "list[RowMapping]") -> "list[MasterProfile]":
        items = await self._items([row["id"] for row in rows]) if rows else {}
        return [_profile(row, items.get(row["id"], {})) for row in rows]

    async def _items(self, ids: "list[UUID]") -> dict[UUID, Items]:
        found: dict[UUID, Items] = defaultdict(lambda: defaultdict(list))
        for name, statement in _READ.items():
            for row in await self._db.rows(statement, {"key_profiles": ids}):
                item = dict(row)
                del item["position"]
                found[item.pop("profile_id")][name].append(item)
        return found

    async def _add_parts(self, aggregate: MasterProfile) -> None:
        for name, statement in _INSERT.items():
            rows = [
                {**to_data(item), "profile_id": aggregate.id, "position": position}
                for position, item in enumerate(getattr(aggregate.content, name))
            ]
            if rows:
                await self._db.change(statement, rows)

    async def _replace_parts(self, aggregate: MasterProfile) -> None:
        for statement in _CLEAR.values():
            await self._db.change(statement, {"key_profile": aggregate.id})
        await self._add_parts(aggregate)


def _profile(row: RowMapping, items: Items) -> MasterProfile:
    content = {name: row[name] for name in _COLUMNS}
    return MasterProfile(
        **owned_fields(row),
        name=row["name"],
        is_default=row["is_default"],
        content=from_data(Profile, {**content, **items}),
    )
