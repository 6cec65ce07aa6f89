"""The two carriers of one login: the Authorization header, and cookies for browsers. The header goes first.

In cookie mode another site could make the browser send the cookies. So whatever changes something must come from a page
of ours, repeat the token of its session, and be of a type that a plain form cannot send.
"""

import hmac
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from jobwise.application.users.sign_in import Granted
from jobwise.domain.limits import SESSION_IDLE_WEB_S, SESSION_MAX_S
from jobwise.domain.shared.errors import CsrfFailed, Unauthenticated, WrongMedia
from jobwise.presentation.http.places import door_of

MAX_TOKEN_CHARS = 8_192
AUTH_PATH = "/api/v1/auth"
CSRF_HEADER = "x-csrf-token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_TYPES = ("application/json", "multipart/form-data")
_FOREIGN = "This request does not come from a page that may act for you here."


def token_of(request: Request) -> str | None:
    """The access token of a request, or None. Unauthenticated when the header holds something else than one."""
    header = request.headers.get("authorization")
    if header is not None:
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token or len(token) > MAX_TOKEN_CHARS:
            raise Unauthenticated("The Authorization header needs the form `Bearer <access token>`.")
        return token
    return _cookie(request, access_cookie(request))


def in_cookies(request: Request) -> bool:
    """Whether the caller's token came in a cookie, so that another site could have made the browser send it."""
    return "authorization" not in request.headers and access_cookie(request) in request.cookies


# Browsers take the prefixed names over HTTPS alone; without a prefix they serve one's own machine.
def access_cookie(request: Request) -> str:
    return "__Host-jw_access" if door_of(request).https else "jw_access"


def refresh_cookie(request: Request) -> str:
    return "__Secure-jw_refresh" if door_of(request).https else "jw_refresh"


def device_cookie(request: Request) -> str:
    return "__Host-jw_device" if door_of(request).https else "jw_device"


def refresh_token_of(request: Request) -> str | None:
    return _cookie(request, refresh_cookie(request))


def device_of(request: Request) -> str:
    return _cookie(request, device_cookie(request)) or ""


def _cookie(request: Request, name: str) -> str | None:
    value = request.cookies.get(name)
    return value if value and len(value) <= MAX_TOKEN_CHARS else None


def set_cookies(request: Request, answer: Response, done: Granted) -> None:
    """Puts the tokens of a sign-in where no script can read them."""
    set_access(request, answer, done.access_token)
    _set(request, answer, refresh_cookie(request), done.refresh_token, SESSION_IDLE_WEB_S, "strict", AUTH_PATH)
    if done.device:
        _set(request, answer, device_cookie(request), done.device, SESSION_MAX_S, "lax", "/")


def set_access(request: Request, answer: Response, access_token: str) -> None:
    _set(request, answer, access_cookie(request), access_token, SESSION_IDLE_WEB_S, "lax", "/")


def clear_cookies(request: Request, answer: Response) -> None:
    """Takes the tokens out of the browser; the mark of the device stays, for the next sign-in."""
    secure = door_of(request).https
    for name, path in ((access_cookie(request), "/"), (refresh_cookie(request), AUTH_PATH)):
        answer.delete_cookie(name, path=path, secure=secure, httponly=True)


def _set(
    request: Request,
    answer: Response,
    name: str,
    value: str,
    max_age: int,
    same_site: Literal["lax", "strict"],
    path: str,
) -> None:
    secure = door_of(request).https
    answer.set_cookie(name, value, max_age=max_age, path=path, secure=secure, httponly=True, samesite=same_site)


def check_page(request: Request) -> None:
    """CsrfFailed when a browser says that the request was made by a page that is not ours."""
    origin = request.headers.get("origin")
    if origin is not None:
        own = f"{'https' if door_of(request).https else request.url.scheme}://{request.headers.get('host', '')}"
        if origin not in door_of(request).origins and origin != own:
            raise CsrfFailed(_FOREIGN)
    elif request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        raise CsrfFailed(_FOREIGN)


def check_csrf(request: Request, expected: str) -> None:
    """Lets a request in cookie mode pass that comes from a page of ours; WrongMedia or CsrfFailed otherwise."""
    if request.method in _SAFE:
        return
    kind = request.headers.get("content-type", "")
    if kind and kind.split(";")[0].strip().lower() not in _TYPES:
        raise WrongMedia("In cookie mode send JSON; a plain form could come from any page.")
    check_page(request)
    sent = request.headers.get(CSRF_HEADER, "")
    if not hmac.compare_digest(sent.encode("utf-8", "surrogatepass"), expected.encode()):
        raise CsrfFailed("Send the token of `GET /api/v1/auth/csrf` as X-CSRF-Token.")
