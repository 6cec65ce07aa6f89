"""The one table from failures to statuses, and the answer that every failure gets.

Nothing that was sent is repeated in an answer but field names: a body may hold what JSON cannot (NaN, half a
surrogate pair), and a message may end in somebody's log.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import orjson
from fastapi import FastAPI, Request, params
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from jobwise.application.use_cases import UseCases
from jobwise.domain.shared import errors
from jobwise.domain.shared.errors import Detail, Exhausted, JobWiseError, Later, LostRace, Stale
from jobwise.presentation.http.carriers import token_of

STATUSES: Mapping[type[JobWiseError], int] = MappingProxyType(
    {
        errors.InvalidInput: 422,
        errors.TooLarge: 413,
        errors.WrongMedia: 415,
        errors.CheckFailed: 422,
        errors.NotNow: 400,
        errors.Unauthenticated: 401,
        errors.Forbidden: 403,
        errors.NotFound: 404,
        errors.Conflict: 409,
        errors.Already: 400,
        errors.Stale: 412,
        errors.VersionRequired: 428,
        errors.Exhausted: 429,
        errors.Later: 503,
        errors.MissingHere: 503,
    }
)
_PLAIN: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        404: ("RESOURCE_NOT_FOUND", "There is nothing at this address."),
        405: ("METHOD_NOT_ALLOWED", "This address does not take that method; see the Allow header."),
        406: ("NOT_ACCEPTABLE", "This address cannot answer in that form."),
        408: ("REQUEST_TIMEOUT", "The rest of the request did not come in time; send it again."),
        413: ("TOO_LARGE", "The request is too large."),
        415: ("UNSUPPORTED_MEDIA_TYPE", "This address takes another type of body; see the documentation."),
        422: ("VALIDATION_ERROR", "The request does not have the form that is asked for."),
    }
)
INTERNAL = ("INTERNAL_ERROR", "Something went wrong on our side; tell us the request id.")
_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
_NO_FILE = "is no file; send one, with its name"
_OF_NOBODY = (errors.NotFound, errors.Conflict, errors.Stale)
"""What somebody gets whose account, and with it everything in it, has just gone."""

CHALLENGE = 'Bearer realm="jobwise"'


def status_of(error: JobWiseError) -> int:
    """The status of a failure: that of its nearest ancestor in the table."""
    for kind in type(error).__mro__:
        if kind in STATUSES:
            return STATUSES[kind]
    raise LookupError(f"no status for {type(error).__name__}")


def error_body(code: str, message: str, details: Sequence[Detail] = ()) -> bytes:
    listed = [{"field": clean(one.field), "reason": clean(one.reason)} for one in details]
    return orjson.dumps({"error": {"code": code, "message": clean(message), "details": listed}})


def answer_error(status: int, code: str, message: str, details: Sequence[Detail] = ()) -> Response:
    return Response(error_body(code, message, details), status, media_type="application/json")


def clean(text: str) -> str:
    """The text with what UTF-8 cannot hold replaced, at most 500 characters of it."""
    return text[:500].encode("utf-8", "replace").decode()


def failure(error: JobWiseError, *, conditional: bool = False) -> Response:
    """The answer to a failure. On a `conditional` request a lost race is a condition that no longer holds."""
    if conditional and isinstance(error, LostRace):
        error = Stale(error.message, error.details)
    status = status_of(error)
    answer = answer_error(status, error.code, error.message, error.details)
    if isinstance(error, Later):
        answer.headers["Retry-After"] = str(error.retry_after_s)
    elif status == 503:
        answer.headers["Retry-After"] = "60"
    if isinstance(error, Exhausted):
        answer.headers["RateLimit-Limit"] = str(error.limit)
        answer.headers["RateLimit-Remaining"] = str(error.remaining)
        answer.headers["RateLimit-Reset"] = str(error.retry_after_s)
    if status == 401:
        answer.headers["WWW-Authenticate"] = CHALLENGE
    return answer


def install(app: FastAPI) -> None:
    """Makes every failure of a route, and of routing itself, answer in the one form."""
    app.add_exception_handler(JobWiseError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _plain)
    app.add_exception_handler(ClientDisconnect, _broken_off)
    # Without this the framework would answer a crash in plain text, before the edge sees it.
    app.add_exception_handler(Exception, _crashed)


async def _known(request: Request, error: Exception) -> Response:
    assert isinstance(error, JobWiseError)  # noqa: S101 - what the handler is registered for
    if isinstance(error, _OF_NOBODY) and "jobwise.actor" in request.scope:
        error = await _gone(request) or error
    return failure(error, conditional="if-match" in request.headers)


async def _gone(request: Request) -> JobWiseError | None:
    """Why whoever asks cannot be let in any more: their account may have been erased since its standing was read."""
    cases: UseCases = request.app.state.use_cases
    try:
        await cases.users.authenticate.again(token_of(request) or "")
    except JobWiseError as error:
        return error
    return None


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - what the handler is registered for
    wanted = _other_type(request)
    if wanted:
        return answer_error(415, _PLAIN[415][0], f"This address takes a body of the type {wanted}; send it as that.")
    details = tuple(_detail(dict(one)) for one in error.errors()[:50])
    code, message = _PLAIN[422]
    return answer_error(422, code, message, details)


def _other_type(request: Request) -> str:
    """The type of body that the route takes, when the request has a body that says to be another; empty otherwise."""
    field: Any = getattr(request.scope.get("route"), "body_field", None)
    if field is None or not (
        "transfer-encoding" in request.headers or request.headers.get("content-length", "0") != "0"
    ):
        return ""
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if isinstance(field.field_info, params.Form):
        wanted: str = field.field_info.media_type
        return "" if sent in _FORMS else wanted
    return (
        ""
        if sent == "application/json" or (sent.startswith("application/") and sent.endswith("+json"))
        else "application/json"
    )


async def _broken_off(request: Request, error: Exception) -> Response:
    # Nobody hears it; it is what the framework answers where it reads the body itself, and no crash of ours.
    return answer_error(422, *_PLAIN[422])


async def _crashed(request: Request, error: Exception) -> Response:
    return answer_error(500, *INTERNAL)


async def _plain(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - what the handler is registered for
    # The framework's own 400 is a body it could not parse (too deep, a broken form): that is our 422.
    status = 422 if error.status_code == 400 else error.status_code
    code, message = _PLAIN.get(status, ("BAD_REQUEST", "The request cannot be answered."))
    answer = answer_error(status, code, message)
    for name, value in (error.headers or {}).items():
        answer.headers[name] = value
    if status == 405:
        # Routing stops at the first route of an address, and would name that one's methods alone.
        answer.headers["Allow"] = ", ".join(sorted(request.app.state.ways.allowed(request.scope["path"])))
    return answer


def _detail(one: dict[str, Any]) -> Detail:
    # Of what is no JSON the place is a number of signs, which is no field.
    place = () if one.get("type") == "json_invalid" else one.get("loc") or ()
    # The first step says where in the request (body, query, path); only a body needs no word for it.
    steps = [str(step) for step in place if step != "body"]
    said = str(one.get("msg", "is not acceptable"))
    # What the framework says of a field that should have been a file is for programmers of it.
    return Detail("/".join(steps), _NO_FILE if "Expected UploadFile" in said else said)
