"""SQLite and PostgreSQL keep the contract of lists, sorted or walked; each route within its statements."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine, event, text
from tests.contracts.persistence import lists
from tests.support.http import House, Person

from jobwise.application.use_cases import use_cases
from jobwise.domain.shared.errors import InvalidInput, MissingHere
from jobwise.domain.users.tiers import PLANS, QuotaKind
from jobwise.infrastructure.persistence.sql import catalogue, migrate
from jobwise.infrastructure.persistence.sql.glance import Glances
from jobwise.infrastructure.persistence.sql.repositories import job_lists
from jobwise.infrastructure.persistence.sql.repositories import jobs as sql_jobs
from jobwise.infrastructure.persistence.sql.store import SqlStore
from jobwise.presentation.http.app import HttpOptions, create_app


class TestSorted(lists.SameJobsContract):
    pass


class TestWalked(lists.SameJobsContract):
    """As if every list were long."""

    @pytest.fixture(autouse=True)
    def _long(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sql_jobs, "FEW", -1)


class TestPostings(lists.SamePostingsContract):
    @pytest.fixture(autouse=True)
    def _filled(self, url: str) -> None:
        with migrate.connected(url) as connection:
            catalogue.fill(connection)
            assert catalogue.fill(connection) == 0


@pytest.fixture
async def person(url: str) -> AsyncIterator[Person]:
    """Somebody of an app over a real database, and its statements."""
    with migrate.connected(url) as connection:
        catalogue.fill(connection)
    house = House()
    store = SqlStore(url, house.ids)
    house.store = store  # type: ignore[assignment]
    house.cases = use_cases(
        store, house.clock, house.ids, house.tokens, house.parts, house.cases.operations, house.outside
    )
    house.app = create_app(house.cases, HttpOptions())
    yield await house.person()
    await store.close()


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is sent to the database, on either way."""
    sent: list[str] = []
    fetch = Glances._fetch
    connect = SqlStore.__init__

    def counted(self: Glances, statement: str, values: list[Any]) -> list[Any]:
        sent.append(statement)
        return fetch(self, statement, values)

    def listened(self: SqlStore, *given: Any, **named: Any) -> None:
        connect(self, *given, **named)
        event.listen(self._engine.sync_engine, "before_cursor_execute", lambda *said: sent.append(said[2]))

    monkeypatch.setattr(Glances, "_fetch", counted)
    monkeypatch.setattr(SqlStore, "__init__", listened)
    return sent


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/jobs/{job}", 1), ("/jobs", 1), ("/jobs?page=2", 2), ("/jobs?sort=title", 1), ("/jobs?status=active", 1),
        ("/jobs?status=active&sort=title", 2), ("/jobs?q=baker", 2), ("/jobs?salary_min=1", 2), ("/jobs/counts", 1),
        ("/jobs/browse", 3), ("/jobs/browse?q=python", 3), ("/jobs/browse/{posting}", 2), ("/saved-jobs", 2),
        ("/jobs/{job}/posting.jsonld", 1),
    ],
)  # fmt: skip
async def test_each_route_keeps_to_its_statements(statements: list[str], person: Person, path: str, most: int) -> None:
    job = (await person.http.post("/jobs", json={"title": "Baker"})).json()["data"]["id"]
    posting = (await person.http.get("/jobs/browse")).json()["data"][0]["id"]
    await person.http.post(f"/jobs/{posting}/save")
    statements.clear()
    answer = await person.http.get(path.format(job=job, posting=posting))
    assert answer.status_code == 200, answer.text
    assert 1 <= len(statements) <= most, statements


async def test_of_fifty_writers_one_is_first(person: Person) -> None:
    job = (await person.http.post("/jobs", json={"title": "Baker"})).json()["data"]["id"]
    writes = (
        person.http.patch(f"/jobs/{job}", json={"company": f"C{number}"}, headers={"If-Match": '"1"'})
        for number in range(50)
    )
    answers = await asyncio.gather(*writes)
    (first,) = [answer for answer in answers if answer.status_code == 200]
    assert {answer.status_code for answer in answers} == {200, 412}
    assert (await person.http.get(f"/jobs/{job}")).content == first.content


