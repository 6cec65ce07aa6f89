"""The names under which the API answers, plain ASGI: a Host header of another name is refused in the one form."""

from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from jobwise.presentation.http.errors import answer_error


class NamedHosts:
    """Lets requests pass that name one of the hosts: `*` is any, `*.example.org` any below that name."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        self._app = app
        self._exact = frozenset(host.lower() for host in hosts if not host.startswith("*"))
        self._below = tuple(host[1:].lower() for host in hosts if host.startswith("*."))
        self._any = "*" in hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._any or scope["type"] not in ("http", "websocket") or self._knows(_host(scope)):
            await self._app(scope, receive, send)
            return
        refusal = answer_error(400, "UNKNOWN_HOST", "This server does not answer under the name that was asked for.")
        await refusal(scope, receive, send)

    def _knows(self, host: str) -> bool:
        return host in self._exact or host.endswith(self._below)


def _host(scope: Scope) -> str:
    """The name in the Host header without its port, in small letters."""
    named = Headers(scope=scope).get("host", "").lower()
    return named if named.endswith("]") else named.rpartition(":")[0] or named
