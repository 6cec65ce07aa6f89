"""Documents over HTTP: uploaded, renamed, attached, downloaded by their owner or by a signed link, and nobody else."""

import io
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import UUID

import httpx
import pytest

from jobwise.application.ports.links import Grant
from jobwise.domain.limits import MAX_DOCUMENT_BYTES
from jobwise.infrastructure.security.links import HmacLinks
from tests.integration.http.test_applications import begun, failure
from tests.support.http import House, Person

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


async def upload(person: Person, name: str = "Zeugnis.pdf", data: bytes = PDF, **form: str) -> httpx.Response:
    # The type that the client claims counts for nothing.
    return await person.http.post("/documents", files={"file": (name, data, "text/html")}, data=form)


async def uploaded(person: Person, **given: Any) -> dict[str, Any]:
    answer = await upload(person, **given)
    assert answer.status_code == 201, answer.text
    return dict(answer.json()["data"])


def local(url: str) -> str:
    return url.removeprefix("/api/v1")


async def test_a_file_is_uploaded_and_downloaded(house: House) -> None:
    """T37, T59: an attachment of the type that it is, under a name that breaks no header."""
    anna = await house.person()
    made = await uploaded(anna, name='Zeugnis\r\nX: 1 "2024" 林.pdf', kind="certificate")
    assert (made["type"], made["kind"], made["size_bytes"]) == ("pdf", "certificate", len(PDF))
    answer = await anna.http.get(local(made["links"]["download"]))
    assert (answer.status_code, answer.content) == (200, PDF)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Length"] == str(len(PDF))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith('attachment; filename="')
    assert disposition.endswith("filename*=UTF-8''ZeugnisX%3A%201%202024%20%E6%9E%97.pdf") or "%E6%9E%97" in disposition
    assert "X" not in answer.headers
    again = await anna.http.get(f"/documents/{made['id']}")
    assert again.headers["ETag"] == '"1"'
    assert again.json()["data"] == made


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.pdf", b"<html><script>alert(1)</script>", (415, "UNSUPPORTED_MEDIA_TYPE")),
        ("a.html", b"<html>", (415, "UNSUPPORTED_MEDIA_TYPE")),
        ("a.svg", b"<svg/>", (415, "UNSUPPORTED_MEDIA_TYPE")),
        ("a.txt", PDF, (415, "UNSUPPORTED_MEDIA_TYPE")),
        ("a.pdf", b"", (415, "UNSUPPORTED_MEDIA_TYPE")),
        ("", PDF, (422, "VALIDATION_ERROR")),
        ("a.txt", b"x" * (MAX_DOCUMENT_BYTES + 1), (413, "TOO_LARGE")),
        ("a.txt", b"x" * (MAX_DOCUMENT_BYTES + 200_000), (413, "TOO_LARGE")),
    ],
    ids=lambda value: repr(value)[:30],
)
async def test_t37_t38_other_files_are_refused_and_not_kept(
    house: House, name: str, data: bytes, expected: tuple[int, str]
) -> None:
    anna = await house.person()
    assert failure(await upload(anna, name, data)) == expected
    assert house.files.kept == {}
    assert (await anna.http.get("/documents")).json()["meta"]["total"] == 0


async def test_t38_a_body_without_a_length_is_counted(house: House) -> None:
    anna, read = await house.person(), 0

    async def endless() -> Any:
        nonlocal read
        head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        yield head
        for _ in range(400):
            read += 65_536
            yield b"x" * 65_536

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    assert failure(await anna.http.post("/documents", content=endless(), headers=headers)) == (413, "TOO_LARGE")
    assert read <= MAX_DOCUMENT_BYTES + 1_048_576
    assert house.files.kept == {}


BAD_FORMS: list[tuple[str, bytes]] = [
    ("multipart/form-data", b"--b\r\n"),
    ("multipart/form-data; boundary=b", b""),
    ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form-data; name=file\r\n\r\nx\r\n--b--\r\n"),
    ("multipart/form-data; boundary=b", b"nonsense" * 100),
    ("multipart/form-data; boundary=" + "b" * 500, b"--b--"),
    ("application/x-www-form-urlencoded", b"file=x"),
]


@pytest.mark.parametrize(("type", "body"), BAD_FORMS, ids=lambda value: repr(value)[:40])
async def test_t52_a_broken_form_is_refused(house: House, type: str, body: bytes) -> None:
    anna = await house.person()
    answer = await anna.http.post("/documents", content=body, headers={"Content-Type": type})
    assert failure(answer) == (422, "VALIDATION_ERROR")


async def test_json_is_no_file(house: House) -> None:
    anna = await house.person()
    answer = await anna.http.post("/documents", json={})
    assert failure(answer) == (415, "UNSUPPORTED_MEDIA_TYPE")


async def test_a_kind_that_is_none_is_refused(house: House) -> None:
    anna = await house.person()
    assert failure(await upload(anna, kind="passport")) == (422, "VALIDATION_ERROR")
    assert house.files.kept == {}


