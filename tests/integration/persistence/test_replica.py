"""A replica serves whoever looks and has not just written; own writes are seen at once; without it all goes on.

The two databases are real and hold different things, so that what was read says where.
"""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient
from tests.support.accounts import operation_acts
from tests.support.http import HandClock, House, Person
from tests.support.postgres import Postgres

from jobwise.application.freshness import Freshness, NotingStore
from jobwise.application.jobs.commands import CaptureJob
from jobwise.application.operations.readiness import CheckReadiness, Health
from jobwise.application.use_cases import use_cases
from jobwise.bootstrap.api import application
from jobwise.bootstrap.container import opened_container
from jobwise.bootstrap.settings import Settings
from jobwise.domain.jobs.job import Job
from jobwise.domain.limits import OWN_WRITES_S, REPLICA_PATIENCE_S
from jobwise.domain.users.user import User
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.sql import migrate, replica
from jobwise.infrastructure.persistence.sql.engine import PoolSizes
from jobwise.infrastructure.persistence.sql.readiness import DatabaseCheck, ReplicaCheck
from jobwise.infrastructure.persistence.sql.replica import ReplicatedStore, replica_store
from jobwise.infrastructure.persistence.sql.store import SqlStore
from jobwise.presentation.http.app import HttpOptions, create_app

ACCOUNT = {"email": "mara@example.org", "password": "nine quiet lighthouses", "name": "Mara Lind"}
SIZES = PoolSizes(size=4, overflow=4, timeout_s=2)


class Process(House):
    """An API process over a primary and a replica; `beside` is another one over the same two."""

    def __init__(self, primary: SqlStore, copy: SqlStore, clock: HandClock | None = None) -> None:
        super().__init__(store=primary)
        self.clock = clock or self.clock
        self.primary, self.copy = primary, copy
        freshness = Freshness(self.clock)
        self.cases = use_cases(
            NotingStore(primary, freshness), self.clock, self.ids, self.tokens, self.parts, operation_acts(),
            self.outside, ReplicatedStore(primary, copy, freshness, self.ids),
        )  # fmt: skip
        self.app = create_app(self.cases, HttpOptions(freshness=freshness))

    def beside(self) -> "Process":
        return Process(self.primary, self.copy, self.clock)

    def later(self) -> None:
        self.clock.forward(seconds=OWN_WRITES_S + 2)

    async def somebody(self) -> Person:
        """Has the job `New` in the primary and `Old` in the replica, which knows them by an older name."""
        person = await self.person(name="Mara Lind")
        at = person.user.created_at
        older = User(id=person.user.id, created_at=at, updated_at=at, email=person.user.email, name="Mara Older")
        async with self.copy.write() as work:
            await work.users.add(older)
            await work.commit()
        for store, title in ((self.primary, "New"), (self.copy, "Old")):
            await CaptureJob(store, self.clock, self.ids)(owner=person.user.id, content=Job(title=title))
        return person


async def titles(person: Person) -> set[str]:
    answer = await person.http.get("/jobs")
    assert answer.status_code == 200, answer.text
    return {job["title"] for job in answer.json()["data"]}


@pytest.fixture
async def pair(
    request: pytest.FixtureRequest, url: str, migrated_file: Path, tmp_path: Path
) -> AsyncIterator[tuple[SqlStore, SqlStore, Process]]:
    primary = SqlStore(url, Uuid7Ids(), SIZES)
    if url.startswith("sqlite"):
        copy = replica_store(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'copy.db')}", Uuid7Ids(), SIZES)
        yield primary, copy, Process(primary, copy)
        await copy.close()
    else:
        postgres: Postgres = request.getfixturevalue("postgres")
        with postgres.database() as other:
            migrate.upgrade(other)
            copy = replica_store(other, Uuid7Ids(), SIZES)
            yield primary, copy, Process(primary, copy)
            await copy.close()
    await primary.close()


Pair = tuple[SqlStore, SqlStore, Process]


