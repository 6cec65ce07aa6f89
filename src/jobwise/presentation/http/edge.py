"""The outermost layer, plain ASGI: request ids, size limits, safe headers, one log line, and the last resort.

Written by hand because each layer of the usual kind costs more than a query.
"""

import asyncio
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jobwise.domain.limits import (
    BODY_GRACE_S,
    MAX_BODY_GAP_S,
    MAX_BODY_S,
    MAX_IMPORT_BODY_BYTES,
    MAX_JSON_BODY_BYTES,
    MAX_UPLOAD_BODY_BYTES,
    MIN_BODY_BYTES_PER_S,
)
from jobwise.presentation.http.errors import INTERNAL, error_body

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")
_ENDING = ("UNAVAILABLE", "The server is restarted and could not finish this in time; try again in a few seconds.")
IMPORT_PATH = "/api/v1/users/me/import"
"""The one address that takes a whole account."""

_PAGE_POLICY = "default-src 'none'; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class Served:
    """One request that was answered, as logs and metrics see it: no address, no body, no name of a person.

    `route` is the operation's id in the OpenAPI document, `none` when no route matched.
    """

    request_id: str
    method: str
    route: str
    status: int
    seconds: float
    user_id: str
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class EdgeOptions:
    """`observe` gets every served request; `https` adds HSTS; `open_paths` may load scripts (the API's own pages)."""

    observe: Callable[[Served], None]
    https: bool = False
    open_paths: frozenset[str] = frozenset()
    max_json_bytes: int = MAX_JSON_BODY_BYTES
    max_upload_bytes: int = MAX_UPLOAD_BODY_BYTES
    max_import_bytes: int = MAX_IMPORT_BODY_BYTES
    headers: Mapping[str, str] = field(default_factory=dict)
    body_gap_s: float = MAX_BODY_GAP_S
    body_grace_s: float = BODY_GRACE_S
    max_body_s: float = MAX_BODY_S


class Edge:
    def __init__(self, app: ASGIApp, options: EdgeOptions) -> None:
        self._app = app
        self._options = options
        safe = {
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": _PAGE_POLICY,
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "same-origin",
            **({"Strict-Transport-Security": "max-age=31536000; includeSubDomains"} if options.https else {}),
            **options.headers,
        }
        self._safe = [(name.lower().encode(), value.encode()) for name, value in safe.items()]
        self._safe_open = [pair for pair in self._safe if pair[0] != b"content-security-policy"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        await _Exchange(self._app, self._options, scope, self._safe_for(scope["path"])).run(receive, send)

    def _safe_for(self, path: str) -> list[tuple[bytes, bytes]]:
        return self._safe_open if path in self._options.open_paths else self._safe


class _Exchange:
    """One request on its way in and out."""

    def __init__(self, app: ASGIApp, options: EdgeOptions, scope: Scope, safe: list[tuple[bytes, bytes]]) -> None:
        self._app = app
        self._options = options
        # Whatever can be read can be asked about: the same answer, without its body. The server keeps its own scope.
        self._head = scope["method"] == "HEAD"
        self._scope = {**scope, "method": "GET", "jobwise.head": True} if self._head else scope
        self._safe = safe
        self._status = 0
        self._answered = False
        self._read_bytes = 0
        self._waited_s = 0.0
        self._read_all = False
        asked, self._limit, self._claimed = _looked_up(scope, options)
        self._id = asked if asked and _REQUEST_ID.fullmatch(asked) else secrets.token_hex(16)
        self._scope["jobwise.request_id"] = self._id

    async def run(self, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        self._receive, self._send = receive, send
        failure: BaseException | None = None
        try:
            if self._claimed > self._limit:
                await self._refuse(
                    413, "TOO_LARGE", f"A request of this kind has at most {self._limit} bytes; send less."
                )
            else:
                await self._app(self._scope, self._measured, self._signed)
        except asyncio.CancelledError:
            # The process was told to end, and has waited as long as it may.
            if not self._status:
                self._scope["jobwise.headers"] = [*self._scope.get("jobwise.headers", ()), (b"retry-after", b"5")]
                await self._refuse(503, *_ENDING)
            raise
        except Exception as error:
            failure = error
            if self._status and not self._answered:
                raise
            if not self._status:
                await self._refuse(500, *INTERNAL)
        finally:
            self._options.observe(self._served(time.perf_counter() - started, failure))

    async def _measured(self) -> Message:
        if self._read_all:
            return await self._receive()
        # What counts is how long we waited for the client, not what we did between two pieces.
        began = time.perf_counter()
        try:
            async with asyncio.timeout(min(self._options.body_gap_s, self._body_time_s() - self._waited_s)):
                message = await self._receive()
        except TimeoutError:
            raise HTTPException(408, headers={"Connection": "close"}) from None
        self._waited_s += time.perf_counter() - began
        self._read_all = not message.get("more_body", False)
        if message["type"] == "http.request":
            self._read_bytes += len(message.get("body", b""))
            if self._read_bytes > self._limit:
                raise HTTPException(413)
        return message

    def _body_time_s(self) -> float:
        """How long the client may make us wait for what it has sent so far and the next piece."""
        earned = self._options.body_grace_s + self._read_bytes / MIN_BODY_BYTES_PER_S
        return min(earned, self._options.max_body_s)

    async def _signed(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = message["headers"] = [*message.get("headers", ()), *self._safe]
            headers.append((b"x-request-id", self._id.encode()))
            left: Any = self._scope.get("jobwise.left")
            if left is not None and not any(name == b"ratelimit-limit" for name, _ in headers):
                headers += _rates(left.limit, left.remaining, left.reset_s)
            headers += self._scope.get("jobwise.headers", ())
            if not any(name == b"cache-control" for name, _ in headers):
                headers.append((b"cache-control", b"no-store"))
        elif self._head:
            message = {**message, "body": b""}
        await self._send(message)
        # A crash after a whole answer is a crash that was answered: `observe` hears of it, the server need not.
        self._answered = message["type"] == "http.response.body" and not message.get("more_body", False)

    async def _refuse(self, status: int, code: str, message: str) -> None:
        body = error_body(code, message)
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await self._signed({"type": "http.response.start", "status": status, "headers": headers})
        await self._send({"type": "http.response.body", "body": b"" if self._head else body})

    def _served(self, seconds: float, failure: BaseException | None) -> Served:
        route = self._scope.get("route")
        actor: Any = self._scope.get("jobwise.actor")
        return Served(
            request_id=self._id,
            method="HEAD" if self._head else self._scope["method"],
            route=getattr(route, "name", "none"),
            status=self._status,
            seconds=seconds,
            user_id=str(actor.user_id) if actor is not None else "",
            error=failure,
        )


def _rates(limit: int, remaining: int, reset_s: int) -> list[tuple[bytes, bytes]]:
    shown = ((b"ratelimit-limit", limit), (b"ratelimit-remaining", remaining), (b"ratelimit-reset", reset_s))
    return [(name, str(number).encode()) for name, number in shown]


def _looked_up(scope: Scope, options: EdgeOptions) -> tuple[str, int, int]:
    """The request id that was sent, how many bytes may come, and how many are said to come."""
    asked, limit, claimed = "", options.max_json_bytes, 0
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            asked = value.decode("latin-1")
        elif name == b"content-type":
            if value[:19].lower() == b"multipart/form-data":
                limit = options.max_import_bytes if scope["path"] == IMPORT_PATH else options.max_upload_bytes
        elif name == b"content-length" and value.isdigit() and len(value) < 19:
            claimed = int(value)
    return asked, limit, claimed
