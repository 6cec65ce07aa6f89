"""Bringing the archive of one account into another, and what is refused."""

import io
import json
import zipfile
from dataclasses import replace
from typing import Any
from uuid import UUID

import httpx
import pytest

from jobwise.domain.limits import MAX_ARCHIVE_MEMBERS, MAX_IMPORT_UNPACKED_BYTES
from jobwise.domain.users.tiers import PLANS, QuotaKind
from jobwise.domain.users.user import Tier
from tests.integration.http.test_data_exports import with_things
from tests.support.archives_of_accounts import Archive, changed, fetched, resealed
from tests.support.http import House, Person

IMPORT = "/users/me/import"


async def sent(person: Person, data: bytes, **headers: str) -> httpx.Response:
    file = {"file": ("jobwise.zip", io.BytesIO(data), "application/zip")}
    return await person.http.post(IMPORT, files=file, headers=headers)


async def read(person: Person, path: str) -> Any:
    answer = await person.http.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


async def seen(person: Person) -> dict[str, Any]:
    """What somebody sees of their things, without what differs between two accounts: ids, versions and times."""
    jobs, applications = await read(person, "/jobs?limit=100&sort=title"), await read(person, "/applications")
    documents, profiles = await read(person, "/documents"), await read(person, "/profiles")
    history = [await read(person, f"/applications/{one['id']}/timeline") for one in applications]
    whole = [await read(person, f"/profiles/{one['id']}") for one in profiles]
    older = [await read(person, f"/profiles/{one['id']}/versions") for one in profiles]
    texts = [await person.http.get(f"/documents/{one['id']}/download") for one in documents]
    return {
        "jobs": [await plain_job(person, one) for one in jobs],
        "applications": [plain(await read(person, f"/applications/{one['id']}")) for one in applications],
        "history": [plain(one) for one in history],
        "documents": [(one["name"], one["kind"], one["sha256"]) for one in documents],
        "files": [answer.content for answer in texts],
        "profiles": [plain(one) for one in whole],
        "versions": [[(one["version"], one["at"]) for one in versions] for versions in older],
        "saved": [one["title"] for one in await read(person, "/saved-jobs")],
    }


async def plain_job(person: Person, job: dict[str, Any]) -> Any:
    return plain(await read(person, f"/jobs/{job['id']}"))


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items() if name not in OWN}
    return [plain(one) for one in value] if isinstance(value, list) else value


OWN = {"id", "job_id", "owner_id", "profile_id", "actor", "links", "version"}


async def test_an_account_comes_back_in_a_new_one(house: House) -> None:
    person, fresh = await house.person(), await house.person()
    things = await with_things(person)
    _, data = await fetched(house, person)
    house.clock.forward(minutes=5)
    answer = await sent(fresh, data)
    assert answer.status_code == 200, answer.text
    told = answer.json()["data"]
    counts = {"profiles": 1, "jobs": 2, "applications": 1, "documents": 1, "files_missing": 0}
    assert {name: told[name] for name in counts} == counts
    assert (told["refused_count"], told["refused"], told["generations"], told["samples"]) == (0, [], 0, 0)
    before, after = await seen(person), await seen(fresh)
    # A file was uploaded when it came.
    assert after == before
    assert (await read(fresh, "/profiles"))[0]["is_default"]
    (application,) = await read(fresh, "/applications")
    whole = await read(fresh, f"/applications/{application['id']}/documents")
    (document,) = await read(fresh, "/documents")
    assert [one["id"] for one in whole] == [document["id"]]
    assert document["id"] != things["document"]["id"]
    (move,) = await read(fresh, f"/applications/{application['id']}/timeline")
    assert move["note"] == "By post."
    usage = {one["kind"]: one["used"] for one in (await read(fresh, "/usage"))["quotas"]}
    assert (usage["saved_jobs"], usage["active_applications"], usage["uploads"]) == (1, 1, 1)
    # Whose it was sees nothing of it, and what is brought twice stands beside the first.
    assert (await sent(fresh, data)).status_code == 200
    assert len(await read(fresh, "/profiles")) == 2
    assert len(await read(fresh, "/saved-jobs")) == 1
    assert len(await read(person, "/profiles")) == 1


async def test_deleted_things_do_not_come_but_a_job_that_is_pursued_does(house: House) -> None:
    person, fresh = await house.person(), await house.person()
    things = await with_things(person)
    job, document = things["job"], things["document"]
    gone = (await person.http.post("/jobs", json={"title": "Cook"})).json()["data"]
    for path, version in ((f"/jobs/{gone['id']}", 1), (f"/jobs/{job['id']}", 1), (f"/documents/{document['id']}", 1)):
        assert (await person.http.delete(path, headers={"If-Match": f'"{version}"'})).status_code == 204
    _, data = await fetched(house, person)
    answer = (await sent(fresh, data)).json()["data"]
    assert (answer["jobs"], answer["applications"], answer["documents"]) == (2, 1, 0)
    assert [one["title"] for one in await read(fresh, "/jobs")] != [gone["title"]]
    assert len(await read(fresh, "/jobs")) == 1


