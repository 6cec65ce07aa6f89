"""Quotas, idempotency and tiers, proved on archives of accounts and on saved jobs, over every store.

Everything goes through the whole application, fifty requests at once.
"""

import asyncio
from collections import Counter
from uuid import UUID

import httpx
import pytest

from jobwise.application import quotas
from jobwise.application.data_exports.commands import MAKING
from jobwise.application.generations.commands import MAKING as GENERATING
from jobwise.application.ports.store import Store
from jobwise.domain.jobs.captured import CapturedJob, JobSource
from jobwise.domain.jobs.job import Job
from jobwise.domain.shared.paging import Page
from jobwise.domain.users.tiers import QuotaKind, limit_of
from jobwise.domain.users.user import Tier
from tests.contracts.persistence.owned import put
from tests.support.filled import START
from tests.support.http import House, Person

AT_ONCE = 50
ASK = "/users/me/export"


def statuses(answers: list[httpx.Response]) -> dict[int, int]:
    return dict(Counter(answer.status_code for answer in answers))


async def used(person: Person, kind: QuotaKind) -> tuple[int, int | None]:
    (found,) = [one for one in (await person.http.get("/usage")).json()["data"]["quotas"] if one["kind"] == kind.value]
    return found["used"], found["limit"]


async def asked(store: Store, person: Person) -> list[UUID]:
    """The archives that are to be made, each with its work."""
    async with store.read() as work:
        found = await work.data_exports.list(owner=person.user.id, page=Page(1, 100))
        for one in found.items:
            assert await work.tasks.find(MAKING, str(one.id)) is not None
        assert (await work.tasks.depths()).get(MAKING, 0) == found.total
    return [one.id for one in found.items]


def saved(number: int, person: Person) -> CapturedJob:
    return CapturedJob.capture(
        id=UUID(int=number),
        owner_id=person.user.id,
        content=Job(title="Baker"),
        source=JobSource.MOCK,
        posting_id=UUID(int=number),
        now=START,
    )


async def keeps_as_many_as_the_tier_allows(house: House, tier: Tier, limit: int, larger: str) -> None:
    """Fifty savings at once by somebody whose shelf has room for seven."""
    person, kind = await house.person(tier=tier), QuotaKind.SAVED_JOBS
    assert limit_of(tier, kind) == limit
    room = 7
    await put(house.store, "jobs", *(saved(number, person) for number in range(1, limit - room + 1)))
    postings = [one["id"] for one in (await person.http.get("/jobs/browse?limit=100")).json()["data"]][:AT_ONCE]
    assert len(postings) == AT_ONCE
    answers = await asyncio.gather(*(person.http.post(f"/jobs/{id}/save") for id in postings))
    assert statuses(answers) == {201: room, 429: AT_ONCE - room}
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert refused.json()["error"]["details"] == [{"field": "saved_jobs", "reason": larger}]
    assert refused.headers["RateLimit-Limit"] == str(limit)
    assert await used(person, kind) == (limit, limit)


