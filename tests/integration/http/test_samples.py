"""Samples and the writing style over HTTP: taken at once, read afterwards in a process of its own."""

from typing import Any

import pytest

from jobwise.application.audit.relay import PublishEvents
from jobwise.application.sample_files import READING
from jobwise.application.samples.reading import ReadSampleTask
from jobwise.application.styles.following import FOLLOWING, FollowSamplesTask
from jobwise.bootstrap.background import CLASSES, REACTIONS
from jobwise.infrastructure.tasks.runner import Runner
from tests.integration.http.test_applications import failure
from tests.support.http import House, Person
from tests.support.odd_files import docx, pdf

LETTER = b"Dear team,\r\n\r\nI have baked bread for ten years. However, I am ready for more.\r\n\r\nKind regards,\r\nJo"


async def sent(person: Person, name: str = "a.txt", data: bytes = LETTER, at: str = "/samples", **form: str) -> Any:
    answer = await person.http.post(at, files={"file": (name, data, "text/html")}, data=form)
    assert answer.status_code == 202, answer.text
    assert answer.headers["Location"] == f"/api/v1/samples/{answer.json()['data']['id']}"
    return answer.json()["data"]


async def worked(house: House) -> int:
    """Does what is to be done with samples, and what follows from what happened to them; how many pieces of work."""
    await PublishEvents(house.store, house.clock, house.ids, REACTIONS)()
    handlers = {
        READING: ReadSampleTask(house.cases.samples.read),
        FOLLOWING: FollowSamplesTask(house.cases.styles.follow),
    }
    (samples,) = (one for one in CLASSES if one.name == "samples")
    return await Runner(house.store, house.clock, house.ids, handlers, (samples,)).run_due()


async def test_a_sample_is_taken_read_listed_and_downloaded(house: House) -> None:
    person = await house.person()
    made = await sent(person, "Brief an die Bäckerei.txt")
    assert (made["status"], made["active"], made["text"], made["words"]) == ("pending", True, "", 0)
    assert await worked(house) == 1
    read = (await person.http.get(f"/samples/{made['id']}")).json()["data"]
    assert read["status"] == "read"
    assert read["text"] == LETTER.decode().replace("\r\n", "\n")
    assert read["words"] == len(read["text"].split())
    assert read["characters"] == len(read["text"])
    found = (await person.http.get("/samples", params={"kind": "cover_letter", "active": "true"})).json()
    assert [one["id"] for one in found["data"]] == [made["id"]]
    assert "text" not in found["data"][0]
    assert found["meta"]["filters"] == {"kind": "cover_letter", "active": True}
    file = await person.http.get(f"/samples/{made['id']}/download")
    assert file.content == LETTER
    assert file.headers["content-disposition"].startswith("attachment;")


async def test_pdf_and_docx_are_read_too_and_the_style_is_learnt(house: House) -> None:
    person = await house.person()
    await sent(person, "a.pdf", pdf("Dear team, I have baked bread for years."), at="/samples/upload", kind="resume")
    await sent(person, "b.docx", docx("Dear team,", "I don't bake cakes, and I'm happy with bread.", "Kind regards,"))
    assert await worked(house) == 2
    rows = (await person.http.get("/samples")).json()["data"]
    assert [(one["kind"], one["status"]) for one in rows] == [("cover_letter", "read"), ("resume", "read")]
    style = (await person.http.get("/writing-style")).json()["data"]
    assert (style["stale"], len(style["samples"])) == (False, 2)
    (print,) = style["fingerprints"]
    assert {"The tone is neither formal nor informal.", "Contracted forms are used."} <= set(print["described"])
    assert (print["language"], print["person"]) == ("en", "I")
    assert {one["trait"] for one in style["evidence"]} >= {"opening", "closing", "contraction"}
    assert (await person.http.post(f"/samples/{rows[0]['id']}/deactivate")).status_code == 200
    assert (await person.http.get("/writing-style")).json()["data"]["stale"]
    anew = await person.http.post("/writing-style")
    assert (anew.status_code, anew.json()["data"]["stale"]) == (200, False)
    assert anew.headers["ETag"] != f'"{style["version"]}"'


