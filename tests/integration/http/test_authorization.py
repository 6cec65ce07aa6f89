"""Who may call what: every operation of the OpenAPI document, by every kind of caller.

A new operation without a row here fails the suite. A row says how to call it well as its owner; what everybody else
gets follows from the operation itself: the document says whether it needs a sign-in, and an id in its path makes it
somebody's own.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
import pytest

from jobwise.application.exports.commands import MAKING as PRINTING
from jobwise.domain.generations.document import Document
from tests.support.http import House, Person, described

PASSWORD = "a quite long pass phrase"
TOKEN = "x" * 43

Made = dict[str, str]
"""What stands in the path of an address, by name."""


@dataclass(frozen=True)
class Row:
    """How to call an operation well. `make` makes what its path names, as the owner.

    `of_verified` is about things that only a verified account has: to another they are missing.
    """

    expected: int = 200
    make: Callable[[Person], Awaitable[Made]] | None = None
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    public: bool = False
    verified: bool = False
    of_verified: bool = False
    admin: bool = False
    shared: bool = False


async def a_session(owner: Person) -> Made:
    return {"session_id": str(owner.session.id)}


async def an_account(owner: Person) -> Made:
    return {"user_id": str(owner.user.id)}


async def a_feature(owner: Person) -> Made:
    return {"feature": "applications"}


async def a_feed(owner: Person) -> Made:
    await owner.http.post("/calendar/token")
    return {}


async def a_token(owner: Person) -> Made:
    return {"token": TOKEN}


async def a_posting(owner: Person) -> Made:
    """One of the catalogue: it belongs to nobody."""
    return {"posting_id": (await owner.http.get("/jobs/browse")).json()["data"][0]["id"]}


async def a_saved_posting(owner: Person) -> Made:
    made = await a_posting(owner)
    await owner.http.post(f"/jobs/{made['posting_id']}/save")
    return made


async def a_deleted_job(owner: Person) -> Made:
    made = await a_job(owner)
    await owner.http.delete(f"/jobs/{made['job_id']}", headers={"If-Match": '"1"'})
    return made


async def a_job(owner: Person) -> Made:
    answer = await owner.http.post("/jobs", json={"title": "Baker"})
    return {"job_id": answer.json()["data"]["id"]}


async def a_profile(owner: Person) -> Made:
    """The owner's default profile, at version 1, with an entry that has a bullet."""
    body = {"experiences": [{"title": "Baker", "bullets": ["Baked"]}]}
    made = (await owner.http.post("/profiles", json=body)).json()["data"]
    entry = made["experiences"][0]
    names = {"profile_id": made["id"], "item_id": entry["id"], "bullet_id": entry["bullets"][0]["id"]}
    return {**names, "section": "experiences", "version": "1"}


async def an_empty_list(owner: Person) -> Made:
    return {**await a_profile(owner), "section": "skills"}


async def an_entry_without_bullets(owner: Person) -> Made:
    made = (await owner.http.post("/profiles", json={"projects": [{"name": "Oven"}]})).json()["data"]
    return {"profile_id": made["id"], "section": "projects", "item_id": made["projects"][0]["id"]}


async def a_deleted_profile(owner: Person) -> Made:
    made = await a_profile(owner)
    await owner.http.delete(f"/profiles/{made['profile_id']}", headers=FIRST)
    return made


