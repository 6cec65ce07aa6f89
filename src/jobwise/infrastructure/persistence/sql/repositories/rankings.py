from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, and_, bindparam, select

from jobwise.application.ports.rankings import JudgedRanking, RankingCard
from jobwise.domain.rankings.ranking import Ranking
from jobwise.domain.rankings.stored import RankingInputs, StoredRanking
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.domain.shared.errors import NotFound
from jobwise.domain.shared.paging import NEWEST, Listing, Page
from jobwise.infrastructure.persistence.sql.repositories.made_from import NOW, with_both
from jobwise.infrastructure.persistence.sql.repositories.room import (
    Paged,
    SqlOwned,
    ordered,
    owned_fields,
    owned_row,
    paged,
    statements,
)
from jobwise.infrastructure.persistence.sql.tables.jobs import jobs
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
_c = rankings.c
_MINE = and_(_c.owner_id == bindparam("key_owner"), _c.deleted_at.is_(None))
_WITH_BOTH = with_both(rankings)
_CARD = (
    *(_c.id, _c.version, _c.profile_id, _c.profile_version, _c.job_id, _c.job_version, _c.created_at),
    *(_c.formula_version, _c.vocabulary_version, _c.content["fit"].as_float().label("fit")),
    *(jobs.c.title, jobs.c.company, *NOW),
)
_JUDGED = select(rankings, *NOW).select_from(_WITH_BOTH).where(_MINE, _c.id == bindparam("key_id"))


def _cards(of_job: bool) -> Paged:
    where = and_(_MINE, _c.job_id == bindparam("key_job")) if of_job else _MINE
    return ordered(rankings, select(*_CARD).select_from(_WITH_BOTH), where, NEWEST)


_ALL_CARDS, _JOB_CARDS = _cards(False), _cards(True)


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

    async def judged(self, id: UUID, *, owner: UUID) -> JudgedRanking:
        row = await self._db.first(_JUDGED, {"key_id": id, "key_owner": owner})
        if row is None:
            raise NotFound(f"There is no such {StoredRanking.KIND}.")
        found = (await self._entities([row]))[0]
        return JudgedRanking(found, found.is_stale(profile_version=row["profile_now"], job_version=row["job_now"]))

    async def cards(self, *, owner: UUID, page: Page, job_id: UUID | None = None) -> Listing[RankingCard]:
        params: dict[str, Any] = {"key_owner": owner}
        if job_id is not None:
            params["key_job"] = job_id
        return await self._page(_ALL_CARDS if job_id is None else _JOB_CARDS, params, page, _card)

    def _row(self, aggregate: StoredRanking) -> dict[str, Any]:
        inputs = {name: getattr(aggregate.inputs, name) for name in _INPUTS}
        return {**owned_row(aggregate), **inputs, "content": to_data(aggregate.content)}

    def _entity(self, row: RowMapping) -> StoredRanking:
        return StoredRanking(
            **owned_fields(row),
            inputs=RankingInputs(**{name: row[name] for name in _INPUTS}),
            content=from_data(Ranking, row["content"]),
        )


def _card(row: RowMapping) -> RankingCard:
    made_of = (row["profile_version"], row["job_version"])
    return RankingCard(
        id=row["id"],
        version=row["version"],
        profile_id=row["profile_id"],
        profile_version=row["profile_version"],
        job_id=row["job_id"],
        job_version=row["job_version"],
        title=row["title"] or "",
        company=row["company"] or "",
        fit=row["fit"],
        formula_version=row["formula_version"],
        vocabulary_version=row["vocabulary_version"],
        stale=made_of != (row["profile_now"], row["job_now"]),
        created_at=row["created_at"],
    )