class AllowancesContract:
    """`house` is the application over the store, with a catalogue."""

    @pytest.mark.parametrize("tier", list(Tier))
    async def test_of_fifty_archives_at_once_one_is_made(self, house: House, tier: Tier) -> None:
        person = await house.person(tier=tier)
        answers = await asyncio.gather(*(person.http.post(ASK) for _ in range(AT_ONCE)))
        assert statuses(answers) == {202: 1, 429: AT_ONCE - 1}
        refused = next(answer for answer in answers if answer.status_code == 429)
        assert refused.json()["error"]["code"] == "QUOTA_EXCEEDED"
        assert refused.headers["RateLimit-Limit"] == "1"
        assert int(refused.headers["Retry-After"]) <= 24 * 3600
        assert len(await asked(house.store, person)) == 1
        assert await used(person, QuotaKind.DATA_EXPORTS) == (1, 1)

    @pytest.mark.parametrize(
        ("address", "kind"), [("resume", QuotaKind.RESUMES), ("cover-letter", QuotaKind.COVER_LETTERS)]
    )
    async def test_of_fifty_documents_at_once_ten_are_made(
        self, house: House, monkeypatch: pytest.MonkeyPatch, address: str, kind: QuotaKind
    ) -> None:
        monkeypatch.setattr(quotas, "limit_of", lambda tier, asked: 10 if asked is kind else limit_of(tier, asked))
        person = await house.person()
        await person.http.post("/profiles", json={"personal": {"name": "Mara Lind"}})
        job = (await person.http.post("/jobs", json={"title": "Baker"})).json()["data"]["id"]
        ask = [person.http.post(f"/generations/{address}", json={"job_id": job}) for _ in range(AT_ONCE)]
        answers = await asyncio.gather(*ask)
        assert statuses(answers) == {202: 10, 429: AT_ONCE - 10}
        refused = next(answer for answer in answers if answer.status_code == 429)
        assert refused.json()["error"]["code"] == "QUOTA_EXCEEDED"
        assert await used(person, kind) == (10, 10)
        ids = [answer.json()["data"]["id"] for answer in answers if answer.status_code == 202]
        async with house.store.read() as work:
            assert (await work.tasks.depths())[GENERATING] == 10
        cancelled = await asyncio.gather(*(person.http.post(f"/generations/{id}/cancel") for id in ids for _ in "ab"))
        assert {one.status_code for one in cancelled} <= {200, 400, 409}
        assert await used(person, kind) == (0, 10)

    async def test_one_key_asks_once_however_often_it_is_sent(self, house: House) -> None:
        person = await house.person()
        key = {"Idempotency-Key": "a-key"}
        answers = await asyncio.gather(*(person.http.post(ASK, headers=key) for _ in range(AT_ONCE)))
        assert set(statuses(answers)) <= {202, 409}
        made = {answer.json()["data"]["id"] for answer in answers if answer.status_code == 202}
        again = await person.http.post(ASK, headers=key)
        assert (again.status_code, again.headers["Idempotency-Replayed"]) == (202, "true")
        assert made == {again.json()["data"]["id"]}
        assert [str(id) for id in await asked(house.store, person)] == list(made)
        other = await person.http.post(ASK, headers=key, json={"of": "another body"})
        assert (other.status_code, other.json()["error"]["code"]) == (409, "CONFLICT")
        assert await used(person, QuotaKind.DATA_EXPORTS) == (1, 1)
        # A key is one person's: another's request with it is another request.
        assert (await (await house.person()).http.post(ASK, headers=key)).status_code == 202

    async def test_a_refusal_is_not_kept_under_its_key(self, house: House) -> None:
        person = await house.person()
        assert (await person.http.post(ASK)).status_code == 202
        key = {"Idempotency-Key": "late"}
        assert (await person.http.post(ASK, headers=key)).status_code == 429
        house.clock.forward(hours=15)
        fresh = house.client(house.token_of(person))
        assert (await fresh.post(ASK, headers=key)).status_code == 202

    async def test_of_fifty_saved_at_once_as_many_stay_as_the_tier_allows(self, house: House) -> None:
        await keeps_as_many_as_the_tier_allows(house, Tier.FREE, 100, "pro")

    async def test_one_key_saves_once(self, house: House) -> None:
        person, key = await house.person(), {"Idempotency-Key": "a-key"}
        one, two = [card["id"] for card in (await person.http.get("/jobs/browse")).json()["data"]][:2]
        answers = await asyncio.gather(*(person.http.post(f"/jobs/{one}/save", headers=key) for _ in range(AT_ONCE)))
        assert set(statuses(answers)) <= {201, 409}
        assert len({answer.json()["data"]["id"] for answer in answers if answer.status_code == 201}) == 1
        assert (await person.http.post(f"/jobs/{two}/save", headers=key)).status_code == 409
        assert (await person.http.get("/saved-jobs")).json()["meta"]["total"] == 1
        assert await used(person, QuotaKind.SAVED_JOBS) == (1, 100)