async def test_t29_who_is_not_verified_keeps_one_file(house: House) -> None:
    anna = await house.person(verified=False)
    await uploaded(anna)
    assert failure(await upload(anna)) == (403, "EMAIL_NOT_VERIFIED")
    assert len(house.files.kept) == 1


async def test_documents_are_listed_renamed_deleted_and_restored(house: House) -> None:
    anna = await house.person()
    first = await uploaded(anna, name="b.pdf")
    house.clock.forward(seconds=1)
    second = await uploaded(anna, name="a.txt", data="Grüße".encode(), kind="letter")

    async def names(query: str = "") -> list[str]:
        answer = await anna.http.get(f"/documents?{query}")
        assert answer.json()["meta"]["total"] == len(answer.json()["data"])
        return [one["name"] for one in answer.json()["data"]]

    assert await names() == ["a.txt", "b.pdf"]
    assert await names("sort=-name") == ["b.pdf", "a.txt"]
    assert await names("kind=letter") == ["a.txt"]
    assert await names("q=B.P") == ["b.pdf"]
    assert failure(await anna.http.get("/documents?sort=size_bytes")) == (422, "VALIDATION_ERROR")
    url = f"/documents/{first['id']}"
    assert failure(await anna.http.patch(url, json={"name": "x"})) == (428, "PRECONDITION_REQUIRED")
    renamed = await anna.http.patch(url, json={"name": "../Diplom"}, headers={"If-Match": '"1"'})
    assert renamed.json()["data"]["name"] == "Diplom.pdf"
    assert failure(await anna.http.patch(url, json={"name": "x"}, headers={"If-Match": '"1"'}))[0] == 412
    assert failure(await anna.http.patch(url, json={"sha256": "x"}, headers={"If-Match": '"2"'}))[0] == 422
    assert failure(await anna.http.delete(url, headers={"If-Match": '"1"'}))[0] == 412
    assert (await anna.http.delete(url, headers={"If-Match": '"2"'})).status_code == 204
    assert await names() == ["a.txt"]
    assert failure(await anna.http.get(f"{url}/download")) == (404, "RESOURCE_NOT_FOUND")
    assert (await anna.http.post(f"{url}/restore")).headers["ETag"] == '"4"'
    assert (await anna.http.get(f"{url}/download")).content == PDF
    assert second["kind"] == "letter"


async def test_t1_what_is_foreign_is_as_missing_as_none(house: House) -> None:
    anna, ben = await house.person(), await house.person()
    made = await uploaded(anna)
    application = await begun(ben)
    version = {"If-Match": '"1"'}

    async def tried(id: str) -> list[tuple[int, bytes]]:
        url = f"/documents/{id}"
        calls = [
            await ben.http.get(url),
            await ben.http.get(f"{url}/download"),
            await ben.http.patch(url, json={"name": "x"}, headers=version),
            await ben.http.delete(url, headers=version),
            await ben.http.post(f"{url}/restore"),
            await ben.http.post(f"{url}/attach", json={"application_ids": [application["id"]]}),
        ]
        return [(answer.status_code, answer.content) for answer in calls]

    foreign = await tried(made["id"])
    assert foreign == await tried(str(house.ids.new()))
    assert {status for status, _ in foreign} == {404}
    mine = await uploaded(ben)
    others = await begun(anna)
    answer = await ben.http.post(f"/documents/{mine['id']}/attach", json={"application_ids": [others["id"]]})
    assert failure(answer) == (404, "RESOURCE_NOT_FOUND")


async def test_a_document_is_attached_to_many_or_to_none(house: House) -> None:
    anna = await house.person()
    made = await uploaded(anna)
    first, second = await begun(anna), await begun(anna)
    url = f"/documents/{made['id']}/attach"
    ids = [first["id"], second["id"], first["id"]]
    missing = await anna.http.post(url, json={"application_ids": [*ids, str(house.ids.new())]})
    assert failure(missing) == (404, "RESOURCE_NOT_FOUND")
    assert (await anna.http.get(f"/applications/{first['id']}")).json()["data"]["documents"] == []
    for _ in range(2):
        done = await anna.http.post(url, json={"application_ids": ids, "label": "sent"})
        assert {one["application_id"]: one["version"] for one in done.json()["data"]} == dict.fromkeys(ids, 2)
    attached = (await anna.http.get(f"/applications/{second['id']}/documents")).json()["data"]
    assert attached == [{"id": made["id"], "kind": "document", "label": "sent"}]
    for bad in ([], [str(UUID(int=n)) for n in range(51)], ["x"], None):
        assert failure(await anna.http.post(url, json={"application_ids": bad})) == (422, "VALIDATION_ERROR")
    here = f"/applications/{second['id']}/documents/{made['id']}"
    changed = await anna.http.patch(here, json={"label": "again"}, headers={"If-Match": '"2"'})
    assert changed.json()["data"]["label"] == "again"
    again = {"kind": "document", "id": made["id"]}
    assert failure(await anna.http.post(f"/applications/{second['id']}/documents", json=again)) == (400, "ALREADY")
    assert (await anna.http.delete(here, headers={"If-Match": '"3"'})).status_code == 204


