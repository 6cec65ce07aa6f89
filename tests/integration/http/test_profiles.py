"""Profiles over HTTP: the whole way of a person's data in, edited, looked back on and out again."""

import json
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from tests.support.archives import EXPORT, archive, harmful
from tests.support.http import House, Person

RESUME: dict[str, Any] = {
    "$schema": "https://example.org/schema.json",
    "basics": {
        "name": "Zoë Łukasik",
        "email": "zoe@example.org",
        "location": {"city": "Uppsala", "planet": "Earth"},
        "profiles": [{"network": "GitHub", "username": "zoe", "url": "https://example.org/zoe"}],
    },
    "work": [
        {
            "name": "Example Archive",
            "position": "Archivist",
            "startDate": "2019-04",
            "highlights": ["Moved 40,000 boxes", "Cut waiting from 9 to 2 days"],
            "badge": {"colour": "blue"},
        },
        {"name": "Old Mill", "position": "Helper", "startDate": "Spring 2013", "endDate": "2014"},
    ],
    "skills": [{"name": "Cataloguing", "keywords": ["MARC", "RDA"]}],
    "x-board": {"kept": [1, 2.5, None]},
}


def failure(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def fields(answer: httpx.Response) -> list[str]:
    return [one["field"] for one in answer.json()["error"]["details"]]


def at(version: int) -> dict[str, str]:
    return {"If-Match": f'"{version}"'}


async def made(person: Person, **body: Any) -> dict[str, Any]:
    answer = await person.http.post("/profiles", json=body)
    assert answer.status_code == 201, answer.text
    data: dict[str, Any] = answer.json()["data"]
    return data


async def test_a_profile_is_made_looked_at_and_listed(house: House) -> None:
    person = await house.person()
    answer = await person.http.post(
        "/profiles", json={"name": "Main", "personal": {"name": "Mara"}, "skills": [{"name": "Rye", "kind": "soft"}]}
    )
    whole = answer.json()["data"]
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
    assert answer.headers["Location"] == whole["links"]["self"] == f"/api/v1/profiles/{whole['id']}"
    again = await person.http.get(f"/profiles/{whole['id']}")
    assert (again.json()["data"], again.headers["ETag"]) == (whole, '"1"')
    assert (whole["is_default"], whole["skills"][0]["kind"]) == (True, "soft")
    second = await made(person)
    listed = (await person.http.get("/profiles")).json()
    assert [(one["name"], one["is_default"]) for one in listed["data"]] == [("Profile", False), ("Main", True)]
    assert set(listed["data"][0]) == {
        "id", "name", "is_default", "version", "completeness_pct", "created_at", "updated_at"
    }  # fmt: skip
    assert listed["data"][1]["completeness_pct"] > listed["data"][0]["completeness_pct"] == 0
    assert (await person.http.get(f"/profiles/{second['id']}")).json()["data"]["experiences"] == []


async def test_without_a_default_profile_the_way_to_one_is_told(house: House) -> None:
    person = await house.person()
    answer = await person.http.get("/profile")
    assert failure(answer) == (404, "RESOURCE_NOT_FOUND")
    assert "POST /api/v1/profiles" in answer.json()["error"]["message"]
    assert (await person.http.get("/profiles")).json()["meta"]["total"] == 0


async def test_put_replaces_and_patch_merges(house: House) -> None:
    person = await house.person()
    whole = await made(person, summary="Bakes.", personal={"name": "Mara", "label": "Baker"}, skills=[{"name": "Rye"}])
    url = f"/profiles/{whole['id']}"
    merged = (await person.http.patch(url, json={"personal": {"label": "Cook"}, "name": "B"}, headers=at(1))).json()
    assert merged["data"]["personal"] == {**whole["personal"], "label": "Cook"}
    assert (merged["data"]["name"], merged["data"]["summary"], merged["data"]["version"]) == ("B", "Bakes.", 2)
    put = await person.http.put(url, json={"skills": [{"id": whole["skills"][0]["id"], "name": "Oat"}]}, headers=at(2))
    data = put.json()["data"]
    assert (data["summary"], data["personal"]["name"], data["name"]) == ("", "", "B")
    assert data["skills"] == [{**whole["skills"][0], "name": "Oat"}]
    assert put.headers["ETag"] == '"3"'


async def test_what_was_read_can_be_put_back_unchanged(house: House) -> None:
    person = await house.person()
    odd = {**RESUME, "basics": {**RESUME["basics"], "email": "zoe at example", "url": "my page"}}
    profile = (await person.http.post("/profiles/import", json=odd)).json()["data"]["profile"]
    body = {name: value for name, value in profile.items() if name not in NOT_SENT}
    back = await person.http.put(f"/profiles/{profile['id']}", json=body, headers=at(1))
    assert back.status_code == 200, back.text
    assert (back.json()["data"], back.headers["ETag"]) == (profile, '"1"')
    refused = await person.http.patch("/profile", json={"personal": {"email": "zoe at home"}}, headers=at(1))
    assert fields(refused) == ["personal/email"]


NOT_SENT = {"id", "is_default", "version", "created_at", "updated_at", "links"}


@pytest.mark.parametrize(("headers", "expected"), [({}, 428), (at(2), 412), ({"If-Match": "*"}, 412), (at(0), 412)])
async def test_a_change_needs_the_version_that_was_read(house: House, headers: dict[str, str], expected: int) -> None:
    person = await house.person()
    profile = await made(person, experiences=[{"title": "Cook", "bullets": ["Cooked"]}])
    entry = f"experiences/{profile['experiences'][0]['id']}"
    url = f"/profiles/{profile['id']}"
    changes: list[tuple[str, str, Any]] = [
        ("PUT", "", {}), ("PATCH", "", {}), ("DELETE", "", None), ("POST", "/import", RESUME),
        ("POST", "/skills", {"name": "x"}), ("PUT", "/skills/order", {"order": []}),
        ("POST", "/skills/bulk", {"operations": [{"op": "create", "values": {"name": "x"}}]}),
        ("PUT", f"/{entry}", {"title": "x"}), ("PATCH", f"/{entry}", {"title": "x"}), ("DELETE", f"/{entry}", None),
        ("POST", f"/{entry}/bullets", {"text": "x"}), ("PUT", f"/{entry}/bullets/order", {"order": []}),
    ]  # fmt: skip
    for method, path, body in changes:
        answer = await person.http.request(method, url + path, json=body, headers=headers)
        assert answer.status_code == expected, (method, path, answer.text)
    assert (await person.http.get(url)).json()["data"] == profile


async def test_entries_one_by_one(house: House) -> None:
    person = await house.person()
    profile = await made(person)
    url = f"/profiles/{profile['id']}/education"
    body = {"institution": "Example", "start": "2014", "end": "2017-06", "score": "4.5/5.0", "courses": ["Maps"]}
    answer = await person.http.post(url, json=body, headers=at(1))
    entry = answer.json()["data"]
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"2"')
    assert answer.headers["Location"] == f"/api/v1{url}/{entry['id']}"
    assert (await person.http.get(f"{url}/{entry['id']}")).json()["data"] == entry
    assert {name: entry[name] for name in body} == body
    patched = await person.http.patch(f"{url}/{entry['id']}", json={"area": "Maps"}, headers=at(2))
    assert patched.json()["data"] == {**entry, "area": "Maps"}
    put = await person.http.put(f"{url}/{entry['id']}", json={"institution": "Other"}, headers=at(3))
    assert put.json()["data"] == {**dict.fromkeys(entry, ""), "id": entry["id"], "institution": "Other", "start": None,
                                  "end": None, "current": False, "courses": []}  # fmt: skip
    gone = await person.http.delete(f"{url}/{entry['id']}", headers=at(4))
    assert (gone.status_code, gone.headers["ETag"], gone.content) == (204, '"5"', b"")
    assert failure(await person.http.get(f"{url}/{entry['id']}")) == (404, "RESOURCE_NOT_FOUND")


async def test_a_list_is_paged_and_skills_are_filtered_by_kind(house: House) -> None:
    person = await house.person()
    skills = [{"name": str(n), "kind": "soft" if n % 3 == 0 else "technical"} for n in range(30)]
    await made(person, skills=skills)
    page = (await person.http.get("/profile/skills?page=2&limit=7")).json()
    assert [one["name"] for one in page["data"]] == [str(n) for n in range(7, 14)]
    assert (page["meta"]["total"], page["meta"]["total_pages"]) == (30, 5)
    soft = await person.http.get("/profile/skills?kind=soft&limit=100")
    assert [one["name"] for one in soft.json()["data"]] == [str(n) for n in range(0, 30, 3)]
    assert soft.json()["meta"]["filters"] == {"kind": "soft"}
    for query in ("skills?kind=hard", "projects?kind=soft", "skills?limit=101", "skills?page=0"):
        assert failure(await person.http.get(f"/profile/{query}")) == (422, "VALIDATION_ERROR")


async def test_a_bulk_edit_is_done_whole_or_not_at_all(house: House) -> None:
    person = await house.person()
    profile = await made(person, skills=[{"name": "a"}, {"name": "b"}])
    a, b = (one["id"] for one in profile["skills"])
    steps: list[dict[str, Any]] = [
        {"op": "create", "values": {"name": "c"}},
        {"op": "update", "id": a, "values": {"level": "Expert"}},
        {"op": "delete", "id": b},
    ]
    answer = await person.http.post("/profile/skills/bulk", json={"operations": steps}, headers=at(1))
    done = answer.json()["data"]
    assert (answer.headers["ETag"], done["version"]) == ('"2"', 2)
    assert done["ids"][1:] == [a, b]
    assert [(one["id"], one["name"], one["level"]) for one in done["entries"]] == [
        (a, "a", "Expert"),
        (done["ids"][0], "c", ""),
    ]
    bad = [*steps[:1], {"op": "update", "id": b, "values": {"name": 5}}, {"op": "reorder", "order": [a]}]
    refused = await person.http.post("/profile/skills/bulk", json={"operations": bad}, headers=at(2))
    assert failure(refused) == (422, "VALIDATION_ERROR")
    assert fields(refused) == ["operations/1/id", "operations/2/order"]
    assert (await person.http.get("/profile")).headers["ETag"] == '"2"'


async def test_order_and_bullets(house: House) -> None:
    person = await house.person()
    profile = await made(person, projects=[{"name": "a", "bullets": ["one", "two"]}, {"name": "b"}])
    a, b = (one["id"] for one in profile["projects"])
    turned = await person.http.put("/profile/projects/order", json={"order": [b, a]}, headers=at(1))
    assert [one["id"] for one in turned.json()["data"]["entries"]] == [b, a]
    url = f"/profile/projects/{a}/bullets"
    one, two = (found["id"] for found in (await person.http.get(url)).json()["data"])
    added = await person.http.post(url, json={"text": "three"}, headers=at(2))
    three = added.json()["data"]["id"]
    assert added.json()["data"] == {"id": three, "text": "three", "enhanced": ""}
    better = await person.http.patch(f"{url}/{one}", json={"enhanced": "The one"}, headers=at(3))
    assert better.json()["data"] == {"id": one, "text": "one", "enhanced": "The one"}
    plain = await person.http.put(f"{url}/{one}", json={"text": "uno"}, headers=at(4))
    assert plain.json()["data"] == {"id": one, "text": "uno", "enhanced": ""}
    assert (await person.http.delete(f"{url}/{two}", headers=at(5))).status_code == 204
    steps = [{"op": "create", "values": {"text": "four"}}, {"op": "reorder", "order": [three, one]}]
    refused = await person.http.post(f"{url}/bulk", json={"operations": steps}, headers=at(6))
    assert fields(refused) == ["operations/1/order"]
    done = await person.http.post(f"{url}/bulk", json={"operations": steps[:1]}, headers=at(6))
    assert [found["text"] for found in done.json()["data"]["entries"]] == ["uno", "three", "four"]
    assert failure(await person.http.get(f"/profile/projects/{a}/bullets/{one}")) == (405, "METHOD_NOT_ALLOWED")
    assert failure(await person.http.get(f"/profile/skills/{a}/bullets")) == (404, "RESOURCE_NOT_FOUND")


async def test_default_delete_and_restore(house: House) -> None:
    person = await house.person()
    first, second = await made(person, name="One"), await made(person, name="Two")
    chosen = await person.http.post(f"/profiles/{second['id']}/default")
    assert chosen.json()["data"]["is_default"]
    assert (await person.http.get("/profile")).json()["data"]["id"] == second["id"]
    version = (await person.http.get(f"/profiles/{second['id']}")).headers["ETag"]
    assert (await person.http.delete("/profile", headers={"If-Match": version})).status_code == 204
    assert failure(await person.http.get("/profile")) == (404, "RESOURCE_NOT_FOUND")
    back = await person.http.post(f"/profiles/{second['id']}/restore")
    assert (back.status_code, back.json()["data"]["is_default"]) == (200, False)
    assert failure(await person.http.post(f"/profiles/{second['id']}/restore")) == (400, "ALREADY")
    assert first["id"] in {one["id"] for one in (await person.http.get("/profiles")).json()["data"]}


async def test_versions_are_listed_read_and_restored(house: House) -> None:
    person = await house.person()
    profile = await made(person, summary="One", skills=[{"name": "a"}])
    for version, said in ((1, "Two"), (2, "Three")):
        await person.http.patch("/profile", json={"summary": said}, headers=at(version))
    listed = (await person.http.get("/profile/versions?limit=2")).json()
    assert ([one["version"] for one in listed["data"]], listed["meta"]["total"]) == ([3, 2], 3)
    old = (await person.http.get("/profile/versions/1")).json()["data"]
    assert (old["version"], old["content"]["summary"]) == (1, "One")
    assert old["content"]["skills"] == profile["skills"]
    back = await person.http.post(f"/profiles/{profile['id']}/versions/1/restore")
    assert (back.headers["ETag"], back.json()["data"]["summary"]) == ('"4"', "One")
    for number, expected in (("9", 404), ("0", 422), ("99999999999", 422), ("x", 422)):
        assert (await person.http.get(f"/profile/versions/{number}")).status_code == expected


async def test_analytics_say_what_to_mend(house: House) -> None:
    person = await house.person()
    await made(person, personal={"name": "Mara"}, experiences=[{"title": "Cook", "employer": "Inn", "start": "2019"}])
    answer = await person.http.get("/profile/analytics")
    data = answer.json()["data"]
    assert sum(one["weight"] for one in data["sections"]) == 100
    assert data["coverage"]["dated"] == {"count": 0, "of": 1, "pct": 0}
    assert [one["code"] for one in data["warnings"]] == ["missing_end"]
    assert data["next_best"]["gain"] > 0
    assert (data["version"], answer.headers["ETag"]) == (1, '"1"')


def upload(data: bytes, name: str = "file") -> Mapping[str, Any]:
    return {name: ("export.bin", data, "application/octet-stream")}


@pytest.mark.parametrize("as_file", [True, False])
async def test_json_resume_in_and_out_without_loss(house: House, as_file: bool) -> None:
    person = await house.person()
    sent: dict[str, Any] = {"files": upload(json.dumps(RESUME).encode())} if as_file else {"json": RESUME}
    answer = await person.http.post("/profiles/import?name=Archive", **sent)
    data = answer.json()["data"]
    assert (answer.status_code, data["source"], data["profile"]["name"]) == (201, "json_resume", "Archive")
    assert "Spring 2013" in {one["was"] for one in data["changes"]}
    exported = await person.http.get(f"/profiles/{data['profile']['id']}/export")
    assert exported.headers["Content-Type"] == "application/json"
    assert exported.headers["Content-Disposition"].startswith('attachment; filename="Archive.json"')
    document = exported.json()
    assert {key: document[key] for key in RESUME if key != "work"} == {
        key: value for key, value in RESUME.items() if key != "work"
    }
    assert document["work"][0] == RESUME["work"][0]
    second = await person.http.post("/profiles/import", content=exported.content, headers=JSON)
    again = second.json()["data"]["profile"]
    assert {key: again[key] for key in again if key not in NOT_SENT | {"name"}} == {
        key: value for key, value in data["profile"].items() if key not in NOT_SENT | {"name"}
    }
    assert (await person.http.get(f"/profiles/{again['id']}/export")).json() == document


JSON = {"Content-Type": "application/json"}


async def test_an_import_replaces_the_content_of_a_profile(house: House) -> None:
    person = await house.person()
    before = await made(person, name="Main", summary="Bakes.")
    stale = await person.http.post("/profile/import", json=RESUME, headers=at(2))
    assert failure(stale) == (412, "PRECONDITION_FAILED")
    answer = await person.http.post("/profile/import", json=RESUME, headers=at(1))
    profile = answer.json()["data"]["profile"]
    assert (answer.status_code, profile["id"], profile["name"], profile["summary"]) == (200, before["id"], "Main", "")
    assert answer.headers["ETag"] == '"2"'


async def test_a_linkedin_archive_becomes_a_profile(house: House) -> None:
    person = await house.person()
    answer = await person.http.post("/profiles/import", files=upload(archive(EXPORT)))
    data = answer.json()["data"]
    assert (answer.status_code, data["source"]) == (201, "linkedin")
    assert [one["employer"] for one in data["profile"]["experiences"]] == [
        "Example Archive", "Books, Maps & Co", "Old Mill"
    ]  # fmt: skip
    assert {one["part"] for one in data["left_out"]} == {"Connections.csv", "Jobs/Saved Jobs.csv"}
    document = (await person.http.get("/profile/export")).json()
    assert document["certificates"][0]["License Number"] == "X-1"


@pytest.mark.parametrize("what", harmful())
async def test_t10_t34_an_archive_that_means_harm_leaves_nothing(house: House, what: str) -> None:
    person = await house.person()
    data, status = harmful()[what]
    answer = await person.http.post("/profiles/import", files=upload(data))
    assert answer.status_code == status, answer.text
    assert (await person.http.get("/profiles")).json()["meta"]["total"] == 0


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"content": b"name=x", "headers": {"Content-Type": "text/plain"}}, 415),
        ({"content": b""}, 415),
        ({"content": b"", "headers": JSON}, 422),
        ({"content": b"[" * 5_000, "headers": JSON}, 413),
        ({"content": b'{"basics": {"name": "\\ud800"}, "work": NaN}', "headers": JSON}, 422),
        ({"json": {"not": "a resume"}}, 422),
        ({"json": {"basics": {"name": "x"}, "skills": [{"name": str(n)} for n in range(501)]}}, 413),
        ({"files": upload(b"\x89PNG\r\n\x1a\n")}, 422),
        ({"files": upload(b"%PDF-1.7")}, 422),
        ({"files": upload(b"{}", name="other")}, 422),
        ({"data": {"file": "text"}, "files": upload(b"{}", name="other")}, 422),
        ({"content": b"--x\r\nbroken", "headers": {"Content-Type": "multipart/form-data; boundary=x"}}, 422),
        ({"content": b"x", "headers": {"Content-Type": "multipart/form-data"}}, 422),
        ({"files": upload(b" " * 3_000_000)}, 413),
        ({"files": upload(b" " * 11_000_000)}, 413),
    ],
    ids=lambda one: str(one)[:40],
)
async def test_what_is_no_profile_is_refused_and_nothing_kept(house: House, sent: Any, expected: int) -> None:
    person = await house.person()
    answer = await person.http.post("/profiles/import", **sent)
    assert answer.status_code == expected, answer.text
    assert (await person.http.get("/profiles")).json()["meta"]["total"] == 0


