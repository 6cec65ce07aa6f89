"""JobWise with everything it depends on behind proxies that can break the network: database, files, mail, Redis."""

import asyncio
import hashlib
import re
import secrets
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from ipaddress import IPv4Network
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
import psycopg
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from jobwise.infrastructure.files.s3_server import Bucket
from tests.support.births import Born
from tests.support.fault_proxy import Fault, FaultProxy
from tests.support.postgres import Postgres
from tests.support.redis import Redis
from tests.support.s3 import S3
from tests.support.server import Server, Somebody

LONGEST_S = 65.0
RECOVERY_S = 20.0


class Inbox:
    """A mail server's memory."""

    def __init__(self) -> None:
        self.received: list[bytes] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.received.append(envelope.content)
        return "250 OK"

    def to(self, address: str) -> list[str]:
        """The texts of the mails to somebody."""
        found = (message_from_bytes(raw, policy=policy.default) for raw in list(self.received))
        bodies = [mail.get_body(("plain",)) for mail in found if address in str(mail["To"])]
        return [body.get_content() for body in bodies if body is not None]


class MailedServer(Server):
    """A server whose mail goes out over SMTP, and the worker that sends it when work is told of through Redis."""

    inbox: Inbox
    _worker: Born | None = None

    def __enter__(self) -> Self:
        super().__enter__()
        if "JOBWISE_REDIS_URL" in self._settings:
            self._worker = self._jobwise("worker")
        return self

    def end(self) -> None:
        if self._worker is not None:
            self._worker.kill()
            self._worker = None
        super().end()

    def _mailed(self, email: str) -> str:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            for text in self.inbox.to(email):
                found = re.search(r"\?token=(\S+)", text)
                if found is not None:
                    return found[1]
            time.sleep(0.05)
        raise AssertionError(f"no mail came\n{self.said()[-2000:]}")


@dataclass
class World:
    """One server, somebody who is signed in on it, and the proxies of what it depends on."""

    server: MailedServer
    person: Somebody
    inbox: Inbox
    database_url: str
    """Past the proxy."""

    s3: S3
    bucket: Bucket
    proxies: dict[str, FaultProxy]

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.database_url) as connection:
            return connection.execute(statement.encode()).fetchall()

    def hurry(self) -> None:
        """As if the pauses that failures earned were over: an hour is nothing to one who only must not be forgotten."""
        with psycopg.connect(self.database_url) as connection:
            connection.execute("UPDATE mails SET due_at = due_at - interval '1 day' WHERE state = 'queued'")
            connection.execute("UPDATE tasks SET run_after = run_after - interval '1 day' WHERE state = 'waiting'")


@contextmanager
def world(home: Path, postgres: Postgres, s3: S3, redis: Redis | None = None) -> Iterator[World]:
    inbox = Inbox()
    with ExitStack() as stack:
        url = stack.enter_context(postgres.database())
        proxies = {
            "database": stack.enter_context(FaultProxy(_socket(url))),
            "storage": stack.enter_context(FaultProxy(("127.0.0.1", s3.port))),
        }
        controller = Controller(inbox, hostname="127.0.0.1", port=_free_port())
        controller.start()
        stack.callback(controller.stop)
        proxies["mail"] = stack.enter_context(FaultProxy(("127.0.0.1", controller.port)))
        bucket = s3.bucket(port=proxies["storage"].port)
        name = urlsplit(url).path
        given = f"postgresql://postgres@127.0.0.1:{proxies['database'].port}{name}?sslmode=disable&gssencmode=disable"
        queue = {}
        if redis is not None:
            proxies["redis"] = stack.enter_context(FaultProxy(("127.0.0.1", redis.port)))
            address = f"redis://127.0.0.1:{proxies['redis'].port}/0"
            # Requests are counted there too, each as from an address of its own.
            queue = {
                "JOBWISE_QUEUE": "celery", "JOBWISE_REDIS_URL": address,
                "JOBWISE_THROTTLE": "true", "JOBWISE_TRUSTED_PROXIES": "127.0.0.1/32",
            }  # fmt: skip
        server = MailedServer(
            home, url, **queue,
            JOBWISE_DATABASE_URL=given,
            JOBWISE_S3_BUCKET=bucket.name,
            JOBWISE_S3_ENDPOINT=bucket.endpoint,
            JOBWISE_S3_ACCESS_KEY=bucket.access_key,
            JOBWISE_S3_SECRET_KEY=bucket.secret_key,
            JOBWISE_SMTP_HOST="127.0.0.1",
            JOBWISE_SMTP_PORT=str(proxies["mail"].port),
            JOBWISE_SMTP_TLS="none",
            # Links that a worker mails are opened by the server.
            JOBWISE_SECRET_KEY=secrets.token_urlsafe(32),
        )  # fmt: skip
        server.inbox = inbox
        with server:
            yield World(server, server.somebody(), inbox, url, s3, bucket, proxies)


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
        assert await asker.was_read(id), "a sample was taken, and never read"
    until = time.monotonic() + RECOVERY_S
    while missing := [address for address in asker.mailed if not world.inbox.to(address)]:
        assert time.monotonic() < until, f"{len(missing)} mails never came"
        await asyncio.sleep(0.2)


def _socket(url: str) -> str:
    return f"{parse_qs(urlsplit(url).query)['host'][0]}/.s.PGSQL.5432"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
