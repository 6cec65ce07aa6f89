"""People who have documents and files made by a server that is killed while it makes them, and what is to be found."""

import asyncio
import hashlib
import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import func, select, update

from jobwise.infrastructure.persistence.sql import migrate
from jobwise.infrastructure.persistence.sql.tables.exports import exports
from jobwise.infrastructure.persistence.sql.tables.generations import generations
from jobwise.infrastructure.persistence.sql.tables.outbox import outbox
from jobwise.infrastructure.persistence.sql.tables.quotas import quotas
from jobwise.infrastructure.persistence.sql.tables.tasks import tasks
from jobwise.infrastructure.persistence.sql.tables.users import users
from tests.support.births import ROOT
from tests.support.crash import PASSWORD, STILL_RUNNING, Client, Keyed, Lost

WISHES = 4
"""How much each person wants in a round."""

_MADE_KINDS = ("generation.make", "export.make")
_DOCUMENTS = {"/generations/resume": "resumes", "/generations/cover-letter": "cover_letters"}
_FORMATS = ("txt", "txt", "md", "md", "docx", "pdf")
_WAIT_S = 60.0


@dataclass
class Maker(Client):
    """Wants documents and files, each by a key of its own; a tier's end (429) is an answer as good as any."""

    tier: str = "enterprise"
    job: str = ""
    documents: list[str] = field(default_factory=list)

    async def begin(self, http: httpx.AsyncClient, url: str = "") -> None:
        """Registers with all that a document is made of; nothing is killed yet."""
        body = {"email": self.email, "password": PASSWORD}
        assert (await http.post("/auth/register", json=body)).status_code == 201
        with migrate.connected(url) as connection:
            mine = users.c.email == self.email
            connection.execute(update(users).where(mine).values(verified=True, tier=self.tier))
        await self.sign_in(http)
        profile = json.loads((ROOT / "data/demo/profile.json").read_text("utf-8"))
        await self.ask(http, "POST", "/profiles/import", 201, json=profile, headers=self.bearer)
        posting = {"text": (ROOT / "data/demo/posting.txt").read_text("utf-8")}
        made = await self.ask(http, "POST", "/jobs/from-text", 201, json=posting, headers=self.bearer)
        self.job = made.json()["data"]["id"]
        await self.wish(http, "/generations/resume", {"job_id": self.job})

    async def look(self, http: httpx.AsyncClient) -> None:
        """Sees which documents are made."""
        path = "/generations?status=completed&limit=100"
        found = await self.ask(http, "GET", path, 200, headers=self.bearer)
        self.documents = sorted(one["id"] for one in found.json()["data"])

    async def work(self, http: httpx.AsyncClient) -> None:
        """Wants its share, then watches until the server is gone."""
        try:
            await self.look(http)
            for _ in range(WISHES):
                await self.want(http)
            while True:
                await asyncio.sleep(0.5)
                await self.look(http)
        except Lost:
            return

    async def want(self, http: httpx.AsyncClient) -> None:
        kinds = ("resume", "cover-letter")
        what = self.random.choice((*kinds, "file", "file", "file", "file", "batch", "cancel"))
        if what in kinds:
            export = {"format": self.random.choice(("txt", "md"))} if self.random.random() < 0.3 else None
            await self.wish(http, f"/generations/{what}", {"job_id": self.job, "export": export})
        elif not self.documents:
            await self.look(http)
        elif what == "file":
            await self.want_file(http, self.random.choice(_FORMATS))
        elif what == "batch":
            items = [
                {"generation_id": self.random.choice(self.documents), "format": self.random.choice(_FORMATS[:-1])}
                for _ in range(self.random.randint(1, 3))
            ]
            await self.wish(http, "/exports/batch", {"items": items})
        else:
            await self.cancel(http)

    async def want_file(self, http: httpx.AsyncClient, format: str) -> Keyed:
        body = {"generation_id": self.random.choice(self.documents)}
        if format == "pdf":
            body["engine"] = "typst"
        return await self.wish(http, f"/exports/{format}", body)

    async def wish(self, http: httpx.AsyncClient, path: str, body: dict[str, Any]) -> Keyed:
        one = Keyed(path, f"{self.random.getrandbits(128):032x}", body)
        self.keyed.append(one)
        await self.post_again(http, one, 429)
        return one

    async def cancel(self, http: httpx.AsyncClient) -> None:
        """Wants its last one no more, which may be too late."""
        asked = [one for one in self.keyed if one.status == 202 and one.path.startswith("/exports/")]
        if asked:
            path = f"/exports/{id_of(asked[-1])}/cancel"
            answer = await self.ask(http, "POST", path, 200, 400, 409, headers=self.bearer)
            assert answer.status_code != 400 or answer.json()["error"]["code"] == "INVALID_TRANSITION", answer.text

    async def recover(self, http: httpx.AsyncClient) -> None:
        """Asks again, with the same keys, for what was never answered."""
        await self.sign_in(http)
        for one in self.keyed:
            deadline = time.monotonic() + _WAIT_S
            while not one.status and await self.post_again(http, one, 429, STILL_RUNNING) == STILL_RUNNING:
                # Its first asker hung up, and the server is still at it.
                assert time.monotonic() < deadline, "a key is held by nobody"
                await asyncio.sleep(0.1)

    async def compare(self, http: httpx.AsyncClient) -> None:
        """Every wish that was taken is there, once, and no key opens another."""
        taken = [one for one in self.keyed if one.status == 202]
        ids = [id_of(one) for one in taken]
        assert len(set(ids)) == len(ids), "two keys were answered with one thing"
        for one in taken:
            room = "exports" if one.path.startswith("/exports/") else "generations"
            await self.ask(http, "GET", f"/{room}/{id_of(one)}", 200, headers=self.bearer)
        for one in self.random.sample(taken, min(5, len(taken))):
            await self.post_again(http, one)

    async def fetch_all(self, http: httpx.AsyncClient) -> int:
        """Fetches each completed file by its link and holds it to its row; how many there are."""
        done, number = 0, 0
        while True:
            number += 1
            path = f"/exports?status=completed&limit=100&page={number}"
            listed = (await self.ask(http, "GET", path, 200, headers=self.bearer)).json()
            for one in listed["data"]:
                await self._fetch(http, one)
                done += 1
            if done >= listed["meta"]["total"]:
                return done

    async def _fetch(self, http: httpx.AsyncClient, one: dict[str, Any]) -> None:
        link = await self.ask(http, "GET", f"/exports/{one['id']}/link", 200, headers=self.bearer)
        target = httpx.URL(link.json()["data"]["url"]).raw_path.decode()
        fetched = await self.ask(http, "GET", str(http.base_url.copy_with(raw_path=target.encode())), 200)
        assert (hashlib.sha256(fetched.content).hexdigest(), len(fetched.content)) == (one["sha256"], one["size_bytes"])


