"""An archive of everything over a real server: asked for, made in the background, fetched, and brought elsewhere."""

import asyncio
import io
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from jobwise.application.documents.clean_up import SweepFiles
from jobwise.domain.limits import ORPHAN_HOURS
from jobwise.infrastructure.files.store import LocalFiles
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.sql.store import SqlStore
from tests.support.archives_of_accounts import Archive
from tests.support.http import HandClock
from tests.support.postgres import Postgres
from tests.support.server import Server, Somebody

WAIT_S = 40.0


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'archives.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.migrated() as url:
        yield url


def client(server: Server, who: Somebody) -> httpx.Client:
    return httpx.Client(base_url=f"{server.url}/api/v1", headers=who.headers, timeout=30, trust_env=False)


def filled(http: httpx.Client, *, jobs: int) -> None:
    http.post("/profiles", json={"summary": "Bakes. 🥐", "personal": {"name": "Zoë Müller"}}).raise_for_status()
    for number in range(jobs):
        made = http.post("/jobs", json={"title": f"Baker {number}", "description": f"Bread {number} " * 20})
        made.raise_for_status()
    job = {"job_id": made.json()["data"]["id"]}
    application = http.post("/applications", json=job).raise_for_status().json()["data"]
    http.post(f"/applications/{application['id']}/status", json={"status": "applied"}).raise_for_status()
    file = {"file": ("note.txt", io.BytesIO(b"Hello"), "text/plain")}
    http.post("/documents", files=file).raise_for_status()


def made_of_it(http: httpx.Client) -> None:
    """A sample that was read, and a resume with its file."""
    file = {"file": ("letter.txt", io.BytesIO(b"Dear all, I bake bread every day."), "text/plain")}
    sample = http.post("/samples", files=file, data={"kind": "cover_letter"}).raise_for_status().json()["data"]
    job = http.get("/jobs").json()["data"][0]["id"]
    wish = {"job_id": job, "export": {"format": "docx"}}
    asked = http.post("/generations/resume", json=wish).raise_for_status().json()["data"]
    settled(http, f"/samples/{sample['id']}", "read")
    export = settled(http, f"/generations/{asked['id']}", "completed")["export"]
    settled(http, f"/exports/{export['id']}", "completed")
    http.get("/writing-style").raise_for_status()


def settled(http: httpx.Client, path: str, status: str) -> dict[str, Any]:
    deadline = time.monotonic() + WAIT_S
    while (found := http.get(path).raise_for_status().json()["data"])["status"] != status:
        assert time.monotonic() < deadline and found["status"] != "failed", (found["failure"], found.get("reason"))
        time.sleep(0.1)
    return dict(found)


def completed(http: httpx.Client, id: str) -> dict[str, Any]:
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        found: dict[str, Any] = http.get(f"/users/me/exports/{id}").raise_for_status().json()["data"]
        if found["status"] not in ("pending", "running"):
            return found
        time.sleep(0.1)
    raise AssertionError(f"still {found['status']}")


def test_from_asking_to_having_it_in_another_account(database: str, tmp_path: Path) -> None:
    with Server(tmp_path / "home", database) as server:
        owner, other = server.somebody(), server.somebody()
        with client(server, owner) as mine, client(server, other) as theirs:
            filled(mine, jobs=3)
            made_of_it(mine)
            asked = mine.post("/users/me/export", headers={"Idempotency-Key": "once"})
            assert asked.status_code == 202
            made = completed(mine, asked.json()["data"]["id"])
            assert made["status"] == "completed", made
            link = f"{server.url}{made['links']['file']}"
            answer = httpx.get(link, trust_env=False)
            assert (answer.status_code, len(answer.content)) == (200, made["size_bytes"])
            assert httpx.get(link[:-1], trust_env=False).status_code == 404
            assert theirs.get(f"/users/me/exports/{made['id']}").status_code == 404
            archive = Archive(answer.content)
            assert archive.zipped.testzip() is None
            assert len(archive.rows("jobs")) == 3
            sent = theirs.post("/users/me/import", files={"file": ("a.zip", io.BytesIO(answer.content))})
            assert sent.status_code == 200, sent.text
            assert sent.json()["data"]["refused"] == []
            for path in (
                *("/jobs", "/applications", "/documents", "/profiles"),
                *("/samples", "/rankings", "/generations", "/exports"),
            ):
                before, after = mine.get(path).json(), theirs.get(path).json()
                assert after["meta"]["total"] == before["meta"]["total"] > 0, path
            sums = [http.get("/exports").json()["data"][0]["sha256"] for http in (mine, theirs)]
            assert sums[0] == sums[1]
            assert theirs.get(f"/exports/{theirs.get('/exports').json()['data'][0]['id']}/download").status_code == 200
            assert not theirs.get("/writing-style").raise_for_status().json()["data"]["stale"]
            titles = [[one["title"] for one in http.get("/jobs?sort=title").json()["data"]] for http in (mine, theirs)]
            assert titles[0] == titles[1]
            assert theirs.get("/profile").json()["data"]["summary"] == "Bakes. 🥐"
        deadline = time.monotonic() + WAIT_S
        while not any(
            "archive of your data" in path.read_text("utf-8") for path in (tmp_path / "home" / "mail").glob("*.eml")
        ):
            assert time.monotonic() < deadline, "no mail came"
            time.sleep(0.1)
        assert "Traceback" not in server.said()


@pytest.mark.parametrize("delay_s", [0.0, 0.3])
def test_killed_in_the_middle_it_is_made_once_by_the_next_process(tmp_path: Path, delay_s: float) -> None:
    home, database = tmp_path / "home", f"sqlite:///{tmp_path / 'archives.db'}"
    settings = {"JOBWISE_SECRET_KEY": "k" * 32 + "0123456789abcdefgh"}
    with Server(home, database, **settings) as server:
        owner = server.somebody()
        with client(server, owner) as mine:
            filled(mine, jobs=20)
            id = mine.post("/users/me/export").raise_for_status().json()["data"]["id"]
        time.sleep(delay_s)
        server.end()
    # Whoever died holds the work for a minute; a test does not wait that long.
    released(database)
    with Server(home, database, **settings) as server, client(server, owner) as mine:
        made = completed(mine, id)
        assert made["status"] == "completed", made
        answer = httpx.get(f"{server.url}{made['links']['file']}", trust_env=False)
        assert (answer.status_code, len(answer.content)) == (200, made["size_bytes"])
        listed = mine.get("/users/me/exports").json()
        assert (listed["meta"]["total"], listed["data"][0]["status"]) == (1, "completed")
        assert mine.post("/users/me/export").status_code == 429
    # What the dead process may have left lies without a name, and is swept.
    asyncio.run(swept(database, home / "files"))
    assert len([path for path in (home / "files").rglob("*") if path.is_file()]) == 2


async def swept(database: str, files: Path) -> None:
    store = SqlStore(database, Uuid7Ids())
    try:
        clock = HandClock(datetime.now(UTC) + timedelta(hours=ORPHAN_HOURS, minutes=1))
        await SweepFiles(store, clock, LocalFiles(files))()
    finally:
        await store.close()


def released(database: str) -> None:
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"), timeout=10)) as connection:
        connection.execute("UPDATE tasks SET lease_until = '2020-01-01 00:00:00.000000' WHERE lease_until IS NOT NULL")
        connection.commit()
