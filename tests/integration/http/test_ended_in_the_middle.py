"""Requests that end before their answer: let go by a process that may wait no longer, or by whoever sent them."""

import asyncio
import json

import pytest
from starlette.types import Message, Receive, Scope, Send

from jobwise.presentation.http.app import HttpOptions
from jobwise.presentation.http.edge import Edge, EdgeOptions, Served
from tests.support.http import House

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


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/api/v1/jobs", "application/json"), ("/api/v1/documents", "multipart/form-data; boundary=b")],
)
@pytest.mark.parametrize("key", [b"", b"0198-keyed"])
async def test_a_client_that_hangs_up_amid_its_body_is_no_crash(path: str, kind: str, key: bytes) -> None:
    observed: list[Served] = []
    house = House(options=HttpOptions(edge=EdgeOptions(observe=observed.append)))
    person = await house.person()
    headers = [(b"host", b"testserver"), (b"content-type", kind.encode()), (b"content-length", b"400")]
    headers.append((b"authorization", f"Bearer {house.token_of(person)}".encode()))
    headers += [(b"idempotency-key", key)] if key else []
    start = b'{"title": "Ba' if kind == "application/json" else b'--b\r\nContent-Disposition: form-data; name="file"'
    heard: list[Message] = [
        {"type": "http.request", "body": start, "more_body": True},
        {"type": "http.disconnect"},
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return heard.pop(0) if len(heard) > 1 else heard[0]

    async def send(message: Message) -> None:
        sent.append(message)

    await house.app(
        {
            "type": "http", "http_version": "1.1", "method": "POST", "scheme": "http", "path": path,
            "raw_path": path.encode(), "query_string": b"", "root_path": "", "headers": headers,
            "client": ("127.0.0.1", 50_000), "server": ("testserver", 80), "asgi": {"version": "3.0"},
        },
        receive,
        send,
    )  # fmt: skip
    (served,) = observed
    assert (served.status, served.error) == (422, None)
    # The key is free: what was cut off can be sent again, whole.
    again = {"Idempotency-Key": key.decode()} if key else {}
    assert (await person.http.post("/jobs", json={"title": "Baker"}, headers=again)).status_code == 201
    assert (await person.http.get("/jobs")).json()["meta"]["total"] == 1
