"""A profile is one row, three lists of rows, and its content in one piece under each version."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Table, and_, bindparam, func, select, true

from jobwise.application.ports.profiles import KeptVersion, OldProfile, ProfileMark
from jobwise.domain.limits import MAX_PROFILE_VERSIONS
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.domain.shared.errors import NotFound
from jobwise.domain.shared.paging import Listing, Page
from jobwise.infrastructure.persistence.sql.repositories.room import (
    Paged,
    SqlOwned,
    owned_fields,
    owned_row,
    statements,
)
from jobwise.infrastructure.persistence.sql.tables.profiles import (
    education,
    experiences,
    profile_versions,
    profiles,
    projects,
)

_LISTS: dict[str, Table] = {"experiences": experiences, "education": education, "projects": projects}
_INSERT = {
    name: table.insert().values({column.name: bindparam(column.name) for column in table.c})
    for name, table in _LISTS.items()
}
_CLEAR = {name: table.delete().where(table.c.profile_id == bindparam("key_profile")) for name, table in _LISTS.items()}
_KEEP = profile_versions.insert().values({column.name: bindparam(column.name) for column in profile_versions.c})
_TRIM = profile_versions.delete().where(
    profile_versions.c.profile_id == bindparam("key_profile"), profile_versions.c.version <= bindparam("key_oldest")
)

# A profile is read from its present version: that row holds all lists in one piece.
WHOLE_PROFILE = (
    *(profiles.c[name] for name in ("id", "version", "created_at", "updated_at", "deleted_at", "owner_id")),
    profiles.c.name,
    profiles.c.is_default,
    profile_versions.c.content,
)
_WHOLE = select(*WHOLE_PROFILE).join(
    profile_versions,
    and_(profile_versions.c.profile_id == profiles.c.id, profile_versions.c.version == profiles.c.version),
)
_MINE = and_(profiles.c.owner_id == bindparam("key_owner"), profiles.c.deleted_at.is_(None))
_DEFAULT = _WHOLE.where(_MINE, profiles.c.is_default == true())
_MARK = select(profiles.c.id, profiles.c.version).where(_MINE, profiles.c.is_default == true())
_COUNT = select(func.count()).select_from(profiles).where(_MINE)
_OF_PROFILE = (
    select(profile_versions.c.version, profile_versions.c.at)
    .join(profiles, profiles.c.id == profile_versions.c.profile_id)
    .where(_MINE, profiles.c.id == bindparam("key_id"))
)
_VERSIONS = Paged(
    rows=_OF_PROFILE.order_by(profile_versions.c.version.desc()).limit(bindparam("limit")).offset(bindparam("offset")),
    count=select(func.count()).select_from(_OF_PROFILE.subquery()),
)
_AT_VERSION = _OF_PROFILE.add_columns(profile_versions.c.content).where(
    profile_versions.c.version == bindparam("key_version")
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


class SqlProfiles(SqlOwned[MasterProfile]):
    KIND = MasterProfile
    STATEMENTS = replace(
        statements(profiles),
        get=_WHOLE.where(profiles.c.id == bindparam("key_id"), profiles.c.owner_id == bindparam("key_owner")),
    )
    PAGED = Paged(
        rows=_WHOLE.where(_MINE)
        .order_by(profiles.c.created_at.desc(), profiles.c.id.desc())
        .limit(bindparam("limit"))
        .offset(bindparam("offset")),
        count=_COUNT,
    )

    async def find_default(self, *, owner: UUID) -> MasterProfile | None:
        row = await self._db.first(_DEFAULT, {"key_owner": owner})
        return None if row is None else (await self._entities([row]))[0]

    async def default_mark(self, *, owner: UUID) -> ProfileMark | None:
        row = await self._db.first(_MARK, {"key_owner": owner})
        return None if row is None else ProfileMark(row["id"], row["version"])

    async def count(self, *, owner: UUID) -> int:
        return await self._db.number(_COUNT, {"key_owner": owner})

    async def versions(self, id: UUID, *, owner: UUID, page: Page) -> Listing[KeptVersion]:
        key = {"key_id": id, "key_owner": owner}
        rows = await self._db.rows(_VERSIONS.rows, {**key, "limit": page.limit, "offset": page.offset})
        total = await self._db.number(_VERSIONS.count, key)
        return Listing(tuple(KeptVersion(row["version"], row["at"]) for row in rows), total, page)

    async def at_version(self, id: UUID, version: int, *, owner: UUID) -> OldProfile:
        row = await self._db.first(_AT_VERSION, {"key_id": id, "key_owner": owner, "key_version": version})
        if row is None:
            raise NotFound("There is no such version of a profile.")
        return OldProfile(row["version"], row["at"], from_data(Profile, row["content"]))

    def _row(self, aggregate: MasterProfile) -> dict[str, Any]:
        content = {name: to_data(getattr(aggregate.content, name)) for name in _COLUMNS}
        return {**owned_row(aggregate), "name": aggregate.name, "is_default": aggregate.is_default, **content}

    def _entity(self, row: RowMapping) -> MasterProfile:
        return master_profile(row)

    async def _add_parts(self, aggregate: MasterProfile) -> None:
        content = to_data(aggregate.content)
        for name, statement in _INSERT.items():
            rows = [
                {**item, "profile_id": aggregate.id, "position": position}
                for position, item in enumerate(content[name])
            ]
            if rows:
                await self._db.change(statement, rows)
        kept = {"profile_id": aggregate.id, "version": aggregate.version, "at": aggregate.updated_at}
        await self._db.change(_KEEP, {**kept, "content": content})

    async def _replace_parts(self, aggregate: MasterProfile) -> None:
        for statement in _CLEAR.values():
            await self._db.change(statement, {"key_profile": aggregate.id})
        await self._add_parts(aggregate)
        oldest = aggregate.version - MAX_PROFILE_VERSIONS
        if oldest > 0:
            await self._db.change(_TRIM, {"key_profile": aggregate.id, "key_oldest": oldest})


def master_profile(row: Mapping[Any, Any]) -> MasterProfile:
    content = from_data(Profile, row["content"])
    return MasterProfile(**owned_fields(row), name=row["name"], is_default=row["is_default"], content=content)
