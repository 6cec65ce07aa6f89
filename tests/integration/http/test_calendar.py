"""Interviews as calendar files, read back by another library's parser, and the feed behind its token."""

import hashlib
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from icalendar import Calendar, Event

from tests.integration.http.test_applications import begun, failure, job_of
from tests.support.http import House, Person

TALK = {
    "kind": "technical",
    "starts_at": "2026-12-01T09:30:00+01:00",
    "minutes": 90,
    "time_zone": "Europe/Berlin",
    "place": "Room 5, 2nd floor; ring \\ twice",
    "link": "https://meet.example.org/" + "x" * 100,
}


def events(answer: httpx.Response) -> list[Event]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    # RFC 5545: every line ends with CR LF and has at most 75 octets.
    lines = answer.content.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line for line in lines)
    calendar = Calendar.from_ical(answer.content)
    assert (str(calendar["version"]), str(calendar["method"])) == ("2.0", "PUBLISH")
    assert calendar["prodid"]
    return [part for part in calendar.walk("VEVENT") if isinstance(part, Event)]


async def planned(person: Person, **given: Any) -> tuple[str, str]:
    made = await begun(person, job_id=await job_of(person, "Baker; head, night 林", "Brot & Co"))
    added = await person.http.post(f"/applications/{made['id']}/interviews", json={**TALK, **given})
    return made["id"], added.json()["data"]["id"]


async def test_an_interview_is_a_calendar_file(house: House) -> None:
    anna = await house.person()
    application, interview = await planned(anna)
    answer = await anna.http.get(f"/applications/{application}/interviews/{interview}/ics")
    (event,) = events(answer)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="interview.ics"')
    assert str(event["uid"]) == f"{interview}@jobwise"
    assert event["dtstart"].dt == datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
    assert event["dtend"].dt == datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
    assert event["dtstamp"].dt == house.clock.now()
    assert str(event["summary"]) == "Interview (technical): Baker; head, night 林, Brot & Co"
    assert str(event["location"]) == TALK["place"]
    assert str(event["url"]) == TALK["link"]
    assert "Europe/Berlin" in str(event["description"])
    assert (event["sequence"], str(event["status"])) == (0, "CONFIRMED")
    assert len(event.walk("VALARM")) == 1
    elsewhere = await begun(anna)
    wrong = await anna.http.get(f"/applications/{elsewhere['id']}/interviews/{interview}/ics")
    assert failure(wrong) == (404, "RESOURCE_NOT_FOUND")


async def test_a_change_rises_and_a_cancelled_one_says_so(house: House) -> None:
    anna = await house.person()
    application, interview = await planned(anna)
    url = f"/applications/{application}/interviews/{interview}"
    seen = []
    for version, patch in enumerate(({"minutes": 30}, {"outcome": "cancelled"}), start=2):
        await anna.http.patch(url, json=patch, headers={"If-Match": f'"{version}"'})
        (event,) = events(await anna.http.get(f"{url}/ics"))
        seen.append((str(event["uid"]), event["sequence"], str(event["status"]), len(event.walk("VALARM"))))
    uid = f"{interview}@jobwise"
    assert seen == [(uid, 1, "CONFIRMED", 1), (uid, 2, "CANCELLED", 0)]


async def test_the_feed_opens_by_its_token_alone(house: House) -> None:
    anna, ben, nobody = await house.person(), await house.person(), house.client()
    _, first = await planned(anna)
    _, second = await planned(anna, starts_at="2026-12-03T09:30:00Z", outcome="cancelled")
    await planned(anna, starts_at="2025-01-03T09:30:00Z")
    await planned(ben)
    opened = await anna.http.post("/calendar/token")
    data = opened.json()["data"]
    assert (opened.status_code, len(data["token"])) == (201, 43)
    url = data["url"].removeprefix("/api/v1")
    found = events(await nobody.get(url))
    assert {(str(event["uid"]), str(event["status"])) for event in found} == {
        (f"{first}@jobwise", "CONFIRMED"),
        (f"{second}@jobwise", "CANCELLED"),
    }
    # Only a hash of the token is kept.
    (row,) = house.store.state.calendar_feeds.by_id.values()
    assert row["token_sha256"] == hashlib.sha256(data["token"].encode()).hexdigest()
    assert data["token"] not in str(house.store.state)


async def test_a_new_token_ends_the_old_one_and_revoking_ends_both(house: House) -> None:
    anna, nobody = await house.person(), house.client()
    first, second = [(await anna.http.post("/calendar/token")).json()["data"]["token"] for _ in range(2)]
    assert first != second
    assert (await nobody.get(f"/calendar/{first}.ics")).status_code == 404
    assert events(await nobody.get(f"/calendar/{second}.ics")) == []
    assert (await anna.http.delete("/calendar/token")).status_code == 204
    assert (await nobody.get(f"/calendar/{second}.ics")).status_code == 404
    assert failure(await anna.http.delete("/calendar/token")) == (404, "RESOURCE_NOT_FOUND")
    third = (await anna.http.post("/calendar/token")).json()["data"]["token"]
    assert (await nobody.get(f"/calendar/{third}.ics")).status_code == 200
    async with house.store.write() as work:
        user = await work.users.get(anna.user.id)
        user.delete(house.clock.now())
        await work.users.save(user)
        await work.commit()
    assert (await nobody.get(f"/calendar/{third}.ics")).status_code == 404


@pytest.mark.parametrize("token", ["x", "token", "%00", "a%2F..%2Fb", "x" * 43, "%ED%A0%80", "x" * 512])
async def test_an_unknown_token_opens_nothing(house: House, token: str) -> None:
    anna = await house.person()
    await anna.http.post("/calendar/token")
    assert failure(await house.client().get(f"/calendar/{token}.ics")) == (404, "RESOURCE_NOT_FOUND")


async def test_a_token_is_never_kept_for_a_repeat(house: House) -> None:
    anna = await house.person()
    key = {"Idempotency-Key": "one"}
    tokens = [(await anna.http.post("/calendar/token", headers=key)).json()["data"]["token"] for _ in range(2)]
    assert tokens[0] != tokens[1]
