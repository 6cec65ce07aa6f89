"""What routes ask for: the use cases, who is calling (each step of the chain its own), the page, the version."""

import re
from typing import Annotated

from fastapi import Depends, Header, Query, Request

from jobwise.application.access import Actor
from jobwise.application.freshness import asked_by
from jobwise.application.use_cases import UseCases
from jobwise.domain.limits import MAX_LISTED, MAX_PAGE_LIMIT
from jobwise.domain.shared.errors import Stale, Unauthenticated, VersionRequired
from jobwise.domain.shared.paging import Page
from jobwise.presentation.http.carriers import check_csrf, in_cookies, token_of

_VERSION = re.compile(r'(?:W/)?"([1-9][0-9]{0,17})"')
_SIGN_IN = "Sign in first: send the access token as `Authorization: Bearer ...`."


async def use_cases(request: Request) -> UseCases:
    cases: UseCases = request.app.state.use_cases
    return cases


Cases = Annotated[UseCases, Depends(use_cases)]


async def actor(request: Request, cases: Cases) -> Actor:
    """Whoever is signed in, active and not signed out."""
    token = token_of(request)
    if token is None:
        raise Unauthenticated(_SIGN_IN)
    found = await cases.users.authenticate(token)
    if in_cookies(request) and found.session_id is not None:
        check_csrf(request, cases.users.csrf(found.session_id))
    request.scope["jobwise.actor"] = found
    asked_by(found.user_id)
    return found


SignedIn = Annotated[Actor, Depends(actor)]


async def body_wanted(request: Request) -> bool:
    """False for a HEAD, which asks about what a GET would bring."""
    return not request.scope.get("jobwise.head", False)


BodyWanted = Annotated[bool, Depends(body_wanted)]


async def verified(who: SignedIn) -> Actor:
    who.must_be_verified()
    return who


Verified = Annotated[Actor, Depends(verified)]


async def admin(who: SignedIn) -> Actor:
    who.must_be_admin()
    return who


Admin = Annotated[Actor, Depends(admin)]


async def page_asked(
    page: Annotated[int, Query(ge=1, le=MAX_LISTED, description="From 1.")] = 1,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE_LIMIT, description="Entries of a page.")] = 20,
) -> Page:
    return Page(page, limit)


Paged = Annotated[Page, Depends(page_asked)]


async def version_asked(
    if_match: Annotated[
        str | None,
        Header(description='The ETag of the version that you read, e.g. `"3"`. Without it: 428.', examples=['"1"']),
    ] = None,
) -> int:
    """The version that the caller has read. `*` is refused: it would overwrite what nobody has looked at."""
    if if_match is None:
        raise VersionRequired("Send `If-Match` with the ETag that you read, so that nobody's change is lost.")
    match = _VERSION.fullmatch(if_match.strip())
    if match is None:
        raise Stale("`If-Match` is not the ETag of this resource; read it again.")
    return int(match[1])


Version = Annotated[int, Depends(version_asked)]
