"""Asking a JobWise whose network breaks, and remembering what it promised."""

import asyncio
import hashlib
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from ipaddress import IPv4Network
from typing import Any
from uuid import uuid4

import httpx

from tests.support.fault_proxy import Fault
from tests.support.outages import World

LONGEST_S = 65.0
RECOVERY_S = 20.0


@dataclass(frozen=True)
class Told:
    """How a request ended: `status` 0 for one that got no answer."""

    what: str
    status: int
    seconds: float
    retry_after: str
    text: str


@dataclass
class Asker:
    """Makes requests, and remembers what it was promised."""

    http: httpx.AsyncClient
    told: list[Told] = field(default_factory=list)
    jobs: dict[str, str] = field(default_factory=dict)
    """The title and the key of each job that was posted."""

    files: dict[str, bytes] = field(default_factory=dict)
    """The documents that are there, by their ids."""

    mailed: list[str] = field(default_factory=list)
    """Addresses that were promised a mail."""

    samples: list[str] = field(default_factory=list)
    """Samples that were taken, to be read."""

    _addresses: Iterator[str] = field(default_factory=lambda: map(str, IPv4Network("10.0.0.0/8").hosts()))

    async def ask(self, what: str, method: str, path: str, **given: Any) -> httpx.Response | None:
        given["headers"] = {**given.get("headers", {}), "X-Forwarded-For": next(self._addresses)}
        began = time.monotonic()
        try:
            answer = await self.http.request(method, path, **given)
        except httpx.TransportError as error:
            self.told.append(Told(what, 0, time.monotonic() - began, "", repr(error)))
            return None
        seconds, retry = time.monotonic() - began, answer.headers.get("retry-after", "")
        self.told.append(Told(what, answer.status_code, seconds, retry, answer.text[:300]))
        return answer

    async def alive(self) -> bool:
        answer = await self.ask("health", "GET", "/health")
        return answer is not None and answer.status_code == 200

    async def post_job(self, title: str = "") -> bool:
        title = title or f"Baker {uuid4().hex}"
        key = self.jobs.setdefault(title, uuid4().hex)
        answer = await self.ask("job", "POST", "/api/v1/jobs", json={"title": title}, headers={"Idempotency-Key": key})
        return answer is not None and answer.status_code == 201

    async def list_jobs(self) -> bool:
        answer = await self.ask("jobs", "GET", "/api/v1/jobs")
        return answer is not None and answer.status_code == 200

    async def upload(self) -> bool:
        data = f"I bake bread. {uuid4()}".encode()
        answer = await self.ask("upload", "POST", "/api/v1/documents", files={"file": ("a.txt", data, "text/plain")})
        if answer is None or answer.status_code != 201:
            return False
        self.files[answer.json()["data"]["id"]] = data
        return True

    async def download(self) -> bool:
        if not self.files:
            return True
        id = next(reversed(self.files))
        answer = await self.ask("download", "GET", f"/api/v1/documents/{id}/download")
        if answer is None or answer.status_code != 200:
            return False
        assert answer.content == self.files[id], "other bytes came back"
        return True

    async def learn(self) -> bool:
        """Has a sample read, and waits until it has been."""
        id = await self.give_sample()
        return bool(id) and await self.was_read(id)

    async def give_sample(self) -> str:
        """Its id, when it was taken."""
        text = f"Dear Ms Lind, I bake bread. {uuid4()}".encode()
        given = {"files": {"file": ("a.txt", text, "text/plain")}, "data": {"kind": "cover_letter"}}
        answer = await self.ask("sample", "POST", "/api/v1/samples", **given)
        if answer is None or answer.status_code != 202:
            return ""
        id = str(answer.json()["data"]["id"])
        self.samples.append(id)
        return id

    async def was_read(self, id: str) -> bool:
        until = time.monotonic() + RECOVERY_S
        while time.monotonic() < until:
            answer = await self.http.get(f"/api/v1/samples/{id}")
            if answer.status_code == 200 and answer.json()["data"]["status"] == "read":
                return True
            await asyncio.sleep(0.1)
        return False

    async def register(self) -> bool:
        email = f"{uuid4().hex}@example.org"
        account = {"email": email, "password": "nine quiet lighthouses", "name": "Mara Lind"}
        answer = await self.ask("register", "POST", "/api/v1/auth/register", json=account)
        if answer is None or answer.status_code != 201:
            return False
        self.mailed.append(email)
        return True


ASKED = {
    "database": ("list_jobs", "post_job"),
    "storage": ("upload", "download"),
    "mail": ("register",),
    "redis": ("give_sample",),
}
"""What is asked for while a part is broken."""

DONE = ASKED | {"redis": ("learn",)}
"""What is done again when it is not."""


async def broken(world: World, asker: Asker, faults: dict[str, Fault], *, hold_s: float, times: int = 1) -> None:
    """Asks for all that the broken parts are needed for, while they are broken for at least so long."""
    probes = [probe for part in faults for probe in ASKED[part]] * times
    with ExitStack() as stack:
        for part, fault in faults.items():
            stack.enter_context(world.proxies[part].having(fault))
        asked = [asyncio.create_task(getattr(asker, probe)()) for probe in probes]
        until = time.monotonic() + hold_s
        while time.monotonic() < until:
            assert await asker.alive(), "the process itself must go on"
            await asyncio.sleep(0.25)
        if any(not fault.swallow for fault in faults.values()):
            await asyncio.gather(*asked)
    await asyncio.gather(*asked)


async def recovered(asker: Asker, parts: Sequence[str]) -> float:
    """Seconds until everything that needs these parts is done again."""
    began = time.monotonic()
    waiting = [probe for part in parts for probe in DONE[part]]
    while waiting:
        assert time.monotonic() - began < RECOVERY_S, (waiting, asker.told[-5:])
        done = await asyncio.gather(*(getattr(asker, probe)() for probe in waiting))
        waiting = [probe for probe, well in zip(waiting, done, strict=True) if not well]
        if waiting:
            await asyncio.sleep(0.3)
    return time.monotonic() - began


def check_manners(asker: Asker) -> None:
    """Nobody got a 500, was told to come again without a time, or waited for ever."""
    for one in asker.told:
        assert one.status not in (0, 500), one
        assert one.seconds < LONGEST_S, one
        assert one.status != 503 or int(one.retry_after) >= 1, one
        assert one.status in (200, 201, 202, 503), one


async def check_nothing_lost(world: World, asker: Asker) -> None:
    """Every promise is kept, once: jobs, files and mails."""
    for title in list(asker.jobs):
        # Who got no good answer asks again under the same key; who got one gets the same.
        assert await asker.post_job(title), title
    titles = [str(title) for (title,) in world.rows("SELECT title FROM jobs")]
    assert sorted(titles) == sorted(asker.jobs)
    for id, data in asker.files.items():
        answer = await asker.http.get(f"/api/v1/documents/{id}/download")
        assert hashlib.sha256(answer.content).digest() == hashlib.sha256(data).digest()
    keys = {str(key) for (key,) in world.rows("SELECT file_key FROM documents")}
    assert keys <= set(world.s3.names(world.bucket)), "a row names a file that is not there"
    world.hurry()
    for id in asker.samples:
        assert await asker.was_read(id), f"a sample was taken, and never read; left to do: {world.left_to_do()}"
    until = time.monotonic() + RECOVERY_S
    while missing := [address for address in asker.mailed if not world.inbox.to(address)]:
        assert time.monotonic() < until, f"{len(missing)} mails never came"
        await asyncio.sleep(0.2)
