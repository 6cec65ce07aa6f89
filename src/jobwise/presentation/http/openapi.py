"""The OpenAPI document: what FastAPI writes, made complete with every error that each operation can give."""

import asyncio
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI, Request
from fastapi.dependencies.models import Dependant
from fastapi.openapi.utils import get_openapi
from fastapi.routing import RouteContext
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from jobwise.application.use_cases import UseCases
from jobwise.domain.users.flags import Feature
from jobwise.presentation.http.aliases import link_alike
from jobwise.presentation.http.dependencies import actor, version_asked
from jobwise.presentation.http.features import NeededFeature, shown_routes
from jobwise.presentation.http.links import add_links
from jobwise.presentation.http.pruning import pruned
from jobwise.presentation.http.uploads import PartsAsked

_ERRORS = {
    400: ("Impossible", "The request is well formed but cannot be now (illegal move, used link, malformed key)."),
    401: ("NotSignedIn", "Nobody is signed in, or the token is invalid, expired or revoked."),
    403: ("NotAllowed", "Signed in, but not verified, tier or role too low, CSRF, or the feature is off."),
    404: ("Missing", "There is no such thing, or it is somebody else's."),
    409: ("LostRace", "A race was lost, the thing exists already, or the Idempotency-Key is in use."),
    412: ("Stale", "`If-Match` is not the present version."),
    413: ("TooLarge", "The request is too large."),
    415: ("WrongMedia", "Not a type that is taken here."),
    422: ("Invalid", "The request does not have the form that is asked for; `details` names the fields."),
    428: ("VersionRequired", "`If-Match` is missing."),
    429: ("TooMuch", "A rate limit or quota is spent; `Retry-After` says when to come again."),
    503: ("Down", "Something this needs is down or too busy; `Retry-After` says when to come again."),
}
_VERSION = {"type": "string", "pattern": '^(W/)?"[1-9][0-9]{0,17}"$'}
_METHODS = ("get", "put", "post", "patch", "delete")
_SCHEMES = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "The access token of `POST /api/v1/auth/login`.",
    },
    "password": {
        "type": "oauth2",
        "flows": {"password": {"tokenUrl": "/api/v1/auth/token", "scopes": {}}},
        "description": "Email and password; gives the same access token.",
    },
    "cookie": {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-jw_access",
        "description": "Cookie mode, for browsers (`jw_access` on plain HTTP); changes need `csrf` too.",
    },
    "csrf": {
        "type": "apiKey",
        "in": "header",
        "name": "X-CSRF-Token",
        "description": "The token of `GET /api/v1/auth/csrf`.",
    },
}
_KEY_HEADER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A repeat with the same key and body returns the first answer for 24 hours.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9._:/+=-]{1,128}$"},
    "example": "0190c7e2-7d4e-7000-8000-3f1a5d2b9c10",
}


def install(app: FastAPI) -> None:
    """Replaces the app's document by the complete one, made once for each set of features that are off."""
    made: dict[frozenset[Feature], dict[str, Any]] = {}

    def document(off: frozenset[Feature] = frozenset()) -> dict[str, Any]:
        if not off and off not in made:
            made[off] = completed(app)
        if off not in made:
            made[off] = pruned(document(), {route.name for route in shown_routes(app, off) if route.name})
        return made[off]

    turn = asyncio.Lock()

    async def answer(request: Request) -> Response:
        cases: UseCases = request.app.state.use_cases
        off = await cases.features.off()
        async with turn:
            # Making it takes a second or so, in which others want to be answered.
            return JSONResponse(await asyncio.to_thread(document, off))

    app.openapi = document  # type: ignore[method-assign]
    if app.openapi_url is not None:
        # In front of the framework's own route for the same address, which knows no features.
        app.router.routes.insert(0, Route(app.openapi_url, answer, include_in_schema=False))


def completed(app: FastAPI, off: frozenset[Feature] = frozenset()) -> dict[str, Any]:
    """The document without the routes of the features that are off, made from the routes themselves."""
    app_routes = shown_routes(app, off)
    found = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        routes=app_routes,
        tags=app.openapi_tags,
    )
    schemas = found["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    found["components"]["responses"] = {name: _response(said) for name, said in _ERRORS.values()}
    found["components"]["securitySchemes"] = _SCHEMES
    guarded = {place: needs for route in app_routes for place, needs in _guards(route)}
    for path, method, operation in _operations(found):
        calls = guarded.get((path, method), frozenset())
        _guard(operation, calls)
        if any(isinstance(call, PartsAsked) for call in calls):
            _close_form(operation, schemas)
        _ask_for_version(operation, needed=version_asked in calls)
        _complete(path, method, operation)
    add_links(found)
    link_alike(found)
    return found


def _guards(route: RouteContext) -> Iterator[tuple[tuple[str, str], frozenset[object]]]:
    """What stands in front of each operation of a route."""
    dependant: Dependant | None = getattr(route, "dependant", None)
    if dependant is not None:
        calls = frozenset(_calls(dependant))
        for method in route.methods or ():
            yield (str(route.path_format), method.lower()), calls


def _calls(dependant: Dependant) -> Iterator[object]:
    for inner in dependant.dependencies:
        yield inner.call
        yield from _calls(inner)


def _guard(operation: dict[str, Any], calls: frozenset[object]) -> None:
    if actor in calls:
        operation["security"] = [{"bearer": []}, {"password": []}, {"cookie": [], "csrf": []}]
    if any(isinstance(call, NeededFeature) for call in calls):
        operation["x-errors"] = sorted({403, *operation.get("x-errors", ())})


def _close_form(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Says of a form that it takes no other parts."""
    reference: str = operation["requestBody"]["content"]["multipart/form-data"]["schema"]["$ref"]
    schemas[reference.rpartition("/")[2]]["additionalProperties"] = False


def _ask_for_version(operation: dict[str, Any], *, needed: bool) -> None:
    """Optional in the code, so that its absence is 428 and not 422; in the document as the operation has it."""
    for parameter in operation.get("parameters", ()):
        if parameter["name"].lower() == "if-match":
            parameter |= {"name": "If-Match", "required": needed, "schema": _VERSION}
    if needed:
        operation["x-errors"] = sorted({428, *operation.get("x-errors", ())})


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                yield path, method, item[method]


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    names = {parameter["name"].lower() for parameter in operation.get("parameters", ())}
    given = {413, 429, 503} if path.startswith("/api/") else {503}
    given |= set(operation.pop("x-errors", ()))
    given |= {422} if names or "requestBody" in operation else set()
    given |= {401, 403} if operation.get("security") else set()
    # Signing in and refreshing may fail, and a key belongs to its caller, who is then asked for.
    given |= {401} if method == "post" else set()
    given |= {404} if "{" in path else set()
    given |= {404, 409, 412} if "if-match" in names else set()
    given |= {415} if "requestBody" in operation else set()
    given |= {400, 409} if method in ("post", "put", "patch", "delete") else set()
    if method == "post" and "x-no-idempotency" not in operation:
        operation.setdefault("parameters", []).append(_KEY_HEADER)
    operation.pop("x-no-idempotency", None)
    responses = operation["responses"]
    responses.pop("422", None)
    for status in sorted(given):
        responses[str(status)] = {"$ref": f"#/components/responses/{_ERRORS[status][0]}"}


def _response(said: str) -> dict[str, Any]:
    return {
        "description": said,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Failure"}}},
    }
