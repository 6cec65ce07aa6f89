from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, bindparam, select

from jobwise.domain.shared.codec import from_data, to_data
from jobwise.domain.styles.fingerprint import Fingerprint
from jobwise.domain.styles.style import Evidence, LearntFrom, WritingStyle
from jobwise.infrastructure.persistence.sql.repositories.room import (
    SqlOwned,
    owned_fields,
    owned_row,
    paged,
    statements,
)
from jobwise.infrastructure.persistence.sql.tables.writing_styles import writing_styles

_c = writing_styles.c
_OWN = select(writing_styles).where(_c.owner_id == bindparam("key_owner"), _c.deleted_at.is_(None))


class SqlWritingStyles(SqlOwned[WritingStyle]):
    KIND = WritingStyle
    STATEMENTS = statements(writing_styles)
    PAGED = paged(writing_styles)

    async def find_own(self, *, owner: UUID) -> WritingStyle | None:
        row = await self._db.first(_OWN, {"key_owner": owner})
        return None if row is None else (await self._entities([row]))[0]

    def _row(self, aggregate: WritingStyle) -> dict[str, Any]:
        return {
            **owned_row(aggregate),
            "learnt_at": aggregate.learnt_at,
            **{name: to_data(getattr(aggregate, name)) for name in ("samples", "prints", "evidence")},
            "reading": aggregate.reading,
        }

    def _entity(self, row: RowMapping) -> WritingStyle:
        return WritingStyle(
            **owned_fields(row),
            learnt_at=row["learnt_at"],
            samples=from_data(tuple[LearntFrom, ...], row["samples"]),
            prints=from_data(tuple[Fingerprint, ...], row["prints"]),
            evidence=from_data(tuple[Evidence, ...], row["evidence"]),
            reading=row["reading"],
        )
