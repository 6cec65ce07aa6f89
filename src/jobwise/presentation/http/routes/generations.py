"""Resumes and cover letters: asked for, made in the background, looked at and compared."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from jobwise.application.ports.generations import SORTS, GenerationFilter, Judged
from jobwise.domain.generations.document import GenerationKind
from jobwise.domain.generations.generation import Generation, GenerationStatus
from jobwise.domain.shared.errors import NotFound
from jobwise.domain.users.flags import Feature
from jobwise.presentation.http import answers
from jobwise.presentation.http.asked import sorting
from jobwise.presentation.http.dependencies import Cases, Paged, SignedIn, Verified, Version
from jobwise.presentation.http.features import feature
from jobwise.presentation.http.following import FOLLOWED, follow
from jobwise.presentation.http.once_route import OnceRoute
from jobwise.presentation.schemas import generation_reports as reports
from jobwise.presentation.schemas import generations as schema
from jobwise.presentation.schemas.asked import sort_order
from jobwise.presentation.schemas.envelope import Failure, Many, One

router = APIRouter(tags=["generations"], route_class=OnceRoute, dependencies=[Depends(feature(Feature.GENERATIONS))])
_NOT_YET = {"x-errors": [400]}
_NO_SOURCE: dict[int | str, dict[str, Any]] = {
    404: {"model": Failure, "description": "There is no such job or profile, or it is somebody else's."}
}


def _asked(generation: Generation) -> Response:
    data = schema.shown(Judged(generation, stale=False))
    return answers.one(data, status=202, version=generation.version, location=f"{schema.BASE}/{generation.id}")


async def filter_asked(
    kind: Annotated[GenerationKind | None, Query(description="Only these.")] = None,
    status: Annotated[list[GenerationStatus], Query(max_length=4, description="Any of these.")] = [],  # noqa: B006
    job_id: UUID | None = None,
) -> GenerationFilter:
    return GenerationFilter(kind, tuple(status), job_id)


Wanted = Annotated[GenerationFilter, Depends(filter_asked)]


@router.post(
    "/resume",
    status_code=202,
    response_model=One[schema.GenerationOut],
    summary="Have a resume made for a job",
    responses=_NO_SOURCE,
)
async def request_resume(body: schema.ResumeIn, who: Verified, cases: Cases) -> Response:
    made = await cases.generations.resume(
        owner=who.user_id, job_id=body.job_id, profile_id=body.profile_id, wish=body.wish()
    )
    return _asked(made)


@router.post(
    "/cover-letter",
    status_code=202,
    response_model=One[schema.GenerationOut],
    summary="Have a cover letter written for a job",
    responses=_NO_SOURCE,
)
async def request_cover_letter(body: schema.LetterIn, who: Verified, cases: Cases) -> Response:
    made = await cases.generations.letter(
        owner=who.user_id, job_id=body.job_id, profile_id=body.profile_id, wish=body.wish()
    )
    return _asked(made)


@router.get("", response_model=Many[schema.GenerationCardOut], summary="My resumes and letters")
async def list_generations(
    who: SignedIn,
    cases: Cases,
    page: Paged,
    wanted: Wanted,
    sort: Annotated[str | None, sorting(SORTS, max_length=100)] = None,
) -> Response:
    order = sort_order(sort, SORTS, "-created_at")
    found = await cases.generations.list(owner=who.user_id, wanted=wanted, page=page, sort=order)
    filters = {"kind": wanted.kind, "status": wanted.statuses, "job_id": wanted.job_id}
    return answers.many(
        found.items,
        page=page.number,
        limit=page.limit,
        total=found.total,
        filters={name: value for name, value in filters.items() if value},
    )


@router.get("/{generation_id}", response_model=One[schema.GenerationOut], summary="One of my resumes or letters")
async def show_generation(generation_id: UUID, who: SignedIn, cases: Cases) -> Response:
    found = await cases.generations.show(owner=who.user_id, id=generation_id)
    link = None if found.export is None else cases.exports.link(found.export)
    return answers.one(schema.shown(found, link), version=found.generation.version)


@router.get(
    "/{generation_id}/content",
    response_model=One[schema.WrittenOut],
    summary="The document of one",
    openapi_extra=_NOT_YET,
)
async def show_content(generation_id: UUID, who: SignedIn, cases: Cases) -> Response:
    found = await cases.generations.completed(owner=who.user_id, id=generation_id)
    return answers.one(found.generation.content)


@router.get(
    "/{generation_id}/ats",
    response_model=One[reports.AtsOut],
    summary="How a tracking system reads a resume",
    openapi_extra=_NOT_YET,
)
async def show_ats_report(generation_id: UUID, who: SignedIn, cases: Cases) -> Response:
    found = await cases.generations.completed(owner=who.user_id, id=generation_id)
    if found.generation.ats is None:
        raise NotFound("A letter has no report of this kind; a resume has.")
    return answers.one(found.generation.ats)


@router.get(
    "/{generation_id}/provenance",
    response_model=One[reports.ProvenanceOut],
    summary="What it was made from, line by line",
    openapi_extra=_NOT_YET,
)
async def show_provenance(generation_id: UUID, who: SignedIn, cases: Cases) -> Response:
    found = await cases.generations.completed(owner=who.user_id, id=generation_id)
    return answers.one(reports.provenance(found))


@router.get(
    "/{generation_id}/versions",
    response_model=Many[schema.GenerationCardOut],
    summary="All of its kind for its job, the newest first",
)
async def list_generation_versions(generation_id: UUID, who: SignedIn, cases: Cases, page: Paged) -> Response:
    found = await cases.generations.versions(owner=who.user_id, id=generation_id, page=page)
    return answers.many(found.items, page=page.number, limit=page.limit, total=found.total)


@router.get(
    "/{generation_id}/diff/{other_id}",
    response_model=One[reports.DiffOut],
    summary="What changed from one to the other",
    openapi_extra=_NOT_YET,
)
async def compare_generations(generation_id: UUID, other_id: UUID, who: SignedIn, cases: Cases) -> Response:
    return answers.one(await cases.generations.diff(owner=who.user_id, before=generation_id, after=other_id))


@router.get("/{generation_id}/events", **FOLLOWED)
async def follow_generation(generation_id: UUID, request: Request, who: SignedIn, cases: Cases) -> Response:
    return await follow(request, cases, who, generation_id, cases.generations.progress)


@router.post(
    "/{generation_id}/retry",
    status_code=202,
    response_model=One[schema.GenerationOut],
    summary="Ask again for one that has failed",
)
async def retry_generation(generation_id: UUID, who: Verified, cases: Cases) -> Response:
    return _asked(await cases.generations.retry(owner=who.user_id, id=generation_id))


@router.post(
    "/{generation_id}/cancel", response_model=One[schema.GenerationOut], summary="Give up one that is not made yet"
)
async def cancel_generation(generation_id: UUID, who: SignedIn, cases: Cases) -> Response:
    await cases.generations.cancel(owner=who.user_id, id=generation_id)
    return await _unlinked(generation_id, who, cases)


@router.delete("/{generation_id}", status_code=204, summary="Delete one; it can be restored for 30 days")
async def delete_generation(generation_id: UUID, who: SignedIn, cases: Cases, version: Version) -> Response:
    await cases.generations.delete(owner=who.user_id, id=generation_id, version=version)
    return answers.nothing()


@router.post(
    "/{generation_id}/restore", response_model=One[schema.GenerationOut], summary="Restore one that was deleted"
)
async def restore_generation(generation_id: UUID, who: SignedIn, cases: Cases) -> Response:
    await cases.generations.restore(owner=who.user_id, id=generation_id)
    return await _unlinked(generation_id, who, cases)


async def _unlinked(id: UUID, who: SignedIn, cases: Cases) -> Response:
    """One without the signed link of its file: an answer to a POST may be kept for its repeat."""
    found = await cases.generations.show(owner=who.user_id, id=id)
    return answers.one(schema.shown(found), version=found.generation.version)
