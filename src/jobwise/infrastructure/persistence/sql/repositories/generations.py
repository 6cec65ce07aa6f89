from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, bindparam

from jobwise.domain.generations.document import Document, DocumentKind
from jobwise.domain.generations.generation import Generation, GenerationStatus, Provenance
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.domain.shared.paging import Listing, Page
from jobwise.infrastructure.persistence.sql.repositories.room import (
    SqlOwned,
    owned_fields,
    owned_row,
    paged,
    statements,
)
from jobwise.infrastructure.persistence.sql.tables.generations import generations

_OF_JOB = paged(generations, generations.c.job_id == bindparam("key_job"))


class SqlGenerations(SqlOwned[Generation]):
    KIND = Generation
    STATEMENTS = statements(generations)
    PAGED = paged(generations)

    async def of_job(self, job_id: UUID, *, owner: UUID, page: Page) -> Listing[Generation]:
        return await self._listing(_OF_JOB, {"key_owner": owner, "key_job": job_id}, page)

    def _row(self, aggregate: Generation) -> dict[str, Any]:
        return {
            **owned_row(aggregate),
            "kind": aggregate.kind.value,
            "status": aggregate.status.value,
            **_provenance_row(aggregate.provenance),
            "options": to_data(aggregate.options),
            "content": to_data(aggregate.content),
            "ats": to_data(aggregate.ats),
            "trace": to_data(aggregate.trace),
            "failure": aggregate.failure,
        }

    def _entity(self, row: RowMapping) -> Generation:
        return Generation(
            **owned_fields(row),
            kind=DocumentKind(row["kind"]),
            status=GenerationStatus(row["status"]),
            provenance=_provenance(row),
            options=row["options"],
            content=None if row["content"] is None else from_data(Document, row["content"]),
            ats=row["ats"],
            trace=row["trace"],
            failure=row["failure"],
        )


def _provenance_row(provenance: Provenance) -> dict[str, Any]:
    return {
        "profile_id": provenance.profile_id,
        "profile_version": provenance.profile_version,
        "profile": to_data(provenance.profile),
        "job_id": provenance.job_id,
        "job_version": provenance.job_version,
        "job": to_data(provenance.job),
        "ranking_id": provenance.ranking_id,
        "formula_version": provenance.formula_version,
        "vocabulary_version": provenance.vocabulary_version,
        "inputs_sha256": provenance.inputs_sha256,
    }


def _provenance(row: RowMapping) -> Provenance:
    return Provenance(
        profile_id=row["profile_id"],
        profile_version=row["profile_version"],
        profile=from_data(Profile, row["profile"]),
        job_id=row["job_id"],
        job_version=row["job_version"],
        job=None if row["job"] is None else from_data(Job, row["job"]),
        ranking_id=row["ranking_id"],
        formula_version=row["formula_version"],
        vocabulary_version=row["vocabulary_version"],
        inputs_sha256=row["inputs_sha256"],
    )
