"""The server is killed in the middle of work, again and again: what was answered stays, and nothing is done twice.

Each round has a seed. `JOBWISE_CRASH_SEED=N` begins with round N, to look at one that failed.
"""

import asyncio
import logging
import os
import random
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from sqlalchemy import func, select, update

from jobwise.application.audit.relay import PublishEvents
from jobwise.application.audit.verify import VerifyAudit
from jobwise.application.operations.clean_up import CleanUp
from jobwise.bootstrap.background import background
from jobwise.bootstrap.container import opened_container
from jobwise.infrastructure.clock import SystemClock
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.sql import migrate
from jobwise.infrastructure.persistence.sql.store import SqlStore
from jobwise.infrastructure.persistence.sql.tables.idempotency import idempotency_keys
from jobwise.infrastructure.persistence.sql.tables.jobs import jobs
from jobwise.infrastructure.persistence.sql.tables.mails import mails
from jobwise.infrastructure.persistence.sql.tables.outbox import outbox
from jobwise.infrastructure.persistence.sql.tables.sessions import refresh_tokens
from jobwise.infrastructure.persistence.sql.tables.tasks import tasks
from jobwise.infrastructure.persistence.sql.tables.users import users
from tests.support.crash import Client
from tests.support.forked_server import Served
from tests.support.migrated import migrated_file
from tests.support.postgres import Postgres
from tests.support.soak import FACTOR

ROUNDS = 5 if FACTOR == 1 else FACTOR
CLIENTS = 4
_log = logging.getLogger(__name__)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{migrated_file(tmp_path / 'crash.db')}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.migrated() as url:
        yield url


async def test_a_killed_server_keeps_its_word(database: str, tmp_path: Path) -> None:
    first = int(os.environ.get("JOBWISE_CRASH_SEED", "1"))
    clients = [Client(f"c{number}", first * 100 + number) for number in range(CLIENTS)]
    served = Served(tmp_path / "home", database)
    with served:
        async with _http(served) as http:
            for client in clients:
                await client.begin(http)
        for seed in range(first, first + ROUNDS):
            _log.info("crash round, seed %d", seed)
            try:
                await _round(served, clients, seed)
            except BaseException:
                print(f"JOBWISE_CRASH_SEED={seed}")  # noqa: T201 - what one needs to see it again
                raise
    assert sum(client.answered for client in clients) > ROUNDS * CLIENTS
    await _at_the_end(served, clients)


def _http(served: Served) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=served.base, timeout=30)


async def _round(served: Served, clients: list[Client], seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - not for secrets: a failing round must be repeatable
    async with _http(served) as http:
        for client in clients:
            client.random.seed(seed * CLIENTS + clients.index(client))
        at_work = [asyncio.create_task(client.work(http)) for client in clients]
        await asyncio.sleep(chance.uniform(0.05, 0.8))
        await asyncio.to_thread(served.kill)
        await asyncio.gather(*at_work)
    _nothing_twice(served.database_url, clients)
    await asyncio.to_thread(served.start)
    async with _http(served) as http:
        await asyncio.gather(*(client.recover(http) for client in clients))
        _let_leases_end(served.database_url)
        await asyncio.gather(*(client.recover(http) for client in clients))
        assert all(one.status for client in clients for one in client.keyed), "a key is held by nobody"
        await asyncio.gather(*(client.compare(http) for client in clients))
    _nothing_twice(served.database_url, clients)


def _let_leases_end(url: str) -> None:
    """Lets a minute pass for whatever the killed process held, without waiting for it."""
    past = SystemClock().now() - timedelta(seconds=1)
    with migrate.connected(url) as connection:
        running = idempotency_keys.c.state == "running"
        connection.execute(update(idempotency_keys).where(running).values(lease_until=past, keep_until=past))
        connection.execute(update(tasks).where(tasks.c.state == "running").values(lease_until=past))
        connection.execute(update(mails).where(mails.c.state == "queued").values(due_at=past))


def _nothing_twice(url: str, clients: list[Client]) -> None:
    keyed = [one for client in clients for one in client.keyed]
    with migrate.connected(url) as connection:
        titles = Counter(connection.execute(select(jobs.c.title).where(jobs.c.posting_id.is_(None))).scalars())
        emails = Counter(connection.execute(select(users.c.email)).scalars())
        sent = Counter(tuple(row) for row in connection.execute(select(mails.c.recipient, mails.c.template)))
        live = select(refresh_tokens.c.session_id, func.count()).where(refresh_tokens.c.used_at.is_(None))
        families = Counter(dict(tuple(row) for row in connection.execute(live.group_by(refresh_tokens.c.session_id))))
    for one in keyed:
        # What was answered is there once; what was not is there once or not at all.
        times = (1,) if one.status else (0, 1)
        if one.path == "/jobs":
            assert titles[one.body["title"]] in times, one
        elif one.path == "/auth/register":
            assert emails[one.body["email"]] in times, one
            assert sent[one.body["email"], "verify_email"] in times, one
        else:
            assert sent[one.body["email"], "reset_password"] in times, one
    assert set(titles.values()) <= {1}
    assert not {family: count for family, count in families.items() if count > 1}, "two live tokens of one sign-in"


async def _at_the_end(served: Served, clients: list[Client]) -> None:
    """With nobody at work: all that was begun is finished, and the trail has no gap."""
    _let_leases_end(served.database_url)
    async with opened_container(served.settings()) as container:
        parts = background(container)
        while await parts.mails():
            pass
        await parts.relay()
        await parts.schedule.add_due()
        await parts.runner.run_due()
    store, clock = SqlStore(served.database_url, Uuid7Ids()), SystemClock()
    try:
        await PublishEvents(store, clock, Uuid7Ids())()
        await CleanUp(store, clock)()
        report = await VerifyAudit(store)()
    finally:
        await store.close()
    assert report.faults == ()
    with migrate.connected(served.database_url) as connection:
        _trail_is_whole(connection.execute(select(outbox.c.position, outbox.c.aggregate_id, outbox.c.name)).all())
        assert report.events == connection.execute(select(func.count()).select_from(outbox)).scalar_one()
        states = Counter(connection.execute(select(tasks.c.state)).scalars())
        assert set(states) <= {"done", "waiting"}, states
        assert set(connection.execute(select(mails.c.state)).scalars()) == {"sent"}
        recipients = Counter(connection.execute(select(mails.c.recipient)).scalars())
        held = select(func.count()).select_from(idempotency_keys).where(idempotency_keys.c.state == "running")
        assert connection.execute(held).scalar_one() == 0
    _every_mail_is_written(served.mail, recipients)


def _trail_is_whole(rows: "list[tuple[int | None, UUID, str]]") -> None:
    assert sorted(position or 0 for position, _, _ in rows) == list(range(1, len(rows) + 1))
    made = Counter(aggregate for _, aggregate, name in rows if name in ("job.captured", "user.registered"))
    assert set(made.values()) == {1}, "something was made twice"


def _every_mail_is_written(folder: Path, recipients: Counter[str]) -> None:
    """At least once each: a process that dies between writing a mail and noting it writes it again."""
    written = Counter[str]()
    for file in folder.glob("*.eml"):
        head = file.read_text("utf-8").partition("\n\n")[0]
        written[next(line.partition(":")[2].strip() for line in head.splitlines() if line.startswith("To:"))] += 1
    lost = {email: count for email, count in recipients.items() if written[email] < count}
    assert not lost, lost
