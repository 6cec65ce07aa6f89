"""Documents and files are asked for while the processes that make them are killed: none is lost, none is made twice.

Each round has a seed. `JOBWISE_CRASH_SEED=N` begins with round N, to look at one that failed.
"""

import asyncio
import logging
import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select, update

from jobwise.application.audit.relay import PublishEvents
from jobwise.application.audit.verify import VerifyAudit
from jobwise.application.documents.clean_up import SweepFiles
from jobwise.bootstrap.container import opened_container
from jobwise.domain.limits import ORPHAN_HOURS, SHUTDOWN_NOTICE_S, SHUTDOWN_S
from jobwise.infrastructure.clock import SystemClock
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.sql import migrate
from jobwise.infrastructure.persistence.sql.tables.exports import exports
from jobwise.infrastructure.persistence.sql.tables.idempotency import idempotency_keys
from jobwise.infrastructure.persistence.sql.tables.tasks import tasks
from tests.support import making
from tests.support.births import Born
from tests.support.forked_server import Served
from tests.support.making import Maker
from tests.support.migrated import migrated_file
from tests.support.postgres import Postgres
from tests.support.queue_worker import CELERY
from tests.support.redis import Redis
from tests.support.soak import FACTOR

ROUNDS = 5 if FACTOR == 1 else FACTOR
MAKERS = 4
AT_ONCE = 20
_log = logging.getLogger(__name__)


@dataclass
class Place:
    """Whoever answers and whoever works: one process, or two."""

    served: Served
    apart: bool
    worker: Born | None = None

    @property
    def home(self) -> Path:
        return self.served.home

    @property
    def url(self) -> str:
        return self.served.database_url

    @property
    def files(self) -> Path:
        return self.home / "files"

    @property
    def log(self) -> str:
        return self.served.log.read_text("utf-8")

    def start(self) -> None:
        (self.home / "tmp").mkdir(parents=True, exist_ok=True)
        if self.served.process is None:
            self.served.start()
        if self.apart and self.worker is None:
            settings, log = self.served.environment, self.served.log
            self.worker = Born(["worker"], cwd=self.home, environment=settings, log=log, imports=CELERY)

    def kill(self, which: str) -> None:
        """The `server`, the `worker` (where it is one by itself) or `both`; what it held is free at once."""
        if which != "worker" or not self.apart:
            self.served.kill()
            _let_go(self.url, keys=True, work=not self.apart)
        if which != "server" and self.worker is not None:
            self.worker.kill()
            self.worker = None
            _let_go(self.url, keys=False, work=True)

    def terminate(self) -> tuple[int, float]:
        """Tells whoever works to end; its exit code, and how long that took."""
        process = self.worker if self.apart else self.served.process
        assert process is not None
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        code = process.wait(SHUTDOWN_S + 10)
        if self.apart:
            self.worker = None
        else:
            self.served.process = None
        return code, time.monotonic() - begun


