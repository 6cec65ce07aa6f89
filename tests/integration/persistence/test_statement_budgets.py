"""Every GET over a real database: one statement for one thing, two for a list.

Who is calling is not counted: a process knows it for some seconds, and asking again is one statement more.
"""

from typing import Any
from uuid import UUID

from tests.support.http import House, Person
from tests.support.statements import statements_of

from jobwise.application.exports.commands import MAKING as PRINTING
from jobwise.application.generations.commands import MAKING
from jobwise.domain.shared.paging import Page
from jobwise.domain.users.user import UserRole
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.sql import catalogue, migrate
from jobwise.infrastructure.persistence.sql.store import SqlStore

BUDGETS = {
    "/auth/sessions": 2, "/users/me": 1, "/plans": 0, "/usage": 3,
    "/jobs": 2, "/jobs/counts": 1, "/jobs/{job_id}": 1, "/jobs/{job_id}/posting.jsonld": 1,
    "/jobs/browse": 5, "/jobs/browse/{posting_id}": 4, "/saved-jobs": 2,
    "/profiles": 2, "/profiles/{profile_id}": 1, "/profiles/{profile_id}/export": 1,
    "/profiles/{profile_id}/analytics": 1, "/profiles/{profile_id}/versions": 2,
    "/profiles/{profile_id}/versions/{version}": 1, "/profiles/{profile_id}/{section}": 1,
    "/profiles/{profile_id}/{section}/{item_id}": 1, "/profiles/{profile_id}/{section}/{item_id}/bullets": 1,
    "/profile": 1, "/profile/export": 1, "/profile/analytics": 1, "/profile/versions": 3,
    "/profile/versions/{version}": 2, "/profile/{section}": 1, "/profile/{section}/{item_id}": 1,
    "/profile/{section}/{item_id}/bullets": 1,
    "/applications": 2, "/applications/counts": 1, "/applications/{application_id}": 1,
    "/applications/{application_id}/timeline": 1, "/applications/{application_id}/notes": 1,
    "/applications/{application_id}/notes/{part_id}": 1, "/applications/{application_id}/contacts": 1,
    "/applications/{application_id}/interviews": 1, "/applications/{application_id}/reminders": 1,
    "/applications/{application_id}/documents": 2,
    "/documents": 2, "/documents/{document_id}": 1, "/documents/{document_id}/download": 1, "/enhancements": 2,
    "/samples": 2, "/samples/{sample_id}": 1, "/samples/{sample_id}/download": 1, "/writing-style": 2,
    "/users/me/exports": 2, "/users/me/exports/{export_id}": 1,
    "/rankings": 2, "/rankings/job/{job_id}": 3, "/rankings/{ranking_id}": 1,
    "/generations": 2, "/generations/history": 2, "/generations/{generation_id}": 1,
    "/generations/{generation_id}/content": 1, "/generations/{generation_id}/ats": 1,
    "/generations/{generation_id}/provenance": 1, "/generations/{generation_id}/versions": 3,
    "/generations/{generation_id}/diff/{other_id}": 2, "/generations/{generation_id}/events": 1,
    "/exports": 2, "/exports/files": 2, "/exports/{export_id}": 1, "/exports/{export_id}/link": 1,
    "/exports/{export_id}/events": 1, "/exports/templates": 0, "/exports/templates/{name}/preview": 0,
    "/exports/{export_id}/download": 2, "/exports/files/{export_id}/download": 2,
    "/admin/users": 2, "/admin/users/{user_id}": 1, "/admin/flags": 1, "/admin/audit": 2, "/admin/queues": 1,
    "/users": 2, "/users/{user_id}": 1,
}  # fmt: skip
"""The most statements of each GET below /api/v1. Which profile is the default one is one more to ask for versions,
and a download of an export is counted."""

ELSEWHERE = {
    "/auth/csrf": "reads the token, not the database",
    "/calendar/{token}.ics": "asks for the feed and then for what it shows",
    "/enhancements/{enhancement_id}": "needs a language model; the proposals and the profile they are for",
    "/files/{document_id}": "gives a file",
    "/files/data-exports/{export_id}": "gives a file",
    "/files/exports/{export_id}": "gives a file",
    "/applications/{application_id}/interviews/{part_id}/ics": "one application, like its parts",
    **{
        f"/applications/{{application_id}}/{kind}/{{part_id}}": "one application, like a note"
        for kind in ("contacts", "interviews", "reminders", "documents")
    },
}


