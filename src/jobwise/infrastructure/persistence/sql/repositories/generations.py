from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, and_, bindparam, select

from jobwise.application.ports.generations import (
    GenerationCard,
    GenerationFilter,
    Judged,
    Printable,
    Progress,
)
from jobwise.domain.generations.document import Document, GenerationKind
from jobwise.domain.generations.generation import Generation, GenerationStatus, Provenance
from jobwise.domain.generations.progress import LetterProgress
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.domain.shared.errors import NotFound
from jobwise.domain.shared.paging import Listing, Page, Sort
from jobwise.infrastructure.persistence.sql.repositories.made_from import NOW, with_both
from jobwise.infrastructure.persistence.sql.repositories.room import (
    Paged,
    SqlOwned,
    made_fields,
    made_row,
    ordered,
    owned_fields,
    owned_row,
    paged,
    statements,
)
from jobwise.infrastructure.persistence.sql.tables.columns import Json
from jobwise.infrastructure.persistence.sql.tables.generations import generations
from jobwise.infrastructure.persistence.sql.tables.jobs import jobs

_c = generations.c
_OF_JOB = paged(generations, _c.job_id == bindparam("key_job"))
_MINE = and_(_c.owner_id == bindparam("key_owner"), _c.deleted_at.is_(None))
_WITH_BOTH = with_both(generations)
_CARD = (
    *(_c.id, _c.version, _c.kind, _c.status, _c.profile_id, _c.profile_version, _c.job_id, _c.job_version),
    *(_c.failure, _c.attempt, _c.created_at, _c.updated_at, _c.ats["score"].as_integer().label("ats_score")),
    *(jobs.c.title, jobs.c.company, *NOW),
)
_JUDGED = select(generations, *NOW).select_from(_WITH_BOTH).where(_MINE, _c.id == bindparam("key_id"))
_PROGRESS = select(_c.id, _c.version, _c.status, _c.failure, _c.reason, _c.updated_at, _c.progress).where(
    _MINE, _c.id == bindparam("key_id")
)
_NOTE = (
    generations.update()
    .where(
        *(_MINE, _c.id == bindparam("key_id"), _c.attempt == bindparam("key_attempt")),
        _c.status == GenerationStatus.GENERATING.value,
    )
    .values(progress=bindparam("noted", type_=Json))
)
# A profile is many times as long as a document, and one word of it is wanted here.
_PRINTABLE = {
    hidden: select(
        *(_c.id, _c.kind, _c.status, _c.content, _c.options),
        _c.profile["personal", "location", "country_code"].as_string().label("country_code"),
        _c.job["company"].as_string().label("company"),
    ).where(
        _c.id.in_(bindparam("ids", expanding=True)),
        _c.owner_id == bindparam("key_owner"),
        *(() if hidden else (_c.deleted_at.is_(None),)),
    )
    for hidden in (False, True)
}
_FILTERS: Mapping[str, ColumnElement[bool]] = {
    "kind": _c.kind == bindparam("kind"),
    "statuses": _c.status.in_(bindparam("statuses", expanding=True)),
    "job_id": _c.job_id == bindparam("job_id"),
}


@lru_cache(maxsize=64)
def _cards(filters: tuple[str, ...], sort: Sort) -> Paged:
    """The statement of a page and that of its count, made once for each combination."""
    where = and_(_MINE, *(_FILTERS[name] for name in filters))
    return ordered(generations, select(*_CARD).select_from(_WITH_BOTH), where, sort)


class SqlGenerations(SqlOwned[Generation]):
    KIND = Generation
    STATEMENTS = statements(generations)
    PAGED = paged(generations)

    async def of_job(self, job_id: UUID, *, owner: UUID, page: Page) -> Listing[Generation]:
        return await self._listing(_OF_JOB, {"key_owner": owner, "key_job": job_id}, page)

    async def printable(self, ids: Sequence[UUID], *, owner: UUID, hidden: bool = False) -> Sequence[Printable]:
        rows = await self._db.rows(_PRINTABLE[hidden], {"ids": sorted(set(ids)), "key_owner": owner})
        return [_printable(row) for row in rows]

    async def judged(self, id: UUID, *, owner: UUID) -> Judged:
        row = await self._db.first(_JUDGED, {"key_id": id, "key_owner": owner})
        if row is None:
            raise NotFound(f"There is no such {Generation.KIND}.")
        found = (await self._entities([row]))[0]
        return Judged(found, found.is_stale(profile_version=row["profile_now"], job_version=row["job_now"]))

    async def cards(self, wanted: GenerationFilter, *, owner: UUID, sort: Sort, page: Page) -> Listing[GenerationCard]:
        given = _given(wanted)
        return await self._page(_cards(tuple(given), sort), {"key_owner": owner, **given}, page, _card)

    async def progress(self, id: UUID, *, owner: UUID) -> Progress:
        row = await self._db.first(_PROGRESS, {"key_id": id, "key_owner": owner})
        if row is None:
            raise NotFound(f"There is no such {Generation.KIND}.")
        return Progress(**{**row, "status": GenerationStatus(row["status"]), "progress": _progress(row)})

    async def note_progress(self, id: UUID, *, owner: UUID, attempt: int, progress: LetterProgress) -> bool:
        key = {"key_id": id, "key_owner": owner, "key_attempt": attempt}
        return await self._db.change(_NOTE, {**key, "noted": to_data(progress)}) > 0

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
            **made_row(aggregate),
            "export_id": aggregate.export_id,
            "progress": to_data(aggregate.progress),
        }

    def _entity(self, row: RowMapping) -> Generation:
        return Generation(
            **owned_fields(row),
            kind=GenerationKind(row["kind"]),
            status=GenerationStatus(row["status"]),
            provenance=_provenance(row),
            options=row["options"],
            content=None if row["content"] is None else from_data(Document, row["content"]),
            ats=row["ats"],
            trace=row["trace"],
            **made_fields(row),
            export_id=row["export_id"],
            progress=_progress(row),
        )


def _progress(row: RowMapping) -> LetterProgress | None:
    return None if row["progress"] is None else from_data(LetterProgress, row["progress"])


def _printable(row: RowMapping) -> Printable:
    return Printable(
        id=row["id"],
        kind=GenerationKind(row["kind"]),
        status=GenerationStatus(row["status"]),
        content=None if row["content"] is None else from_data(Document, row["content"]),
        options=row["options"],
        country_code=row["country_code"] or "",
        company=row["company"] or "",
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


def _given(wanted: GenerationFilter) -> dict[str, Any]:
    """The filters that are asked, in one order, with their values."""
    found: dict[str, Any] = {}
    if wanted.kind is not None:
        found["kind"] = wanted.kind.value
    if wanted.statuses:
        found["statuses"] = [status.value for status in wanted.statuses]
    if wanted.job_id is not None:
        found["job_id"] = wanted.job_id
    return found


def _card(row: RowMapping) -> GenerationCard:
    made_of = (row["profile_version"], row["job_version"])
    return GenerationCard(
        id=row["id"],
        version=row["version"],
        kind=GenerationKind(row["kind"]),
        status=GenerationStatus(row["status"]),
        profile_id=row["profile_id"],
        job_id=row["job_id"],
        title=row["title"] or "",
        company=row["company"] or "",
        ats_score=row["ats_score"],
        failure=row["failure"],
        stale=made_of != (row["profile_now"], row["job_now"]),
        attempt=row["attempt"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )
