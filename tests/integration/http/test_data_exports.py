"""Having everything of mine put into one archive, and fetching it."""

import hashlib
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest

from jobwise.application.ports.mail import MailTemplate
from jobwise.application.ports.tasks import Task
from jobwise.application.users.erasing import EraseAccount
from jobwise.domain.limits import DATA_EXPORT_KEPT_S, DATA_EXPORT_OVERDUE_S, TASK_ATTEMPTS
from jobwise.domain.shared.errors import MissingHere
from jobwise.domain.users.user import Tier
from tests.support.archives_of_accounts import Archive, fetched, run_tasks
from tests.support.http import House, Person

SITE = "http://testserver"


async def with_things(person: Person) -> dict[str, Any]:
    """A profile of two versions, a saved posting, a job with a moved application, and a document that went out."""
    profile = (await person.http.post("/profiles", json={"summary": "Bakes."})).json()["data"]
    url = f"/profiles/{profile['id']}"
    await person.http.patch(url, json={"summary": "Bakes bread."}, headers={"If-Match": '"1"'})
    posting = (await person.http.get("/jobs/browse")).json()["data"][0]
    await person.http.post(f"/jobs/{posting['id']}/save")
    job = (await person.http.post("/jobs", json={"title": "Bäcker 🥐", "company": "Mühle"})).json()["data"]
    made = (await person.http.post("/applications", json={"job_id": job["id"]})).json()["data"]
    await person.http.post(f"/applications/{made['id']}/status", json={"status": "applied", "note": "By post."})
    note = {"text": "Ask for the oven."}
    await person.http.post(f"/applications/{made['id']}/notes", json=note, headers={"If-Match": '"2"'})
    file = {"file": ("Zeugnis.txt", BytesIO("Sehr gut – 100 %".encode()), "text/plain")}
    document = (await person.http.post("/documents", files=file)).json()["data"]
    body = {"application_ids": [made["id"]]}
    attached = await person.http.post(f"/documents/{document['id']}/attach", json=body)
    assert attached.status_code == 200, attached.text
    return {"profile": profile, "job": job, "application": made, "document": document}


async def test_it_is_asked_for_made_and_fetched(house: House) -> None:
    person = await house.person(language="de")
    await with_things(person)
    asked = await person.http.post("/users/me/export")
    pending = asked.json()["data"]
    assert (asked.status_code, pending["status"], pending["links"]["file"]) == (202, "pending", None)
    assert asked.headers["Location"] == pending["links"]["self"]
    assert await run_tasks(house) == 1
    made = (await person.http.get(f"{SITE}{pending['links']['self']}")).json()["data"]
    assert (made["status"], made["failure"]) == ("completed", "")
    listed = (await person.http.get("/users/me/exports")).json()
    assert (listed["data"], listed["meta"]["total"]) == ([made], 1)
    answer = await house.client().get(f"{SITE}{made['links']['file']}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert "jobwise-2026-11-20.zip" in answer.headers["content-disposition"]
    assert len(answer.content) == made["size_bytes"]
    assert hashlib.sha256(answer.content).hexdigest() == made["sha256"]
    mail = (await house.mails(person.user.email))[-1]
    assert (mail.template, mail.language) == (MailTemplate.DATA_EXPORT_READY, "de")
    async with house.store.read() as work:
        events = [stored.event for stored in await work.outbox.history(UUID(made["id"]))]
    assert [event.name.partition(".")[2] for event in events] == ["requested", "started", "completed"]


async def test_everything_is_in_it(house: House) -> None:
    person, other = await house.person(password_hash="quick$secret-thing"), await house.person()
    things = await with_things(person)
    await with_things(other)
    archive = Archive((await fetched(house, person))[1])
    names = archive.zipped.namelist()
    members = {one["name"]: one for one in archive.manifest["members"]}
    assert set(names) == {*members, "manifest.json"}
    for name, member in members.items():
        data = archive.zipped.read(name)
        assert (len(data), hashlib.sha256(data).hexdigest()) == (member["size_bytes"], member["sha256"])
    readme = archive.zipped.read("README.txt").decode()
    for name in names:
        if name.startswith("data/"):
            assert name in readme
    assert "more that is kept about you" not in readme
    assert archive.rows("users")[0]["email"] == person.user.email
    assert things["job"]["id"] in [row["id"] for row in archive.rows("jobs")]
    (application,) = archive.rows("applications")
    assert (application["status"], application["notes"][0]["text"]) == ("applied", "Ask for the oven.")
    assert [one["version"] for one in archive.rows("profile_versions")] == [1, 2]
    file = f"files/documents/{things['document']['id']}.txt"
    assert archive.zipped.read(file).decode() == "Sehr gut – 100 %"
    raw = b"".join(archive.zipped.read(name) for name in names)
    assert b"secret-thing" not in raw
    assert b"password_hash" not in raw
    assert str(other.user.id).encode() not in raw
    for row in archive.rows("jobs"):
        moment = datetime.fromisoformat(row["created_at"])
        assert moment.utcoffset() == timedelta(0)


async def test_the_same_data_makes_the_same_bytes(house: House) -> None:
    person = await house.person()
    await with_things(person)
    asked = await person.http.post("/users/me/export")
    made: list[bytes] = []

    async def twice(task: Task) -> None:
        for _ in range(2):
            stored = await house.cases.data_exports.make._make(person.user.id)
            made.append(house.files.kept[stored.key][1])

    assert asked.status_code == 202
    await run_tasks(house, twice)
    assert made[0] == made[1]
    infos = Archive(made[0]).zipped.infolist()
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert infos[0].filename == "data/users.json"


async def test_one_a_day_and_the_same_key_is_one(house: House) -> None:
    person = await house.person(tier=Tier.PRO)
    key = {"Idempotency-Key": "mine"}
    first = await person.http.post("/users/me/export", headers=key)
    again = await person.http.post("/users/me/export", headers=key)
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json() == again.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    other_body = await person.http.post("/users/me/export", headers=key, json={"other": 1})
    assert (other_body.status_code, other_body.json()["error"]["code"]) == (409, "CONFLICT")
    refused = await person.http.post("/users/me/export")
    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "QUOTA_EXCEEDED")
    assert refused.json()["error"]["details"] == [{"field": "data_exports", "reason": "no tier"}]
    midnight = (house.clock.now() + timedelta(days=1)).replace(hour=0)
    assert int(refused.headers["Retry-After"]) == (midnight - house.clock.now()).total_seconds() + 1
    assert (await person.http.get("/users/me/exports")).json()["meta"]["total"] == 1
    usage = {row["kind"]: row for row in (await person.http.get("/usage")).json()["data"]["quotas"]}
    assert (usage["data_exports"]["used"], usage["data_exports"]["remaining"]) == (1, 0)
    house.clock.forward(hours=16)
    tomorrow = house.client(house.token_of(person))
    assert (await tomorrow.post("/users/me/export")).status_code == 202