FIRST, SECOND, THIRD = ({"If-Match": f'"{version}"'} for version in (1, 2, 3))
RESUME = {"basics": {"name": "Mara Lind"}}
OF_PROFILES: dict[str, Row] = {
    "show_profile": Row(make=a_profile),
    "replace_profile": Row(make=a_profile, body={"summary": "Bakes."}, headers=FIRST),
    "update_profile": Row(make=a_profile, body={"summary": "Bakes."}, headers=FIRST),
    "delete_profile": Row(204, make=a_profile, headers=FIRST),
    "replace_profile_by_import": Row(make=a_profile, body=RESUME, headers=FIRST),
    "export_profile": Row(make=a_profile),
    "analyse_profile": Row(make=a_profile),
    "list_profile_versions": Row(make=a_profile),
    "show_profile_version": Row(make=a_profile),
    "restore_profile_version": Row(make=a_profile),
    "list_profile_entries": Row(make=a_profile),
    "create_profile_entry": Row(201, make=a_profile, body={"title": "Cook"}, headers=FIRST),
    "edit_profile_entries": Row(
        make=a_profile, body={"operations": [{"op": "create", "values": {"title": "Cook"}}]}, headers=FIRST
    ),
    "order_profile_entries": Row(make=an_empty_list, body={"order": []}, headers=FIRST),
    "show_profile_entry": Row(make=a_profile),
    "replace_profile_entry": Row(make=a_profile, body={"title": "Cook"}, headers=FIRST),
    "update_profile_entry": Row(make=a_profile, body={"title": "Cook"}, headers=FIRST),
    "delete_profile_entry": Row(204, make=a_profile, headers=FIRST),
    "list_profile_bullets": Row(make=a_profile),
    "create_profile_bullet": Row(201, make=a_profile, body={"text": "Cooked"}, headers=FIRST),
    "edit_profile_bullets": Row(
        make=a_profile, body={"operations": [{"op": "create", "values": {"text": "Cooked"}}]}, headers=FIRST
    ),
    "order_profile_bullets": Row(make=an_entry_without_bullets, body={"order": []}, headers=FIRST),
    "replace_profile_bullet": Row(make=a_profile, body={"text": "Cooked"}, headers=FIRST),
    "update_profile_bullet": Row(make=a_profile, body={"enhanced": "Cooked"}, headers=FIRST),
    "delete_profile_bullet": Row(204, make=a_profile, headers=FIRST),
}


def of_default(id: str) -> str:
    """The operation on the default profile that does the same."""
    verb, _, rest = id.partition("_")
    return f"{verb}_my_{rest}"


PASSWORD = "a quite long pass phrase"
TOKEN = "x" * 43


async def an_application(owner: Person) -> Made:
    job = await a_job(owner)
    answer = await owner.http.post("/applications", json=job)
    return {"application_id": answer.json()["data"]["id"]}


async def a_deleted_application(owner: Person) -> Made:
    made = await an_application(owner)
    await owner.http.delete(f"/applications/{made['application_id']}", headers={"If-Match": '"1"'})
    return made


def a_part(kind: str) -> Callable[[Person], Awaitable[Made]]:
    """One entry of a list of an application, which is then at version 2."""

    async def make(owner: Person) -> Made:
        made = await an_application(owner)
        body = PARTS[kind]
        if kind == "documents":
            body = {"id": (await a_document(owner))["document_id"], "kind": "document"}
        url = f"/applications/{made['application_id']}/{kind}"
        answer = await owner.http.post(url, json=body, headers={"If-Match": '"1"'})
        assert answer.status_code == 201, answer.text
        return {**made, "part_id": answer.json()["data"]["id"]}

    return make


async def a_document(owner: Person) -> Made:
    answer = await owner.http.post("/documents", files={"file": ("note.txt", b"Hello", "text/plain")})
    assert answer.status_code == 201, answer.text
    return {"document_id": answer.json()["data"]["id"]}


async def a_sample(owner: Person) -> Made:
    answer = await owner.http.post("/samples", files={"file": ("note.txt", b"Dear all", "text/plain")})
    assert answer.status_code == 202
    return {"sample_id": answer.json()["data"]["id"]}


async def no_proposal(owner: Person) -> Made:
    """Proposals need a language model, and there is none."""
    return {"enhancement_id": str(UUID(int=77)), "proposal_id": "i1"}


async def a_deleted_sample(owner: Person) -> Made:
    made = await a_sample(owner)
    await owner.http.delete(f"/samples/{made['sample_id']}", headers={"If-Match": '"1"'})
    return made


async def an_inactive_sample(owner: Person) -> Made:
    made = await a_sample(owner)
    await owner.http.post(f"/samples/{made['sample_id']}/deactivate")
    return made


async def a_data_export(owner: Person) -> Made:
    answer = await owner.http.post("/users/me/export")
    assert answer.status_code == 202, answer.text
    return {"export_id": answer.json()["data"]["id"]}


