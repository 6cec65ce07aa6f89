"""The two carriers of one login: the Authorization header, and cookies for browsers. The header goes first."""

from starlette.requests import Request

from jobwise.domain.shared.errors import Unauthenticated

MAX_TOKEN_CHARS = 8_192
ACCESS_COOKIES = ("__Host-jw_access", "jw_access")
"""The second name is for plain HTTP on one's own machine, where browsers refuse the prefix."""


def token_of(request: Request) -> str | None:
    """The access token of a request, or None. Unauthenticated when the header holds something else than one."""
    header = request.headers.get("authorization")
    if header is not None:
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token or len(token) > MAX_TOKEN_CHARS:
            raise Unauthenticated("The Authorization header needs the form `Bearer <access token>`.")
        return token
    for name in ACCESS_COOKIES:
        value = request.cookies.get(name)
        if value:
            return value if len(value) <= MAX_TOKEN_CHARS else None
    return None


def in_cookies(request: Request) -> bool:
    """Whether the caller's token came in a cookie, so that another site could have made the browser send it."""
    return "authorization" not in request.headers and any(name in request.cookies for name in ACCESS_COOKIES)
