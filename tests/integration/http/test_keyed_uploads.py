"""Uploads with an Idempotency-Key: once, compared whole, and never held in memory to be compared."""

import os
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import Any

import pytest
from fastapi import Request
from starlette.datastructures import UploadFile

from jobwise.domain.limits import MAX_INPUT_BYTES
from tests.support.archives import EXPORT, archive
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


@pytest.mark.parametrize("key", [KEY, {}])
@pytest.mark.parametrize("kind", ["archive", "json"])
async def test_a_profile_file_stays_on_the_disk_keyed_or_not(
    house: House, monkeypatch: pytest.MonkeyPatch, key: dict[str, str], kind: str
) -> None:
    taken: list[int] = []
    usual = SpooledTemporaryFile.read

    async def held(self: object, size: int = -1) -> bytes:
        pytest.fail("the whole file was held in memory")

    def noted(self: Any, *args: int) -> bytes:
        piece: bytes = usual(self, *args)
        taken.append(len(piece))
        return piece

    monkeypatch.setattr(Request, "body", held)
    monkeypatch.setattr(UploadFile, "read", held)
    monkeypatch.setattr(SpooledTemporaryFile, "read", noted)
    person = await house.person()
    photo = os.urandom(6_000_000)
    data = archive({**EXPORT, "photo.jpg": photo}) if kind == "archive" else b'{"basics": {}} ' + b" " * 6_000_000
    for again in (False, True):
        answer = await person.http.post("/profiles/import", content=form(data), headers={**key, **TYPE})
        if kind == "json":
            assert answer.status_code == 413
            continue
        assert answer.status_code == 201
        assert ("idempotency-replayed" in answer.headers) is (again and bool(key))
    assert taken
    assert max(taken) <= MAX_INPUT_BYTES + 1
    profiles = (await person.http.get("/profiles")).json()["meta"]["total"]
    assert profiles == (0 if kind == "json" else 1 if key else 2)


async def test_another_file_under_the_same_key_is_refused(house: House) -> None:
    person = await house.person()
    for name, expected in (("Mara", 201), ("Mara", 201), ("Tomas", 409)):
        body = form(b'{"basics": {"name": "%s"}}' % name.encode())
        answer = await person.http.post("/profiles/import", content=body, headers={**KEY, **TYPE})
        assert answer.status_code == expected