async def a_ranking(owner: Person) -> Made:
    await a_profile(owner)
    answer = await owner.http.post("/rankings", json=await a_job(owner))
    assert answer.status_code == 201, answer.text
    return {"ranking_id": answer.json()["data"]["id"]}


async def a_generation(owner: Person) -> Made:
    """A resume that waits to be made."""
    await owner.http.post("/profiles", json={"personal": {"name": "Mara Lind"}})
    answer = await owner.http.post("/generations/resume", json=await a_job(owner))
    assert answer.status_code == 202, answer.text
    return {"generation_id": answer.json()["data"]["id"]}


async def a_cancelled_generation(owner: Person) -> Made:
    made = await a_generation(owner)
    await owner.http.post(f"/generations/{made['generation_id']}/cancel")
    return made


async def two_generations(owner: Person) -> Made:
    made = await a_generation(owner)
    return {**made, "other_id": made["generation_id"]}


async def a_deleted_generation(owner: Person) -> Made:
    made = await a_cancelled_generation(owner)
    await owner.http.delete(f"/generations/{made['generation_id']}", headers=SECOND)
    return made


async def a_waiting_export(owner: Person) -> Made:
    """A PDF that is still to be made, of a resume that stands in the store as if it were made."""
    made, house = await a_generation(owner), owner.house
    async with house.store.write() as work:
        one = await work.generations.get(UUID(made["generation_id"]), owner=owner.user.id)
        one.start(house.clock.now())
        one.complete(Document(one.kind, "en", "", "Mara Lind", ()), house.clock.now(), ats=None, trace=None)
        await work.generations.save(one)
        await work.commit()
    answer = await owner.http.post("/exports/pdf", json=made)
    assert answer.status_code == 202, answer.text
    return {"export_id": answer.json()["data"]["id"]}


async def an_export(owner: Person) -> Made:
    """One that is made."""
    made, house = await a_waiting_export(owner), owner.house
    async with house.store.read() as work:
        task = await work.tasks.find(PRINTING, f"{made['export_id']}:1")
    assert task is not None
    await house.cases.exports.make(task)
    return made


async def a_cancelled_export(owner: Person) -> Made:
    made = await a_waiting_export(owner)
    await owner.http.post(f"/exports/{made['export_id']}/cancel")
    return made


async def a_deleted_export(owner: Person) -> Made:
    made = await an_export(owner)
    await owner.http.delete(f"/exports/{made['export_id']}", headers=THIRD)
    return made


async def a_template(owner: Person) -> Made:
    return {"name": "modern"}


NO_GENERATION = {"generation_id": "01a1fc0c-9d6b-7182-9229-0f9faa77df33"}
NO_JOB = {"job_id": "01a1fc0c-9d6b-7182-9229-0f9faa77df33"}


async def a_deleted_document(owner: Person) -> Made:
    made = await a_document(owner)
    await owner.http.delete(f"/documents/{made['document_id']}", headers={"If-Match": '"1"'})
    return made


PARTS: dict[str, dict[str, Any]] = {
    "notes": {"text": "Call back."},
    "contacts": {"name": "Ada Berg"},
    "interviews": {"kind": "phone", "starts_at": "2026-12-01T10:00:00Z", "time_zone": "Europe/Berlin"},
    "reminders": {"due_at": "2026-12-01T10:00:00Z", "text": "Write to them."},
    "documents": {},
}
NO_DOCUMENT = {"id": "01a1fc0c-9d6b-7182-9229-0f9faa77df33", "kind": "document"}
SINGLE = {"notes": "note", "contacts": "contact", "interviews": "interview", "reminders": "reminder"}
SINGLE["documents"] = "attached_document"


def part_rows() -> dict[str, Row]:
    found: dict[str, Row] = {}
    for kind, single in SINGLE.items():
        found |= {
            f"list_{single}s": Row(make=an_application),
            f"add_{single}": Row(
                201 if PARTS[kind] else 404, make=an_application, body=PARTS[kind] or NO_DOCUMENT, headers=FIRST
            ),
            f"show_{single}": Row(make=a_part(kind)),
            f"change_{single}": Row(make=a_part(kind), body={}, headers=SECOND),
            f"remove_{single}": Row(204, make=a_part(kind), headers=SECOND),
        }
    return found