async def test_the_style_follows_what_happens_to_its_samples(house: House) -> None:
    person = await house.person()
    made = await sent(person)
    gone = await person.http.delete(f"/samples/{made['id']}", headers={"If-Match": '"1"'})
    assert (gone.status_code, await worked(house)) == (204, 2)
    assert failure(await person.http.get("/writing-style")) == (404, "RESOURCE_NOT_FOUND")
    for act, status in (("restore", 200), ("deactivate", 404), ("activate", 200)):
        assert (await person.http.post(f"/samples/{made['id']}/{act}")).status_code == 200
        assert await worked(house) == 1
        assert (await person.http.get("/writing-style")).status_code == status
    assert not (await person.http.get("/writing-style")).json()["data"]["stale"]


async def test_a_scan_fails_with_its_reason_and_is_given_back(house: House) -> None:
    person = await house.person()
    made = await sent(person, "scan.pdf", pdf(""))
    await worked(house)
    failed = (await person.http.get(f"/samples/{made['id']}")).json()["data"]
    assert (failed["status"], failed["failure"]) == ("failed", "NO_TEXT")
    assert failed["reason"].endswith("export it with real text, not as a scan.")
    usage = (await person.http.get("/usage")).json()["data"]
    assert next(one["used"] for one in usage["quotas"] if one["kind"] == "uploads") == 0
    assert failure(await person.http.post(f"/samples/{made['id']}/activate")) == (400, "NOT_COMPLETED")


@pytest.mark.parametrize("address", ["/samples", "/samples/upload", "/documents"])
async def test_a_part_that_nobody_reads_is_refused(house: House, address: str) -> None:
    """A `Kind` for `kind` would make a letter of a resume, and the first of two files would be lost, unsaid."""
    person = await house.person()
    file = ("file", ("a.txt", LETTER))
    document = (await house.client().get("http://testserver/openapi.json")).json()
    form = document["paths"][f"/api/v1{address}"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"]
    assert not document["components"]["schemas"][form["$ref"].rpartition("/")[2]]["additionalProperties"]
    for files, fields, name in (
        ([file], {"Kind": "resume"}, "Kind"),
        ([file, file], {}, "file"),
        ([file], {"kind": ["resume", "resume"]}, "kind"),
    ):
        answer = await person.http.post(address, files=files, data=fields)
        assert failure(answer) == (422, "VALIDATION_ERROR")
        assert [one["field"] for one in answer.json()["error"]["details"]] == [name]
    assert failure(await house.client().post(address, files=[file], data={"Kind": "resume"}))[0] == 401
    assert not house.files.kept


async def test_a_form_without_a_file_says_so(house: House) -> None:
    person = await house.person()
    for form in ({"file": (None, "Dear team,")}, {"file": ("", LETTER)}):
        answer = await person.http.post("/samples", files=form)
        (detail,) = answer.json()["error"]["details"]
        assert (answer.status_code, detail) == (422, {"field": "file", "reason": "is no file; send one, with its name"})


async def test_a_text_without_a_word_is_refused_at_the_door(house: House) -> None:
    person = await house.person()
    answer = await person.http.post("/samples", files={"file": ("a.txt", b" \n ... \n", "text/plain")})
    assert failure(answer) == (422, "NO_TEXT")
    assert not house.files.kept


async def test_samples_of_others_are_not_there(house: House) -> None:
    made = await sent(await house.person())
    stranger = await house.person()
    for method, path in (("GET", ""), ("GET", "/download"), ("POST", "/activate"), ("POST", "/restore")):
        answer = await stranger.http.request(method, f"/samples/{made['id']}{path}")
        assert failure(answer) == (404, "RESOURCE_NOT_FOUND")
    assert (await stranger.http.get("/samples")).json()["meta"]["total"] == 0


async def test_no_sample_no_style(house: House) -> None:
    person = await house.person()
    assert failure(await person.http.get("/writing-style")) == (404, "RESOURCE_NOT_FOUND")
    assert failure(await person.http.post("/writing-style")) == (400, "NOT_COMPLETED")
