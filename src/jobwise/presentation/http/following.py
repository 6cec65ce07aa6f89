"""Following the making of a document or a file, event by event."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from uuid import UUID

from fastapi import Request, Response
from starlette.responses import StreamingResponse

from jobwise.application.access import Actor
from jobwise.application.ports.exports import ExportProgress
from jobwise.application.ports.generations import Progress as GenerationProgress
from jobwise.application.use_cases import UseCases
from jobwise.domain.generations.progress import LetterProgress
from jobwise.domain.limits import STREAM_AUTH_S, STREAM_HEARTBEAT_S, STREAM_POLL_S, STREAM_S
from jobwise.domain.shared.errors import NotFound, Unauthenticated
from jobwise.presentation.http import answers
from jobwise.presentation.http.carriers import token_of
from jobwise.presentation.http.streams import AGAIN, EVENT, HEARTBEAT, MEDIA, Streams, event, last_seen

Progress = GenerationProgress | ExportProgress


async def followed(
    request: Request, cases: UseCases, who: Actor, now: Progress, look: Callable[..., Awaitable[Progress]]
) -> AsyncIterator[bytes]:
    """Every new state of it, and how far a letter is that is being written; heartbeats in between.

    Ends when it is settled, or the reader is signed out or gone.
    """
    seen, began, heard = last_seen(request), time.monotonic(), None
    said = looked = began
    yield AGAIN
    while True:
        if now.version > seen or _of_letter(now) not in (None, heard):
            seen, heard, said = now.version, _of_letter(now), time.monotonic()
            yield event(seen, "progress", _told(now))
        if now.status.is_settled or cases.operations.ready.stopping.asked:
            return
        await asyncio.sleep(STREAM_POLL_S)
        moment = time.monotonic()
        if moment - began > STREAM_S or await request.is_disconnected():
            return
        try:
            if moment - looked > STREAM_AUTH_S:
                looked = moment
                await cases.users.authenticate(token_of(request) or "")
            now = await look(owner=who.user_id, id=now.id)
        except (NotFound, Unauthenticated):
            return
        if moment - said > STREAM_HEARTBEAT_S:
            said = moment
            yield HEARTBEAT


def _of_letter(now: Progress) -> LetterProgress | None:
    return now.progress if isinstance(now, GenerationProgress) else None


def _told(now: Progress) -> dict[str, object]:
    of_letter = {"progress": now.progress} if isinstance(now, GenerationProgress) else {}
    return {
        "id": now.id,
        "version": now.version,
        "status": now.status.value,
        "failure": now.failure,
        "reason": now.reason,
        "updated_at": now.updated_at,
        **of_letter,
    }


FOLLOWED: dict[str, Any] = {
    "summary": "How far it is, as server-sent events until it is completed or has failed",
    "response_class": StreamingResponse,
    "responses": {
        200: {"content": {MEDIA: {"schema": EVENT}}, "description": "`progress` events."},
        204: {"description": "The reader has had the last event; there will be no more."},
    },
}
"""What is said of a route that answers with `follow`."""


async def follow(
    request: Request, cases: UseCases, who: Actor, id: UUID, look: Callable[..., Awaitable[Progress]]
) -> Response:
    """The events of one of the owner's; nothing for a reader who has had the last."""
    now = await look(owner=who.user_id, id=id)
    if now.status.is_settled and last_seen(request) >= now.version:
        return answers.nothing()
    streams: Streams = request.app.state.streams
    return streams.opened(who.user_id, followed(request, cases, who, now, look))
