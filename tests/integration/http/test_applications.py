"""Applications over HTTP: begun, moved, read back, listed, hidden and restored."""

from typing import Any
from uuid import UUID

import httpx

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
