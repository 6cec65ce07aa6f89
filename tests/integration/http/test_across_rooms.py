"""Threats that no single room answers, held against every room that is open to them."""

import ast
from pathlib import Path
from typing import Any

import httpx
import pytest

from jobwise.application.ports.mail import MailTemplate
from jobwise.infrastructure.capture.fetcher import SafePageFetcher
from jobwise.presentation.http.app import HttpOptions
from tests.integration.http.test_authorization import ALL, ROWS, Operation
from tests.integration.http.test_documents import uploaded
from tests.support.http import House
from tests.support.listening import SPELLINGS, answer, listening
from tests.support.signing import MARA, failure, registered, signed_in
from tests.unit.accounts.test_forged_tokens import FORGED

SOURCE = Path(__file__).resolve().parents[3] / "src"
LISTS = ("/jobs", "/jobs/browse", "/saved-jobs", "/applications", "/documents", "/profiles")


async def test_t2_what_is_somebody_elses_cannot_be_named_in_a_body(house: House) -> None:
    """T2: the use case itself asks whose it is, so that it holds without a router as well."""
    anna, ben = await house.person(), await house.person()
    job = (await anna.http.post("/jobs", json={"title": "Baker"})).json()["data"]
    own = (await ben.http.post("/jobs", json={"title": "Cook"})).json()["data"]
    document = await uploaded(anna)
    begun = await ben.http.post("/applications", json={"job_id": own["id"]})
    application = begun.json()["data"]
    version = {"If-Match": begun.headers["ETag"]}
    tried = [
        await ben.http.post("/applications", json={"job_id": job["id"]}),
        await ben.http.put(f"/jobs/{job['id']}/application-status", json={"status": "applied"}),
        await ben.http.post(
            f"/applications/{application['id']}/documents",
            json={"id": document["id"], "kind": "document"},
            headers=version,
        ),
        await ben.http.post(f"/documents/{document['id']}/attach", json={"application_ids": [application["id"]]}),
    ]
    assert [failure(one) for one in tried] == [(404, "RESOURCE_NOT_FOUND")] * 4
    assert (await anna.http.get("/applications")).json()["meta"]["total"] == 0
    assert (await ben.http.get("/applications")).json()["meta"]["total"] == 1


async def test_t3_forged_tokens_let_nobody_in(house: House) -> None:
    """T3, F3: forty of them, as a client would send them."""
    assert len(FORGED) >= 12
    for name, token in FORGED.items():
        told = await house.client().get("/users/me", headers={"Authorization": f"Bearer {token}"})
        assert failure(told) == (401, "UNAUTHENTICATED"), name
        in_cookie = await house.client().get("/users/me", headers={"Cookie": f"jw_access={token}"})
        assert failure(in_cookie) == (401, "UNAUTHENTICATED"), name


async def test_t5_no_address_of_the_inner_network_is_fetched() -> None:
    """T5, F12: every spelling is 422, the listener gets nothing, and nothing is kept."""
    async with listening() as listener:
        house = House(pages=SafePageFetcher(ports=frozenset({80, 443, listener.port})))
        person = await house.person()
        assert len(SPELLINGS) >= 28
        for spelling in SPELLINGS:
            told = await person.http.post("/jobs/from-url", json={"url": spelling.format(port=listener.port)})
            assert failure(told) == (422, "VALIDATION_ERROR"), spelling
        assert listener.requests == []
        assert (await person.http.get("/jobs")).json()["meta"]["total"] == 0


async def test_t5_a_page_of_the_outside_leads_no_further_than_the_outside() -> None:
    async with listening() as listener:
        listener.answers["/"] = answer(b"", "302 Found", Location=f"http://127.0.0.1:{listener.port}/inner")
        listener.answers["/inner"] = answer()

        async def resolve(host: str, port: int) -> list[str]:
            return ["127.0.0.1"] if host == "jobs.example" else [host]

        # The first hop counts as public, as a page of the outside would.
        hops = iter([True, False])
        fetch = SafePageFetcher(ports=frozenset({listener.port}), resolve=resolve, allowed=lambda ip: next(hops))
        person = await House(pages=fetch).person()
        told = await person.http.post("/jobs/from-url", json={"url": f"http://jobs.example:{listener.port}/"})
        assert failure(told) == (422, "VALIDATION_ERROR")
        assert len(listener.requests) == 1