BAD: list[tuple[str, str, Any]] = [
    ("POST", "/profiles", {"owner_id": "x"}),
    ("POST", "/profiles", {"is_default": True}),
    ("POST", "/profiles", {"version": 9}),
    ("POST", "/profiles", {"name": ""}),
    ("POST", "/profiles", {"name": "x" * 201}),
    ("POST", "/profiles", {"experiences": [{"title": "x", "start": "2020", "end": "2019"}]}),
    ("POST", "/profiles", {"experiences": [{"title": "x", "current": True, "end": "2019"}]}),
    ("POST", "/profiles", {"education": [{"institution": "x", "score": "5.2/4.0"}]}),
    ("POST", "/profiles", {"skills": [{"name": "x"}] * 501}),
    ("POST", "/profiles", {"experiences": [{"title": "x", "bullets": ["y"] * 301}]}),
    ("POST", "/profiles", {"summary": "x" * 20_001}),
    ("PATCH", "/profile", {"experiences": []}),
    ("PATCH", "/profile", {"personal": {"role": "admin"}}),
    ("PATCH", "/profile", {"name": None, "personal": {"name": "a\u0000b"}}),
    ("POST", "/profile/experiences", {"title": "x", "owner_id": "y"}),
    ("POST", "/profile/experiences", {"title": "x", "start": "2019-02-30"}),
    ("POST", "/profile/experiences", {"institution": "an education's"}),
    ("POST", "/profile/experiences", {}),
    ("POST", "/profile/experiences", ["x"]),
    ("POST", "/profile/experiences", "x"),
    ("POST", "/profile/skills/bulk", {"operations": []}),
    ("POST", "/profile/skills/bulk", {"operations": [{"op": "drop"}]}),
    ("POST", "/profile/skills/bulk", {"operations": [{"op": "delete", "id": "x"}] * 201}),
    ("PUT", "/profile/skills/order", {"order": ["x"]}),
    ("GET", "/profile/skills/a%00b", None),
    ("GET", "/profile/skills/" + "x" * 65, None),
    ("GET", "/profile/skills/..%2f..", None),
]