async def test_every_get_keeps_to_its_statements(url: str) -> None:
    with migrate.connected(url) as connection:
        catalogue.fill(connection)
    store = SqlStore(url, Uuid7Ids())
    try:
        house = House(store=store)  # type: ignore[arg-type]
        person = await house.person(role=UserRole.ADMIN)
        known = await _filled(person, house)
        over = {
            path: sent
            for path, most in BUDGETS.items()
            if len(sent := await _sent(store, person, _address(path, known))) > most
        }
        assert not over, "\n".join(f"{path}: {len(sent)} {[one[:70] for one in sent]}" for path, sent in over.items())
    finally:
        await store.close()


async def test_every_get_has_a_budget() -> None:
    document = (await House().client().get("http://testserver/openapi.json")).json()
    paths = [path.removeprefix("/api/v1") for path, item in document["paths"].items() if "get" in item]
    assert {path for path in paths if path.count("/") > 0} - {"/health", "/ready", "/config", "/metrics"} == {
        *BUDGETS, *ELSEWHERE,
    }  # fmt: skip


def _address(path: str, known: dict[str, str]) -> str:
    # Two rooms have exports: archives of accounts, and files of documents.
    ids = {**known, "export_id": known["data_export_id"]} if path.startswith("/users/") else known
    return path.format(**ids)


async def _sent(store: SqlStore, person: Person, path: str) -> list[str]:
    # The first time says who is calling and which features are on.
    await person.http.get("/users/me")
    with statements_of(store) as sent:
        answer = await person.http.get(path)
    assert answer.status_code == 200, f"{path}: {answer.text}"
    return list(sent)


async def _filled(person: Person, house: House) -> dict[str, str]:
    """Something in every room, and the ids of it."""

    async def made(path: str, **body: Any) -> str:
        answer = await person.http.post(path, json=body)
        assert answer.status_code in (200, 201, 202), f"{path}: {answer.text}"
        return str(answer.json()["data"]["id"])

    job = await made("/jobs", title="Baker")
    posting = str((await person.http.get("/jobs/browse")).json()["data"][0]["id"])
    await made(f"/jobs/{posting}/save")
    work = {"employer": "Ofen & Co", "title": "Baker", "start": "2020-01"}
    profile = await made("/profiles", name="Bakeries", personal={"name": "Mara Lind"}, experiences=[work])
    experience = (await person.http.get(f"/profiles/{profile}/experiences")).json()["data"][0]["id"]
    application = await made("/applications", job_id=job)
    note = await person.http.post(f"/applications/{application}/notes", json={"text": "Call on Monday."})
    assert note.status_code == 201, note.text
    ranking = await made("/rankings", job_id=job)
    generation = await made("/generations/resume", job_id=job)

    async def uploaded(path: str) -> str:
        answer = await person.http.post(path, files={"file": ("a.txt", b"Dear team, I bake bread.", "text/plain")})
        assert answer.status_code in (201, 202), answer.text
        return str(answer.json()["data"]["id"])

    sample = await uploaded("/samples")
    await house.cases.samples.read(owner=person.user.id, id=UUID(sample))
    async with house.store.read() as work:
        (card,) = (await work.generations.list(owner=person.user.id, page=Page())).items
        task = await work.tasks.find(MAKING, f"{card.id}:1")
    assert task is not None
    await house.cases.generations.make(task)
    export = await made("/exports/pdf", generation_id=generation)
    async with house.store.read() as work:
        task = await work.tasks.find(PRINTING, f"{export}:1")
    assert task is not None
    await house.cases.exports.make(task)
    return {
        "ranking_id": ranking,
        "generation_id": generation,
        "other_id": generation,
        "job_id": job,
        "posting_id": posting,
        "profile_id": profile,
        "application_id": application,
        "part_id": str(note.json()["data"]["id"]),
        "user_id": str(person.user.id),
        "section": "experiences",
        "item_id": experience,
        "version": "1",
        "document_id": await uploaded("/documents"),
        "sample_id": sample,
        "data_export_id": await made("/users/me/export"),
        "export_id": export,
        "name": "modern",
    }
