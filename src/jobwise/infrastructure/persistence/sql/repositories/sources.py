"""A job and a profile in one look: whoever asks for a document waits for it."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, Table, and_, bindparam, select, true

from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.profiles.master import MasterProfile
from jobwise.infrastructure.persistence.sql.repositories.jobs import WHOLE_JOB, captured_job
from jobwise.infrastructure.persistence.sql.repositories.profiles import WHOLE_PROFILE, master_profile
from jobwise.infrastructure.persistence.sql.tables.jobs import jobs
from jobwise.infrastructure.persistence.sql.tables.profiles import profile_versions, profiles
from jobwise.infrastructure.persistence.sql.tables.users import users
from jobwise.infrastructure.persistence.sql.transaction import Transaction

_JOB, _PROFILE = (tuple(column.name for column in columns) for columns in (WHOLE_JOB, WHOLE_PROFILE))


def _mine(table: Table) -> Any:
    return and_(table.c.owner_id == users.c.id, table.c.deleted_at.is_(None))


def _both(*, named: bool) -> Select[Any]:
    wanted = profiles.c.id == bindparam("key_profile") if named else profiles.c.is_default == true()
    present = and_(profile_versions.c.profile_id == profiles.c.id, profile_versions.c.version == profiles.c.version)
    return (
        select(
            *(column.label(f"job_{column.name}") for column in WHOLE_JOB),
            *(column.label(f"profile_{column.name}") for column in WHOLE_PROFILE),
        )
        .select_from(
            users.outerjoin(jobs, and_(_mine(jobs), jobs.c.id == bindparam("key_job")))
            .outerjoin(profiles, and_(_mine(profiles), wanted))
            .outerjoin(profile_versions, present)
        )
        .where(users.c.id == bindparam("key_owner"))
    )


_BOTH = {named: _both(named=named) for named in (False, True)}


class SqlSources:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    async def find(
        self, *, owner: UUID, job_id: UUID, profile_id: UUID | None = None
    ) -> tuple[CapturedJob | None, MasterProfile | None]:
        named = {} if profile_id is None else {"key_profile": profile_id}
        row = await self._db.first(_BOTH[bool(named)], {"key_owner": owner, "key_job": job_id, **named})
        if row is None:
            return None, None
        job = None if row["job_id"] is None else captured_job({name: row[f"job_{name}"] for name in _JOB})
        there = row["profile_id"] is not None
        profile = master_profile({name: row[f"profile_{name}"] for name in _PROFILE}) if there else None
        for one in (job, profile):
            if one is not None:
                one.seen()
        return job, profile
