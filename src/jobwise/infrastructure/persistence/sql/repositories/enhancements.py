from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, bindparam, select

from jobwise.domain.enhancements.enhancement import Enhancement, EnhancementStatus, Proposal, Proposer, Unproposed
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.infrastructure.persistence.sql.repositories.room import (
    SqlOwned,
    owned_fields,
    owned_row,
    paged,
    statements,
)
from jobwise.infrastructure.persistence.sql.tables.enhancements import enhancements

_c = enhancements.c
_OPEN = (
    select(enhancements)
    .where(_c.owner_id == bindparam("key_owner"), _c.status == EnhancementStatus.PENDING.value, _c.deleted_at.is_(None))
    .order_by(_c.created_at, _c.id)
    .limit(1)
)


class SqlEnhancements(SqlOwned[Enhancement]):
    KIND = Enhancement
    STATEMENTS = statements(enhancements)
    PAGED = paged(enhancements)

    async def find_open(self, *, owner: UUID) -> Enhancement | None:
        row = await self._db.first(_OPEN, {"key_owner": owner})
        return None if row is None else (await self._entities([row]))[0]

    def _row(self, aggregate: Enhancement) -> dict[str, Any]:
        return {
            **owned_row(aggregate),
            "profile_id": aggregate.profile_id,
            "profile_version": aggregate.profile_version,
            "status": aggregate.status.value,
            "paths": list(aggregate.paths),
            "model": aggregate.model,
            "proposer": None if aggregate.proposer is None else to_data(aggregate.proposer),
            "failure": aggregate.failure,
            "reason": aggregate.reason,
            "proposals": to_data(aggregate.proposals),
            "unproposed": to_data(aggregate.unproposed),
        }

    def _entity(self, row: RowMapping) -> Enhancement:
        return Enhancement(
            **owned_fields(row),
            profile_id=row["profile_id"],
            profile_version=row["profile_version"],
            status=EnhancementStatus(row["status"]),
            paths=tuple(row["paths"]),
            model=row["model"],
            proposer=None if row["proposer"] is None else from_data(Proposer, row["proposer"]),
            failure=row["failure"],
            reason=row["reason"],
            proposals=from_data(tuple[Proposal, ...], row["proposals"]),
            unproposed=from_data(tuple[Unproposed, ...], row["unproposed"]),
        )
