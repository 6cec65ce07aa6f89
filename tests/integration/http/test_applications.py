"""Applications over HTTP: begun, moved, read back, listed, hidden and restored."""

import asyncio
from typing import Any
from uuid import UUID

import httpx
import pytest

from jobwise.domain.limits import MAX_PARTS
from jobwise.domain.users.user import Tier
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from tests.contracts.applications.model import meet_after_reading
from tests.support.http import House, Person


async def job_of(person: Person, title: str = "Baker", company: str = "Brot & Co") -> str:
    answer = await person.http.post("/jobs", json={"title": title, "company": company})
    return str(answer.json()["data"]["id"])


async def begun(person: Person, **given: Any) -> dict[str, Any]:
    job_id = given.pop("job_id", None) or await job_of(person)
    answer = await person.http.post("/applications", json={"job_id": job_id, **given})
    assert answer.status_code == 201, answer.text
    return dict(answer.json()["data"])


def failure(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


async def test_an_application_is_begun_moved_and_read_back(house: House) -> None:
    anna = await house.person()
    made = await begun(anna)
    assert made["status"] == "not_applied"
    moved = await anna.http.post(f"/applications/{made['id']}/status", json={"status": "applied", "note": "by post"})
    assert moved.status_code == 200
    again = await anna.http.get(f"/applications/{made['id']}")
    assert again.json() == moved.json()
    assert again.headers["ETag"] == '"2"'
    data = again.json()["data"]
    assert (data["status"], data["previous"], data["moves"]) == ("applied", "not_applied", 1)
    timeline = (await anna.http.get(f"/applications/{made['id']}/timeline")).json()["data"]
    assert [(one["from_status"], one["to_status"], one["note"]) for one in timeline] == [
        ("not_applied", "applied", "by post")
    ]
    assert UUID(timeline[0]["actor"]) == anna.user.id


async def test_an_address_begins_an_application_and_moves_it(house: House) -> None:
    anna = await house.person()
    job = await job_of(anna)
    url = f"/jobs/{job}/application-status"
    assert failure(await anna.http.put(url, json={"status": "interview"})) == (400, "INVALID_TRANSITION")
    assert failure(await anna.http.put(url, json={"status": "not_applied"})) == (400, "INVALID_TRANSITION")
    assert (await anna.http.get("/applications")).json()["meta"]["total"] == 0
    first = await anna.http.put(url, json={"status": "applied"})
    assert (first.status_code, first.json()["data"]["status"]) == (200, "applied")
    second = await anna.http.put(url, json={"status": "interview", "note": "on Monday"})
    assert (second.json()["data"]["id"], second.json()["data"]["status"]) == (
        first.json()["data"]["id"],
        "interviewing",
    )
    answer = await anna.http.put(url, json={"status": "applied"})
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (400, "INVALID_TRANSITION")
    ways = ["offer_received", "rejected", "ghosted", "withdrawn"]
    assert [detail["reason"] for detail in error["details"]] == ways
    assert all(way in error["message"] for way in ways)


async def test_t65_of_two_moves_at_once_one_is_done_and_one_is_told(house: House) -> None:
    anna = await house.person()
    job = await job_of(anna)
    url = f"/jobs/{job}/application-status"
    made = (await anna.http.put(url, json={"status": "applied"})).json()["data"]
    meet_after_reading(house.store, 2)
    results = await asyncio.gather(
        *(anna.http.put(url, json={"status": status}) for status in ("interviewing", "rejected"))
    )
    assert sorted(answer.status_code for answer in results) == [200, 409]
    house.store.read = MemoryStore.read.__get__(house.store)  # type: ignore[method-assign]
    timeline = (await anna.http.get(f"/applications/{made['id']}/timeline")).json()["data"]
    assert [one["from_status"] for one in timeline] == ["not_applied", "applied"]


async def test_a_job_has_one_application(house: House) -> None:
    anna = await house.person()
    job = await job_of(anna)
    first = await begun(anna, job_id=job)
    assert failure(await anna.http.post("/applications", json={"job_id": job})) == (400, "ALREADY")
    gone = await anna.http.delete(f"/applications/{first['id']}", headers={"If-Match": '"1"'})
    assert gone.status_code == 204
    assert failure(await anna.http.get(f"/applications/{first['id']}")) == (404, "RESOURCE_NOT_FOUND")
    second = await begun(anna, job_id=job)
    restore = f"/applications/{first['id']}/restore"
    assert failure(await anna.http.post(restore)) == (400, "ALREADY")
    await anna.http.delete(f"/applications/{second['id']}", headers={"If-Match": '"1"'})
    assert (await anna.http.post(restore)).json()["data"]["version"] == 3
    assert failure(await anna.http.post(restore)) == (400, "ALREADY")


async def test_changes_need_the_version_that_was_read(house: House) -> None:
    anna = await house.person()
    made = await begun(anna, source="fair")
    url = f"/applications/{made['id']}"
    for call in (anna.http.delete(url), anna.http.patch(url, json={})):
        assert failure(await call) == (428, "PRECONDITION_REQUIRED")
    stale = {"If-Match": '"7"'}
    for call in (anna.http.delete(url, headers=stale), anna.http.patch(url, json={"source": "x"}, headers=stale)):
        assert failure(await call) == (412, "PRECONDITION_FAILED")
    present = {"If-Match": '"1"'}
    changed = await anna.http.patch(url, json={"applied_at": "2026-11-01T10:00:00+02:00"}, headers=present)
    data = changed.json()["data"]
    assert (data["source"], data["applied_at"], changed.headers["ETag"]) == ("fair", "2026-11-01T08:00:00Z", '"2"')
    # Nothing that was sent changes nothing.
    same = await anna.http.patch(url, json={}, headers={"If-Match": '"2"'})
    assert same.headers["ETag"] == '"2"'


async def test_t1_t2_what_is_foreign_is_as_missing_as_none(house: House) -> None:
    anna, ben = await house.person(), await house.person()
    made = await begun(anna)
    note = (await anna.http.post(f"/applications/{made['id']}/notes", json={"text": "mine"})).json()["data"]
    nowhere = str(house.ids.new())
    version = {"If-Match": '"2"'}

    async def tried(id: str, part: str) -> list[tuple[int, bytes]]:
        url = f"/applications/{id}"
        calls = [
            ben.http.get(url),
            ben.http.patch(url, json={"source": "x"}, headers=version),
            ben.http.delete(url, headers=version),
            ben.http.post(f"{url}/restore"),
            ben.http.post(f"{url}/status", json={"status": "applied"}),
            ben.http.get(f"{url}/timeline"),
            ben.http.get(f"{url}/notes"),
            ben.http.post(f"{url}/notes", json={"text": "yours"}),
            ben.http.get(f"{url}/notes/{part}"),
            ben.http.patch(f"{url}/notes/{part}", json={"text": "yours"}, headers=version),
            ben.http.delete(f"{url}/notes/{part}", headers=version),
            ben.http.get(f"{url}/interviews/{part}/ics"),
        ]
        return [(answer.status_code, answer.content) for answer in await asyncio.gather(*calls)]

    foreign, missing = await tried(made["id"], note["id"]), await tried(nowhere, nowhere)
    assert foreign == missing
    assert {status for status, _ in foreign} == {404}
    for job_id in (made["job_id"], nowhere):
        assert (await ben.http.post("/applications", json={"job_id": job_id})).status_code == 404
        assert (await ben.http.put(f"/jobs/{job_id}/application-status", json={"status": "applied"})).status_code == 404
    bens = await begun(ben)
    for kind in ("document", "generation", "export"):
        answer = await ben.http.post(f"/applications/{bens['id']}/documents", json={"kind": kind, "id": made["id"]})
        assert answer.status_code == 404
    assert (await anna.http.get(f"/applications/{made['id']}")).json()["data"]["notes"][0]["text"] == "mine"


PARTS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("notes", {"text": "They use Kafka\nread up"}, {"text": "done"}),
    ("contacts", {"name": "Zoë Lindqvist", "url": "https://example.org"}, {"phone": "+46 8 000 00 00"}),
    (
        "interviews",
        {"kind": "panel", "starts_at": "2026-12-01T09:30:00+01:00", "time_zone": "Europe/Stockholm"},
        {"outcome": "passed"},
    ),
    ("reminders", {"due_at": "2026-12-01T09:30:00Z", "text": "Ask"}, {"done": True}),
]


