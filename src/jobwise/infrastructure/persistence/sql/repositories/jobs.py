from typing import Any

from sqlalchemy import RowMapping

from jobwise.domain.jobs.captured import CapturedJob, JobSource, JobStatus
from jobwise.domain.jobs.job import Job
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.infrastructure.persistence.sql.repositories.room import (
    SqlOwned,
    owned_fields,
    owned_row,
    paged,
    statements,
)
from jobwise.infrastructure.persistence.sql.tables.jobs import jobs


class SqlJobs(SqlOwned[CapturedJob]):
    KIND = CapturedJob
    STATEMENTS = statements(jobs)
    PAGED = paged(jobs)

    def _row(self, aggregate: CapturedJob) -> dict[str, Any]:
        return {
            **owned_row(aggregate),
            "status": aggregate.status.value,
            "source": aggregate.source.value,
            "source_url": aggregate.source_url,
            "title": aggregate.content.title,
            "company": aggregate.content.company,
            "content": to_data(aggregate.content),
        }

    def _entity(self, row: RowMapping) -> CapturedJob:
        return CapturedJob(
            **owned_fields(row),
            status=JobStatus(row["status"]),
            source=JobSource(row["source"]),
            source_url=row["source_url"],
            content=from_data(Job, row["content"]),
        )
