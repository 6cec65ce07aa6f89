"""Uploads with an Idempotency-Key: once, compared whole, and never held in memory to be compared."""

import json
import os
from collections.abc import AsyncIterator
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import Any

import pytest
from fastapi import Request
from starlette.datastructures import UploadFile

from jobwise.domain.limits import LINK_S, MAX_INPUT_BYTES
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


async def test_a_client_that_repeats_an_upload_may_draw_the_line_between_parts_elsewhere(house: House) -> None:
    """Every client takes a new boundary for each request, a repeated one too: it says nothing."""
    person = await house.person()

    async def answer(words: bytes = b"I bake bread.", name: str = "a.txt", kind: str = "resume") -> tuple[int, str]:
        sent = await person.http.post("/samples", files={"file": (name, words)}, data={"kind": kind}, headers=KEY)
        return sent.status_code, sent.json().get("data", {}).get("id", "")

    first = await answer()
    assert first[0] == 202
    assert await answer() == first
    assert (await person.http.get("/samples")).json()["meta"]["total"] == 1
    others = [await answer(words=b"I bake cakes."), await answer(name="b.txt"), await answer(kind="cover_letter")]
    assert [status for status, _ in others] == [409, 409, 409]


@pytest.mark.parametrize("key", [KEY, {}])
@pytest.mark.parametrize("address", ["/samples", "/documents", "/users/me/import", "/profiles/import"])
@pytest.mark.parametrize("token", ["", "a.b.c"])
async def test_nothing_is_read_of_a_file_that_nobody_sends(
    house: House, address: str, key: dict[str, str], token: str
) -> None:
    async def body() -> AsyncIterator[bytes]:
        pytest.fail("the file of a stranger was read")
        yield b""

    signed = {"Authorization": f"Bearer {token}"} if token else {}
    answer = await house.client().post(address, content=body(), headers={**key, **TYPE, **signed})
    assert answer.status_code == 401


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


async def kept(house: House) -> bytes:
    """The one answer that the store keeps."""
    async with house.store.read() as work:
        (row,) = work.idempotency_keys._rows.values()  # type: ignore[attr-defined]
    return bytes(row.row.answer.body)


async def test_t51_the_link_of_a_kept_answer_is_signed_anew_and_stands_in_no_row(house: House) -> None:
    person = await house.person()
    _, text, _ = await upload(person, b"Hello")
    first = json.loads(text)["data"]
    signature = first["links"]["file"].partition("signature=")[2]
    assert len(signature) > 20
    assert signature.encode() not in await kept(house)
    house.clock.forward(seconds=LINK_S + 1)
    assert (await house.client().get(f"http://testserver{first['links']['file']}")).status_code == 404
    status, text, repeated = await upload(person, b"Hello")
    again = json.loads(text)["data"]
    assert (status, repeated) == (201, True)
    assert (await house.client().get(f"http://testserver{again['links']['file']}")).content == b"Hello"
    assert again["links"].pop("file") != first["links"].pop("file")
    assert again["links"].pop("file_expires_at") > first["links"].pop("file_expires_at")
    assert again == first


async def test_a_repeat_after_the_document_was_deleted_opens_nothing(house: House) -> None:
    person = await house.person()
    made = json.loads((await upload(person, b"Hello"))[1])["data"]
    gone = await person.http.delete(f"/documents/{made['id']}", headers={"If-Match": '"1"'})
    assert gone.status_code == 204
    status, text, repeated = await upload(person, b"Hello")
    link = json.loads(text)["data"]["links"]["file"]
    assert (status, repeated, link.endswith("&signature=")) == (201, True, True)
    assert (await house.client().get(f"http://testserver{link}")).status_code == 404


async def test_a_keyed_restore_keeps_no_link_either(house: House) -> None:
    person = await house.person()
    made = (await person.http.post("/documents", content=form(b"Hello"), headers=TYPE)).json()["data"]
    await person.http.delete(f"/documents/{made['id']}", headers={"If-Match": '"1"'})
    for _ in range(2):
        answer = await person.http.post(f"/documents/{made['id']}/restore", headers=KEY)
        link = answer.json()["data"]["links"]["file"]
        assert (await house.client().get(f"http://testserver{link}")).content == b"Hello"
        assert link.partition("signature=")[2].encode() not in await kept(house)
