"""The mark that tells every API process when a client's last write was: a cookie that holds a time and nothing else.

It is not signed: whoever forges one sees old data of their own, or asks the primary as those without one do.
"""

import math
import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jobwise.application.freshness import Asking, Freshness, asking

_LOOKS = frozenset({"GET", "HEAD"})
_MARK = re.compile(r"[0-9]{1,12}")


class Marks:
    """Only installed where there is a replica."""

    def __init__(self, app: ASGIApp, freshness: Freshness, *, https: bool) -> None:
        self._app = app
        self._freshness = freshness
        self._name = "__Host-jw_wrote" if https else "jw_wrote"
        self._secure = https
        self._sought = re.compile(rb"(?:^|;)[ ]?" + re.escape(self._name.encode()) + rb"=([^;]*)")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Asking(scope["method"] in _LOOKS, self._brought(scope))

        async def marked(message: Message) -> None:
            # Who brings no mark gets one that counts from now, as if they had just written: perhaps they have.
            if message["type"] == "http.response.start" and (
                request.wrote or (request.mark is None and request.user_id is not None)
            ):
                message["headers"] = [*message.get("headers", ()), (b"set-cookie", self._cookie())]
            await send(message)

        with asking(request):
            await self._app(scope, receive, marked)

    def _brought(self, scope: Scope) -> float | None:
        for name, value in scope["headers"]:
            if name == b"cookie":
                found = self._sought.search(value)
                text = found[1].decode("latin-1") if found is not None else ""
                if _MARK.fullmatch(text):
                    return float(text)
        return None

    def _cookie(self) -> bytes:
        mark = f"{self._name}={math.ceil(self._freshness.now())}; Path=/; HttpOnly; SameSite=Lax"
        return (mark + "; Secure" if self._secure else mark).encode()
