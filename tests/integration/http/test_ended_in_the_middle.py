"""A process that may wait no longer lets go of the requests it has: they are told to come again."""

import asyncio
import json

import pytest
from starlette.types import Message, Receive, Scope, Send

from jobwise.presentation.http.edge import Edge, EdgeOptions, Served

SCOPE: Scope = {"type": "http", "method": "POST", "path": "/api/v1/jobs", "headers": []}


async def let_go(*, begun: bool) -> tuple[list[Message], list[Served]]:
    """What was sent and observed of a request that was cancelled, before its answer or within it."""
    sent: list[Message] = []
    observed: list[Served] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if begun:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        await asyncio.sleep(60)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    edge = Edge(app, EdgeOptions(observe=observed.append))
    asked = asyncio.create_task(edge(dict(SCOPE), receive, send))
    await asyncio.sleep(0)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    return sent, observed


async def test_a_request_that_is_let_go_is_told_to_come_again() -> None:
    (start, body), (served,) = await let_go(begun=False)
    headers = dict(start["headers"])
    assert start["status"] == served.status == 503
    assert int(headers[b"retry-after"]) >= 1
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert json.loads(body["body"])["error"]["code"] == "UNAVAILABLE"
    assert served.error is None


async def test_an_answer_that_was_begun_is_cut_off() -> None:
    (start,), (served,) = await let_go(begun=True)
    assert start["status"] == served.status == 200