@pytest.mark.parametrize(("method", "path", "body"), BAD, ids=lambda one: str(one)[:40])
async def test_t15_t48_bad_input_is_refused_and_changes_nothing(
    house: House, method: str, path: str, body: Any
) -> None:
    person = await house.person()
    before = await made(person, summary="Bakes.")
    answer = await person.http.request(method, path, json=body, headers=at(1))
    assert (answer.status_code in (404, 413, 422) and answer.status_code != 404) or "%2f" in path, answer.text
    assert (await person.http.get("/profile")).json()["data"] == before
    assert (await person.http.get("/profiles")).json()["meta"]["total"] == 1


async def test_t1_t2_somebody_elses_profile_is_as_missing_as_none(house: House) -> None:
    anna, ben = await house.person(), await house.person()
    profile = await made(anna, experiences=[{"title": "Cook", "bullets": ["Cooked"]}])
    await made(ben)
    entry = f"experiences/{profile['experiences'][0]['id']}"
    for method, path, body in (
        ("GET", "", None), ("PUT", "", {}), ("PATCH", "", {}), ("DELETE", "", None), ("GET", "/analytics", None),
        ("GET", "/export", None), ("GET", "/versions", None), ("GET", "/versions/1", None), ("POST", "/default", None),
        ("POST", "/versions/1/restore", None), ("POST", "/restore", None), ("GET", f"/{entry}", None),
        ("DELETE", f"/{entry}", None), ("GET", f"/{entry}/bullets", None), ("POST", "/import", RESUME),
    ):  # fmt: skip
        foreign = await ben.http.request(method, f"/profiles/{profile['id']}{path}", json=body, headers=at(1))
        missing = await ben.http.request(method, f"/profiles/{house.ids.new()}{path}", json=body, headers=at(1))
        assert (foreign.status_code, foreign.content) == (404, missing.content), path
    # Ids of entries are not secret and still open nothing: they are looked up in one's own profile alone.
    assert (await ben.http.patch(f"/profile/{entry}", json={"title": "x"}, headers=at(1))).status_code == 404
    assert (await anna.http.get("/profile")).json()["data"] == profile