@pytest.mark.parametrize("path", LISTS)
async def test_t14_no_list_is_sorted_or_searched_by_sql(house: House, path: str) -> None:
    anna, ben = await house.person(), await house.person()
    made = (await anna.http.post("/jobs", json={"title": "Secret", "company": "Hidden"})).json()["data"]
    await anna.http.post("/applications", json={"job_id": made["id"]})
    await anna.http.post("/profiles", json={"name": "Secret"})
    await uploaded(anna, name="Secret.pdf")
    for sort in ("id;drop table jobs", "owner_id", "1", "(select 1)", "title asc, id"):
        told = await ben.http.get(path, params={"sort": sort})
        # A list without sorts has no such parameter, and leaves it alone like any other.
        assert told.status_code == (200 if path == "/profiles" else 422), sort
    for words in ("%' OR 1=1--", "' OR ''='", "%", "_", "%' UNION SELECT * FROM users--"):
        told = await ben.http.get(path, params={"q": words, "company": words, "kind": "document"})
        assert "Secret" not in told.text
        assert "Hidden" not in told.text


async def test_t17_nothing_else_that_is_handed_out_is_an_access_token(house: House) -> None:
    """T17: marks of devices, links, feeds and CSRF tokens; of mailed tokens `test_sign_in` tells."""
    await registered(house)
    tokens = await signed_in(house)
    client = house.client(tokens["access_token"])
    feed = (await client.post("/calendar/token")).json()["data"]["token"]
    csrf = (await client.get("/auth/csrf")).json()["data"]["csrf_token"]
    made = await client.post("/documents", files={"file": ("a.txt", b"Hello", "text/plain")})
    signature = httpx.URL(made.json()["data"]["links"]["file"]).params["signature"]
    verify = await house.mailed_token(MailTemplate.VERIFY_EMAIL, MARA)
    for token in (feed, csrf, signature, verify, tokens["device"], tokens["refresh_token"]):
        told = await house.client(token).get("/users/me")
        assert failure(told) == (401, "UNAUTHENTICATED")
        told = await house.client().post("/auth/refresh", json={"refresh_token": token})
        assert told.status_code == (200 if token == tokens["refresh_token"] else 401)
    # Nor does an access token open what the others open.
    assert (await house.client().get(f"/calendar/{tokens['access_token'][:512]}.ics")).status_code == 404


async def test_t20_who_is_switched_off_reads_nothing_of_any_room(house: House) -> None:
    """T20: within five seconds everywhere; the process that did it knows at once."""
    made = await registered(house)
    client = house.client((await signed_in(house))["access_token"])
    assert (await client.get("/profiles")).status_code == 200
    admin = await house.admin()
    read = await admin.http.get(f"/admin/users/{made['id']}")
    off = {"json": {"active": False}, "headers": {"If-Match": read.headers["ETag"]}}
    assert (await admin.http.patch(f"/admin/users/{made['id']}", **off)).status_code == 200  # type: ignore[arg-type]
    for path in LISTS:
        assert failure(await client.get(path)) == (401, "UNAUTHENTICATED"), path


READS = [one for one in ALL if one.method == "GET"]
OTHER_TYPES = {
    "download_interview": "text/calendar",
    "download_document": "text/plain",
    "download_sample": "text/plain",
    "download_export": "application/pdf",
    "download_file": "application/pdf",
    "follow_export": "text/event-stream",
    "follow_generation": "text/event-stream",
    "preview_template": "image/png",
    "show_job_posting": "application/ld+json",
    "metrics": "text/plain",
}