async def test_whoever_is_not_verified_gets_none(house: House) -> None:
    person = await house.person(verified=False)
    answer = await person.http.post("/users/me/export")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "EMAIL_NOT_VERIFIED")
    assert (await person.http.get("/users/me/exports")).json()["data"] == []


async def test_what_fails_for_good_is_given_back(house: House) -> None:
    person = await house.person()
    asked = (await person.http.post("/users/me/export")).json()["data"]

    async def fails(key: str, source: Any) -> None:
        raise MissingHere("The disk is full.")

    house.files.put = fails  # type: ignore[method-assign]
    for attempt in range(TASK_ATTEMPTS):
        assert await run_tasks(house) == 1
        shown = await house.client(house.token_of(person)).get(f"/users/me/exports/{asked['id']}")
        assert shown.json()["data"]["status"] == ("failed" if attempt == TASK_ATTEMPTS - 1 else "running")
        house.clock.forward(hours=1)
    assert shown.json()["data"]["failure"] == MissingHere.code
    assert shown.json()["data"]["links"]["file"] is None
    async with house.store.read() as work:
        names = [stored.event.name for stored in await work.outbox.history(UUID(asked["id"]))]
    assert names[-1] == "data_export.failed"
    assert (await house.client(house.token_of(person)).post("/users/me/export")).status_code == 202


async def test_one_whose_processes_died_is_given_up_and_back(house: House) -> None:
    person = await house.person()
    asked = (await person.http.post("/users/me/export")).json()["data"]
    for _ in range(TASK_ATTEMPTS):
        # Claimed, and never heard of again.
        async with house.store.write() as work:
            now = house.clock.now()
            task = await work.tasks.claim(
                ["data_export.make"], lease=house.ids.new(), now=now, until=now + timedelta(seconds=60)
            )
            assert task is not None
            await work.commit()
        house.clock.forward(seconds=61)
    house.clock.forward(seconds=DATA_EXPORT_OVERDUE_S)
    assert await house.cases.data_exports.expire() == 0
    assert (await status(house, person, asked)) == "pending"
    assert await run_tasks(house) == 1
    await house.cases.data_exports.expire()
    assert (await status(house, person, asked)) == "failed"
    assert (await house.client(house.token_of(person)).post("/users/me/export")).status_code == 202


async def status(house: House, person: Person, export: dict[str, Any]) -> str:
    answer = await house.client(house.token_of(person)).get(f"/users/me/exports/{export['id']}")
    return str(answer.json()["data"]["status"])


