"""What is made from a profile and a job, and looks at both again."""

from sqlalchemy import FromClause, Table, and_

from jobwise.infrastructure.persistence.sql.tables.jobs import jobs
from jobwise.infrastructure.persistence.sql.tables.profiles import profiles

NOW = (jobs.c.version.label("job_now"), profiles.c.version.label("profile_now"))
"""The versions that both have by now; none of what is deleted."""


def with_both(table: Table) -> FromClause:
    """Its rows, each with its job and its profile where those are not deleted."""
    of_job = and_(jobs.c.id == table.c.job_id, jobs.c.owner_id == table.c.owner_id, jobs.c.deleted_at.is_(None))
    of_profile = (profiles.c.id == table.c.profile_id, profiles.c.owner_id == table.c.owner_id)
    return table.outerjoin(jobs, of_job).outerjoin(profiles, and_(*of_profile, profiles.c.deleted_at.is_(None)))