async def test_one_key_brings_once(house: House) -> None:
    person, fresh = await house.person(), await house.person()
    await with_things(person)
    _, data = await fetched(house, person)
    body = multipart(data)
    headers = {"Idempotency-Key": "once", "Content-Type": "multipart/form-data; boundary=x"}
    first = await fresh.http.post(IMPORT, content=body, headers=headers)
    again = await fresh.http.post(IMPORT, content=body, headers=headers)
    assert first.json() == again.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert len(await read(fresh, "/profiles")) == 1
    other = await fresh.http.post(IMPORT, content=multipart(data[:-1]), headers=headers)
    assert other.status_code == 409


def multipart(data: bytes) -> bytes:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.zip"\r\n\r\n'
    return head + data + b"\r\n--x--\r\n"


async def refused(house: House, data: bytes, status: int = 422, who: Person | None = None) -> str:
    """The code of a refusal that has left nothing behind."""
    person = who or await house.person()
    files = dict(house.files.kept)
    answer = await sent(person, data)
    assert answer.status_code == status, answer.text
    assert house.files.kept == files
    for path in ("/profiles", "/jobs", "/applications", "/documents"):
        assert (await person.http.get(path)).json()["meta"]["total"] == 0, path
    return str(answer.json()["error"]["code"])


@pytest.fixture
async def archive(house: House) -> bytes:
    person = await house.person()
    await with_things(person)
    return (await fetched(house, person))[1]