@pytest.mark.parametrize(("room", "sent", "patch"), PARTS, ids=[part[0] for part in PARTS])
async def test_parts_are_added_changed_and_removed(
    house: House, room: str, sent: dict[str, Any], patch: dict[str, Any]
) -> None:
    anna = await house.person()
    made = await begun(anna)
    url = f"/applications/{made['id']}/{room}"
    added = await anna.http.post(url, json=sent)
    assert (added.status_code, added.headers["ETag"]) == (201, '"2"')
    part = added.json()["data"]
    here = added.headers["Location"].removeprefix("/api/v1")
    assert (await anna.http.get(here)).json() == added.json()
    assert failure(await anna.http.post(url, json=sent, headers={"If-Match": '"1"'})) == (412, "PRECONDITION_FAILED")
    for call in (anna.http.patch(here, json=patch), anna.http.delete(here)):
        assert failure(await call) == (428, "PRECONDITION_REQUIRED")
    for call in (
        anna.http.patch(here, json=patch, headers={"If-Match": '"1"'}),
        anna.http.delete(here, headers={"If-Match": '"1"'}),
    ):
        assert failure(await call) == (412, "PRECONDITION_FAILED")
    changed = await anna.http.patch(here, json=patch, headers={"If-Match": '"2"'})
    expected = {**part, **patch, **({"sequence": 1} if room == "interviews" else {})}
    assert (changed.status_code, changed.json()["data"]) == (200, expected)
    assert (await anna.http.get(url)).json()["data"] == [expected]
    assert (await anna.http.get(f"/applications/{made['id']}")).json()["data"][room] == [expected]
    removed = await anna.http.delete(here, headers={"If-Match": changed.headers["ETag"]})
    assert (removed.status_code, removed.headers["ETag"]) == (204, '"4"')
    assert failure(await anna.http.get(here)) == (404, "RESOURCE_NOT_FOUND")
    assert (await anna.http.get(url)).json()["data"] == []


