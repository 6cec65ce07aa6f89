"""The catalogue, and saving from it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from jobwise.domain.jobs.job import EmploymentType
from jobwise.domain.jobs.wanted import JobFilters, PostingOrder, PostingSort
from jobwise.presentation.http import answers
from jobwise.presentation.http.dependencies import Cases, Paged, SignedIn, sort_order
from jobwise.presentation.http.inputs import Line, Search
from jobwise.presentation.http.once_route import OnceRoute
from jobwise.presentation.http.routes.jobs import Sorted, answered, sort_pattern
from jobwise.presentation.http.schemas import jobs as job_schema
from jobwise.presentation.http.schemas import postings as schema
from jobwise.presentation.http.schemas.envelope import Many, One

router = APIRouter(tags=["postings"], route_class=OnceRoute)
saved_router = APIRouter(tags=["postings"], route_class=OnceRoute)

_SORTS = frozenset(sort.value for sort in PostingSort)


async def filters_asked(
    q: Annotated[Search | None, Query(description="Words of the whole posting, each by its beginning.")] = None,
    company: Annotated[Line | None, Query(description="Words of the company's name.")] = None,
    location: Annotated[Line | None, Query(description="Words of the place.")] = None,
    work_mode: Annotated[job_schema.Mode | None, Query()] = None,
    employment_type: Annotated[EmploymentType | None, Query()] = None,
    salary_min: Annotated[
        int | None,
        Query(ge=0, le=10**15, description="Pay of a year reaches this, in the posting's currency, major units."),
    ] = None,
    skill: Annotated[Line | None, Query(description="A whole skill, required or preferred.")] = None,
    posted_after: Annotated[job_schema.Moment | None, Query()] = None,
) -> JobFilters:
    return JobFilters(
        q=q or None,
        company=company or None,
        location=location or None,
        skill=skill or None,
        work_mode=work_mode,
        employment_type=employment_type,
        salary_min=salary_min,
        posted_after=posted_after,
    )


async def order_asked(
    sort: Annotated[
        str | None,
        Query(
            max_length=100,
            pattern=sort_pattern(_SORTS),
            description=f"Of {', '.join(sorted(_SORTS))}; `-` in front for falling.",
            examples=["-posted_at,title"],
        ),
    ] = None,
) -> PostingOrder:
    return tuple((PostingSort(name), falls) for name, falls in sort_order(sort, _SORTS, "-posted_at"))


@router.get("/browse", response_model=Many[schema.PostingCard], summary="The catalogue, the newest first")
async def browse_postings(
    who: SignedIn,
    cases: Cases,
    page: Paged,
    filters: Annotated[JobFilters, Depends(filters_asked)],
    order: Annotated[PostingOrder, Depends(order_asked)],
) -> Response:
    found = await cases.jobs.browse(viewer=who.user_id, page=page, filters=filters, order=order)
    return answers.many(
        [schema.card(row) for row in found.items],
        page=page.number,
        limit=page.limit,
        total=found.total,
        filters=filters.applied(),
    )


@router.get("/browse/{posting_id}", response_model=One[schema.PostingOut], summary="One posting of the catalogue")
async def show_posting(posting_id: UUID, who: SignedIn, cases: Cases) -> Response:
    return answers.one(schema.whole(await cases.jobs.show_posting(viewer=who.user_id, id=posting_id)))


@router.post(
    "/{posting_id}/save",
    status_code=201,
    response_model=One[job_schema.JobOut],
    responses={200: {"model": One[job_schema.JobOut], "description": "It was saved before; this is its job."}},
    summary="Save a posting as a job of my own",
)
async def save_posting(posting_id: UUID, who: SignedIn, cases: Cases) -> Response:
    job, is_new = await cases.jobs.save(owner=who.user_id, posting_id=posting_id)
    return answered(job, 201 if is_new else 200)


@router.delete("/{posting_id}/save", status_code=204, summary="Unsave a posting; its job is deleted")
async def unsave_posting(posting_id: UUID, who: SignedIn, cases: Cases) -> Response:
    await cases.jobs.unsave(owner=who.user_id, posting_id=posting_id)
    return answers.nothing()


@saved_router.get("", response_model=Many[job_schema.JobCard], summary="The jobs I saved from the catalogue")
async def list_saved_jobs(who: SignedIn, cases: Cases, page: Paged, order: Sorted) -> Response:
    found = await cases.jobs.list(owner=who.user_id, page=page, filters=JobFilters(saved=True), order=order)
    return answers.many(
        [job_schema.card(row) for row in found.items], page=page.number, limit=page.limit, total=found.total
    )