async def test_who_has_not_written_lately_reads_the_replica(pair: Pair) -> None:
    _, _, process = pair
    person = await process.somebody()
    # Nothing is known of a client without a mark: it may just have written through another process.
    assert await titles(person) == {"New"}
    assert await titles(person) == {"New"}
    process.later()
    assert await titles(person) == {"Old"}


async def test_an_own_write_is_seen_at_once(pair: Pair) -> None:
    _, _, process = pair
    person = await process.somebody()
    await titles(person)
    process.later()
    made = await person.http.post("/jobs", json={"title": "Mine"})
    assert made.status_code == 201
    assert await titles(person) == {"New", "Mine"}
    assert (await person.http.get(f"/jobs/{made.json()['data']['id']}")).status_code == 200
    process.later()
    assert await titles(person) == {"Old"}


async def test_a_keyed_write_is_seen_at_once(pair: Pair) -> None:
    _, _, process = pair
    person = await process.somebody()
    await titles(person)
    process.later()
    for _ in range(2):
        made = await person.http.post("/jobs", json={"title": "Mine"}, headers={"Idempotency-Key": "one"})
        assert made.status_code == 201
    assert await titles(person) == {"New", "Mine"}


async def test_an_own_write_is_seen_through_every_process(pair: Pair) -> None:
    _, _, process = pair
    person, other = await process.somebody(), process.beside()
    beside = Person(person.user, other.client(other.token_of(person)), person.session, other)
    await titles(person)
    process.later()
    beside.http.cookies = person.http.cookies
    assert await titles(beside) == {"Old"}
    await person.http.post("/jobs", json={"title": "Mine"})
    # One client: nginx sends its requests to either, with the cookies it has by then.
    beside.http.cookies = person.http.cookies
    assert await titles(beside) == {"New", "Mine"}
    other.later()
    assert await titles(beside) == {"Old"}


async def test_another_client_of_the_same_person_sees_what_this_process_wrote(pair: Pair) -> None:
    _, _, process = pair
    person = await process.somebody()
    second = Person(person.user, process.client(process.token_of(person)), person.session, process)
    await titles(person), await titles(second)
    process.later()
    assert await titles(second) == {"Old"}
    await person.http.post("/jobs", json={"title": "Mine"})
    assert await titles(second) == {"New", "Mine"}


async def test_a_write_that_met_a_newer_version_gets_to_see_it(pair: Pair) -> None:
    _, _, process = pair
    person = await process.somebody()
    id = (await person.http.post("/jobs", json={"title": "Mine"})).json()["data"]["id"]
    process.later()
    stale = await person.http.patch(f"/jobs/{id}", json={"title": "Ours"}, headers={"If-Match": '"7"'})
    assert stale.status_code == 412
    assert await titles(person) == {"New", "Mine"}


async def test_a_forged_or_broken_mark_opens_nothing(pair: Pair) -> None:
    _, _, process = pair
    person = await process.somebody()
    for mark in ("x", "-1", "1e9", "9" * 40, "\u0661", ""):
        http = process.client(process.token_of(person))
        answer = await http.get("/jobs", headers={b"Cookie": f"jw_wrote={mark}".encode()})
        assert [job["title"] for job in answer.json()["data"]] == ["New"], mark
    stranger = process.client("", "127.0.0.2")
    assert (await stranger.get("/jobs", headers={"Cookie": "jw_wrote=1"})).status_code == 401


async def test_accounts_sign_ins_quotas_and_switches_are_read_from_the_primary(pair: Pair) -> None:
    _, _, process = pair
    person = await process.somebody()
    await titles(person)
    process.later()
    assert await titles(person) == {"Old"}
    assert (await person.http.get("/users/me")).json()["data"]["name"] == "Mara Lind"
    # The replica does not know the session.
    assert len((await person.http.get("/auth/sessions")).json()["data"]) == 1
    admin = await process.admin()
    assert (await admin.http.get("/admin/flags")).status_code == 200
    await admin.http.put("/admin/flags/documents", json={"enabled": False})
    assert (await person.http.get("/documents")).status_code == 403


