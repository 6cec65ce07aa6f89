"""Rankings: what of a profile answers a job, in order, with reasons that add up."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from jobwise.domain.users.flags import Feature
from jobwise.presentation.http import answers, throttles
from jobwise.presentation.http.dependencies import Cases, Paged, SignedIn
from jobwise.presentation.http.features import feature
from jobwise.presentation.http.once_route import OnceRoute
from jobwise.presentation.http.throttles import throttled
from jobwise.presentation.schemas import rankings as schema
from jobwise.presentation.schemas.envelope import Failure, Many, One

router = APIRouter(tags=["rankings"], route_class=OnceRoute, dependencies=[Depends(feature(Feature.RANKINGS))])


@router.post(
    "",
    status_code=201,
    response_model=One[schema.RankingOut],
    summary="Rank a profile for a job; the same profile and job give the stored ranking",
    responses={
        200: {"model": One[schema.RankingOut], "description": "The ranking that is stored already."},
        404: {"model": Failure, "description": "There is no such job or profile, or it is somebody else's."},
    },
    dependencies=[Depends(throttled(throttles.JOBS))],
)
async def create_ranking(body: schema.RankingIn, who: SignedIn, cases: Cases) -> Response:
    found, new = await cases.rankings.create(
        owner=who.user_id, job_id=body.job_id, profile_id=body.profile_id, force=body.force
    )
    one = found.ranking
    location = f"{schema.BASE}/{one.id}" if new else ""
    return answers.one(schema.whole(found), status=201 if new else 200, version=one.version, location=location)


@router.get("", response_model=Many[schema.RankingCardOut], summary="My rankings, the newest first")
async def list_rankings(who: SignedIn, cases: Cases, page: Paged) -> Response:
    found = await cases.rankings.list(owner=who.user_id, page=page)
    return answers.many([*found.items], page=page.number, limit=page.limit, total=found.total)


@router.get(
    "/job/{job_id}", response_model=Many[schema.RankingCardOut], summary="My rankings for a job, the newest first"
)
async def list_rankings_of_job(job_id: UUID, who: SignedIn, cases: Cases, page: Paged) -> Response:
    found = await cases.rankings.list(owner=who.user_id, page=page, job_id=job_id)
    return answers.many([*found.items], page=page.number, limit=page.limit, total=found.total)


@router.get("/{ranking_id}", response_model=One[schema.RankingOut], summary="One of my rankings")
async def show_ranking(ranking_id: UUID, who: SignedIn, cases: Cases) -> Response:
    found = await cases.rankings.show(owner=who.user_id, id=ranking_id)
    return answers.one(schema.whole(found), version=found.ranking.version)
