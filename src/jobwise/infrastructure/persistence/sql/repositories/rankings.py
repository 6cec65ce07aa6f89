from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, bindparam, select

from jobwise.domain.rankings.ranking import Ranking
from jobwise.domain.rankings.stored import RankingInputs, StoredRanking
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.domain.shared.paging import Listing, Page
from jobwise.infrastructure.persistence.sql.repositories.room import (
    SqlOwned,
    owned_fields,
    owned_row,
    paged,
    statements,
)
from jobwise.infrastructure.persistence.sql.tables.rankings import rankings

# The inputs are columns of the row, under the same names.
_INPUTS = tuple(field.name for field in fields(RankingInputs))
_OF_JOB = paged(rankings, rankings.c.job_id == bindparam("key_job"))
_FIND = (
    select(rankings)
    .where(
        rankings.c.owner_id == bindparam("key_owner"),
        rankings.c.deleted_at.is_(None),
        *(rankings.c[name] == bindparam(f"key_{name}") for name in _INPUTS),
    )
    .order_by(rankings.c.created_at.desc(), rankings.c.id.desc())
    .limit(1)
)


class SqlRankings(SqlOwned[StoredRanking]):
    KIND = StoredRanking
    STATEMENTS = statements(rankings)
    PAGED = paged(rankings)

    async def find(self, inputs: RankingInputs, *, owner: UUID) -> StoredRanking | None:
        key = {f"key_{name}": getattr(inputs, name) for name in _INPUTS}
        row = await self._db.first(_FIND, {**key, "key_owner": owner})
        return None if row is None else (await self._entities([row]))[0]

    async def of_job(self, job_id: UUID, *, owner: UUID, page: Page) -> Listing[StoredRanking]:
        return await self._listing(_OF_JOB, {"key_owner": owner, "key_job": job_id}, page)

    def _row(self, aggregate: StoredRanking) -> dict[str, Any]:
        inputs = {name: getattr(aggregate.inputs, name) for name in _INPUTS}
        return {**owned_row(aggregate), **inputs, "content": to_data(aggregate.content)}

    def _entity(self, row: RowMapping) -> StoredRanking:
        return StoredRanking(
            **owned_fields(row),
            inputs=RankingInputs(**{name: row[name] for name in _INPUTS}),
            content=from_data(Ranking, row["content"]),
        )