async def test_a_repeated_edit_with_a_key_is_done_once(house: House) -> None:
    person = await house.person()
    await made(person)
    headers = {**at(1), "Idempotency-Key": "one"}
    first = await person.http.post("/profile/skills", json={"name": "Rye"}, headers=headers)
    again = await person.http.post("/profile/skills", json={"name": "Rye"}, headers=headers)
    assert (again.status_code, again.content) == (201, first.content)
    assert (await person.http.get("/profile/skills")).json()["meta"]["total"] == 1


async def test_there_is_an_end_to_profiles_and_to_their_size(house: House) -> None:
    person = await house.person()
    for number in range(50):
        await made(person, name=str(number))
    assert failure(await person.http.post("/profiles", json={})) == (400, "NOT_NOW")
    big = [{"name": "x", "description": "y" * 19_000} for _ in range(40)]
    for version in (1, 2):
        answer = await person.http.post(
            "/profile/projects/bulk",
            json={"operations": [{"op": "create", "values": one} for one in big]},
            headers=at(version),
        )
        assert answer.status_code == 200
    answer = await person.http.post(
        "/profile/projects/bulk", json={"operations": [{"op": "create", "values": one} for one in big]}, headers=at(3)
    )
    assert failure(answer) == (413, "TOO_LARGE")


async def test_the_document_names_every_field_of_every_list(house: House) -> None:
    document = (await house.client().get("http://testserver/openapi.json")).json()
    schemas = document["components"]["schemas"]
    for name in ("Experience", "Education", "Project", "Skill", "Language", "Certification", "Volunteering"):
        given, shown = schemas[f"{name}In"], schemas[f"{name}Out"]
        assert given["additionalProperties"] is False
        assert set(shown["properties"]) == set(given["properties"]) | {"id"} == set(shown["required"])
    body = document["paths"]["/api/v1/profiles/{profile_id}/{section}"]["post"]["requestBody"]
    assert len(body["content"]["application/json"]["schema"]["anyOf"]) == 11
    assert "multipart/form-data" in document["paths"]["/api/v1/profiles/import"]["post"]["requestBody"]["content"]