def id_of(one: Keyed) -> str:
    return str(json.loads(one.answer)["data"]["id"])


def made(url: str) -> int:
    """How many documents and files were made so far."""
    with migrate.connected(url) as connection:
        ended = select(func.count()).select_from(tasks).where(tasks.c.kind.in_(_MADE_KINDS), tasks.c.state == "done")
        return int(connection.execute(ended).scalar_one())


async def settled(url: str) -> None:
    """Waits until nothing is left to be made; nobody waits here for the pause before a second try."""
    deadline = time.monotonic() + _WAIT_S
    while True:
        with migrate.connected(url) as connection:
            opened = tasks.c.state.in_(("waiting", "running")) & tasks.c.kind.in_(_MADE_KINDS)
            left = connection.execute(select(func.count()).select_from(tasks).where(opened)).scalar_one()
            paused = opened & (tasks.c.state == "waiting") & (tasks.c.attempts > 0)
            if connection.execute(select(func.count()).select_from(tasks).where(paused)).scalar_one():
                connection.execute(update(tasks).where(paused).values(run_after=tasks.c.created_at))
        if not left:
            return
        assert time.monotonic() < deadline, f"{left} are not made"
        await asyncio.sleep(0.3)


def check_rows(url: str, makers: list[Maker]) -> None:
    """One row for each wish that was taken, nothing left open, no failure but those that a kill explains, and the
    quotas just what was done."""
    with migrate.connected(url) as connection:
        owners = {row.email: row.id for row in connection.execute(select(users.c.email, users.c.id))}
        documents = connection.execute(select(generations)).all()
        files = connection.execute(select(exports)).all()
        spent = {
            (row.owner_id, row.kind, row.window_start): row.used
            for row in connection.execute(select(quotas))
            if row.used and row.kind in ("resumes", "cover_letters", "exports")
        }
        told = connection.execute(select(outbox.c.aggregate_id, outbox.c.name)).all()
    for maker in makers:
        taken = [one for one in maker.keyed if one.status == 202]
        assert all(one.status for one in maker.keyed)
        mine = owners[maker.email]
        by_wish = {str(row.id) for row in documents if row.owner_id == mine}
        assert by_wish == {id_of(one) for one in taken if one.path in _DOCUMENTS}
        with_document = {str(row.export_id) for row in documents if row.owner_id == mine and row.export_id}
        asked = {id_of(one) for one in taken if one.path not in _DOCUMENTS}
        assert {str(row.id) for row in files if row.owner_id == mine} == asked | with_document
    for row in (*documents, *files):
        assert row.status in ("completed", "failed"), row.status
        assert row.status == "completed" or row.failure in ("ABANDONED", "CANCELLED", "UNAVAILABLE"), row.failure
    done = Counter[tuple[Any, str, Any]]()
    for row in documents:
        if row.status == "completed":
            kind = "resumes" if row.kind == "resume" else "cover_letters"
            done[row.owner_id, kind, row.asked_at.replace(hour=0, minute=0, second=0, microsecond=0)] += 1
    for row in files:
        if row.status == "completed":
            hour = row.asked_at.replace(minute=0, second=0, microsecond=0)
            done[row.owner_id, "exports", hour] += len(row.parts)
    assert spent == dict(done), f"spent {spent}, done {dict(done)}"
    twice = {one: count for one, count in Counter(map(tuple, told)).items() if count > 1 and "completed" in one[1]}
    assert not twice, twice


