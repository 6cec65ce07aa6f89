"""POST routes that take an Idempotency-Key: a repeat returns the first answer."""

import re
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from jobwise.application.ports.idempotency import KeptAnswer, KeyScope
from jobwise.application.use_cases import UseCases
from jobwise.domain.limits import MAX_IDEMPOTENCY_KEY_CHARS
from jobwise.domain.shared.errors import BadIdempotencyKey, Unauthenticated
from jobwise.presentation.http.carriers import token_of
from jobwise.presentation.http.places import address_of

_KEY = re.compile(rf'"?[A-Za-z0-9._:/+=-]{{1,{MAX_IDEMPOTENCY_KEY_CHARS}}}"?')
_KEPT_HEADERS = ("content-type", "etag", "location", "content-disposition")

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class OnceRoute(APIRoute):
    """Every POST route is one, but those whose answer is a secret (tokens): those are never kept."""

    def get_route_handler(self) -> Handler:
        inner = super().get_route_handler()
        if "POST" not in (self.methods or ()):
            return inner

        async def handler(request: Request) -> Response:
            key = request.headers.get("idempotency-key")
            return await inner(request) if key is None else await _once(inner, request, self.path, key)

        return handler


async def _once(inner: Handler, request: Request, path: str, key: str) -> Response:
    if not _KEY.fullmatch(key):
        raise BadIdempotencyKey(
            f"An Idempotency-Key has 1 to {MAX_IDEMPOTENCY_KEY_CHARS} letters, digits or signs of `._:/+=-`: "
            "a UUID is best."
        )
    cases: UseCases = request.app.state.use_cases
    scope = KeyScope(await _caller(request, cases), f"POST {path}", key.strip('"'))
    fresh: list[Response] = []

    async def act() -> KeptAnswer:
        answer = await inner(request)
        fresh.append(answer)
        return _kept(answer)

    kept, repeated = await cases.once.run(scope, await _fingerprint(request, cases), act)
    if not repeated:
        return fresh[0]
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


async def _fingerprint(request: Request, cases: UseCases) -> str:
    # What is asked of another version is another request, whatever its body.
    version = repr(request.headers.get("if-match")).encode()
    parts = (request.scope["path"].encode(), request.scope["query_string"], version, await request.body())
    return cases.users.secrets.fingerprint(b"".join(len(part).to_bytes(8, "big") + part for part in parts))


def _kept(answer: Response) -> KeptAnswer:
    headers = tuple((name, answer.headers[name]) for name in _KEPT_HEADERS if name in answer.headers)
    return KeptAnswer(answer.status_code, headers, bytes(answer.body))
