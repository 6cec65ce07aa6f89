"""Files of resumes and letters over HTTP: asked for, made, followed, linked, given up."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import pytest

from jobwise.application.exports.commands import MAKING
from jobwise.application.generations.commands import MAKING as GENERATING
from jobwise.application.ports.links import Grant
from jobwise.domain import limits
from jobwise.infrastructure.security.links import HmacLinks
from jobwise.infrastructure.tasks.runner import Runner, WorkClass
from tests.integration.http.test_documents import changed, local
from tests.integration.http.test_generations import events, ready
from tests.support.http import House, Person
from tests.support.signing import failure


async def work(house: House) -> None:
    """What a running server does."""
    handlers = {MAKING: house.cases.exports.make, GENERATING: house.cases.generations.make}
    classes = (WorkClass("g", (GENERATING,)), WorkClass("x", (MAKING,)))
    await Runner(house.store, house.clock, house.ids, handlers, classes).run_due()


async def generated(person: Person, **more: Any) -> str:
    """The id of a resume that is made."""
    answer = await person.http.post("/generations/resume", json={**await ready(person), **more})
    assert answer.status_code == 202, answer.text
    await work(person.house)
    return str(answer.json()["data"]["id"])


async def data(person: Person, path: str) -> Any:
    answer = await person.http.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


async def made(person: Person, generation: str, format: str = "pdf", **more: Any) -> dict[str, Any]:
    answer = await person.http.post(f"/exports/{format}", json={"generation_id": generation, **more})
    assert answer.status_code == 202, answer.text
    asked = answer.json()["data"]
    assert answer.headers["location"] == asked["links"]["self"] == f"/api/v1/exports/{asked['id']}"
    assert (asked["status"], asked["links"]["file"], asked["links"]["retry"]) == ("pending", None, None)
    await work(person.house)
    found: dict[str, Any] = await data(person, f"/exports/{asked['id']}")
    assert found["status"] == "completed"
    return found


async def test_every_format_comes_back_under_its_name_and_type(house: House) -> None:
    person = await house.person()
    generation = await generated(person)
    media = {
        "pdf": "application/pdf",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "tex": "application/x-tex",
        "md": "text/markdown; charset=utf-8",
        "txt": "text/plain; charset=utf-8",
        "json": "application/json",
    }
    for format, type_ in media.items():
        one = await made(person, generation, format)
        assert (one["format"], one["media_type"]) == (format, type_)
        file = await house.client().get(local(one["links"]["file"]))
        assert file.headers["content-type"] == type_
        assert file.headers["content-disposition"].startswith('attachment; filename="Mara Lind - ')
        assert f"resume.{format}" in file.headers["content-disposition"]
        assert file.headers["cache-control"] == "private, no-store"
        assert len(file.content) == one["size_bytes"]
        assert (await person.http.get(f"/exports/files/{one['id']}/download")).content == file.content
        for http, path in (
            (house.client(), local(one["links"]["file"])),
            (person.http, f"/exports/{one['id']}/download"),
        ):
            about = await http.head(path)
            assert (about.status_code, about.content, about.headers["content-length"]) == (
                200,
                b"",
                str(one["size_bytes"]),
            )
        # Asking about a file is not fetching it.
        assert (await data(person, f"/exports/{one['id']}"))["download_count"] == 2
    listed = await person.http.get("/exports", params={"format": ["pdf", "json"], "generation_id": generation})
    assert [one["format"] for one in listed.json()["data"]] == ["json", "pdf"]
    assert listed.json()["meta"]["filters"] == {"generation_id": generation, "format": ["pdf", "json"]}
    assert [one["links"]["file"] for one in listed.json()["data"]] == [None, None]
    assert (await data(person, "/exports?status=failed")) == []
    asked = house.outside.printing.press.printed  # type: ignore[attr-defined]
    # One more was drawn to be read back, for the report on the resume.
    assert [order.template for order in asked] == ["modern"] * 6


async def test_a_zip_of_several_and_its_bounds(house: House) -> None:
    person = await house.person()
    item = {"generation_id": await generated(person), "format": "pdf"}
    answer = await person.http.post("/exports/batch", json={"items": [item, {**item, "template": "classic"}]})
    assert answer.status_code == 202, answer.text
    await work(house)
    found = await data(person, f"/exports/{answer.json()['data']['id']}")
    assert (found["format"], found["generation_id"], len(found["parts"])) == ("zip", None, 2)
    assert found["parts"][1]["name"].endswith(" (2).pdf")
    assert (await house.client().get(local(found["links"]["file"]))).content.startswith(b"PK")
    for items in ([], [item] * (limits.MAX_BATCH + 1), [{**item, "format": "zip"}], [{"format": "pdf"}]):
        refused = await person.http.post("/exports/batch", json={"items": items})
        assert failure(refused) == (422, "VALIDATION_ERROR")
    refused = await person.http.post("/exports/batch", json={"items": [item, {**item, "template": "baroque"}]})
    assert refused.json()["error"]["details"] == [{"field": "items/1/template", "reason": "is unknown"}]
    assert (await person.http.get("/exports")).json()["meta"]["total"] == 1


async def test_a_repeat_of_a_keyed_request_makes_one_file(house: House) -> None:
    person = await house.person()
    body = {"generation_id": await generated(person), "template": "creative"}
    headers = {"Idempotency-Key": "once"}
    answers = [await person.http.post("/exports/pdf", json=body, headers=headers) for _ in range(2)]
    assert answers[0].content == answers[1].content
    other = await person.http.post("/exports/pdf", json={**body, "template": "modern"}, headers=headers)
    assert failure(other) == (409, "CONFLICT")
    assert (await person.http.get("/exports")).json()["meta"]["total"] == 1


async def test_a_full_queue_is_a_503_that_says_when(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobwise.application.exports.commands.MAX_WAITING_EXPORTS_PER_USER", 2)
    person = await house.person()
    body = {"generation_id": await generated(person)}
    answers = [await person.http.post("/exports/txt", json=body) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 503]
    assert failure(answers[2]) == (503, "QUEUE_FULL")
    assert answers[2].headers["retry-after"] == str(limits.QUEUE_RETRY_S)


async def test_one_that_is_made_says_its_last_event_once(house: House) -> None:
    person = await house.person()
    one = await made(person, await generated(person), "md")
    answer = await person.http.get(f"/exports/{one['id']}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    (event,) = events(answer.text)
    assert (event["status"], event["version"]) == ("completed", 3)
    again = await person.http.get(f"/exports/{one['id']}/events", headers={"Last-Event-ID": "3"})
    assert again.status_code == 204


async def test_a_resume_comes_with_its_file_and_no_kept_answer_with_a_link(house: House) -> None:
    person = await house.person()
    generation = await generated(person, export={"format": "docx", "template": "classic"})
    found = (await data(person, f"/generations/{generation}"))["export"]
    assert (found["status"], found["format"]) == ("completed", "docx")
    assert (await house.client().get(local(found["file"]))).content.startswith(b"docx\nclassic")
    await person.http.delete(f"/generations/{generation}", headers={"If-Match": '"3"'})
    restored = await person.http.post(f"/generations/{generation}/restore", headers={"Idempotency-Key": "back"})
    assert restored.json()["data"]["export"]["id"] == found["id"]
    export = await data(person, f"/exports/{found['id']}")
    await person.http.delete(f"/exports/{found['id']}", headers={"If-Match": f'"{export["version"]}"'})
    restored = await person.http.post(f"/exports/{found['id']}/restore", headers={"Idempotency-Key": "back"})
    assert (restored.status_code, restored.json()["data"]["links"]["file"]) == (200, None)
    # What is kept for a repeat stands in the database, and no signature with it.
    for path in (f"/generations/{generation}/restore", f"/exports/{found['id']}/restore"):
        again = await person.http.post(path, headers={"Idempotency-Key": "back"})
        assert again.headers["Idempotency-Replayed"] == "true"
        assert "signature=" not in again.text


async def test_t40_no_changed_link_opens_a_file(house: House) -> None:
    anna, ben, nobody = await house.person(), await house.person(), house.client()
    generation = await generated(anna)
    one, other = await made(anna, generation), await made(anna, generation, "txt")
    foreign = await made(ben, await generated(ben))
    link = await data(anna, f"/exports/{one['id']}/link")
    assert (link["sha256"], link["size_bytes"], link["name"]) == (one["sha256"], one["size_bytes"], one["name"])
    url = local(link["url"])
    assert (await nobody.get(url)).status_code == 200
    query = dict(parse_qsl(urlsplit(url).query))
    expires, signature = int(query["expires"]), query["signature"]
    file = (await house.cases.exports.show(owner=anna.user.id, id=UUID(one["id"]))).file
    assert file is not None
    good = Grant("GET", file.key, anna.user.id, expires)
    mutations = [
        *(changed(url, path=f"/files/exports/{id}") for id in (other["id"], foreign["id"], one["id"].upper())),
        changed(url, path=f"/files/{one['id']}"),
        changed(url, path=f"/files/data-exports/{one['id']}"),
        *(changed(url, user=user) for user in (str(ben.user.id), None, "../x")),
        *(changed(url, expires=when) for when in (str(expires + 1), f"0{expires}", None, "-1", "9" * 40)),
        *(changed(url, signature=sign) for sign in (signature[:-1], signature[::-1], None, "%00")),
        changed(url, signature=HmacLinks(lambda: b"l" * 32).sign(replace(good, method="PUT"))),
        changed(url, signature=HmacLinks(lambda: b"m" * 32).sign(good)),
    ]
    answers = [await nobody.get(mutation) for mutation in mutations]
    assert [answer.status_code for answer in answers] == [404] * len(mutations)
    assert (await data(anna, f"/exports/{one['id']}"))["download_count"] == 1
    house.clock.forward(minutes=10)
    assert failure(await nobody.get(url)) == (404, "RESOURCE_NOT_FOUND")


async def test_t41_nobody_fetches_a_file_without_a_sign_in_or_a_link(house: House) -> None:
    anna, nobody = await house.person(), house.client()
    one = await made(anna, await generated(anna))
    (key,) = house.files.kept
    for path in (
        f"/exports/{one['id']}/download",
        f"/exports/files/{one['id']}/download",
        f"/exports/{one['id']}/link",
    ):
        assert failure(await nobody.get(path)) == (401, "UNAUTHENTICATED")
    for client in (anna.http, nobody):
        for path in (f"/{key}", f"/files/{key}", f"/files/exports/{key.rpartition('/')[2]}", f"/exports/{key}"):
            assert (await client.get(path)).status_code == 404, path


async def test_what_is_not_made_yet_has_no_file(house: House) -> None:
    person = await house.person()
    answer = await person.http.post("/exports/pdf", json={"generation_id": await generated(person)})
    here = answer.json()["data"]["links"]["self"].removeprefix("/api/v1")
    for path in (f"{here}/download", f"{here}/link"):
        assert failure(await person.http.get(path)) == (400, "NOT_COMPLETED")
    assert (await person.http.post(f"{here}/cancel")).json()["data"]["failure"] == "CANCELLED"
    assert failure(await person.http.post(f"{here}/cancel")) == (400, "INVALID_TRANSITION")
    assert (await person.http.post(f"{here}/retry")).status_code == 202
    assert failure(await person.http.delete(here)) == (428, "PRECONDITION_REQUIRED")
    assert failure(await person.http.delete(here, headers={"If-Match": '"1"'})) == (412, "PRECONDITION_FAILED")


async def test_templates_have_pictures(house: House) -> None:
    person = await house.person()
    for template in await data(person, "/exports/templates"):
        for address in template["previews"].values():
            picture = await person.http.get(address.removeprefix("/api/v1"))
            assert (picture.headers["content-type"], picture.content[:4]) == ("image/png", b"\x89PNG")
    assert (await person.http.get("/exports/templates/..%2Fdemo/preview")).status_code == 404
    assert failure(await person.http.get("/exports/templates/baroque/preview")) == (404, "RESOURCE_NOT_FOUND")
