"""A user's own jobs."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from jobwise.domain.jobs.captured import CapturedJob, JobSource
from jobwise.domain.jobs.job_posting import job_posting
from jobwise.domain.users.flags import Feature
from jobwise.presentation.http import answers, pasted
from jobwise.presentation.http.asked import described, read_by
from jobwise.presentation.http.dependencies import Cases, SignedIn, Version
from jobwise.presentation.http.features import feature
from jobwise.presentation.http.once_route import OnceRoute
from jobwise.presentation.schemas import job_answers as shown
from jobwise.presentation.schemas import jobs as schema
from jobwise.presentation.schemas.asked import JobsAsked
from jobwise.presentation.schemas.envelope import Many, One

router = APIRouter(tags=["jobs"], route_class=OnceRoute)


def captured(job: CapturedJob) -> Response:
    """A job that was just kept: nothing is applied for yet."""
    return answers.one(shown.stored(job), status=201, version=job.version, location=f"{shown.BASE}/{job.id}")


async def changed(job: CapturedJob, cases: Cases) -> Response:
    """A job that was changed, read again: what is applied for stands elsewhere."""
    row = await cases.jobs.show(owner=job.owner_id, id=job.id)
    return answers.one(shown.whole(row), version=row["version"])


@router.post("", status_code=201, response_model=One[shown.JobOut], summary="Keep a job of my own")
async def create_job(body: schema.JobIn, who: SignedIn, cases: Cases) -> Response:
    job = await cases.jobs.capture(
        owner=who.user_id,
        content=body.content(),
        source=JobSource.USER_CREATED,
        source_url=body.source_url,
        status=body.status,
        posted_at=body.posted_at,
    )
    return captured(job)


@router.get(
    "",
    response_model=Many[shown.JobCard],
    summary="My jobs, the newest first",
    openapi_extra=described(JobsAsked),
)
async def list_jobs(who: SignedIn, cases: Cases, asked: Annotated[JobsAsked, Depends(read_by(JobsAsked))]) -> Response:
    filters = asked.filters()
    found = await cases.jobs.list(owner=who.user_id, page=asked.window(), filters=filters, order=asked.order())
    return answers.many(
        [shown.card(row) for row in found.items],
        page=asked.page,
        limit=asked.limit,
        total=found.total,
        filters=filters.applied(),
    )


@router.get("/counts", response_model=One[shown.JobCounts], summary="How many jobs I have, by kind")
async def count_jobs(who: SignedIn, cases: Cases) -> Response:
    return answers.one(await cases.jobs.counts(owner=who.user_id))


@router.post(
    "/parse",
    response_model=One[shown.ParsedOut],
    summary="What a posting says; nothing is kept",
    openapi_extra=pasted.BODY,
)
async def parse_job(request: Request, who: SignedIn, cases: Cases) -> Response:
    return answers.one(shown.parsed(await cases.jobs.read(data=await pasted.pasted(request))))


@router.post(
    "/from-text",
    status_code=201,
    response_model=One[shown.JobOut],
    summary="Keep the job of a pasted posting",
    openapi_extra=pasted.BODY,
)
async def capture_text(request: Request, who: SignedIn, cases: Cases) -> Response:
    return captured(await cases.jobs.from_text(owner=who.user_id, data=await pasted.pasted(request)))


@router.post(
    "/from-url",
    status_code=201,
    response_model=One[shown.JobOut],
    summary="Keep the job of a public page",
    dependencies=[Depends(feature(Feature.JOBS_FROM_URL))],
)
async def capture_page(body: schema.PageIn, who: SignedIn, cases: Cases) -> Response:
    return captured(await cases.jobs.from_page(owner=who.user_id, url=body.url))


@router.get("/{job_id}", response_model=One[shown.JobOut], summary="One of my jobs")
async def show_job(job_id: UUID, who: SignedIn, cases: Cases) -> Response:
    row = await cases.jobs.show(owner=who.user_id, id=job_id)
    return answers.one(shown.whole(row), version=row["version"])


@router.get(
    "/{job_id}/posting.jsonld",
    response_class=Response,
    responses={200: {"content": {"application/ld+json": {"schema": {"type": "object"}}}}},
    summary="A job as schema.org JobPosting",
)
async def show_job_posting(job_id: UUID, who: SignedIn, cases: Cases) -> Response:
    job = await cases.jobs.take(owner=who.user_id, id=job_id)
    return answers.bare(job_posting(job), media_type="application/ld+json")


@router.put("/{job_id}", response_model=One[shown.JobOut], summary="Replace what a job says")
async def replace_job(job_id: UUID, body: schema.JobPut, version: Version, who: SignedIn, cases: Cases) -> Response:
    return await changed(await cases.jobs.edit(owner=who.user_id, id=job_id, version=version, said=body.whole()), cases)


@router.patch("/{job_id}", response_model=One[shown.JobOut], summary="Change some of what a job says")
async def change_job(job_id: UUID, body: schema.JobPatch, version: Version, who: SignedIn, cases: Cases) -> Response:
    return await changed(
        await cases.jobs.edit(owner=who.user_id, id=job_id, version=version, said=body.changes()), cases
    )


@router.delete("/{job_id}", status_code=204, summary="Delete a job; it can be restored for 30 days")
async def delete_job(job_id: UUID, version: Version, who: SignedIn, cases: Cases) -> Response:
    await cases.jobs.delete(owner=who.user_id, id=job_id, version=version)
    return answers.nothing()


@router.post("/{job_id}/restore", response_model=One[shown.JobOut], summary="Bring a deleted job back")
async def restore_job(job_id: UUID, who: SignedIn, cases: Cases) -> Response:
    return await changed(await cases.jobs.restore(owner=who.user_id, id=job_id), cases)


@router.post("/{job_id}/status", response_model=One[shown.JobOut], summary="Move a job to another status")
async def move_job(job_id: UUID, body: schema.StatusIn, who: SignedIn, cases: Cases) -> Response:
    return await changed(await cases.jobs.move(owner=who.user_id, id=job_id, status=body.status), cases)