@pytest.fixture(params=["one process", "a worker"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    home = tmp_path / "home"
    # Processes of pools are known by where they may write.
    told = {"TMPDIR": str(home / "tmp")}
    if request.param == "one process":
        place = Place(Served(home, f"sqlite:///{migrated_file(home / 'jobwise.db')}", told), apart=False)
        try:
            yield place
        finally:
            place.kill("both")
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    with postgres.migrated() as url, Redis(tmp_path) as redis:
        told |= {"JOBWISE_QUEUE": "celery", "JOBWISE_REDIS_URL": redis.url}
        place = Place(Served(home, url, told), apart=True)
        try:
            yield place
        finally:
            place.kill("both")


async def test_what_is_killed_in_the_making_is_made_once(place: Place) -> None:
    first = int(os.environ.get("JOBWISE_CRASH_SEED", "1"))
    makers = [Maker(f"m{number}", first * 100 + number) for number in range(MAKERS)]
    # One of them soon has used up what a tier allows.
    makers[0].tier = "free"
    await asyncio.to_thread(place.start)
    async with _http(place) as http:
        for maker in makers:
            await maker.begin(http, place.url)
    for seed in range(first, first + ROUNDS):
        _log.info("crash round, seed %d", seed)
        try:
            await _round(place, makers, seed)
        except BaseException:
            print(f"JOBWISE_CRASH_SEED={seed}")  # noqa: T201 - what one needs to see it again
            raise
    await making.settled(place.url)
    making.check_rows(place.url, makers)
    await _told_to_end(place, makers[1:])
    making.check_rows(place.url, makers)
    async with _http(place) as http:
        await asyncio.gather(*(maker.compare(http) for maker in makers))
        fetched = sum([await maker.fetch_all(http) for maker in makers])
    assert fetched >= AT_ONCE
    await _at_the_end(place)


def _http(place: Place) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=place.served.base, timeout=30)


async def _round(place: Place, makers: list[Maker], seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - not for secrets: a failing round must be repeatable
    async with _http(place) as http:
        for maker in makers:
            maker.random.seed(seed * MAKERS + makers.index(maker))
        before = making.made(place.url)
        at_work = [asyncio.create_task(maker.work(http)) for maker in makers]
        if seed % 3 == 1:
            # In the middle of the work; else in the middle of beginning with it.
            await _until_made(place, before + 1)
        await asyncio.sleep(chance.uniform(0.05, 0.8))
        if seed % 4 == 2:
            _kill_a_helper(place, chance)
        which = "both" if seed % 6 == 0 else ("server", "worker")[seed % 2]
        await asyncio.to_thread(place.kill, which)
        if which == "worker" and place.apart:
            await asyncio.sleep(0.2)
            for one in at_work:
                one.cancel()
        await asyncio.gather(*at_work, return_exceptions=True)
        for one in at_work:
            if not one.cancelled():
                one.result()
    if which != "server" or not place.apart:
        await making.without_helpers(place.home)
    await asyncio.to_thread(place.start)
    async with _http(place) as http:
        await asyncio.gather(*(maker.recover(http) for maker in makers))
    assert all(one.status in (202, 429) for maker in makers for one in maker.keyed)


async def _until_made(place: Place, wanted: int) -> None:
    deadline = time.monotonic() + 60
    while making.made(place.url) < wanted:
        assert time.monotonic() < deadline, f"nothing is made\n{place.log[-3000:]}"
        await asyncio.sleep(0.15)


def _kill_a_helper(place: Place, chance: random.Random) -> None:
    """As when the system takes the memory of one away."""
    found = sorted(making.helpers(place.home))
    if found:
        os.kill(chance.choice(found), signal.SIGKILL)


def _let_go(url: str, *, keys: bool, work: bool) -> None:
    """Lets a minute pass for whatever the killed process held, without waiting for it."""
    past = SystemClock().now() - timedelta(seconds=1)
    with migrate.connected(url) as connection:
        if keys:
            held = idempotency_keys.c.state == "running"
            connection.execute(update(idempotency_keys).where(held).values(lease_until=past, keep_until=past))
        if work:
            connection.execute(update(tasks).where(tasks.c.state == "running").values(lease_until=past))


async def _told_to_end(place: Place, makers: list[Maker]) -> None:
    """Told to end amid twenty files, the process finishes what it has begun, and the next one does the rest."""
    async with _http(place) as http:
        await asyncio.gather(*(_with_a_file(place, maker, http) for maker in makers))
        before, helpers = making.stored(place.files), list(making.helpers(place.home))
        try:
            # What they have begun is not done before the process has heard that it is to end.
            _signal(helpers, signal.SIGSTOP)
            formats = ("txt", "md", "docx", "pdf")
            asked = (makers[n % len(makers)].want_file(http, formats[n % len(formats)]) for n in range(AT_ONCE))
            wishes = await asyncio.gather(*asked)
            ending = asyncio.create_task(asyncio.to_thread(place.terminate))
            await asyncio.sleep(SHUTDOWN_NOTICE_S + 0.3)
        finally:
            _signal(helpers, signal.SIGCONT)
        code, took_s = await ending
    assert {one.status for one in wishes} == {202}
    ids = {making.id_of(one) for one in wishes}
    assert code == 0, place.log[-3000:]
    assert took_s < SHUTDOWN_S
    await making.without_helpers(place.home)
    with migrate.connected(place.url) as connection:
        held = connection.execute(select(tasks.c.id).where(tasks.c.state == "running")).all()
        left = connection.execute(select(exports.c.id).where(exports.c.status == "pending")).all()
    assert not held, "it left with work in its hands"
    assert left, "all was done before it ended"
    _log.info("told to end with %d of %d files left, in %.1f s", len(left), AT_ONCE, took_s)
    await asyncio.to_thread(place.start)
    await making.settled(place.url)
    with migrate.connected(place.url) as connection:
        ended = {str(row.id): row.status for row in connection.execute(select(exports.c.id, exports.c.status))}
        tried = {row.key.partition(":")[0]: row.attempts for row in connection.execute(select(tasks))}
    assert {ended[id] for id in ids} == {"completed"}
    assert {tried[id] for id in ids} == {1}
    assert len(making.stored(place.files) - before) == AT_ONCE


async def _with_a_file(place: Place, maker: Maker, http: httpx.AsyncClient) -> None:
    """Somebody who has a document, whose files there are processes to make."""
    await maker.look(http)
    if not maker.documents:
        # Whoever made theirs was killed each time.
        await maker.wish(http, "/generations/resume", {"job_id": maker.job})
        await making.settled(place.url)
        await maker.look(http)
    await maker.want_file(http, "txt")
    await making.settled(place.url)


def _signal(processes: list[int], number: signal.Signals) -> None:
    for one in processes:
        with suppress(ProcessLookupError):
            os.kill(one, number)


class _Later(SystemClock):
    def now(self) -> datetime:
        return super().now() + timedelta(hours=ORPHAN_HOURS + 1)


async def _at_the_end(place: Place) -> None:
    """With nobody at work: what lies in the store is what the rows name, and the trail has no gap."""
    await asyncio.to_thread(place.kill, "both")
    await making.without_helpers(place.home)
    orphans = making.check_store(place.url, place.files)
    async with opened_container(place.served.settings()) as container:
        swept = await SweepFiles(container.store(), _Later(), container.files())()
        await PublishEvents(container.store(), SystemClock(), Uuid7Ids())()
        report = await VerifyAudit(container.store())()
    _log.info("%d orphans, %d swept", len(orphans), swept)
    assert making.check_store(place.url, place.files) == set()
    assert report.faults == ()
    with migrate.connected(place.url) as connection:
        running = connection.execute(select(tasks.c.kind).where(tasks.c.state == "running")).all()
    assert not running, running
    for said in ("request failed", "task failed", "Traceback"):
        assert said not in place.log, place.log[-5000:]