async def test_links_end_with_the_archive_and_fit_no_other(house: House) -> None:
    person, other = await house.person(), await house.person()
    made, _ = await fetched(house, person)
    foreign, _ = await fetched(house, other)
    link = made["links"]["file"]
    anybody = house.client()
    expires = re.search(r"expires=(\d+)", link)
    assert expires is not None
    until = int(expires[1])
    assert datetime.fromtimestamp(until, UTC) == house.clock.now() + timedelta(seconds=DATA_EXPORT_KEPT_S)
    signature = link.rpartition("=")[2]
    for wrong in (
        link.replace(f"expires={until}", f"expires={until + 1}"),
        link.replace(f"expires={until}", f"expires=0{until}"),
        link.replace(str(person.user.id), str(other.user.id)),
        link.replace(made["id"], foreign["id"]),
        link.replace(made["id"], made["id"].upper()),
        link.replace(signature, signature[::-1]),
        link.replace(signature, ""),
        link.replace(signature, foreign["links"]["file"].rpartition("=")[2]),
        link.partition("?")[0],
        link.replace("/data-exports/", "/"),
    ):
        answer = await anybody.get(f"{SITE}{wrong}")
        assert answer.status_code == 404, wrong
    assert (await other.http.get(f"/users/me/exports/{made['id']}")).status_code == 404
    house.clock.forward(seconds=DATA_EXPORT_KEPT_S - 1)
    assert (await anybody.get(f"{SITE}{link}")).status_code == 200
    house.clock.forward(seconds=1)
    assert (await anybody.get(f"{SITE}{link}")).status_code == 404
    assert (await house.client(house.token_of(person)).get(f"/users/me/exports/{made['id']}")).json()["data"]["links"][
        "file"
    ] is None


async def test_an_expired_archive_is_taken_out(house: House) -> None:
    person = await house.person()
    made, _ = await fetched(house, person)
    assert len(house.files.kept) == 1
    assert await house.cases.data_exports.expire() == 0
    house.clock.forward(seconds=DATA_EXPORT_KEPT_S)
    assert await house.cases.data_exports.expire() == 1
    assert house.files.kept == {}
    shown = (await house.client(house.token_of(person)).get(f"/users/me/exports/{made['id']}")).json()["data"]
    assert (shown["status"], shown["size_bytes"], shown["links"]["file"]) == ("expired", None, None)
    assert await house.cases.data_exports.expire() == 0


async def test_an_account_that_is_closed_leaves_no_archive(house: House) -> None:
    password = await house.parts.hasher.hash("a quite long pass phrase")
    person = await house.person(password_hash=password)
    made, _ = await fetched(house, person)
    house.clock.forward(hours=16)
    fresh = house.client(house.token_of(person))
    assert (await fresh.post("/users/me/export")).status_code == 202
    answer = await fresh.request("DELETE", "/users/me", json={"password": "a quite long pass phrase"})
    assert answer.status_code == 202
    assert (await house.client().get(f"{SITE}{made['links']['file']}")).status_code == 404
    assert await run_tasks(house) == 1
    now = house.clock.now()
    task = Task(house.ids.new(), "account.erase", "x", now, now, payload={"aggregate_id": str(person.user.id)})
    await EraseAccount(house.store, house.clock, house.files)(task)
    assert house.files.kept == {}
    assert (await house.client().get(f"{SITE}{made['links']['file']}")).status_code == 404


async def test_an_account_erased_while_its_archive_is_made_keeps_no_file(house: House) -> None:
    person = await house.person()
    await person.http.post("/users/me/export")
    put = house.files.put

    async def put_late(key: str, source: Any) -> None:
        await put(key, source)
        async with house.store.write() as work:
            await work.personal.erase(owner=person.user.id, now=house.clock.now())
            await work.commit()

    house.files.put = put_late  # type: ignore[method-assign]
    assert await run_tasks(house) == 1
    assert house.files.kept == {}


async def test_a_file_that_the_store_lost_is_named(house: House) -> None:
    person = await house.person()
    things = await with_things(person)
    house.files.kept.clear()
    archive = Archive((await fetched(house, person))[1])
    assert archive.manifest["missing"] == [{"table": "documents", "id": things["document"]["id"]}]


@pytest.mark.parametrize("times", [1, 2])
async def test_a_task_that_comes_again_makes_no_second_archive(house: House, times: int) -> None:
    person = await house.person()
    asked = (await person.http.post("/users/me/export")).json()["data"]
    async with house.store.read() as work:
        task = await work.tasks.find("data_export.make", asked["id"])
    assert task is not None
    for _ in range(times):
        await house.cases.data_exports.make(task)
    assert len(house.files.kept) == 1
    mails = [one for one in await house.mails(person.user.email) if one.template is MailTemplate.DATA_EXPORT_READY]
    assert len(mails) == 1