async def test_a_replica_that_goes_away_costs_no_request(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    primary, copy, process = pair
    monkeypatch.setattr(replica, "REPLICA_PAUSE_S", 0.0)
    person = await process.somebody()
    await titles(person)
    process.later()
    assert await titles(person) == {"Old"}
    ready = CheckReadiness((DatabaseCheck(primary), ReplicaCheck(copy)))
    assert (await ready()).health is Health.OK
    with pytest.MonkeyPatch.context() as patch:
        # As when its machine is gone: what connections there were are of no use, and no new ones come.
        await copy.close()
        patch.setattr(copy, "looking", SqlStore(_nowhere(primary), Uuid7Ids(), SIZES).looking)
        patch.setattr(copy, "ask", SqlStore(_nowhere(primary), Uuid7Ids(), SIZES).ask)
        assert await titles(person) == {"New"}
        assert (await person.http.get("/documents")).status_code == 200
        found = await ready()
        assert found.health is Health.DEGRADED
        assert "JOBWISE_DATABASE_READ_URL" in found.checks[1].detail
        assert {check.name: check.health for check in found.checks} == {
            "database": Health.OK, "replica": Health.DEGRADED
        }  # fmt: skip
    assert await titles(person) == {"Old"}


def _nowhere(store: SqlStore) -> str:
    return "sqlite:////nowhere/at/all.db" if store.dialect == "sqlite" else "postgresql://u:geheim@127.0.0.1:1/none"


async def test_connections_that_the_replica_ended_cost_no_request(
    emptied: object, postgres: Postgres, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    primary = SqlStore(postgres_url, Uuid7Ids(), SIZES)
    with postgres.database() as other:
        migrate.upgrade(other)
        copy = replica_store(other, Uuid7Ids(), SIZES)
        process = Process(primary, copy)
        person = await process.somebody()
        await titles(person)
        process.later()
        assert await titles(person) == {"Old"}
    # The database was dropped under open connections.
    assert await titles(person) == {"New"}
    assert await titles(person) == {"New"}
    await copy.close()
    await primary.close()


async def test_a_failed_replica_is_left_alone_for_a_while(pair: Pair) -> None:
    _, copy, process = pair
    person = await process.somebody()
    await titles(person)
    process.later()
    tries = 0

    def looking(*, single: bool) -> object:
        nonlocal tries
        tries += 1
        return SqlStore(_nowhere(copy), Uuid7Ids(), SIZES).looking(single=single)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copy, "looking", looking)
        for _ in range(3):
            assert await titles(person) == {"New"}
    assert tries == 1


async def test_the_setting_is_what_switches_it_on(migrated_file: Path, tmp_path: Path) -> None:
    names = {}
    for copy in ("", f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'copy.db')}"):
        given = {"JOBWISE_HOME": str(tmp_path), "JOBWISE_DATABASE_READ_URL": copy, "JOBWISE_ENV": "test"}
        async with opened_container(Settings(**given)) as container:
            app = application(container, container.settings())
            transport = ASGITransport(app=app)
            async with AsyncClient(transport=transport, base_url="http://testserver") as http:
                answer = await http.post("/api/v1/auth/register", json=ACCOUNT)
                names[bool(copy)] = "jw_wrote" in answer.cookies
                checks = (await http.get("/ready")).json()["checks"]
                assert ("replica" in str(checks)) == bool(copy)
            assert (container.use_cases().jobs.list.store._store is container.offering()) != bool(copy)  # type: ignore[attr-defined]
    assert names == {False: False, True: True}


def test_a_replica_gets_little_patience() -> None:
    store = replica_store("postgresql://u@db.example.org/jobwise", Uuid7Ids(), PoolSizes())
    engine = store._engine
    assert engine.pool.timeout() == REPLICA_PATIENCE_S  # type: ignore[attr-defined]
    assert engine.url.query["tcp_user_timeout"] == str(round(REPLICA_PATIENCE_S * 1000))