async def test_what_is_no_archive_of_ours_is_refused(house: House, archive: bytes) -> None:
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    for data in (b"", b"PK\x03\x04", b"hello", empty.getvalue(), archive[: len(archive) // 2], b"\x00" * 99):
        await refused(house, data)
    assert await refused(house, changed(archive, manifest__json=None)) == "UNREADABLE_INPUT"
    for manifest in (b"", b"[]", b"{}", b'{"format": "x", "version": 1}', b"\xff", b"null"):
        await refused(house, changed(archive, manifest__json=manifest))
    await refused(house, changed(archive, manifest__json=b"[" * 100_000), 413)


async def test_what_was_changed_is_refused(house: House, archive: bytes) -> None:
    jobs = json.dumps([]).encode()
    for data in (
        changed(archive, data_jobs__json=jobs),
        changed(archive, data_jobs__json=None),
        changed(archive, data_more__json=jobs),
        changed(archive, README__txt=b"Hello"),
    ):
        assert await refused(house, data) == "UNREADABLE_INPUT"


async def test_what_is_of_a_newer_form_is_refused(house: House, archive: bytes) -> None:
    manifest = {**Archive(archive).manifest, "version": 2}
    person = await house.person()
    answer = await sent(person, changed(archive, manifest__json=json.dumps(manifest).encode()))
    assert (answer.status_code, "newer JobWise" in answer.json()["error"]["message"]) == (422, True)


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil", "..\\evil", "C:evil", "data/../../../evil"])
async def test_names_that_point_out_are_refused_and_nothing_is_unpacked(
    house: House, archive: bytes, name: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    await refused(house, resealed(archive, {name: b"evil"}))
    assert list(tmp_path.rglob("*")) == []


async def test_what_unpacks_to_too_much_is_refused(house: House, archive: bytes) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made, made.open("data/jobs.json", "w") as member:
        for _ in range(30):
            member.write(bytes(1_000_000))
    await refused(house, bomb.getvalue(), 413)
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as made:
        for number in range(MAX_ARCHIVE_MEMBERS + 1):
            made.writestr(f"{number}", b"")
    await refused(house, many.getvalue(), 413)
    # One that lies about its size is cut off where it said it ends.
    lying = bytearray(resealed(archive, {"data/jobs.json": b"[\n" + b" " * 5_000_000 + b"\n]\n"}))
    at = lying.rindex(b"PK\x01\x02")
    lying[at + 24 : at + 28] = (10).to_bytes(4, "little")
    await refused(house, bytes(lying))
    assert MAX_IMPORT_UNPACKED_BYTES > 5_000_000


async def test_rows_that_are_no_rows_of_ours_are_refused(house: House, archive: bytes) -> None:
    (job, *_) = Archive(archive).rows("jobs")
    (document,) = Archive(archive).rows("documents")
    for table, row in (
        ("jobs", {}),
        ("jobs", {**job, "status": "lost"}),
        ("jobs", {**job, "content": {"title": 1}}),
        ("jobs", {**job, "id": "x"}),
        ("jobs", {**job, "created_at": "2026-11-20T09:00:00"}),
        ("jobs", {**job, "content": {**job["content"], "min_years": "many"}}),
        ("jobs", {**job, "source_url": "x" * 3_000}),
        ("documents", {**document, "name": "evil.pdf"}),
        ("documents", {**document, "name": "evil.exe"}),
        ("profiles", {"id": document["id"]}),
        ("applications", {**Archive(archive).rows("applications")[0], "timeline": [1]}),
    ):
        data = resealed(archive, {f"data/{table}.json": b"[\n" + json.dumps(row).encode() + b"\n]\n"})
        await refused(house, data, 415 if table == "documents" else 422)
    for bad in (b"[\n1\n]\n", b"[\n{]\n", b"\xff\xfe", b'[\n{"a": NaN}\n]\n'):
        await refused(house, resealed(archive, {"data/jobs.json": bad}))
    await refused(house, resealed(archive, {"data/jobs.json": b"[\n" + b"[" * 50_000 + b"\n]\n"}), 413)


async def test_two_jobs_of_one_id_or_two_applications_of_one_job_are_refused(house: House, archive: bytes) -> None:
    for table, id, status in (("jobs", "", 422), ("applications", "", 422), ("applications", str(UUID(int=7)), 409)):
        (row, *_) = Archive(archive).rows(table)
        first, second = json.dumps(row).encode(), json.dumps({**row, "id": id or row["id"]}).encode()
        data = resealed(archive, {f"data/{table}.json": b"[\n" + first + b",\n" + second + b"\n]\n"})
        await refused(house, data, status)


@pytest.mark.parametrize("kind", [QuotaKind.SAVED_JOBS, QuotaKind.ACTIVE_APPLICATIONS, QuotaKind.UPLOADS])
async def test_what_the_tier_has_no_room_for_does_not_come_at_all(
    house: House, archive: bytes, kind: QuotaKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = PLANS[Tier.FREE]
    none = replace(plan, limits={**plan.limits, kind: 0})
    monkeypatch.setattr("jobwise.domain.users.tiers.PLANS", {**PLANS, Tier.FREE: none})
    assert await refused(house, archive, 429) == "QUOTA_EXCEEDED"
    assert (await sent(await house.person(tier=Tier.PRO), archive)).status_code == 200


async def test_whoever_is_not_verified_brings_one_file_at_most(house: House, archive: bytes) -> None:
    person = await house.person(verified=False)
    assert (await sent(person, archive)).status_code == 200
    other = await house.person()
    for name in ("one.txt", "two.txt"):
        await other.http.post("/documents", files={"file": (name, b"Hello " + name.encode(), "text/plain")})
    _, two = await fetched(house, other)
    code = await refused(house, two, 403, await house.person(verified=False))
    assert code == "EMAIL_NOT_VERIFIED"


async def test_a_file_that_is_missing_leaves_only_its_document_out(house: House) -> None:
    person, fresh = await house.person(), await house.person()
    await with_things(person)
    house.files.kept.clear()
    _, data = await fetched(house, person)
    answer = (await sent(fresh, data)).json()["data"]
    assert (answer["documents"], answer["files_missing"], answer["applications"]) == (0, 1, 1)


async def test_samples_and_what_was_learnt_of_them_come_too(house: House) -> None:
    person, fresh = await house.person(), await house.person()
    file = {"file": ("letter.txt", io.BytesIO(b"Dear all, I bake bread every day."), "text/plain")}
    made = await person.http.post("/samples", files=file, data={"kind": "cover_letter"})
    assert made.status_code == 202, made.text
    async with house.store.write() as work:
        one = await work.samples.get(UUID(made.json()["data"]["id"]), owner=person.user.id)
        one.take_text("Dear all, I bake bread every day.", house.clock.now())
        await work.samples.save(one)
        await work.commit()
    await house.cases.styles.learn(owner=person.user.id)
    _, data = await fetched(house, person)
    told = (await sent(fresh, data)).json()["data"]
    assert (told["samples"], told["writing_styles"]) == (1, 1)
    (sample,) = await read(fresh, "/samples")
    assert sample["status"] == "read"
    assert (await fresh.http.get(f"/samples/{sample['id']}/download")).content == b"Dear all, I bake bread every day."
    # Whoever sends a file here already has a style of their own here.
    again = (await sent(fresh, data)).json()["data"]
    assert (again["refused_count"], again["refused"][0]["table"]) == (1, "writing_styles")


async def test_what_comes_is_an_event_of_today(house: House, archive: bytes) -> None:
    fresh = await house.person()
    house.clock.forward(minutes=3)
    await sent(fresh, archive)
    (job, *_) = await read(fresh, "/jobs")
    async with house.store.read() as work:
        events = [one.event for one in await work.outbox.history(UUID(job["id"]))]
    assert [(one.name, one.occurred_at) for one in events] == [("job.imported", house.clock.now())]
