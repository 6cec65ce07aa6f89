"""Whatever is sent to the routes of accounts is refused in the one form, and nothing of it is kept."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from jobwise.presentation.http.app import HttpOptions
from jobwise.presentation.http.edge import EdgeOptions
from tests.support.http import House, described

ROOMS = tuple(f"/api/v1/{room}" for room in ("auth", "users", "plans", "usage", "admin"))
HUGE = "x" * 100_000
VALUES: list[Any] = [
    *(None, True, -1, 2**63, 10**400, 1.5, [], {}, ["a"], [[[]]], {"$ne": None}),
    *("", " ", "\x00", "\x1b[31m", "\u202e", "🦊" * 300, HUGE, "\r\nSet-Cookie: a=b"),
    *("'; DROP TABLE users; --", "%' OR 1=1 --", "../../etc/passwd", "{{7*7}}", "${jndi:ldap://x}", "=1+1"),
]
RAW = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"\xff\xfe",
    b'{"email": NaN}',
    b'{"email": "\\ud800", "password": "\\ud800"}',
    b"[" * 9_000,
]
IDS = ["not-an-id", "0", "00000000-0000-0000-0000-000000000000", "%00", "..%2f..", "x" * 3_000]


def operations() -> Iterator[Any]:
    document = described()
    for path, item in document["paths"].items():
        if not path.startswith(ROOMS):
            continue
        for method, operation in item.items():
            yield pytest.param(method.upper(), path, operation, document, id=f"{method} {path}")


def fields(operation: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """The fields of a JSON body, each with its example."""
    content = operation.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    for choice in (schema, *schema.get("anyOf", ())):
        if "$ref" in choice:
            found = document["components"]["schemas"][choice["$ref"].rsplit("/", 1)[1]]["properties"]
            return {name: (one.get("examples") or ["x"])[0] for name, one in found.items()}
    return {}


@pytest.mark.parametrize(("method", "path", "operation", "document"), list(operations()))
async def test_no_input_breaks_a_route(
    house: House, method: str, path: str, operation: dict[str, Any], document: dict[str, Any]
) -> None:
    admin = await house.admin()
    headers = {"If-Match": '"1"', "Content-Type": "application/json"}
    plain = path.removeprefix("/api/v1")
    for bad in IDS if "{" in path else ():
        place = plain[: plain.index("{")] + bad
        answer = await admin.http.request(method, place, headers=headers, json=fields(operation, document) or None)
        assert 400 <= answer.status_code < 500, (bad, answer.text)
    plain = plain.replace("{user_id}", str(admin.user.id)).replace("{session_id}", str(house.ids.new()))
    plain = plain.replace("{feature}", "documents")
    good = fields(operation, document)
    bodies = [json.dumps({**good, name: value}).encode() for name in good for value in VALUES]
    bodies += (
        [*RAW, json.dumps({**good, "unknown": 1}).encode(), json.dumps({"role": "admin"}).encode()] if good else []
    )
    for body in bodies:
        answer = await admin.http.request(method, plain, headers=headers, content=body)
        assert answer.status_code < 500, (body[:80], answer.text)
        if answer.status_code >= 400:
            assert set(answer.json()["error"]) == {"code", "message", "details"}
            assert HUGE[:1_000] not in answer.text


QUERIES = ["", "-1", "0", str(2**63), "\x00", "%' OR 1=1 --", "x" * 5_000]


@pytest.mark.parametrize("path", ["/admin/users", "/admin/audit"])
async def test_t14_no_query_breaks_a_list_or_finds_what_is_not_meant(house: House, path: str) -> None:
    admin = await house.admin()
    for name in ("page", "limit", "email", "role", "owner_id", "aggregate_id", "active"):
        for value in QUERIES:
            answer = await admin.http.get(path, params={name: value})
            assert answer.status_code in (200, 422), (name, value)
    found = await admin.http.get("/admin/users", params={"email": "%' OR 1=1 --"})
    assert found.json()["meta"]["total"] == 0


async def test_t53_a_crash_tells_its_number_and_nothing_else(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    async def crash(*_: object, **__: object) -> None:
        raise ZeroDivisionError("SELECT geheim FROM users WHERE path = '/srv/app'")

    person = await house.person()
    monkeypatch.setattr(type(house.cases.users.show_me), "__call__", crash)
    answer = await person.http.get("/users/me")
    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "INTERNAL_ERROR"
    assert len(answer.headers["X-Request-ID"]) == 32
    assert not [word for word in ("geheim", "SELECT", "Traceback", "srv", "ZeroDivision") if word in answer.text]


async def test_t67_pages_for_developers_can_be_off() -> None:
    closed, open_ = House(options=HttpOptions(docs=False)), House()
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert (await closed.client().get(f"http://testserver{path}")).status_code == 404
        assert (await open_.client().get(f"http://testserver{path}")).status_code == 200
    assert (await closed.client().request("TRACE", "/users/me")).status_code == 405
    assert "server" not in (await closed.client().get("/plans")).headers


async def test_t55_over_https_browsers_are_told_to_stay_there() -> None:
    house = House(options=HttpOptions(https=True, edge=EdgeOptions(observe=lambda served: None, https=True)))
    answers = [await house.client().get("/plans"), await house.client().get("/users/me")]
    assert all("max-age=31536000" in answer.headers["Strict-Transport-Security"] for answer in answers)