def check_store(url: str, files: Path) -> set[str]:
    """Every row's file is there as it was made; the keys of files that no row names."""
    with migrate.connected(url) as connection:
        rows = connection.execute(select(exports).where(exports.c.file_key.is_not(None))).all()
    for row in rows:
        data = (files / row.file_key).read_bytes()
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (row.sha256, row.size_bytes)
    keys = [row.file_key for row in rows]
    assert len(set(keys)) == len(keys)
    return stored(files) - set(keys)


def stored(files: Path) -> set[str]:
    return {str(file.relative_to(files)) for file in files.rglob("*") if file.is_file()}


def helpers(home: Path) -> Iterator[int]:
    """The processes of pools that belong to a data folder: their own folders for a while lie in it."""
    mark = os.fsencode(home)
    for process in Path("/proc").iterdir():
        if not process.name.isdecimal():
            continue
        try:
            if mark in (process / "environ").read_bytes() and b"jobwise" in (process / "cmdline").read_bytes():
                yield int(process.name)
        except OSError:
            # It is gone, or somebody else's.
            continue


async def without_helpers(home: Path) -> None:
    """Waits until none is left."""
    deadline = time.monotonic() + 10
    while left := list(helpers(home)):
        assert time.monotonic() < deadline, f"processes outlive their parent: {left}"
        await asyncio.sleep(0.02)
