"""What holds for every address: the envelope, the one form of failures, ids, headers, sizes, at most once."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.support.http import House


def failure(answer: httpx.Response) -> tuple[int, str]:
    error = answer.json()["error"]
    assert set(error) == {"code", "message", "details"}
    return answer.status_code, error["code"]


async def test_whoever_is_not_signed_in_is_told_how(house: House) -> None:
    answer = await house.client().get("/jobs")
    assert failure(answer) == (401, "UNAUTHENTICATED")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("value", ["", "Bearer", "Basic abc", "Bearer a.b.c", "Bearer " + "x" * 9000])
async def test_a_header_that_is_no_token_is_refused(house: House, value: str) -> None:
    answer = await house.client().get("/jobs", headers={"Authorization": value})
    assert failure(answer) == (401, "UNAUTHENTICATED")


async def test_a_token_ends_with_its_time(house: House) -> None:
    person = await house.person()
    assert (await person.http.get("/jobs")).status_code == 200
    house.clock.forward(minutes=16)
    assert failure(await person.http.get("/jobs")) == (401, "UNAUTHENTICATED")


async def test_foreign_and_missing_are_the_same(house: House) -> None:
    anna, ben = await house.person(), await house.person()
    made = (await anna.http.post("/jobs", json={"title": "Baker"})).json()["data"]
    foreign = await ben.http.get(f"/jobs/{made['id']}")
    missing = await ben.http.get(f"/jobs/{house.ids.new()}")
    assert foreign.status_code == missing.status_code == 404
    assert foreign.content == missing.content


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/nowhere", (404, "RESOURCE_NOT_FOUND")),
        ("GET", "/jobs/not-an-id", (422, "VALIDATION_ERROR")),
        ("PATCH", "/jobs", (405, "METHOD_NOT_ALLOWED")),
        ("GET", "/jobs?limit=0", (422, "VALIDATION_ERROR")),
        ("GET", "/jobs?limit=101", (422, "VALIDATION_ERROR")),
        ("GET", "/jobs?page=0", (422, "VALIDATION_ERROR")),
        ("GET", "/jobs?page=9999999999999999999999", (422, "VALIDATION_ERROR")),
        ("GET", "/jobs?page=101&limit=100", (422, "VALIDATION_ERROR")),
    ],
)
async def test_every_failure_has_the_one_form(house: House, method: str, path: str, expected: tuple[int, str]) -> None:
    person = await house.person()
    answer = await person.http.request(method, path)
    assert failure(answer) == expected
    if answer.status_code == 405:
        assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))


BAD_BODIES = [
    b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b'{"title": NaN}', b'{"title": "\\ud800"}',
    b'{"title": "a\\u0000"}',
    b'{"title": "a\\u001b"}', b'{"title": ""}', b'{"title": "x", "owner_id": "y"}', b'{"title": 1e999}',
    b'{"title": ["x"]}', b'{"title": "' + b"x" * 300 + b'"}', b"[" * 10_000, b'{"a":' * 5_000, b'{"title": "a\\nb"}',
]  # fmt: skip


@pytest.mark.parametrize("body", BAD_BODIES, ids=lambda body: body[:20].decode("latin-1"))
async def test_a_bad_body_is_refused_and_nothing_is_kept(house: House, body: bytes) -> None:
    """T52, F6: NaN and half a surrogate pair among them, which an answer could not repeat."""
    person = await house.person()
    answer = await person.http.post("/jobs", content=body, headers={"Content-Type": "application/json"})
    assert failure(answer) == (422, "VALIDATION_ERROR")
    assert (await person.http.get("/jobs")).json()["meta"]["total"] == 0


@pytest.mark.parametrize("said", [True, False])
async def test_too_large_a_body_is_refused(house: House, said: bool) -> None:
    """T38, F15: 413, said or not said in advance."""

    async def parts() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 65_536

    person = await house.person()
    content: Any = b" " * 1_200_000 if said else parts()
    answer = await person.http.post("/jobs", content=content, headers={"Content-Type": "application/json"})
    assert failure(answer) == (413, "TOO_LARGE")


async def test_every_answer_carries_the_safe_headers(house: House) -> None:
    """T55: also those that refuse."""
    person = await house.person()
    for answer in (
        await person.http.get("/jobs"),
        await person.http.get("/nowhere"),
        await house.client().get("/jobs"),
    ):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert len(answer.headers["X-Request-ID"]) == 32


async def test_a_request_id_is_given_back_when_it_is_one(house: House) -> None:
    client = house.client()
    assert (await client.get("/jobs", headers={"X-Request-ID": "mine-1"})).headers["X-Request-ID"] == "mine-1"
    assert (await client.get("/jobs", headers={"X-Request-ID": "a b"})).headers["X-Request-ID"] != "a b"


async def test_only_listed_origins_are_let_in(house: House) -> None:
    """T54: another origin gets no Access-Control-Allow-Origin."""
    client = house.client()
    good = await client.get("/jobs", headers={"Origin": "http://localhost:8501"})
    assert good.headers["Access-Control-Allow-Origin"] == "http://localhost:8501"
    for origin in ("https://evil.example", "http://localhost:8501.evil.example", "null"):
        assert "Access-Control-Allow-Origin" not in (await client.get("/jobs", headers={"Origin": origin})).headers


async def test_a_question_in_advance_is_refused_in_the_one_form(house: House) -> None:
    asked = {"Origin": "http://localhost:8501", "Access-Control-Request-Method": "PATCH"}
    good = await house.client().options("/jobs", headers=asked)
    assert (good.status_code, good.headers["Access-Control-Allow-Origin"]) == (200, "http://localhost:8501")
    for wrong in ({"Origin": "https://evil.example"}, {"Access-Control-Request-Headers": "X-Evil"}):
        bad = await house.client().options("/jobs", headers={**asked, **wrong})
        assert failure(bad) == (400, "ORIGIN_REFUSED")
        assert "Access-Control-Allow-Origin" not in bad.headers


async def test_whatever_can_be_read_can_be_asked_about(house: House) -> None:
    person = await house.person()
    made = (await person.http.post("/jobs", json={"title": "Baker"})).json()["data"]
    sent = await person.http.post("/documents", files={"file": ("a.txt", b"Hello", "text/plain")})
    links = sent.json()["data"]["links"]
    for path in ("/jobs", f"/jobs/{made['id']}", "/nowhere", *(links[name][len("/api/v1") :] for name in links)):
        read, asked = await person.http.get(path), await person.http.head(path)
        assert (asked.status_code, asked.content) == (read.status_code, b""), path
        for name in ("Content-Length", "Content-Type", "ETag", "Content-Disposition"):
            assert asked.headers.get(name) == read.headers.get(name), path
    assert (await person.http.head("/auth/login")).status_code == 405
    large = {"Content-Length": "99999999"}
    assert (await person.http.request("HEAD", "/jobs", headers=large)).content == b""


async def test_what_is_no_json_has_no_field(house: House) -> None:
    person = await house.person()
    answer = await person.http.post("/jobs", content=b'{"title": ', headers={"Content-Type": "application/json"})
    assert [one["field"] for one in answer.json()["error"]["details"]] == [""]


async def test_a_repeat_with_the_same_key_gets_the_first_answer(house: House) -> None:
    person = await house.person()
    key = {"Idempotency-Key": "one"}
    first = await person.http.post("/jobs", json={"title": "Baker"}, headers=key)
    again = await person.http.post("/jobs", json={"title": "Baker"}, headers=key)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (await person.http.get("/jobs")).json()["meta"]["total"] == 1
    other = await person.http.post("/jobs", json={"title": "Cook"}, headers=key)
    assert failure(other) == (409, "CONFLICT")
    house.clock.forward(hours=14)
    assert (await (await house.person()).http.post("/jobs", json={"title": "Cook"}, headers=key)).status_code == 201


async def test_a_key_of_another_form_is_refused(house: House) -> None:
    person = await house.person()
    for key in ("", " ", "a b", "x" * 129, "ä"):
        answer = await person.http.post("/jobs", json={"title": "B"}, headers={"Idempotency-Key": key.encode()})  # type: ignore[dict-item]
        assert failure(answer) == (400, "BAD_IDEMPOTENCY_KEY")


async def test_a_refused_request_does_not_use_its_key_up(house: House) -> None:
    person = await house.person()
    key = {"Idempotency-Key": "two"}
    assert (await person.http.post("/jobs", json={}, headers=key)).status_code == 422
    assert (await person.http.post("/jobs", json={"title": "Baker"}, headers=key)).status_code == 201


async def test_of_many_at_once_one_is_done(house: House) -> None:
    person = await house.person()
    answers = await asyncio.gather(
        *(person.http.post("/jobs", json={"title": "Baker"}, headers={"Idempotency-Key": "three"}) for _ in range(20))
    )
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.content for answer in answers if answer.status_code == 201}) == 1
    assert (await person.http.get("/jobs")).json()["meta"]["total"] == 1


# Answers that are or hold secrets are never kept for a repeat, so these take no key.
SECRET_ANSWERS = {
    *(f"/api/v1/auth/{name}" for name in ("login", "token", "refresh", "change-password")),
    "/api/v1/calendar/token",
}


async def test_the_document_describes_every_failure(house: House) -> None:
    document = (await house.client().get("http://testserver/openapi.json")).json()
    text = json.dumps(document)
    assert "HTTPValidationError" not in text
    for path, item in document["paths"].items():
        for method, operation in item.items():
            assert operation["summary"], path
            assert "503" in operation["responses"], path
            if method == "post":
                taken = any(one["name"] == "Idempotency-Key" for one in operation.get("parameters", ()))
                assert taken is (path not in SECRET_ANSWERS), path


async def test_what_somebody_new_gets_is_in_the_document(house: House) -> None:
    """Who has nothing yet is told so at many an address that names no id."""
    person = await house.person()
    document = (await house.client().get("http://testserver/openapi.json")).json()
    found = {path: item["get"]["responses"] for path, item in document["paths"].items() if "get" in item}
    missing = 0
    for path in (path for path in found if path.startswith("/api/v1/") and "{" not in path):
        answer = await person.http.get(f"http://testserver{path}")
        assert str(answer.status_code) in found[path], path
        missing += answer.status_code == 404
    assert missing >= 5


FILLED = {"section": "experiences", "version": "1", "feature": "registration"}


async def test_the_document_asks_for_a_version_where_the_address_does(house: House) -> None:
    person = await house.admin()
    document = (await house.client().get("http://testserver/openapi.json")).json()
    asked = 0
    for path, item in document["paths"].items():
        for method in item.keys() - {"get"} if path.startswith("/api/v1/") else ():
            taken = {one["name"]: one["required"] for one in item[method].get("parameters", ())}
            address = re.sub(r"{([a-z_]+)}", lambda name: FILLED.get(name[1], str(UUID(int=7))), path)
            answer = await person.http.request(method, f"http://testserver{address}")
            assert (answer.status_code == 428) is taken.get("If-Match", False), (method, path)
            assert ("428" in item[method]["responses"]) is taken.get("If-Match", False), (method, path)
            asked += answer.status_code == 428
            if "/logout" in path:
                person = await house.admin()
    assert asked > 30


async def test_what_was_deleted_is_linked_to_what_brings_it_back(house: House) -> None:
    document = (await house.client().get("http://testserver/openapi.json")).json()
    links = document["paths"]["/api/v1/jobs/{job_id}"]["delete"]["responses"]["204"]["links"]
    assert links == {
        "restore_job": {"operationId": "restore_job", "parameters": {"path.job_id": "$request.path.job_id"}}
    }


OPEN = {
    *(f"/api/v1/auth/{name}" for name in ("register", "login", "token", "refresh", "logout", "csrf")),
    *(f"/api/v1/auth/{name}" for name in ("verify-email", "resend-verification", "forgot-password", "reset-password")),
    "/api/v1/users/me/email/confirm",
    "/api/v1/plans",
    "/api/v1/calendar/{token}.ics",
    "/api/v1/files/{document_id}",
    "/api/v1/files/data-exports/{export_id}",
    "/api/v1/files/exports/{export_id}",
    *("/health", "/ready", "/config", "/metrics"),
}


async def test_the_document_says_what_needs_a_sign_in(house: House) -> None:
    document = (await house.client().get("http://testserver/openapi.json")).json()
    named = set(document["components"]["securitySchemes"])
    open_paths = set()
    for path, item in document["paths"].items():
        for operation in item.values():
            if "security" not in operation:
                open_paths.add(path)
                continue
            assert {name for way in operation["security"] for name in way} <= named
            assert {"401", "403"} <= set(operation["responses"]), path
    assert open_paths == OPEN
    answers = {path: document["paths"][path] for path in OPEN}
    assert "401" in answers["/api/v1/auth/login"]["post"]["responses"]
    assert "403" in answers["/api/v1/auth/register"]["post"]["responses"]
    assert "x-errors" not in json.dumps(document)
