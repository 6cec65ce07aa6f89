"""JobWise with everything it depends on behind proxies that can break the network: database, files, mail, Redis."""

import re
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from typing import Self
from urllib.parse import parse_qs, urlsplit

import psycopg
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from jobwise.infrastructure.files.s3_server import Bucket
from tests.support.births import Born
from tests.support.fault_proxy import FaultProxy
from tests.support.postgres import Postgres
from tests.support.redis import Redis
from tests.support.s3 import S3
from tests.support.server import Server, Somebody


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

    def left_to_do(self) -> list[tuple[object, ...]]:
        """What waits, is held by somebody or was given up, and why."""
        return self.rows(
            "SELECT kind, state, attempts, failure, run_after - now() AS due_in, lease_until - now() AS held_for"
            " FROM tasks WHERE state <> 'done' ORDER BY created_at"
        )

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


def _socket(url: str) -> str:
    return f"{parse_qs(urlsplit(url).query)['host'][0]}/.s.PGSQL.5432"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
