"""POST routes that take an Idempotency-Key: a repeat returns the first answer."""

import hashlib
import re
from asyncio import to_thread
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, BinaryIO

from fastapi import Request, Response, params
from fastapi.routing import APIRoute

from jobwise.application.ports.idempotency import KeptAnswer, KeyScope
from jobwise.application.use_cases import UseCases
from jobwise.domain.limits import MAX_IDEMPOTENCY_KEY_CHARS
from jobwise.domain.shared.errors import BadIdempotencyKey, Unauthenticated
from jobwise.presentation.http.carriers import token_of
from jobwise.presentation.http.dependencies import actor
from jobwise.presentation.http.places import address_of

_KEY = re.compile(rf'"?[A-Za-z0-9._:/+=-]{{1,{MAX_IDEMPOTENCY_KEY_CHARS}}}"?')
_PIECE = 64 * 1024
_KEPT_HEADERS = ("content-type", "etag", "location", "content-disposition")

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class OnceRoute(APIRoute):
    """Every POST route is one, but those whose answer is a secret (tokens): those are never kept.

    A route whose answer holds a secret part keeps the rest: it leaves the part out in `kept`, and renews it in `again`.
    """

    def kept(self, answer: Response) -> KeptAnswer:
        """What stands in the database for this answer."""
        headers = tuple((name, answer.headers[name]) for name in _KEPT_HEADERS if name in answer.headers)
        return KeptAnswer(answer.status_code, headers, bytes(answer.body))

    async def again(self, kept: KeptAnswer, caller: str, cases: UseCases) -> KeptAnswer:
        """What whoever repeats the request gets."""
        return kept

    def get_route_handler(self) -> Handler:
        inner = super().get_route_handler()
        if "POST" not in (self.methods or ()):
            return inner

        takes_form = _takes_form(self)
        files_of_somebody = takes_form and actor in {one.call for one in self.dependant.dependencies}

        async def handler(request: Request) -> Response:
            if files_of_somebody:
                # The framework reads a form before it asks who sends it: nobody is to fill our disk unasked.
                await actor(request, request.app.state.use_cases)
            key = request.headers.get("idempotency-key")
            if key is None:
                return await inner(request)
            sent = request.headers.get("content-type", "")[:19].lower()
            if not takes_form or sent != "multipart/form-data":
                return await _once(self, inner, request, key, request.body)
            # A file lies on the disk when it is long; no upload is held in memory to be compared.
            try:
                return await _once(self, inner, request, key, lambda: _sum_of_form(request))
            finally:
                await request.close()

        return handler


def _takes_form(route: APIRoute) -> bool:
    """Whether a form may be sent: by the route's parameters, or by what it says of a body that it reads itself."""
    if route.body_field is not None:
        return isinstance(route.body_field.field_info, params.Form)
    said = (route.openapi_extra or {}).get("requestBody", {}).get("content", {})
    return "multipart/form-data" in said


async def _sum_of_form(request: Request) -> bytes:
    """The SHA-256 of what a form says, part by part; whoever asks for the form afterwards gets the one that was read.

    Not of its bytes: a client that repeats a request takes another boundary for it.
    """
    digest = hashlib.sha256()
    for name, value in (await request.form()).multi_items():
        if isinstance(value, str):
            said = [value.encode("utf-8", "surrogatepass")]
        else:
            named = (value.filename or "", value.content_type or "")
            said = [*(one.encode("utf-8", "surrogatepass") for one in named), await to_thread(_sum_of, value.file)]
        # How many pieces follow tells a file from a field.
        for part in (bytes([len(said)]), name.encode("utf-8", "surrogatepass"), *said):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


def _sum_of(file: BinaryIO) -> bytes:
    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(_PIECE):
        digest.update(piece)
    file.seek(0)
    return digest.digest()


async def _once(
    route: OnceRoute, inner: Handler, request: Request, key: str, body: Callable[[], Awaitable[bytes]]
) -> Response:
    if not _KEY.fullmatch(key):
        raise BadIdempotencyKey(
            f"An Idempotency-Key has 1 to {MAX_IDEMPOTENCY_KEY_CHARS} letters, digits or signs of `._:/+=-`: "
            "a UUID is best."
        )
    cases: UseCases = request.app.state.use_cases
    scope = KeyScope(await _caller(request, cases), f"POST {route.path}", key.strip('"'))
    fresh: list[Response] = []

    async def act() -> KeptAnswer:
        answer = await inner(request)
        fresh.append(answer)
        return route.kept(answer)

    kept, repeated = await cases.once.run(scope, _fingerprint(request, cases, await body()), act)
    if not repeated:
        return fresh[0]
    kept = await route.again(kept, scope.caller, cases)
    again = Response(kept.body, kept.status)
    for name, value in kept.headers:
        again.headers[name] = value
    again.headers["Idempotency-Replayed"] = "true"
    return again


async def _caller(request: Request, cases: UseCases) -> str:
    try:
        token = token_of(request)
        if token is not None:
            return str((await cases.users.authenticate(token)).user_id)
    except Unauthenticated:
        # A route that needs a sign-in says so itself; one that is open does not mind an old token.
        pass
    return f"anonymous:{address_of(request)}"


def _fingerprint(request: Request, cases: UseCases, body: bytes) -> str:
    # What is asked of another version is another request, whatever its body.
    version = repr(request.headers.get("if-match")).encode()
    parts = (request.scope["path"].encode(), request.scope["query_string"], version, body)
    return cases.users.secrets.fingerprint(b"".join(len(part).to_bytes(8, "big") + part for part in parts))