async def test_writers_who_read_again_lose_no_change(person: Person) -> None:
    job = (await person.http.post("/jobs", json={"title": "Baker"})).json()["data"]["id"]

    async def add(number: int) -> None:
        while True:
            read = await person.http.get(f"/jobs/{job}")
            skills = [*read.json()["data"]["required_skills"], f"S{number}"]
            headers = {"If-Match": read.headers["ETag"]}
            answer = await person.http.patch(f"/jobs/{job}", json={"required_skills": skills}, headers=headers)
            if answer.status_code == 200:
                return
            assert answer.status_code == 412, answer.text

    await asyncio.gather(*(add(number) for number in range(12)))
    kept = (await person.http.get(f"/jobs/{job}")).json()["data"]
    assert sorted(kept["required_skills"]) == sorted(f"S{number}" for number in range(12))
    assert kept["version"] == 13


async def test_of_fifty_movers_one_is_first(person: Person) -> None:
    job = (await person.http.post("/jobs", json={"title": "Baker"})).json()["data"]["id"]
    moves = (person.http.post(f"/jobs/{job}/status", json={"status": "archived"}) for _ in range(50))
    statuses = [answer.status_code for answer in await asyncio.gather(*moves)]
    assert statuses.count(200) == 1
    assert set(statuses) <= {200, 400, 409}