BAD_PARTS: list[tuple[str, dict[str, Any]]] = [
    *(("notes", {"text": text}) for text in ("", "x" * 5001, "a\x00b", "a\x1bb", 5, None)),
    ("notes", {}),
    ("notes", {"text": "x", "owner_id": "y"}),
    *(("contacts", {"name": "Z", "url": url}) for url in ("javascript:alert(1)", "data:text/html,x", "x", "http:/\n")),
    ("contacts", {"name": ""}),
    ("contacts", {"name": "Z", "id": "1"}),
    *(
        ("interviews", {"kind": "panel", "starts_at": moment})
        for moment in ("2026-12-01", "2026-12-01T09:30:00", "9999-12-31T23:59:59-01:00", "0001-01-01T00:00:00Z", 1e99)
    ),
    *(
        ("interviews", {"kind": "panel", "starts_at": "2026-12-01T09:30:00Z", "time_zone": zone})
        for zone in ("", "Europe", "Europe/Nowhere", "../../etc/passwd", "/etc/localtime", "x" * 65, "UTC\n", "Łódź")
    ),
    *(
        ("interviews", {"kind": "panel", "starts_at": "2026-12-01T09:30:00Z", "minutes": minutes})
        for minutes in (0, -1, 1441, 2**70, 1.5, "45", None)
    ),
    ("interviews", {"kind": "tea", "starts_at": "2026-12-01T09:30:00Z"}),
    ("interviews", {"kind": "panel"}),
    ("interviews", {"kind": "panel", "starts_at": "2026-12-01T09:30:00Z", "sequence": 9}),
    ("reminders", {"due_at": "2026-12-01T09:30:00Z", "text": ""}),
    ("reminders", {"due_at": None, "text": "x"}),
    ("reminders", {"text": "x"}),
    ("reminders", {"due_at": 1_795_165_800, "text": "x"}),
    ("reminders", {"due_at": "1795165800", "text": "x"}),
    ("reminders", {"due_at": "2026-12-01T09:30:00Z", "text": "x", "done": 1}),
    ("documents", {"kind": "document"}),
    ("documents", {"kind": "passport", "id": "01a1fc3a-b028-77f9-ae4d-c0c8bf613129"}),
]  # fmt: skip


