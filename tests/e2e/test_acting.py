"""Who commands act for, what administrators may, lost races, files in and out, the audit trail and the keys."""

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from jobwise.application.audit.relay import PublishEvents
from jobwise.bootstrap.api import application
from jobwise.bootstrap.container import opened_container
from jobwise.bootstrap.settings import read_settings
from jobwise.infrastructure.security import keys as keys_module
from tests.e2e.running import POSTING, PROFILE, Done, here, script
from tests.support.odd_files import pdf
from tests.support.three_ways import EMAIL, PASSWORD, mailed_token

OTHER = "jo@example.org"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two accounts, one of them verified."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("JOBWISE_ENV", "test")
        monkeypatch.setenv("JOBWISE_HOME", str(home))
        for email in (EMAIL, OTHER):
            done = here("accounts", "register", email, "--password-file", "-", stdin=PASSWORD.encode())
            assert done.code == 0, done.stderr
        assert here("accounts", "verify", mailed_token(home), "--json").answer["data"]["email"] == OTHER
    return home


@pytest.fixture
def home(made: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("JOBWISE_ENV", "test")
    monkeypatch.setenv("JOBWISE_HOME", str(made))
    return made


def data_of(done: Done) -> Any:
    assert done.code == 0, done
    return done.answer["data"]


def test_a_command_acts_for_the_account_that_as_names(home: Path) -> None:
    job = data_of(here("jobs", "create", "title=Baker", "--as", EMAIL, "--json"))
    assert data_of(here("jobs", "show", job["id"], "--as", EMAIL, "--json"))["title"] == "Baker"
    for whose in ([], ["--as", OTHER]):
        done = here("jobs", "show", job["id"], "--json", *whose)
        assert (done.code, done.error["code"]) == (2, "RESOURCE_NOT_FOUND")
    assert here("jobs", "list", "--as", "nobody@example.org", "--json").error["code"] == "RESOURCE_NOT_FOUND"
    assert data_of(here("accounts", "show", "--as", EMAIL, "--json"))["email"] == EMAIL
    assert data_of(here("accounts", "show", "--json"))["email"] is None


def test_the_profile_commands_take_as_too(home: Path) -> None:
    assert here("profile", "import", PROFILE, "--as", EMAIL).code == 0
    assert data_of(here("profile", "show", "--as", EMAIL, "--json"))["basics"]["name"] == "Ines Aldervik"
    assert here("profile", "show", "--as", OTHER).code == 2


def test_administrators_are_made_by_the_user_of_the_machine_and_named_by_what_they_do(home: Path) -> None:
    refused = here("accounts", "set-tier", OTHER, "pro", "--as", EMAIL, "--json")
    assert (refused.code, refused.error["code"]) == (2, "FORBIDDEN")
    for argv in (["accounts", "list"], ["audit", "list"], ["features", "off", "documents"], ["documents", "clean-up"]):
        assert here(*argv, "--as", EMAIL, "--json").error["code"] == "FORBIDDEN"
    admin = data_of(here("accounts", "set-role", EMAIL, "admin", "--json"))
    assert admin["role"] == "admin"
    changed = data_of(here("accounts", "set-tier", OTHER, "pro", "--as", EMAIL, "--json"))
    assert changed["tier"] == "pro"
    events = data_of(here("audit", "list", f"aggregate_id={changed['id']}", "--as", EMAIL, "--json"))
    assert events[0]["payload"]["by"] == admin["id"]
    assert here("accounts", "set-role", EMAIL, "user", "--as", EMAIL, "--json").error["code"] == "FORBIDDEN"
    assert data_of(here("accounts", "list", "tier=pro", "--json")) == [changed]
    assert here("accounts", "close", OTHER).code == 0
    assert here("jobs", "list", "--as", OTHER).code == 2
    assert here("accounts", "open", OTHER).code == 0
    assert here("accounts", "set-role", EMAIL, "user").code == 0


def test_a_version_that_is_old_changes_nothing(home: Path) -> None:
    job = data_of(here("jobs", "create", "title=Baker", "--json"))
    assert data_of(here("jobs", "edit", job["id"], "title=Head baker", "--version", "1", "--json"))["version"] == 2
    for argv in (["jobs", "edit", job["id"], "title=Lost"], ["jobs", "delete", job["id"]]):
        late = here(*argv, "--version", "1", "--json")
        assert (late.code, late.error["code"]) == (2, "PRECONDITION_FAILED")
    now = data_of(here("jobs", "edit", job["id"], "company=Mill & Oven", "--json"))
    assert (now["title"], now["company"], now["version"]) == ("Head baker", "Mill & Oven", 3)


def test_bad_input_names_its_fields(home: Path) -> None:
    done = here("jobs", "create", "titel=Baker", "deadline=soon", "--json")
    assert done.code == 2
    assert {one["field"] for one in done.error["details"]} == {"title", "titel", "deadline"}
    assert here("jobs", "show", "7", "--json").error["code"] == "VALIDATION_ERROR"
    no_terminal = here("accounts", "register", "new@example.org", "--json")
    assert "--password-file" in no_terminal.error["message"]


def test_a_whole_object_may_come_from_a_file(home: Path) -> None:
    sent = json.dumps({"title": "Baker", "salary": {"min": 30000, "currency": "EUR"}}).encode()
    job = data_of(here("jobs", "create", "title=Head baker", "--data", "-", "--json", stdin=sent))
    assert (job["title"], job["salary"]["min"]) == ("Head baker", 30000)
    for broken in (b"[]", b"{", b"\xff"):
        assert here("jobs", "create", "--data", "-", stdin=broken).code == 2


def test_files_go_out_as_they_came_in(home: Path, tmp_path: Path) -> None:
    sent = tmp_path / "notes é.txt"
    sent.write_bytes(b"Some notes of my own.\n")
    document = data_of(here("documents", "upload", sent, "--json"))
    assert document["name"] == "notes é.txt"
    assert here("documents", "download", document["id"], "-").stdout == sent.read_bytes()
    assert data_of(here("documents", "download", document["id"], tmp_path / "again.txt", "--json"))
    assert (tmp_path / "again.txt").read_bytes() == sent.read_bytes()
    assert here("documents", "download", document["id"], "-", "--json").code == 2
    profile = data_of(here("profiles", "create", "name=Bread", "--json"))
    exported = here("profiles", "export", "-", "--profile", profile["id"], "--json")
    assert data_of(exported) == {"file": "-", "document": {"basics": {"name": "", "label": ""}}}


def test_a_sample_is_read_at_once_and_the_style_follows_it(home: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_bytes(b"Dear Ms Lind,\n\nI have baked bread for ten years.\n\nKind regards,\nJo\n")
    sample = data_of(here("samples", "add", letter, "--json"))
    assert (sample["status"], sample["words"]) == ("read", 13)
    style = data_of(here("style", "show", "--json"))
    assert [one["id"] for one in style["samples"]] == [sample["id"]]
    for act, code in (("deactivate", 2), ("activate", 0), ("delete", 2), ("restore", 0)):
        assert here("samples", act, sample["id"]).code == 0
        assert here("style", "show").code == code
    assert not data_of(here("style", "show", "--json"))["stale"]
    assert here("samples", "download", sample["id"], "-").stdout == letter.read_bytes()
    (tmp_path / "scan.pdf").write_bytes(pdf(""))
    failed = here("samples", "add", tmp_path / "scan.pdf", "--json")
    assert (failed.code, failed.answer["data"]["failure"]) == (2, "NO_TEXT")
    assert "not as a scan" in failed.answer["data"]["reason"]


def test_an_interview_and_its_feed_are_calendars(home: Path) -> None:
    job = data_of(here("jobs", "capture", POSTING, "--json"))
    application = data_of(here("applications", "move-of-job", job["id"], "applied", "--json"))
    added = here(
        "applications",
        "add",
        application["id"],
        "interviews",
        "kind=onsite",
        "starts_at=2027-01-15T09:30:00Z",
        "--json",
    )
    interview = data_of(added)
    assert b"BEGIN:VCALENDAR" in here("applications", "ics", application["id"], interview["id"], "-").stdout
    feed = data_of(here("applications", "open-feed", "--json"))
    assert b"BEGIN:VEVENT" in here("applications", "feed", feed["token"], "-").stdout
    assert here("applications", "close-feed").code == 0
    assert here("applications", "feed", feed["token"], "-").code == 2


def test_what_is_switched_off_is_refused_here_too(home: Path) -> None:
    for feature, argv in (
        ("applications", ["applications", "list"]),
        ("documents", ["documents", "list"]),
        ("calendar_feed", ["applications", "open-feed"]),
        ("jobs_from_url", ["jobs", "from-url", "https://jobs.example.org/42"]),
        ("registration", ["accounts", "register", "new@example.org", "--password-file", "-"]),
    ):
        assert data_of(here("features", "off", feature, "--json")) == {"feature": feature, "enabled": False}
        done = here(*argv, "--json", stdin=PASSWORD.encode())
        assert (done.code, done.error["code"]) == (2, "FEATURE_DISABLED")
        assert not data_of(here("config", "--json"))["features"][feature]
        assert here("features", "on", feature).code == 0


def test_an_archive_is_asked_for_and_told_of(home: Path) -> None:
    asked = data_of(here("archives", "request", "--as", OTHER, "--json"))
    assert data_of(here("archives", "list", "--as", OTHER, "--json")) == [asked]
    assert here("archives", "download", asked["id"], "-", "--as", OTHER).code == 2
    assert here("archives", "request", "--as", EMAIL, "--json").error["code"] == "EMAIL_NOT_VERIFIED"


def test_people_read_tables_and_sentences(home: Path) -> None:
    job = data_of(here("jobs", "create", "title=Miller", "company=Mill & Oven", "--json"))
    listed = here("jobs", "list").stdout.decode()
    assert job["id"] in listed
    assert "Miller" in listed
    assert here("jobs", "delete", job["id"]).stdout == b"Deleted.\n"
    for argv in (["plans"], ["usage"], ["config"], ["ready"], ["queues"], ["features", "list"], ["sessions", "list"]):
        assert here(*argv).code == 0


def test_an_altered_event_is_named_and_ends_the_check_with_1(home: Path) -> None:
    async def publish() -> int:
        async with opened_container(read_settings(None)) as container:
            return await PublishEvents(container.store(), container.clock(), container.ids())()

    assert asyncio.run(publish()) > 3
    whole = here("audit", "verify", "--json")
    assert (whole.code, whole.answer["data"]["whole"], whole.answer["data"]["faults"]) == (0, True, [])
    with sqlite3.connect(home / "jobwise.db") as database:
        id, payload = database.execute("SELECT id, payload FROM outbox WHERE position = 2").fetchone()
        database.execute('UPDATE outbox SET payload = \'{"by": "somebody else"}\' WHERE position = 2')
    try:
        altered = here("audit", "verify", "--json")
        assert altered.code == 1
        (fault,) = altered.answer["data"]["faults"]
        assert (fault["position"], fault["fault"]) == (2, "payload")
        assert fault["event_id"].replace("-", "") == str(id).replace("-", "")
        told = here("audit", "verify")
        assert told.code == 1
        assert fault["event_id"] in told.stdout.decode()
    finally:
        with sqlite3.connect(home / "jobwise.db") as database:
            database.execute("UPDATE outbox SET payload = ? WHERE position = 2", (payload,))


def test_tokens_of_an_old_key_are_taken_until_it_is_removed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = [1_000.0]
    monkeypatch.setattr(keys_module, "monotonic", lambda: seconds[0])

    async def status(client: httpx.AsyncClient, token: str) -> int:
        return (await client.get("/users/me", headers={"Authorization": f"Bearer {token}"})).status_code

    async def walk() -> None:
        settings = read_settings(None)
        async with opened_container(settings) as container:
            transport = httpx.ASGITransport(app=application(container, settings))
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000/api/v1") as client:
                old, refresh = await sign_in()
                assert await status(client, old) == 200
                # Another process rotates; this server is not started again.
                before = await command("keys", "list")
                after = await command("keys", "rotate")
                assert [one["signs"] for one in after] == [False, True]
                new, _ = await sign_in()
                assert await status(client, new) == 200
                assert await status(client, old) == 200
                await command("keys", "remove", before[-1]["kid"])
                seconds[0] += 5
                assert await status(client, old) == 401
                assert await status(client, new) == 200
                # Nobody has to sign in again: refresh tokens hang on another key.
                renewed = await client.post("/auth/refresh", json={"refresh_token": refresh})
                assert await status(client, renewed.json()["data"]["access_token"]) == 200

    async def command(*argv: str, stdin: bytes | None = None) -> Any:
        done = await asyncio.to_thread(here, *argv, "--json", stdin=stdin)
        assert json.loads((home / "keys.json").read_text())["root"] not in done.stdout.decode()
        return data_of(done)

    async def sign_in() -> tuple[str, str]:
        found = await command("sessions", "start", EMAIL, "--password-file", "-", stdin=PASSWORD.encode())
        return found["access_token"], found["refresh_token"]

    asyncio.run(walk())


def test_no_web_framework_is_loaded_for_a_command(home: Path) -> None:
    code = (
        "import sys\nfrom jobwise.bootstrap.one_shot import OneShot\nfrom jobwise.presentation.cli.app import run\n"
        "code = run(['jobs', 'list', '--json'], OneShot())\n"
        "loaded = [name for name in ('fastapi', 'starlette', 'uvicorn', 'weasyprint') if name in sys.modules]\n"
        "sys.exit(repr(loaded) if loaded else code)\n"
    )
    done = script(code, JOBWISE_HOME=str(home))
    assert (done.code, done.stderr) == (0, "")