def changed(url: str, **other: str | None) -> str:
    parts = urlsplit(url)
    query = {**dict(parse_qsl(parts.query)), **other}
    path = query.pop("path", parts.path)
    return f"{path}?{urlencode({name: value for name, value in query.items() if value is not None})}"


async def test_t40_a_signed_link_opens_one_file_and_no_change_of_it_opens_any(house: House) -> None:
    anna, ben, nobody = await house.person(), await house.person(), house.client()
    made, other = await uploaded(anna), await uploaded(anna, name="other.pdf")
    foreign = await uploaded(ben)
    url = local(made["links"]["file"])
    assert (await nobody.get(url)).content == PDF
    query = dict(parse_qsl(urlsplit(url).query))
    expires, signature = int(query["expires"]), query["signature"]
    document = await house.cases.documents.show(owner=anna.user.id, id=UUID(made["id"]))
    wrong_method = HmacLinks(lambda: b"l" * 32).sign(Grant("PUT", document.file.key, anna.user.id, expires))
    wrong_key = HmacLinks(lambda: b"m" * 32).sign(Grant("GET", document.file.key, anna.user.id, expires))
    flipped = ("B" if signature[0] == "A" else "A") + signature[1:]
    mutations = [
        changed(url, path=f"/files/{other['id']}"),
        changed(url, path=f"/files/{foreign['id']}"),
        changed(url, path=f"/files/{made['id'].upper()}"),
        changed(url, user=str(ben.user.id)),
        changed(url, user=None),
        changed(url, expires=str(expires + 1)),
        changed(url, expires=str(expires + 10**6)),
        changed(url, expires=f"0{expires}"),
        changed(url, expires=None),
        changed(url, signature=flipped),
        changed(url, signature=signature[:-1]),
        changed(url, signature=None),
        changed(url, signature=wrong_method),
        changed(url, signature=wrong_key),
        changed(url, signature=dict(parse_qsl(urlsplit(other["links"]["file"]).query))["signature"]),
        changed(url, expires="9" * 40),
        changed(url, expires="-1"),
        changed(url, user="../x", signature="%00"),
    ]
    answers = [await nobody.get(mutation) for mutation in mutations]
    assert [answer.status_code for answer in answers] == [404] * len(mutations)
    assert len({answer.content for answer in answers}) == 1


async def test_t40_a_link_ends_with_its_time_and_with_its_document(house: House) -> None:
    anna, nobody = await house.person(), house.client()
    made = await uploaded(anna)
    url = local(made["links"]["file"])
    house.clock.forward(minutes=10)
    assert failure(await nobody.get(url)) == (404, "RESOURCE_NOT_FOUND")
    fresh = (await anna.http.get(f"/documents/{made['id']}")).json()["data"]["links"]["file"]
    assert (await nobody.get(local(fresh))).status_code == 200
    await anna.http.delete(f"/documents/{made['id']}", headers={"If-Match": '"1"'})
    assert failure(await nobody.get(local(fresh))) == (404, "RESOURCE_NOT_FOUND")


async def test_t41_the_place_of_the_file_is_no_address(house: House) -> None:
    anna = await house.person()
    made = await uploaded(anna)
    (key,) = house.files.kept
    for person in (anna.http, house.client()):
        for path in (f"/{key}", f"/files/{key}", f"/documents/{key}", f"/files/{key.rpartition('/')[2]}"):
            assert (await person.get(path)).status_code == 404, path
        assert (await person.get(f"http://testserver/{key}")).status_code == 404
    anonymous = await house.client().get(f"/documents/{made['id']}/download")
    assert failure(anonymous) == (401, "UNAUTHENTICATED")


async def test_a_row_whose_file_is_gone_is_a_plain_404(house: House) -> None:
    anna = await house.person()
    made = await uploaded(anna)
    house.files.kept.clear()
    assert failure(await anna.http.get(f"/documents/{made['id']}/download")) == (404, "RESOURCE_NOT_FOUND")


async def test_a_repeat_of_a_keyed_upload_keeps_one_file(house: House) -> None:
    anna = await house.person()
    request = anna.http.build_request(
        "POST", "/documents", files={"file": ("a.pdf", io.BytesIO(PDF))}, headers={"Idempotency-Key": "one"}
    )
    body = request.read()
    answers = [await anna.http.post("/documents", content=body, headers=dict(request.headers)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].content == answers[1].content
    assert len(house.files.kept) == 1


async def test_the_tier_limits_uploads_of_a_day(house: House) -> None:
    anna = await house.person()
    for number in range(10):
        await uploaded(anna, name=f"{number}.pdf")
    refused = await upload(anna)
    assert failure(refused) == (429, "QUOTA_EXCEEDED")
    assert "pro" in refused.json()["error"]["message"]
    assert len(house.files.kept) == 10
