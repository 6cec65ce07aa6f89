"""A user's own jobs."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from jobwise.application.jobs.queries import NEWEST
from jobwise.application.ports.jobs import Order
from jobwise.domain.jobs.captured import CapturedJob, JobSource, JobStatus
from jobwise.domain.jobs.job import EmploymentType
from jobwise.domain.jobs.job_posting import job_posting
from jobwise.domain.jobs.wanted import JobFilters, JobSort
from jobwise.presentation.http import answers, pasted
from jobwise.presentation.http.dependencies import Cases, Paged, SignedIn, Version, sort_order
from jobwise.presentation.http.inputs import Line, Search
from jobwise.presentation.http.once_route import OnceRoute
from jobwise.presentation.http.schemas import jobs as schema
from jobwise.presentation.http.schemas.envelope import Many, One

router = APIRouter(tags=["jobs"], route_class=OnceRoute)

_SORTS = frozenset(sort.value for sort in JobSort)


def sort_pattern(names: frozenset[str]) -> str:
    """What `sort` looks like over these fields."""
    one = f"-?({'|'.join(sorted(names))})"
    return f"^{one}(,{one})*$"


Sort = Annotated[
    str | None,
    Query(
        max_length=100,
        pattern=sort_pattern(_SORTS),
        description=f"Of {', '.join(sorted(_SORTS))}; `-` in front for falling. Jobs without a deadline count as the "
        "last to end, jobs without pay as the worst paid.",
        examples=["-created_at,title"],
    ),
]


async def filters_asked(
    q: Annotated[Search | None, Query(description="Words of the whole job, each by its beginning.")] = None,
    company: Annotated[Line | None, Query(description="Words of the company's name.")] = None,
    location: Annotated[Line | None, Query(description="Words of the place.")] = None,
    work_mode: Annotated[schema.Mode | None, Query()] = None,
    employment_type: Annotated[EmploymentType | None, Query()] = None,
    salary_min: Annotated[
        int | None,
        Query(ge=0, le=10**15, description="Pay of a year reaches this, in the job's own currency, major units."),
    ] = None,
    skill: Annotated[Line | None, Query(description="A whole skill, required or preferred.")] = None,
    source: Annotated[JobSource | None, Query()] = None,
    status: Annotated[JobStatus | None, Query()] = None,
    posted_after: Annotated[schema.Moment | None, Query(description="Jobs of unknown age are left out.")] = None,
    application_status: Annotated[
        str | None, Query(max_length=40, pattern="^[a-z_]+$", description="`not_applied` for a job without one.")
    ] = None,
) -> JobFilters:
    return JobFilters(
        q=q or None,
        company=company or None,
        location=location or None,
        skill=skill or None,
        work_mode=work_mode,
        employment_type=employment_type,
        status=status,
        source=source,
        salary_min=salary_min,
        posted_after=posted_after,
        application_status=application_status,
    )


Filters = Annotated[JobFilters, Depends(filters_asked)]


async def order_asked(sort: Sort = None) -> Order:
    if sort is None:
        return NEWEST
    return tuple((JobSort(name), falls) for name, falls in sort_order(sort, _SORTS, "-created_at"))


Sorted = Annotated[Order, Depends(order_asked)]


def answered(job: CapturedJob, status: int = 200) -> Response:
    location = f"{schema.BASE}/{job.id}" if status == 201 else ""
    return answers.one(schema.stored(job), status=status, version=job.version, location=location)


@router.post("", status_code=201, response_model=One[schema.JobOut], summary="Keep a job of my own")
async def create_job(body: schema.JobIn, who: SignedIn, cases: Cases) -> Response:
    job = await cases.jobs.capture(
        owner=who.user_id,
        content=body.content(),
        source=JobSource.USER_CREATED,
        source_url=body.source_url,
        status=body.status,
        posted_at=body.posted_at,
    )
    return answered(job, 201)


@router.get("", response_model=Many[schema.JobCard], summary="My jobs, the newest first")
async def list_jobs(who: SignedIn, cases: Cases, page: Paged, filters: Filters, order: Sorted) -> Response:
    found = await cases.jobs.list(owner=who.user_id, page=page, filters=filters, order=order)
    return answers.many(
        [schema.card(row) for row in found.items],
        page=page.number,
        limit=page.limit,
        total=found.total,
        filters=filters.applied(),
    )


@router.get("/counts", response_model=One[schema.JobCounts], summary="How many jobs I have, by kind")
async def count_jobs(who: SignedIn, cases: Cases) -> Response:
    return answers.one(await cases.jobs.counts(owner=who.user_id))


@router.post(
    "/parse",
    response_model=One[schema.ParsedOut],
    summary="What a posting says; nothing is kept",
    openapi_extra=pasted.BODY,
)
async def parse_job(request: Request, who: SignedIn, cases: Cases) -> Response:
    return answers.one(schema.parsed(await cases.jobs.read(data=await pasted.pasted(request))))


@router.post(
    "/from-text",
    status_code=201,
    response_model=One[schema.JobOut],
    summary="Keep the job of a pasted posting",
    openapi_extra=pasted.BODY,
)
async def capture_text(request: Request, who: SignedIn, cases: Cases) -> Response:
    return answered(await cases.jobs.from_text(owner=who.user_id, data=await pasted.pasted(request)), 201)


@router.post("/from-url", status_code=201, response_model=One[schema.JobOut], summary="Keep the job of a public page")
async def capture_page(body: schema.PageIn, who: SignedIn, cases: Cases) -> Response:
    return answered(await cases.jobs.from_page(owner=who.user_id, url=body.url), 201)


@router.get("/{job_id}", response_model=One[schema.JobOut], summary="One of my jobs")
async def show_job(job_id: UUID, who: SignedIn, cases: Cases) -> Response:
    row = await cases.jobs.show(owner=who.user_id, id=job_id)
    return answers.one(schema.whole(row), version=row["version"])


@router.get(
    "/{job_id}/posting.jsonld",
    response_class=Response,
    responses={200: {"content": {"application/ld+json": {"schema": {"type": "object"}}}}},
    summary="A job as schema.org JobPosting",
)
async def show_job_posting(job_id: UUID, who: SignedIn, cases: Cases) -> Response:
    job = await cases.jobs.take(owner=who.user_id, id=job_id)
    return answers.bare(job_posting(job), media_type="application/ld+json")


@router.put("/{job_id}", response_model=One[schema.JobOut], summary="Replace what a job says")
async def replace_job(job_id: UUID, body: schema.JobPut, version: Version, who: SignedIn, cases: Cases) -> Response:
    return answered(await cases.jobs.edit(owner=who.user_id, id=job_id, version=version, said=body.whole()))


@router.patch("/{job_id}", response_model=One[schema.JobOut], summary="Change some of what a job says")
async def change_job(job_id: UUID, body: schema.JobPatch, version: Version, who: SignedIn, cases: Cases) -> Response:
    return answered(await cases.jobs.edit(owner=who.user_id, id=job_id, version=version, said=body.changes()))


@router.delete("/{job_id}", status_code=204, summary="Delete a job; it can be restored for 30 days")
async def delete_job(job_id: UUID, version: Version, who: SignedIn, cases: Cases) -> Response:
    await cases.jobs.delete(owner=who.user_id, id=job_id, version=version)
    return answers.nothing()


@router.post("/{job_id}/restore", response_model=One[schema.JobOut], summary="Bring a deleted job back")
async def restore_job(job_id: UUID, who: SignedIn, cases: Cases) -> Response:
    return answered(await cases.jobs.restore(owner=who.user_id, id=job_id))


@router.post("/{job_id}/status", response_model=One[schema.JobOut], summary="Move a job to another status")
async def move_job(job_id: UUID, body: schema.StatusIn, who: SignedIn, cases: Cases) -> Response:
    return answered(await cases.jobs.move(owner=who.user_id, id=job_id, status=body.status))
