"""The catalogue, and saving from it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from jobwise.domain.jobs.wanted import JobFilters
from jobwise.presentation.http import answers
from jobwise.presentation.http.asked import described, read_by
from jobwise.presentation.http.dependencies import Cases, SignedIn
from jobwise.presentation.http.once_route import OnceRoute
from jobwise.presentation.http.routes.jobs import captured, changed
from jobwise.presentation.schemas import job_answers as shown
from jobwise.presentation.schemas import postings as schema
from jobwise.presentation.schemas.asked import PostingsAsked, SavedAsked
from jobwise.presentation.schemas.envelope import Many, One

router = APIRouter(tags=["postings"], route_class=OnceRoute)
saved_router = APIRouter(tags=["postings"], route_class=OnceRoute)


@router.get(
    "/browse",
    response_model=Many[schema.PostingCard],
    summary="The catalogue, the newest first",
    openapi_extra=described(PostingsAsked),
)
async def browse_postings(
    who: SignedIn, cases: Cases, asked: Annotated[PostingsAsked, Depends(read_by(PostingsAsked))]
) -> Response:
    filters = asked.filters()
    found = await cases.jobs.browse(viewer=who.user_id, page=asked.window(), filters=filters, order=asked.order())
    return answers.many(
        [schema.card(row) for row in found.items],
        page=asked.page,
        limit=asked.limit,
        total=found.total,
        filters=filters.applied(),
    )


@router.get("/browse/{posting_id}", response_model=One[schema.PostingOut], summary="One posting of the catalogue")
async def show_posting(posting_id: UUID, who: SignedIn, cases: Cases) -> Response:
    return answers.one(schema.whole(await cases.jobs.show_posting(viewer=who.user_id, id=posting_id)))


@router.post(
    "/{posting_id}/save",
    status_code=201,
    response_model=One[shown.JobOut],
    responses={200: {"model": One[shown.JobOut], "description": "It was saved before; this is its job."}},
    summary="Save a posting as a job of my own",
)
async def save_posting(posting_id: UUID, who: SignedIn, cases: Cases) -> Response:
    job, is_new = await cases.jobs.save(owner=who.user_id, posting_id=posting_id)
    return captured(job) if is_new else await changed(job, cases)


@router.delete("/{posting_id}/save", status_code=204, summary="Unsave a posting; its job is deleted")
async def unsave_posting(posting_id: UUID, who: SignedIn, cases: Cases) -> Response:
    await cases.jobs.unsave(owner=who.user_id, posting_id=posting_id)
    return answers.nothing()


@saved_router.get(
    "",
    response_model=Many[shown.JobCard],
    summary="The jobs I saved from the catalogue",
    openapi_extra=described(SavedAsked),
)
async def list_saved_jobs(
    who: SignedIn, cases: Cases, asked: Annotated[SavedAsked, Depends(read_by(SavedAsked))]
) -> Response:
    found = await cases.jobs.list(
        owner=who.user_id, page=asked.window(), filters=JobFilters(saved=True), order=asked.order()
    )
    return answers.many([shown.card(row) for row in found.items], page=asked.page, limit=asked.limit, total=found.total)
