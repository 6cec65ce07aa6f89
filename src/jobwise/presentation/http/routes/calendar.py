"""The feed of my interviews, for calendar programs: whoever has its address can read it, nobody else."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from jobwise.domain.users.flags import Feature
from jobwise.presentation.http import answers
from jobwise.presentation.http.dependencies import Cases, SignedIn
from jobwise.presentation.http.features import feature
from jobwise.presentation.schemas import calendar as schema
from jobwise.presentation.schemas.envelope import One

# Plain routes: an answer that holds a secret is never kept for a repeat.
router = APIRouter(tags=["calendar"], dependencies=[Depends(feature(Feature.CALENDAR_FEED))])


@router.post(
    "/token",
    status_code=201,
    response_model=One[schema.FeedOut],
    summary="Open the feed; an address from before ends",
    openapi_extra={"x-no-idempotency": True},
)
async def open_calendar_feed(who: SignedIn, cases: Cases) -> Response:
    token = await cases.applications.open_feed(owner=who.user_id)
    return answers.one(schema.feed(token), status=201)


@router.delete("/token", status_code=204, summary="Close the feed", openapi_extra={"x-errors": [404]})
async def close_calendar_feed(who: SignedIn, cases: Cases) -> Response:
    await cases.applications.close_feed(owner=who.user_id)
    return answers.nothing()


@router.get(
    "/{token}.ics",
    summary="My interviews as a calendar; the token is the proof",
    response_class=Response,
    responses={200: {"content": {"text/calendar": {}}, "description": "An iCalendar file (RFC 5545)."}},
)
async def show_calendar_feed(token: Annotated[str, Path(max_length=512)], cases: Cases) -> Response:
    data = await cases.applications.show_feed(token)
    return Response(data, media_type="text/calendar; charset=utf-8")
