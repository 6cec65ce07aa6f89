"""Applications: one per job, moved along one state machine."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from jobwise.application.ports.applications import SORTS, ApplicationFilter, Due
from jobwise.domain.applications.application import Application
from jobwise.domain.users.flags import Feature
from jobwise.presentation.http import answers
from jobwise.presentation.http.asked import sorting
from jobwise.presentation.http.dependencies import Cases, Paged, SignedIn, Version
from jobwise.presentation.http.features import feature
from jobwise.presentation.http.once_route import OnceRoute
from jobwise.presentation.schemas import applications as schema
from jobwise.presentation.schemas.asked import sort_order
from jobwise.presentation.schemas.envelope import Failure, Many, One
from jobwise.presentation.schemas.fields import MOMENT, Moment, Status
from jobwise.presentation.schemas.inputs import Search

_ON = [Depends(feature(Feature.APPLICATIONS))]
router = APIRouter(tags=["applications"], route_class=OnceRoute, dependencies=_ON)
of_jobs = APIRouter(tags=["applications"], route_class=OnceRoute, dependencies=_ON)


async def filter_asked(
    status: Annotated[list[Status], Query(max_length=20, description="Any of these.")] = [],  # noqa: B006
    job_id: UUID | None = None,
    company: Annotated[Search, Query(description="Part of the company's name.")] = "",
    q: Annotated[Search, Query(description="Part of the title, the company or the source.")] = "",
    updated_after: Annotated[Moment | None, Query(examples=[MOMENT])] = None,
    due: Annotated[Due | None, Query(description="Only those on which this is still open.")] = None,
) -> ApplicationFilter:
    return ApplicationFilter(tuple(status), job_id, company, q, updated_after, due)


Wanted = Annotated[ApplicationFilter, Depends(filter_asked)]


def shown(application: Application, *, status: int = 200) -> Response:
    location = f"{schema.BASE}/{application.id}" if status == 201 else ""
    return answers.one(schema.whole(application), status=status, version=application.version, location=location)


@router.post(
    "",
    status_code=201,
    response_model=One[schema.ApplicationOut],
    summary="Begin an application for a job",
    responses={404: {"model": Failure, "description": "There is no such job, or it is somebody else's."}},
)
async def create_application(body: schema.ApplicationIn, who: SignedIn, cases: Cases) -> Response:
    made = await cases.applications.create(
        owner=who.user_id, job_id=body.job_id, status=body.status, note=body.note, source=body.source
    )
    return shown(made, status=201)


@router.get("", response_model=Many[schema.ApplicationCardOut], summary="My applications")
async def list_applications(
    who: SignedIn,
    cases: Cases,
    page: Paged,
    wanted: Wanted,
    sort: Annotated[
        str | None, sorting(SORTS, example="-moved_at", more=" By what is next: only those that have one.")
    ] = None,
) -> Response:
    order = sort_order(sort, SORTS, "-created_at")
    found = await cases.applications.list(owner=who.user_id, wanted=wanted, page=page, sort=order)
    filters = {
        "status": wanted.statuses,
        "job_id": wanted.job_id,
        "company": wanted.company,
        "q": wanted.q,
        "updated_after": wanted.updated_after,
        "due": wanted.due,
    }
    return answers.many(
        found.items,
        page=page.number,
        limit=page.limit,
        total=found.total,
        filters={name: value for name, value in filters.items() if value},
    )


@router.get("/counts", response_model=One[schema.Counts], summary="How many of my applications stand where")
async def count_applications(who: SignedIn, cases: Cases) -> Response:
    found = await cases.applications.count(owner=who.user_id)
    return answers.one(schema.counts(found))


@router.get("/{application_id}", response_model=One[schema.ApplicationOut], summary="One of my applications")
async def show_application(application_id: UUID, who: SignedIn, cases: Cases) -> Response:
    return shown(await cases.applications.show(owner=who.user_id, id=application_id))


@router.get("/{application_id}/timeline", response_model=One[list[schema.MoveOut]], summary="Its moves, oldest first")
async def show_timeline(application_id: UUID, who: SignedIn, cases: Cases) -> Response:
    found = await cases.applications.show(owner=who.user_id, id=application_id)
    return answers.one(found.timeline, version=found.version)


@router.patch("/{application_id}", response_model=One[schema.ApplicationOut], summary="Change source or date")
async def change_application(
    application_id: UUID, body: schema.ApplicationPatch, who: SignedIn, cases: Cases, version: Version
) -> Response:
    given = body.given()
    return shown(await cases.applications.describe(owner=who.user_id, id=application_id, version=version, **given))


@router.delete("/{application_id}", status_code=204, summary="Delete an application; it can be restored for 30 days")
async def delete_application(application_id: UUID, who: SignedIn, cases: Cases, version: Version) -> Response:
    await cases.applications.delete(owner=who.user_id, id=application_id, version=version)
    return answers.nothing()


@router.post("/{application_id}/restore", response_model=One[schema.ApplicationOut], summary="Restore a deleted one")
async def restore_application(application_id: UUID, who: SignedIn, cases: Cases) -> Response:
    return shown(await cases.applications.restore(owner=who.user_id, id=application_id))


@router.post("/{application_id}/status", response_model=One[schema.ApplicationOut], summary="Move it to another status")
async def move_application(application_id: UUID, body: schema.MoveIn, who: SignedIn, cases: Cases) -> Response:
    moved = await cases.applications.move(owner=who.user_id, id=application_id, status=body.status, note=body.note)
    return shown(moved)


@of_jobs.put(
    "/{job_id}/application-status",
    response_model=One[schema.ApplicationOut],
    summary="Move the application of a job; begin it when there is none",
)
async def set_application_status(job_id: UUID, body: schema.MoveIn, who: SignedIn, cases: Cases) -> Response:
    moved = await cases.applications.set_of_job(owner=who.user_id, job_id=job_id, status=body.status, note=body.note)
    return shown(moved)