ROWS: dict[str, Row] = {
    "create_profile": Row(201, body={"name": "Main"}),
    "list_profiles": Row(),
    "import_profile": Row(201, body=RESUME),
    "restore_profile": Row(make=a_deleted_profile),
    "make_profile_default": Row(make=a_profile),
    **OF_PROFILES,
    **{of_default(id): row for id, row in OF_PROFILES.items()},
    "register_user": Row(201, body={"email": "new@example.org", "password": PASSWORD}, public=True),
    "sign_in": Row(401, body={"email": "nobody@example.org", "password": PASSWORD}, public=True),
    "sign_in_by_form": Row(415, body={}, public=True),
    "refresh_session": Row(401, body={"refresh_token": TOKEN}, public=True),
    "sign_out": Row(204, public=True),
    "sign_out_everywhere": Row(204),
    "verify_email": Row(400, body={"token": TOKEN}, public=True),
    "resend_verification": Row(202, body={"email": "nobody@example.org"}, public=True),
    "forgot_password": Row(202, body={"email": "nobody@example.org"}, public=True),
    "reset_password": Row(400, body={"token": TOKEN, "password": PASSWORD}, public=True),
    "show_csrf": Row(public=True),
    "change_password": Row(403, body={"current_password": PASSWORD, "new_password": PASSWORD + "!"}),
    "list_sessions": Row(),
    "end_session": Row(204, make=a_session),
    "show_me": Row(),
    "edit_me": Row(body={"name": "Mara"}, headers={"If-Match": '"1"'}),
    "delete_me": Row(403, body={"password": PASSWORD}),
    "ask_for_email": Row(403, body={"email": "other@example.org", "current_password": PASSWORD}),
    "confirm_email": Row(400, body={"token": TOKEN}, public=True),
    "list_plans": Row(public=True),
    "show_usage": Row(),
    "list_users": Row(admin=True),
    "show_user": Row(admin=True, make=an_account),
    "administer_user": Row(admin=True, make=an_account, body={"tier": "pro"}, headers={"If-Match": '"1"'}),
    "list_flags": Row(admin=True),
    "switch_feature": Row(admin=True, make=a_feature, body={"enabled": False}),
    "list_accounts": Row(admin=True),
    "show_account": Row(admin=True, make=an_account),
    "administer_account": Row(admin=True, make=an_account, body={"tier": "pro"}, headers={"If-Match": '"1"'}),
    "list_audit": Row(admin=True),
    "list_queues": Row(admin=True),
    "create_job": Row(201, body={"title": "Baker"}),
    "list_jobs": Row(),
    "count_jobs": Row(),
    "parse_job": Row(body={"text": "Baker\nMill GmbH\nWe look for a baker."}),
    "capture_text": Row(201, body={"text": "Baker\nMill GmbH\nWe look for a baker."}),
    "capture_page": Row(422, body={"url": "https://jobs.example.org/1"}),
    "show_job": Row(make=a_job),
    "replace_job": Row(make=a_job, body={"title": "Cook"}, headers=FIRST),
    "change_job": Row(make=a_job, body={"title": "Cook"}, headers=FIRST),
    "delete_job": Row(204, make=a_job, headers=FIRST),
    "show_job_posting": Row(make=a_job),
    "restore_job": Row(make=a_deleted_job),
    "move_job": Row(make=a_job, body={"status": "archived"}),
    "browse_postings": Row(),
    "show_posting": Row(make=a_posting, shared=True),
    "save_posting": Row(201, make=a_posting, shared=True),
    "unsave_posting": Row(204, make=a_saved_posting),
    "list_saved_jobs": Row(),
    "set_application_status": Row(make=a_job, body={"status": "applied"}),
    "create_application": Row(404, body={"job_id": "01a1fc0c-9d6b-7182-9229-0f9faa77df33"}),
    "list_applications": Row(),
    "count_applications": Row(),
    "show_application": Row(make=an_application),
    "change_application": Row(make=an_application, body={"source": "fair"}, headers=FIRST),
    "delete_application": Row(204, make=an_application, headers=FIRST),
    "show_timeline": Row(make=an_application),
    "restore_application": Row(make=a_deleted_application),
    "move_application": Row(make=an_application, body={"status": "applied"}),
    "download_interview": Row(make=a_part("interviews")),
    **part_rows(),
    "open_calendar_feed": Row(201),
    "close_calendar_feed": Row(204, make=a_feed),
    "show_calendar_feed": Row(404, make=a_token, public=True),
    "upload_document": Row(422),
    "list_documents": Row(),
    "show_document": Row(make=a_document),
    "change_document": Row(make=a_document, body={"name": "other.txt"}, headers=FIRST),
    "delete_document": Row(204, make=a_document, headers=FIRST),
    "restore_document": Row(make=a_deleted_document),
    "download_document": Row(make=a_document),
    "attach_document": Row(404, make=a_document, body={"application_ids": ["01a1fc0c-9d6b-7182-9229-0f9faa77df33"]}),
    "open_file": Row(404, make=a_document, public=True),
    "create_ranking": Row(404, body=NO_JOB),
    "create_ranking_too": Row(404, body=NO_JOB),
    "list_rankings": Row(),
    "list_rankings_of_job": Row(make=a_job),
    "show_ranking": Row(make=a_ranking),
    "request_resume": Row(404, body=NO_JOB, verified=True),
    "generate_resume": Row(404, body=NO_JOB, verified=True),
    "request_cover_letter": Row(404, body=NO_JOB, verified=True),
    "generate_cover_letter": Row(404, body=NO_JOB, verified=True),
    "generate_letter_by_kind": Row(404, body=NO_JOB, verified=True),
    "write_cover_letter": Row(404, body=NO_JOB, verified=True),
    "list_generations": Row(),
    "list_generation_history": Row(),
    "show_generation": Row(make=a_generation, of_verified=True),
    "show_content": Row(400, make=a_generation, of_verified=True),
    "show_ats_report": Row(400, make=a_generation, of_verified=True),
    "show_provenance": Row(400, make=a_generation, of_verified=True),
    "list_generation_versions": Row(make=a_generation, of_verified=True),
    "compare_generations": Row(400, make=two_generations, of_verified=True),
    "follow_generation": Row(make=a_cancelled_generation, of_verified=True),
    "retry_generation": Row(202, make=a_cancelled_generation, verified=True),
    "cancel_generation": Row(make=a_generation, of_verified=True),
    "delete_generation": Row(204, make=a_generation, of_verified=True, headers=FIRST),
    "restore_generation": Row(make=a_deleted_generation, of_verified=True),
    **{
        f"export_{format}": Row(404, body=NO_GENERATION, verified=True)
        for format in ("pdf", "docx", "tex", "md", "txt", "json")
    },
    "export_batch": Row(404, body={"items": [{**NO_GENERATION, "format": "pdf"}]}, verified=True),
    "list_exports": Row(),
    "list_export_files": Row(),
    "list_templates": Row(),
    "preview_template": Row(make=a_template, shared=True),
    "show_export": Row(make=an_export, of_verified=True),
    "link_export": Row(make=an_export, of_verified=True),
    "download_export": Row(make=an_export, of_verified=True),
    "download_file": Row(make=an_export, of_verified=True),
    "follow_export": Row(make=an_export, of_verified=True),
    "retry_export": Row(202, make=a_cancelled_export, verified=True),
    "cancel_export": Row(make=a_waiting_export, of_verified=True),
    "delete_export": Row(204, make=an_export, of_verified=True, headers=THIRD),
    "restore_export": Row(make=a_deleted_export, of_verified=True),
    "open_export": Row(404, make=an_export, public=True),
    "import_account": Row(422),
    "upload_sample": Row(422),
    "upload_sample_file": Row(422),
    "list_samples": Row(),
    "show_sample": Row(make=a_sample),
    "delete_sample": Row(204, make=a_sample, headers=FIRST),
    "restore_sample": Row(make=a_deleted_sample),
    "activate_sample": Row(make=an_inactive_sample),
    "deactivate_sample": Row(make=a_sample),
    "download_sample": Row(make=a_sample),
    "show_writing_style": Row(404),
    "learn_writing_style": Row(400),
    "enhance_profile": Row(400, make=a_profile, body={}, verified=True),
    "enhance_my_profile": Row(400, make=a_profile, body={}, verified=True),
    "list_enhancements": Row(),
    "show_enhancement": Row(404, make=no_proposal),
    "accept_proposal": Row(404, make=no_proposal),
    "reject_proposal": Row(404, make=no_proposal),
    "request_data_export": Row(202, verified=True),
    "list_data_exports": Row(),
    "show_data_export": Row(make=a_data_export, of_verified=True),
    "open_data_export": Row(404, make=a_data_export, public=True),
    "health": Row(public=True),
    "ready": Row(public=True),
    "config": Row(public=True),
    "metrics": Row(public=True),
}


