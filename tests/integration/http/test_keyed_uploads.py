"""Uploads with an Idempotency-Key: once, compared whole, and never held in memory to be compared."""

from io import BytesIO

import pytest
from fastapi import Request

from tests.support.http import House, Person

KEY = {"Idempotency-Key": "one"}
TYPE = {"Content-Type": "multipart/form-data; boundary=xyz"}


def form(words: bytes) -> bytes:
    head = (
        b'--xyz\r\nContent-Disposition: form-data; name="file"; filename="note.txt"\r\nContent-Type: text/plain\r\n\r\n'
    )
    return head + words + b"\r\n--xyz--\r\n"


async def upload(person: Person, words: bytes) -> tuple[int, str, bool]:
    answer = await person.http.post("/documents", content=form(words), headers={**KEY, **TYPE})
    return answer.status_code, answer.text, "idempotency-replayed" in answer.headers


async def test_a_repeated_upload_is_one_document(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    async def held(self: Request) -> bytes:
        pytest.fail("the whole body was held in memory")

    monkeypatch.setattr(Request, "body", held)
    person = await house.person()
    words = b"Baked bread for twenty years. " * 40_000
    first, second = await upload(person, words), await upload(person, words)
    assert (first[0], first[2], second[2]) == (201, False, True)
    assert second[:2] == first[:2]
    assert (await person.http.get("/documents")).json()["meta"]["total"] == 1
    assert (await upload(person, words + b"!"))[0] == 409


async def test_a_form_that_breaks_off_keeps_no_key(house: House) -> None:
    person = await house.person()
    answer = await person.http.post("/documents", content=b"--xyz\r\nnonsense", headers={**KEY, **TYPE})
    assert answer.status_code == 422
    assert (await upload(person, b"Hello"))[0] == 201


async def test_a_form_where_json_is_taken_is_refused_as_before(house: House) -> None:
    person = await house.person()
    answer = await person.http.post("/jobs", files={"file": ("a.txt", BytesIO(b"x"), "text/plain")}, headers=KEY)
    assert answer.status_code == 415