@pytest.mark.parametrize(("room", "body"), BAD_PARTS, ids=lambda value: str(value)[:40])
async def test_t52_bad_parts_are_refused_and_nothing_is_kept(house: House, room: str, body: dict[str, Any]) -> None:
    anna = await house.person()
    made = await begun(anna)
    answer = await anna.http.post(f"/applications/{made['id']}/{room}", json=body)
    assert failure(answer) == (422, "VALIDATION_ERROR")
    assert (await anna.http.get(f"/applications/{made['id']}")).json()["data"]["version"] == 1


@pytest.mark.parametrize("room", [part[0] for part in PARTS])
async def test_a_patch_takes_no_null_and_no_unknown_field(house: House, room: str) -> None:
    anna = await house.person()
    made = await begun(anna)
    sent, patch = next((sent, patch) for name, sent, patch in PARTS if name == room)
    added = await anna.http.post(f"/applications/{made['id']}/{room}", json=sent)
    here = added.headers["Location"].removeprefix("/api/v1")
    for bad in (dict.fromkeys(patch), {"id": str(house.ids.new())}, {"sequence": 5}, []):
        answer = await anna.http.patch(here, json=bad, headers={"If-Match": '"2"'})
        assert failure(answer) == (422, "VALIDATION_ERROR")
    nothing = await anna.http.patch(here, json={}, headers={"If-Match": '"2"'})
    assert (nothing.status_code, nothing.headers["ETag"]) == (200, '"2"')


async def test_a_full_list_says_so(house: House) -> None:
    anna = await house.person()
    made = await begun(anna)
    url = f"/applications/{made['id']}/notes"
    for number in range(MAX_PARTS):
        assert (await anna.http.post(url, json={"text": str(number)})).status_code == 201
    assert failure(await anna.http.post(url, json={"text": "one more"})) == (400, "NOT_NOW")


async def test_lists_are_filtered_sorted_and_paged(house: House) -> None:
    anna = await house.person()
    made = {}
    for title, company, status in (("Baker", "Brot", "applied"), ("Cook", "Topf", "preparing"), ("Chef", "Topf", "")):
        house.clock.forward(minutes=1)
        job = await job_of(anna, title, company)
        made[title] = await begun(anna, job_id=job, **({"status": status} if status else {}))

    async def titles(query: str) -> list[str]:
        answer = await anna.http.get(f"/applications?{query}")
        assert answer.status_code == 200, answer.text
        assert answer.json()["meta"]["total"] >= len(answer.json()["data"])
        return [one["title"] for one in answer.json()["data"]]

    assert await titles("") == ["Chef", "Cook", "Baker"]
    assert await titles("sort=created_at") == ["Baker", "Cook", "Chef"]
    assert await titles("sort=-moved_at,created_at&limit=1&page=2") == ["Cook"]
    assert await titles("status=applied&status=preparing") == ["Cook", "Baker"]
    assert await titles("company=topf&q=che") == ["Chef"]
    assert await titles("q=%25%27%20OR%201%3D1--") == []
    assert await titles(f"job_id={made['Cook']['job_id']}") == ["Cook"]
    assert await titles("updated_after=2026-11-20T09:02:00Z") == ["Chef"]
    assert await titles("updated_after=2026-11-20T10:02:00%2B01:00") == ["Chef"]
    assert await titles("due=interview") == []
    meta = (await anna.http.get("/applications?status=applied&q=b")).json()["meta"]
    assert meta["filters"] == {"status": ["applied"], "q": "b"}
    counts = (await anna.http.get("/applications/counts")).json()["data"]
    assert (counts["by_status"]["applied"], counts["active"], counts["total"]) == (1, 3, 3)


