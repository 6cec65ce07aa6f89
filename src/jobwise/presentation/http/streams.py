"""Server-sent events: the state of one thing as often as it changes, until it changes no more."""

from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from uuid import UUID

from fastapi import Request
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from jobwise.domain.limits import MAX_STREAMS
from jobwise.domain.shared.errors import RateLimited
from jobwise.presentation.schemas.plain import to_bytes

MEDIA = "text/event-stream"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
HEARTBEAT = b": still here\n\n"
AGAIN = b"retry: 2000\n\n"
EVENT = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in ("id", "event", "data")},
    "required": ["data"],
}


@dataclass(slots=True)
class Streams:
    """How many streams each person follows in this process."""

    open: Counter[UUID] = field(default_factory=Counter)

    def opened(self, user_id: UUID, events: AsyncIterator[bytes]) -> "Stream":
        """One more; RateLimited when they follow as many as they may. It counts from now on, not from its first event:
        others who ask at the same moment are told no."""
        if self.open[user_id] >= MAX_STREAMS:
            raise RateLimited(
                f"You follow {MAX_STREAMS} streams already; close one first.", retry_after_s=5, limit=MAX_STREAMS
            )
        self.open[user_id] += 1
        return Stream(events, lambda: self._closed(user_id))

    def _closed(self, user_id: UUID) -> None:
        self.open[user_id] -= 1
        if not self.open[user_id]:
            del self.open[user_id]


class Stream(StreamingResponse):
    """Events as they come; says when it is over, also when nobody has heard any of it."""

    def __init__(self, events: AsyncIterator[bytes], over: Callable[[], None]) -> None:
        super().__init__(events, media_type=MEDIA, headers=HEADERS)
        self._over = over

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._over()


def event(id: int, name: str, data: object) -> bytes:
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (id, name.encode(), to_bytes(data))


def last_seen(request: Request) -> int:
    """The id of the last event that a reader who comes back has had; 0 for a new one."""
    said = request.headers.get("last-event-id", "").strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0