@dataclass(frozen=True)
class Operation:
    id: str
    method: str
    path: str
    secured: bool

    async def call(self, client: httpx.AsyncClient, made: Made, row: Row) -> httpx.Response:
        url = "http://testserver" + self.path.format(**made)
        return await client.request(self.method, url, json=row.body, headers=row.headers)


def operations() -> list[Operation]:
    document = described()
    return [
        Operation(found["operationId"], method.upper(), path, bool(found.get("security")))
        for path, item in document["paths"].items()
        for method, found in item.items()
    ]


ALL = operations()


def test_every_operation_has_a_row_and_every_row_an_operation() -> None:
    assert {one.id for one in ALL} == set(ROWS)


@pytest.mark.parametrize("operation", ALL, ids=lambda one: one.id)
async def test_the_owner_is_let_in(house: House, operation: Operation) -> None:
    row = ROWS[operation.id]
    owner = await (house.admin() if row.admin else house.person())
    made = await row.make(owner) if row.make else {}
    answer = await operation.call(owner.http, made, row)
    assert answer.status_code == row.expected, answer.text


@pytest.mark.parametrize("operation", [one for one in ALL if not ROWS[one.id].public], ids=lambda one: one.id)
async def test_whoever_is_not_signed_in_is_not(house: House, operation: Operation) -> None:
    row = ROWS[operation.id]
    assert operation.secured
    owner = await (house.admin() if row.admin else house.person())
    made = await row.make(owner) if row.make else {}
    late = house.client(house.token(owner.user.id))
    house.clock.forward(minutes=16)
    for client in (house.client(), late, house.client("no.such.token")):
        answer = await operation.call(client, made, row)
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "UNAUTHENTICATED")


