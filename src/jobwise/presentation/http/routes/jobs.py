"""A user's own jobs."""

from uuid import UUID

from fastapi import APIRouter, Response

from jobwise.domain.jobs.captured import JobSource
from jobwise.presentation.http import answers
from jobwise.presentation.http.dependencies import Cases, Paged, SignedIn
from jobwise.presentation.http.once_route import OnceRoute
from jobwise.presentation.http.schemas import jobs as schema
from jobwise.presentation.http.schemas.envelope import Many, One

router = APIRouter(tags=["jobs"], route_class=OnceRoute)


@router.post("", status_code=201, response_model=One[schema.JobOut], summary="Keep a job of my own")
async def create_job(body: schema.JobIn, who: SignedIn, cases: Cases) -> Response:
    job = await cases.jobs.capture(owner=who.user_id, content=body.content(), source=JobSource.USER_CREATED)
    return answers.one(schema.whole(job), status=201, version=job.version, location=f"/api/v1/jobs/{job.id}")


@router.get("", response_model=Many[schema.JobCard], summary="My jobs, newest first")
async def list_jobs(who: SignedIn, cases: Cases, page: Paged) -> Response:
    found = await cases.jobs.list(owner=who.user_id, page=page)
    return answers.many(
        [schema.card(job) for job in found.items], page=page.number, limit=page.limit, total=found.total
    )


@router.get("/{job_id}", response_model=One[schema.JobOut], summary="One of my jobs")
async def show_job(job_id: UUID, who: SignedIn, cases: Cases) -> Response:
    job = await cases.jobs.show(owner=who.user_id, id=job_id)
    return answers.one(schema.whole(job), version=job.version)
