"""Bad input to every operation: never a crash, never a wait, one form of refusal, and nothing half stored."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import fields
from typing import Any
from uuid import UUID

import httpx
import pytest

from jobwise.infrastructure.persistence.memory.store import MemoryStore
from jobwise.presentation.http.aliases import ALIASES
from jobwise.presentation.http.app import HttpOptions
from jobwise.presentation.http.edge import EdgeOptions
from tests.integration.http import hostile
from tests.integration.http.test_authorization import ALL, ROWS, Made, Operation, Row
from tests.support.http import House, Person, described

LONGEST_S = 2.0
DOCUMENT = described()
READS = [one for one in ALL if one.method == "GET"]


class Abused:
    """One operation that is called badly, again and again, as somebody who may call it well."""

    def __init__(self, house: House, operation: Operation, row: Row, person: Person, made: Made) -> None:
        self.house, self.operation, self.row, self.person, self.made = house, operation, row, person, made
        assert isinstance(house.store, MemoryStore)
        self._held = sizes(house.store.state)

    @classmethod
    async def of(cls, house: House, operation: Operation) -> "Abused":
        row = ROWS[operation.id]
        person = await (house.admin() if row.admin else house.person())
        return cls(house, operation, row, person, await row.make(person) if row.make else {})

    async def send(self, *, path: str = "", query: str = "", **more: Any) -> httpx.Response:
        """Sends it, and holds the answer to what all answers keep."""
        url = "http://testserver" + (path or self.operation.path.format(**self.made)) + ("?" + query if query else "")
        headers = self.row.headers | more.pop("headers", {})
        sent = {name.encode("latin-1"): value.encode("latin-1") for name, value in headers.items()}
        request = self.person.http.build_request(self.operation.method, url, headers=sent, **more)
        answer = await asyncio.wait_for(self.person.http.send(request), LONGEST_S)
        fault = self._fault(answer)
        assert not fault, (fault, answer.status_code, answer.text[:300], url[:200], str(more)[:200])
        return answer

    def _fault(self, answer: httpx.Response) -> str:
        """What is wrong with an answer; empty when nothing is. What was refused has left no trace in the store."""
        store = self.house.store
        assert isinstance(store, MemoryStore)
        before, self._held = self._held, sizes(store.state)
        if answer.status_code >= 500:
            return "a failure of ours"
        if answer.status_code < 400:
            return ""
        if set(answer.json()["error"]) != {"code", "message", "details"} or not answer.headers["X-Request-ID"]:
            return "an error of another form"
        return "" if self._held == before else f"stored: {before} before, {self._held} after"


def sizes(state: Any) -> Mapping[str, int]:
    """How many rows each part of the store holds."""
    found: dict[str, int] = {}
    for one in fields(state):
        part = getattr(state, one.name)
        inner = fields(part) if hasattr(part, "__dataclass_fields__") else ()
        for deeper in inner:
            value = getattr(part, deeper.name)
            found[f"{one.name}.{deeper.name}"] = len(value) if hasattr(value, "__len__") else 0
        if not inner:
            found[one.name] = len(part)
    return found


def schema_of(operation: Operation) -> dict[str, Any] | None:
    """The schema of the JSON body of an operation."""
    body = DOCUMENT["paths"][operation.path][operation.method.lower()].get("requestBody", {})
    schema = body.get("content", {}).get("application/json", {}).get("schema")
    if schema is None:
        return None
    found = next((one for one in schema.get("anyOf", [schema]) if "$ref" in one), schema)
    name = found.get("$ref", "").rpartition("/")[2]
    resolved: dict[str, Any] = DOCUMENT["components"]["schemas"][name] if name else found
    return resolved


# A posting may be sent as it is: as text or as a page.
PASTED = {"parse_job", "capture_text"}
WITH_JSON = [one for one in ALL if schema_of(one) is not None]
JSON = {"Content-Type": "application/json"}


OTHER_ADDRESSES = {alias.id for alias in ALIASES}
# Other addresses of an act read its form by the same lines; `/profile` does what `/profiles/{profile_id}` does.
ONCE_EACH = [
    one for one in WITH_JSON if one.id not in OTHER_ADDRESSES and not f"{one.path}/".startswith("/api/v1/profile/")
]


@pytest.mark.parametrize("operation", WITH_JSON, ids=lambda one: one.id)
async def test_a_body_that_is_none(house: House, operation: Operation) -> None:
    abused = await Abused.of(house, operation)
    for body in hostile.BODIES:
        answer = await abused.send(content=body, headers=JSON)
        assert answer.status_code >= 400 or body in hostile.NOTHING, body[:60]
    for kind in () if operation.id in PASTED else hostile.TYPES:
        answer = await abused.send(content=json.dumps(abused.row.body or {}).encode(), headers={"Content-Type": kind})
        assert answer.status_code == 415 or (kind.startswith("multipart/") and answer.status_code == 422), kind


@pytest.mark.parametrize("operation", ONCE_EACH, ids=lambda one: one.id)
async def test_values_that_no_field_holds(house: House, operation: Operation) -> None:
    """F4, F5: made by hand, for every field of every body."""
    abused = await Abused.of(house, operation)
    names = list((schema_of(operation) or {}).get("properties", {}))
    body = abused.row.body if isinstance(abused.row.body, dict) else {}
    for _, damaged in hostile.damaged(body, names):
        await abused.send(content=damaged, headers=JSON)


@pytest.mark.parametrize("operation", [one for one in ALL if "{" in one.path], ids=lambda one: one.id)
async def test_ids_that_are_none(house: House, operation: Operation) -> None:
    abused = await Abused.of(house, operation)
    for name in (name for name in abused.made if f"{{{name}}}" in operation.path):
        for id in hostile.IDS:
            answer = await abused.send(path=operation.path.format(**{**abused.made, name: id}), json=abused.row.body)
            # Entries of a profile have numbers as well as ids.
            assert answer.status_code >= 400 or (name in ("item_id", "bullet_id") and id == "0"), (name, id)


@pytest.mark.parametrize("operation", READS, ids=lambda one: one.id)
async def test_queries(house: House, operation: Operation) -> None:
    abused = await Abused.of(house, operation)
    for query in hostile.QUERIES:
        await abused.send(query=query)


@pytest.mark.parametrize("id", ["list_jobs", "create_job", "edit_me", "sign_out"])
async def test_headers(house: House, id: str) -> None:
    operation = next(one for one in ALL if one.id == id)
    for headers in hostile.HEADERS:
        abused = await Abused.of(house, operation)
        await abused.send(headers=headers, **({"json": abused.row.body} if abused.row.body is not None else {}))


async def test_an_id_in_capitals_is_the_same_id(house: House) -> None:
    person = await house.person()
    made = (await person.http.post("/jobs", json={"title": "Baker"})).json()["data"]["id"]
    assert UUID(made)
    assert (await person.http.get(f"/jobs/{made.upper()}")).status_code == 200


async def test_addresses_that_climb(house: House) -> None:
    person = await house.person()
    for path in (
        "/../../etc/passwd",
        "/jobs/../admin/users",
        "/jobs//",
        "//jobs",
        "/jobs/%2e%2e/users",
        "/jobs;x=1",
    ):
        answer = await person.http.get(httpx.URL("http://testserver/api/v1" + path))
        assert answer.status_code in (401, 403, 404, 422), path


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "G\x7fT", "X" * 500, "get"])
async def test_methods_that_nobody_has(house: House, method: str) -> None:
    person = await house.person()
    answer = await person.http.send(httpx.Request(method, "http://testserver/api/v1/jobs", headers=person.http.headers))
    assert answer.status_code in (200, 405)
    assert answer.status_code == 405 or method == "get"


PART = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nabc'
BEGUN = {"application/json": b'{"title": ', "multipart/form-data; boundary=x": PART}


@pytest.mark.parametrize("kind", BEGUN)
async def test_a_body_that_stops_coming_is_not_waited_for(kind: str) -> None:
    async def body() -> AsyncIterator[bytes]:
        yield BEGUN[kind]
        await asyncio.sleep(LONGEST_S)

    options = HttpOptions(edge=EdgeOptions(observe=lambda served: None, body_gap_s=0.05))
    person = await House(options=options).person()
    path = "/jobs" if kind == "application/json" else "/documents"
    answer = await asyncio.wait_for(person.http.post(path, content=body(), headers={"Content-Type": kind}), LONGEST_S)
    assert (answer.status_code, answer.json()["error"]["code"]) == (408, "REQUEST_TIMEOUT")