BAD_LISTS = [
    "sort=id;drop%20table%20users", "sort=status", "sort=created_at,created_at", "sort=-", "status=interview_",
    "status=", "due=never", "job_id=x", "updated_after=2026-11-20", "updated_after=x", "q=%00", "company=%ED%A0%80",
    "page=0", "limit=101", "limit=-1", "page=101&limit=100", "q=" + "x" * 201, "updated_after=1795165800",
]  # fmt: skip


@pytest.mark.parametrize("query", BAD_LISTS)
async def test_t14_t56_bad_lists_are_refused(house: House, query: str) -> None:
    anna = await house.person()
    answer = await anna.http.get(f"/applications?{query}")
    # Bytes that are no UTF-8 become signs that no name has: such a search finds nothing.
    if query.startswith("company=%ED"):
        assert (answer.status_code, answer.json()["data"]) == (200, [])
    else:
        assert failure(answer) == (422, "VALIDATION_ERROR")


async def test_the_tier_limits_active_applications(house: House) -> None:
    anna = await house.person()
    made = [await begun(anna) for _ in range(50)]
    job = await job_of(anna)
    answer = await anna.http.post("/applications", json={"job_id": job})
    assert failure(answer) == (429, "QUOTA_EXCEEDED")
    assert "pro" in answer.json()["error"]["message"]
    assert answer.headers["RateLimit-Limit"] == "50"
    assert int(answer.headers["Retry-After"]) >= 1
    url = f"/applications/{made[0]['id']}"
    for status in ("applied", "rejected"):
        assert (await anna.http.post(f"{url}/status", json={"status": status})).status_code == 200
    last = await begun(anna, job_id=job)
    # Nobody gets past the limit by taking back or restoring.
    back = await anna.http.post(f"{url}/status", json={"status": "interviewing"})
    assert failure(back) == (429, "QUOTA_EXCEEDED")
    assert (await anna.http.delete(f"/applications/{last['id']}", headers={"If-Match": '"1"'})).status_code == 204
    await begun(anna)
    assert failure(await anna.http.post(f"/applications/{last['id']}/restore")) == (429, "QUOTA_EXCEEDED")
    # What is over costs nothing.
    assert (
        await anna.http.post(f"/applications/{made[1]['id']}/status", json={"status": "withdrawn"})
    ).status_code == 200
    rich = await house.person(tier=Tier.PRO)
    for _ in range(51):
        await begun(rich)


async def test_a_repeat_of_a_keyed_request_is_answered_once(house: House) -> None:
    anna = await house.person()
    made = await begun(anna)
    key = {"Idempotency-Key": "one"}
    url = f"/applications/{made['id']}/status"
    first = await anna.http.post(url, json={"status": "applied"}, headers=key)
    second = await anna.http.post(url, json={"status": "applied"}, headers=key)
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert second.headers["Idempotency-Replayed"] == "true"
    assert len((await anna.http.get(f"/applications/{made['id']}/timeline")).json()["data"]) == 1


async def test_an_empty_version_is_another_request_than_none(house: House) -> None:
    anna = await house.person()
    made = await begun(anna)
    url, key = f"/applications/{made['id']}/notes", {"Idempotency-Key": "one"}
    assert (await anna.http.post(url, json={"text": "Called."}, headers=key)).status_code == 201
    again = await anna.http.post(url, json={"text": "Called."}, headers={**key, "If-Match": ""})
    assert again.status_code == 409


async def test_what_is_active_is_shown_as_used(house: House) -> None:
    anna = await house.person()

    async def used() -> int:
        found = (await anna.http.get("/usage")).json()["data"]
        quotas = found["quotas"] if isinstance(found, dict) else found
        return next(int(one["used"]) for one in quotas if one["kind"] == "active_applications")

    assert await used() == 0
    first, second = await begun(anna), await begun(anna)
    assert await used() == 2
    await anna.http.post(f"/applications/{first['id']}/status", json={"status": "withdrawn"})
    assert await used() == 1
    await anna.http.delete(f"/applications/{first['id']}", headers={"If-Match": '"2"'})
    assert await used() == 1
    await anna.http.delete(f"/applications/{second['id']}", headers={"If-Match": '"1"'})
    assert await used() == 0
    await anna.http.post(f"/applications/{second['id']}/restore")
    assert await used() == 1
