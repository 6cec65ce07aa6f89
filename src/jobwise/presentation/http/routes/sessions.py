"""My sign-ins on all devices."""

from uuid import UUID

from fastapi import APIRouter, Response

from jobwise.domain.shared.errors import NotFound
from jobwise.domain.users.sessions import Ending
from jobwise.presentation.http import answers
from jobwise.presentation.http.dependencies import Cases, SignedIn
from jobwise.presentation.http.once_route import OnceRoute
from jobwise.presentation.schemas import auth as schema
from jobwise.presentation.schemas.envelope import Many

router = APIRouter(tags=["auth"], route_class=OnceRoute)


@router.get("", response_model=Many[schema.SessionOut], summary="My sign-ins, the one used last first")
async def list_sessions(who: SignedIn, cases: Cases) -> Response:
    found = await cases.users.sessions(owner=who.user_id)
    rows = [schema.session(one, who.session_id) for one in found]
    return answers.many(rows, page=1, limit=max(1, len(rows)), total=len(rows))


@router.delete("/{session_id}", status_code=204, summary="End one of my sign-ins")
async def end_session(session_id: UUID, who: SignedIn, cases: Cases) -> Response:
    if not await cases.users.sign_out(owner=who.user_id, session_id=session_id, ending=Ending.TERMINATED):
        raise NotFound("There is no such session.")
    return answers.nothing()