@pytest.mark.parametrize("operation", READS, ids=lambda one: one.id)
async def test_t49_no_answer_is_a_page(house: House, operation: Operation) -> None:
    """T49: whoever asks for a page gets what is there, as what it is; no browser is to guess otherwise."""
    row = ROWS[operation.id]
    owner = await (house.admin() if row.admin else house.person())
    made = await row.make(owner) if row.make else {}
    url = "http://testserver" + operation.path.format(**made)
    told = await owner.http.get(url, headers={**row.headers, "Accept": "text/html"})
    assert told.status_code == row.expected
    assert told.headers["X-Content-Type-Options"] == "nosniff"
    expected = OTHER_TYPES.get(operation.id, "application/json")
    assert told.headers["Content-Type"].partition(";")[0] == expected
    if operation.id.startswith("download_"):
        assert told.headers["Content-Disposition"].startswith("attachment")


def test_t49_no_page_of_ours_shows_what_is_stored_as_it_is() -> None:
    for path in SOURCE.rglob("*.py"):
        assert "unsafe_allow_html" not in path.read_text("utf-8"), path


async def test_t49_scripts_that_are_stored_come_back_as_text(house: House) -> None:
    person = await house.person()
    made = await person.http.post("/jobs", json={"title": "<script>alert(1)</script>"})
    told = await person.http.get(f"/jobs/{made.json()['data']['id']}", headers={"Accept": "text/html"})
    assert told.json()["data"]["title"] == "<script>alert(1)</script>"
    assert "default-src 'none'" in told.headers["Content-Security-Policy"]


@pytest.mark.parametrize("host", ["evil.example", "jobs.example.org.evil.example", "jobs.example.org@evil.example", ""])
async def test_t62_only_named_hosts_are_answered(host: str) -> None:
    house = House(options=HttpOptions(hosts=("jobs.example.org",)))
    told = await house.client().get("/plans", headers={"Host": host})
    assert failure(told) == (400, "UNKNOWN_HOST")
    assert told.headers["X-Request-ID"]
    for named in ("jobs.example.org", "Jobs.Example.org:443"):
        assert (await house.client().get("/plans", headers={"Host": named})).status_code == 200


async def test_hosts_below_a_name_and_addresses_are_named_too() -> None:
    house = House(options=HttpOptions(hosts=("*.example.org", "[::1]", "127.0.0.1")))
    for host in ("a.example.org", "a.b.example.org:80", "[::1]:8000", "[::1]", "127.0.0.1:8000"):
        assert (await house.client().get("/plans", headers={"Host": host})).status_code == 200, host
    for host in ("example.org", "aexample.org", "[::2]", "127.0.0.2", ":8000"):
        assert (await house.client().get("/plans", headers={"Host": host})).status_code == 400, host


def test_t62_who_may_do_what_is_never_told_from_the_address() -> None:
    """T62: `request.url` is put together from the Host header; nothing but its scheme is read."""
    read: dict[str, Any] = {}
    for path in (SOURCE / "jobwise" / "presentation" / "http").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value).endswith("request.url"):
                read.setdefault(node.attr, path.name)
    assert set(read) <= {"scheme"}, read


async def test_lists_understand_the_words_that_bodies_understand(house: House) -> None:
    person = await house.person()
    near = (await person.http.post("/jobs", json={"title": "Near", "location_type": "on-site"})).json()["data"]
    await person.http.post("/jobs", json={"title": "Far", "work_mode": "remote"})
    for status in ("applied", "interview"):
        await person.http.put(f"/jobs/{near['id']}/application-status", json={"status": status})
    for path in (
        "/jobs?location_type=on-site",
        "/jobs?work_mode=onsite&location_type=on-site",
        "/jobs?application_status=interview",
        "/applications?status=interview&status=applied",
    ):
        told = (await person.http.get(path)).json()
        assert [one["title"] for one in told["data"]] == ["Near"], path
        assert "on-site" not in str(told["meta"]["filters"])
        assert "'interview'" not in str(told["meta"]["filters"])
    browsed = (await person.http.get("/jobs/browse?location_type=remote&limit=100")).json()["data"]
    assert {one["work_mode"] for one in browsed} == {"remote"}
    both = await person.http.get("/jobs?work_mode=remote&location_type=on-site")
    assert failure(both) == (422, "VALIDATION_ERROR")
