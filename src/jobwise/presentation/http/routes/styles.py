"""How I write, as my samples show it."""

from fastapi import APIRouter, Depends, Response

from jobwise.domain.users.flags import Feature
from jobwise.presentation.http import answers, throttles
from jobwise.presentation.http.dependencies import Cases, SignedIn
from jobwise.presentation.http.features import feature
from jobwise.presentation.http.once_route import OnceRoute
from jobwise.presentation.http.throttles import throttled
from jobwise.presentation.schemas import styles as schema
from jobwise.presentation.schemas.envelope import Failure, One

router = APIRouter(tags=["samples"], route_class=OnceRoute, dependencies=[Depends(feature(Feature.SAMPLES))])


@router.get(
    "",
    response_model=One[schema.StyleOut],
    summary="How I write, and what shows it",
    responses={404: {"model": Failure, "description": "Nothing was learnt yet: no sample is active and read."}},
)
async def show_writing_style(who: SignedIn, cases: Cases) -> Response:
    found = await cases.styles.show(owner=who.user_id)
    return answers.one(schema.style(found), version=found.style.version)


@router.post(
    "",
    response_model=One[schema.StyleOut],
    summary="Learn anew how I write, from my active samples",
    dependencies=[Depends(throttled(throttles.MODELS))],
)
async def learn_writing_style(who: SignedIn, cases: Cases) -> Response:
    found = await cases.styles.learn(owner=who.user_id)
    return answers.one(schema.style(found), version=found.style.version)