@pytest.mark.parametrize("operation", [one for one in ALL if "{" in one.path], ids=lambda one: one.id)
async def test_what_is_somebody_elses_is_as_good_as_missing(house: House, operation: Operation) -> None:
    """T1: the same answer, byte for byte, as for an id that never was; for every operation with an id."""
    row = ROWS[operation.id]
    assert row.make is not None
    owner = await (house.admin() if row.admin else house.person())
    other = await (house.admin() if row.admin else house.person())
    made = await row.make(owner)
    missing = {name: str(house.ids.new()) if _is_id(value) else value for name, value in made.items()}
    foreign = await operation.call(other.http, made, row)
    absent = await operation.call(other.http, missing, row)
    if row.shared:
        # What has a name and no id is the same whoever asks.
        assert (foreign.status_code, absent.status_code) == (row.expected, 404 if missing != made else row.expected)
        return
    if row.admin:
        assert absent.status_code == (404 if missing != made else row.expected)
        return
    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert foreign.content == absent.content


@pytest.mark.parametrize("operation", [one for one in ALL if not ROWS[one.id].public], ids=lambda one: one.id)
async def test_whoever_is_not_verified_may_do_what_costs_nothing(house: House, operation: Operation) -> None:
    """T29: what is kept for the verified is 403 EMAIL_NOT_VERIFIED, and nothing else is."""
    row = ROWS[operation.id]
    owner = await house.person(verified=False)
    others = row.verified or row.of_verified or row.admin
    made = await row.make(owner) if row.make and not others else {}
    if others:
        made = await row.make(await house.admin()) if row.make else {}
    answer = await operation.call(owner.http, made, row)
    if row.admin:
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN")
    elif row.verified:
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "EMAIL_NOT_VERIFIED")
    elif row.of_verified:
        assert answer.status_code == 404, answer.text
    else:
        assert answer.status_code == row.expected, answer.text


def _is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True
