"""Registering, signing in and out, and the mails around it."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.routing import APIRoute

from jobwise.application.users.sign_in import Granted, Place
from jobwise.domain.shared.errors import Unauthenticated
from jobwise.domain.users.flags import Feature
from jobwise.domain.users.sessions import Carrier, Session
from jobwise.presentation.http import answers, carriers, throttles
from jobwise.presentation.http.dependencies import Cases, SignedIn
from jobwise.presentation.http.features import feature
from jobwise.presentation.http.once_route import OnceRoute
from jobwise.presentation.http.places import address_of, counted_address, label_of, network_of
from jobwise.presentation.http.throttles import throttled
from jobwise.presentation.schemas import auth as schema
from jobwise.presentation.schemas.envelope import One

router = APIRouter(tags=["auth"], route_class=OnceRoute)
secret_router = APIRouter(tags=["auth"], route_class=APIRoute)
"""Answers with tokens are never kept, so these routes take no Idempotency-Key."""

_SECRET = {"x-no-idempotency": True}
# What these can answer although nobody has to be signed in for them.
_SIGNS_IN = {**_SECRET, "x-errors": [401, 403]}
_SENT = "If there is an account with this email that waits for it, a mail is on its way."


@router.post(
    "/register",
    status_code=201,
    response_model=One[schema.UserOut],
    responses={202: {"model": One[schema.Said], "description": "Accepted, where taken emails are kept secret."}},
    summary="Make an account",
    dependencies=[Depends(throttled(throttles.REGISTER)), Depends(feature(Feature.REGISTRATION))],
)
async def register_user(body: schema.RegisterIn, cases: Cases) -> Response:
    made = await cases.users.register(**body.model_dump())
    if made is None:
        return answers.one({"message": "A mail is on its way to this address."}, status=202)
    return answers.one(schema.user(made), status=201, version=made.version, location="/api/v1/users/me")


@secret_router.post(
    "/login",
    response_model=One[schema.SignedInOut],
    summary="Sign in with email and password",
    openapi_extra=_SIGNS_IN,
)
async def sign_in(
    body: schema.SignInIn,
    request: Request,
    cases: Cases,
    carrier: Annotated[schema.SentIn | None, Query(description="`cookie` for browsers.")] = None,
) -> Response:
    in_cookies = carrier is schema.SentIn.COOKIE or (carrier is None and body.carrier is Carrier.WEB)
    device = body.device
    if in_cookies:
        carriers.check_page(request)
        device = carriers.device_of(request)
    place = _place(request, device=device, label=body.label)
    kind = Carrier.WEB if in_cookies else Carrier.APP
    done = await cases.users.sign_in(email=body.email, password=body.password, carrier=kind, place=place)
    return _granted(request, done)


@secret_router.post(
    "/token",
    response_model=schema.OAuthToken,
    summary="Sign in with the OAuth2 password form",
    openapi_extra=_SIGNS_IN,
)
async def sign_in_by_form(
    request: Request,
    cases: Cases,
    username: Annotated[schema.Email, Form(description="The email.")],
    password: Annotated[schema.Password, Form()],
    grant_type: Annotated[Literal["password"] | None, Form()] = None,
) -> Response:
    place = _place(request, device="", label="")
    done = await cases.users.sign_in(email=username, password=password, carrier=Carrier.APP, place=place)
    return answers.bare(
        {
            "access_token": done.access_token,
            "token_type": "bearer",
            "expires_in": done.access_seconds,
            "refresh_token": done.refresh_token,
        }
    )


@secret_router.post(
    "/refresh",
    response_model=One[schema.SignedInOut],
    summary="Stay signed in: a new access token and the successor of the refresh token",
    openapi_extra=_SIGNS_IN,
    dependencies=[Depends(throttled(throttles.REFRESH))],
)
async def refresh_session(request: Request, cases: Cases, body: schema.RefreshIn | None = None) -> Response:
    token = body.refresh_token if body is not None else None
    if token is None:
        token = carriers.refresh_token_of(request)
        await _check_cookie_refresh(request, cases, token)
    if token is None:
        raise Unauthenticated("Send the refresh token, or sign in again.")
    return _granted(request, await cases.users.refresh(token=token))


@router.post(
    "/logout",
    status_code=204,
    openapi_extra={"x-errors": [403]},
    summary="End this sign-in",
    dependencies=[Depends(throttled(throttles.ACCOUNT))],
)
async def sign_out(request: Request, cases: Cases, body: schema.RefreshIn | None = None) -> Response:
    """Always 204: one that has ended already is as good as ended."""
    answer = answers.nothing()
    carriers.clear_cookies(request, answer)
    token = body.refresh_token if body is not None else None
    if token is not None:
        found = await cases.users.session_of_refresh(token=token)
        if found is not None:
            await cases.users.sign_out(owner=found.owner_id, session_id=found.id)
        return answer
    await _end_present(request, cases)
    return answer


@router.post("/logout-all", status_code=204, summary="End every sign-in of mine")
async def sign_out_everywhere(request: Request, who: SignedIn, cases: Cases) -> Response:
    await cases.users.sign_out_everywhere(owner=who.user_id)
    answer = answers.nothing()
    carriers.clear_cookies(request, answer)
    return answer


@router.post(
    "/verify-email",
    response_model=One[schema.UserOut],
    summary="Show that my email is mine",
    dependencies=[Depends(throttled(throttles.TOKEN))],
)
async def verify_email(body: schema.TokenIn, cases: Cases) -> Response:
    return answers.one(schema.user(await cases.users.verify_email(token=body.token)))


@router.post(
    "/resend-verification",
    status_code=202,
    response_model=One[schema.Said],
    summary="Mail me the verification link again",
    dependencies=[Depends(throttled(throttles.MAIL))],
)
async def resend_verification(body: schema.EmailIn, cases: Cases) -> Response:
    await cases.users.resend_verification(email=body.email)
    return answers.one({"message": _SENT}, status=202)


@router.post(
    "/forgot-password",
    status_code=202,
    response_model=One[schema.Said],
    summary="Mail me a link for a new password",
    dependencies=[Depends(throttled(throttles.MAIL))],
)
async def forgot_password(body: schema.EmailIn, cases: Cases) -> Response:
    await cases.users.forgot_password(email=body.email)
    return answers.one({"message": _SENT}, status=202)


@router.post(
    "/reset-password",
    status_code=204,
    summary="Set a new password with the mailed link",
    dependencies=[Depends(throttled(throttles.TOKEN))],
)
async def reset_password(body: schema.ResetIn, cases: Cases) -> Response:
    await cases.users.reset_password(token=body.token, password=body.password)
    return answers.nothing()


@secret_router.post(
    "/change-password",
    response_model=One[schema.AccessOut],
    summary="Change my password; other sign-ins end",
    openapi_extra=_SECRET,
    dependencies=[Depends(throttled(throttles.ACCOUNT))],
)
async def change_password(body: schema.PasswordChangeIn, request: Request, who: SignedIn, cases: Cases) -> Response:
    _, access = await cases.users.change_password(
        actor=who,
        current=body.current_password,
        new=body.new_password,
        keep_current=body.keep_current,
        network=network_of(address_of(request)),
    )
    in_cookies = carriers.in_cookies(request)
    shown = access or None if not in_cookies else None
    answer = answers.one({"access_token": shown, "expires_in": schema.ACCESS_SECONDS if access else 0})
    if in_cookies and access:
        carriers.set_access(request, answer, access)
    elif in_cookies:
        carriers.clear_cookies(request, answer)
    return answer


@router.get(
    "/csrf",
    response_model=One[schema.CsrfOut],
    summary="What a browser repeats as X-CSRF-Token",
    openapi_extra={"x-errors": [401]},
)
async def show_csrf(request: Request, cases: Cases) -> Response:
    token = carriers.token_of(request)
    if token is not None:
        try:
            who = await cases.users.authenticate(token)
        except Unauthenticated:
            who = None
        if who is not None and who.session_id is not None:
            return answers.one({"csrf_token": cases.users.csrf(who.session_id)})
    session = await _session_of_cookie(request, cases)
    if session is None:
        raise Unauthenticated("Sign in first.")
    return answers.one({"csrf_token": cases.users.csrf(session.id)})


def _place(request: Request, *, device: str, label: str) -> Place:
    address = address_of(request)
    return Place(counted_address(address), network_of(address), device, label or label_of(request))


def _granted(request: Request, done: Granted) -> Response:
    answer = answers.one(schema.signed_in(done))
    if done.carrier is Carrier.WEB:
        carriers.set_cookies(request, answer, done)
    return answer


async def _session_of_cookie(request: Request, cases: Cases) -> Session | None:
    token = carriers.refresh_token_of(request)
    return None if token is None else await cases.users.session_of_refresh(token=token)


async def _check_cookie_refresh(request: Request, cases: Cases, token: str | None) -> None:
    session = None if token is None else await cases.users.session_of_refresh(token=token)
    if session is not None:
        carriers.check_csrf(request, cases.users.csrf(session.id))


async def _end_present(request: Request, cases: Cases) -> None:
    """Ends the sign-in that the header or the cookies name."""
    try:
        token = carriers.token_of(request)
        who = await cases.users.authenticate(token) if token is not None else None
    except Unauthenticated:
        who = None
    if who is not None and who.session_id is not None:
        if carriers.in_cookies(request):
            carriers.check_csrf(request, cases.users.csrf(who.session_id))
        await cases.users.sign_out(owner=who.user_id, session_id=who.session_id)
        return
    session = await _session_of_cookie(request, cases) if "authorization" not in request.headers else None
    if session is not None:
        carriers.check_csrf(request, cases.users.csrf(session.id))
        await cases.users.sign_out(owner=session.owner_id, session_id=session.id)