async def test_a_full_shelf_takes_no_more_however_many_come_at_once(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = PLANS[person.user.tier]
    few = replace(plan, limits={**plan.limits, QuotaKind.SAVED_JOBS: 5})
    monkeypatch.setattr("jobwise.domain.users.tiers.PLANS", {**PLANS, plan.tier: few})
    postings = [card["id"] for card in (await person.http.get("/jobs/browse")).json()["data"]]
    answers = await asyncio.gather(*(person.http.post(f"/jobs/{id}/save") for id in postings * 2))
    assert sum(answer.status_code == 201 for answer in answers) == 5
    assert {answer.status_code for answer in answers} <= {200, 201, 429}
    assert (await person.http.get("/saved-jobs")).json()["meta"]["total"] == 5


@pytest.mark.parametrize("text", ["x" * 20_000, "é" * 20_000, "𐐷" * 20_000, "語" * 20_000, "١" * 20_000])
async def test_what_no_dictionary_holds_is_kept_and_found(person: Person, text: str) -> None:
    many = " ".join(f"{number:x}" for number in range(6_000))[:20_000]
    for description in (text, many):
        form = {"title": text[:200], "company": text[:200], "required_skills": [text[:200]], "description": description}
        assert (await person.http.post("/jobs", json=form)).status_code == 201
    for name in ("q", "company", "skill"):
        assert (await person.http.get("/jobs", params={name: text[:200]})).json()["meta"]["total"] == 2


async def test_a_single_look_complains_like_a_transaction(url: str) -> None:
    store = SqlStore(url, House().ids)
    async with store.read(single=True) as work:
        with pytest.raises(InvalidInput):
            await work.jobs.page(lists.JobFilters(salary_min=2**70), lists.NEWEST, owner=lists.OWNER, page=lists.Page())
    await store.close()


async def test_a_file_without_tables_says_what_to_do(tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path / 'bare.db'}"
    for prepare in (None, (tmp_path / "bare.db").touch):
        if prepare is not None:
            prepare()
        store = SqlStore(url, House().ids)
        with pytest.raises(MissingHere, match="jobwise db upgrade"):
            async with store.read(single=True) as work:
                await work.jobs.show(lists.OWNER, owner=lists.OWNER)
        await store.close()


async def test_nothing_is_changed_by_a_single_look(url: str) -> None:
    store = SqlStore(url, House().ids)
    await lists.with_users(store)
    with pytest.raises((RuntimeError, MissingHere)):
        async with store.read(single=True) as work:
            await work.jobs.add(lists.made(1))
            await work.commit()
    await store.close()


def test_the_index_of_words_follows_the_rows(sqlite_url: str) -> None:
    plan = "EXPLAIN QUERY PLAN SELECT id FROM jobs WHERE owner_id = 'x' AND deleted_at IS NULL ORDER BY "
    engine = create_engine(sqlite_url)
    with engine.connect() as connection:
        for column in ("created_at", "updated_at", "title_key", "company_key", "deadline_key", "salary_year"):
            (row,) = connection.execute(text(f"{plan}{column} DESC, id DESC")).all()
            assert "USING COVERING INDEX" in row[3]
        connection.execute(text("INSERT INTO job_search(job_search) VALUES('integrity-check')"))
    engine.dispose()


def test_postgres_counts_words_without_the_wide_rows_of_jobs() -> None:
    """Ten thousand of those cost several times as much as the narrow ones that hold the words and the filters."""
    for filters in (lists.JobFilters(q="engineer"), lists.JobFilters(skill="python", salary_min=1, saved=True)):
        shape = job_lists.shape_of(filters, lists.NEWEST, "postgresql")
        said = str(job_lists.counting(shape))
        assert "FROM job_search" in said
        assert not re.search(r"\bjobs\b", said)


_ROWS = (
    "SELECT {0}, owner_id, created_at, status, source, work_mode, employment_type, salary_year, posted_at, posting_id "
    "FROM {1} ORDER BY 1"
)


async def test_the_words_of_postgres_follow_the_rows(postgres_url: str) -> None:
    store = SqlStore(postgres_url, House().ids)
    await lists.with_users(store)
    now = lists.made(5).updated_at

    def compared() -> int:
        with migrate.connected(postgres_url) as connection:
            kept = connection.execute(text(_ROWS.format("job_id", "job_search"))).all()
            there = connection.execute(text(_ROWS.format("id", "jobs WHERE deleted_at IS NULL"))).all()
        assert kept == there
        return len(kept)

    async def found(**asked: Any) -> int:
        async with store.read() as work:
            page = await work.jobs.page(lists.JobFilters(**asked), lists.NEWEST, owner=lists.OWNER, page=lists.Page())
        assert page.total == len(page.items)
        return page.total

    async with store.write() as work:
        await work.jobs.add(lists.made(5, status=lists.JobStatus.ACTIVE))
        await work.jobs.add(lists.made(10, status=lists.JobStatus.ACTIVE))
        await work.commit()
    assert (compared(), await found(q="kubernetes")) == (2, 2)
    async with store.write() as work:
        job = await work.jobs.get(lists.made(5).id, owner=lists.OWNER)
        job.move(lists.JobStatus.ARCHIVED, now)
        await work.jobs.save(job)
        await work.commit()
    assert (compared(), await found(q="kubernetes", status=lists.JobStatus.ARCHIVED)) == (2, 1)
    for hidden, left in ((True, 1), (False, 2), (True, 1)):
        async with store.write() as work:
            job = await work.jobs.get(lists.made(5).id, owner=lists.OWNER, hidden=True)
            if hidden:
                job.delete(now)
            else:
                job.restore(now)
            await work.jobs.save(job)
            await work.commit()
        assert (compared(), await found(q="kubernetes")) == (left, left)
    async with store.write() as work:
        assert await work.jobs.erase_hidden(now + timedelta(days=1)) == 1
        await work.personal.erase(owner=lists.OWNER, now=now)
        await work.commit()
    assert compared() == 0
    await store.close()


def test_jobs_of_the_old_schema_get_their_columns(tmp_path: Any) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    migrate.upgrade(url, "0007")
    content = (
        '{"title": "B\\u00e4cker", "company": "Brot", "location": "K\\u00f6ln", "work_mode": "onsite", '
        '"employment_type": null, "pay": {"min": "15.50", "max": null, "currency": "EUR", "period": "hour"}, '
        '"min_years": 2, "required_skills": ["C++"], "preferred_skills": [], "deadline": "2027-01", '
        '"requirements": [], "text": "Teig", "language": "de", "quarantined": [], "evidence": {}}'
    )
    with migrate.connected(url) as connection:
        connection.execute(
            text(
                "INSERT INTO users (id, version, created_at, updated_at, is_local, role, tier, verified, active) "
                "VALUES (:id, 1, '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1, 'user', 'free', 1, 1)"
            ),
            {"id": lists.OWNER.hex},
        )
        connection.execute(
            text(
                "INSERT INTO jobs (id, version, created_at, updated_at, owner_id, status, source, source_url, title, "
                "company, content) VALUES (:id, 1, '2026-01-01 00:00:00', '2026-01-01 00:00:00', :owner, 'active', "
                "'api', '', 'Bäcker', 'Brot', :content)"
            ),
            {"id": lists.made(1).id.hex, "owner": lists.OWNER.hex, "content": content},
        )
    migrate.upgrade(url)
    asyncio.run(_found(url))
    migrate.downgrade(url, "0007")
    with migrate.connected(url) as connection:
        assert connection.execute(text("SELECT content FROM jobs")).scalar_one() == content


async def _found(url: str) -> None:
    store = SqlStore(url, House().ids)
    asked = [
        lists.JobFilters(q="backer teig"),
        lists.JobFilters(skill="c++", location="koln"),
        lists.JobFilters(salary_min=32_240, work_mode=lists.WorkMode.ONSITE),
    ]
    async with store.read() as work:
        for filters in asked:
            found = await work.jobs.page(filters, lists.NEWEST, owner=lists.OWNER, page=lists.Page())
            (row,) = found.items
            assert (row["min_years"], row["deadline"], row["salary_min"]) == (2, "2027-01", 1550)
    await store.close()
