"""The catalogue: looking through it, saving, unsaving, and what each tier keeps."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jobwise.domain.users.tiers import PLANS, QuotaKind, limit_of
from jobwise.domain.users.user import Tier
from tests.support.http import House, Person


async def first(person: Person, **asked: Any) -> dict[str, Any]:
    found: dict[str, Any] = (await person.http.get("/jobs/browse", params=asked)).json()["data"][0]
    return found


async def test_the_catalogue_holds_many_trades_and_tongues(house: House) -> None:
    person = await house.person()
    answer = (await person.http.get("/jobs/browse?limit=100")).json()
    assert answer["meta"]["total"] >= 60
    assert len({card["id"] for card in answer["data"]}) == answer["meta"]["total"]
    assert [card["posted_at"] for card in answer["data"]] == sorted(
        (card["posted_at"] for card in answer["data"]), reverse=True
    )
    whole = [(await person.http.get(f"/jobs/browse/{card['id']}")).json()["data"] for card in answer["data"]]
    assert {one["language"] for one in whole} == {"en", "de", "fr", "es", "pt"}
    assert all(one["description"] and one["requirements"] and one["required_skills"] for one in whole)


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ({"q": "pflegefachkraft"}, lambda card: "Pflegefachkraft" in card["title"]),
        ({"q": "DEVELOPPEUSE"}, lambda card: "Développeuse" in card["title"]),
        ({"location": "hamburg"}, lambda card: "Hamburg" in card["location"]),
        ({"company": "copperfield"}, lambda card: "Copperfield" in card["company"]),
        ({"work_mode": "remote"}, lambda card: card["work_mode"] == "remote"),
        ({"employment_type": "internship"}, lambda card: card["employment_type"] == "internship"),
        ({"salary_min": 90000}, lambda card: card["salary"]["max"] * 2080 >= 90000),
        ({"skill": "postgresql", "sort": "company,-title"}, lambda card: True),
        ({"posted_after": "2026-11-01T00:00:00Z"}, lambda card: card["posted_at"] > "2026-11-01"),
    ],
)
async def test_the_catalogue_is_filtered(house: House, asked: dict[str, Any], holds: Any) -> None:
    person = await house.person()
    answer = (await person.http.get("/jobs/browse", params=asked)).json()
    assert 0 < answer["meta"]["total"] < 60
    assert all(holds(card) for card in answer["data"])
    assert set(answer["meta"]["filters"]) == set(asked) - {"sort"}


async def weighed(person: Person) -> list[dict[str, Any]]:
    """The postings with their fits: nobody waits for them long, and who looks again soon has them."""
    async with asyncio.timeout(20):
        while True:
            cards: list[dict[str, Any]] = (await person.http.get("/jobs/browse?limit=100")).json()["data"]
            if all(card["fit"] is not None for card in cards):
                return cards
            await asyncio.sleep(0.05)


async def test_a_posting_says_how_well_it_fits_me(house: House) -> None:
    person, other = await house.person(), await house.person()
    assert {card["fit"] for card in (await person.http.get("/jobs/browse")).json()["data"]} == {None}
    demo = Path("data/demo/profile.json").read_bytes()
    made = await person.http.post("/profiles/import", content=demo, headers={"Content-Type": "application/json"})
    assert made.status_code == 201
    cards = await weighed(person)
    fits = {card["title"]: card["fit"] for card in cards}
    assert all(0 <= fit <= 1 for fit in fits.values())
    best = max(cards, key=lambda card: card["fit"])
    assert (await person.http.get(f"/jobs/browse/{best['id']}")).json()["data"]["fit"] == best["fit"]
    assert (await first(other))["fit"] is None
    # The number is that of a ranking for the job that it is saved as.
    job = (await person.http.post(f"/jobs/{best['id']}/save")).json()["data"]
    ranking = (await person.http.post("/rankings/create", json={"job_id": job["id"]})).json()["data"]
    assert ranking["fit"] == best["fit"]


@pytest.mark.parametrize("asked", ["sort=created_at", "sort=id", "sort=title;drop", "work_mode=moon", "salary_min=-1"])
async def test_what_the_catalogue_does_not_offer_is_refused(house: House, asked: str) -> None:
    assert (await (await house.person()).http.get(f"/jobs/browse?{asked}")).status_code == 422


async def test_saving_makes_one_job(house: House) -> None:
    anna, ben = await house.person(), await house.person()
    card = await first(anna)
    assert (card["saved"], card["job_id"], card["application_status"]) == (False, None, "not_applied")
    made = await anna.http.post(f"/jobs/{card['id']}/save")
    again = await anna.http.post(f"/jobs/{card['id']}/save")
    job = made.json()["data"]
    assert (made.status_code, again.status_code) == (201, 200)
    assert again.json()["data"] == job
    assert (job["source"], job["posting_id"], job["title"]) == ("mock", card["id"], card["title"])
    assert made.headers["Location"] == f"/api/v1/jobs/{job['id']}"
    seen = (await anna.http.get(f"/jobs/browse/{card['id']}")).json()["data"]
    assert (seen["saved"], seen["job_id"]) == (True, job["id"])
    assert not (await first(ben))["saved"]
    await anna.http.post("/jobs", json={"title": "My own"})
    assert [one["id"] for one in (await anna.http.get("/saved-jobs")).json()["data"]] == [job["id"]]
    assert (await ben.http.get("/saved-jobs")).json()["meta"]["total"] == 0


async def test_unsaving_deletes_the_job_and_saving_again_makes_another(house: House) -> None:
    person = await house.person()
    card = await first(person)
    address = f"/jobs/{card['id']}/save"
    assert (await person.http.delete(address)).status_code == 404
    job = (await person.http.post(address)).json()["data"]
    assert (await person.http.delete(address)).status_code == 204
    assert (await person.http.get(f"/jobs/{job['id']}")).status_code == 404
    other = (await person.http.post(address)).json()["data"]
    assert other["id"] != job["id"]
    # The first cannot come back beside the second.
    assert (await person.http.post(f"/jobs/{job['id']}/restore")).status_code == 409
    assert (await person.http.get("/saved-jobs")).json()["meta"]["total"] == 1


async def test_a_posting_that_is_not_there_cannot_be_saved(house: House) -> None:
    person = await house.person()
    for method, path in (("POST", "/jobs/{}/save"), ("GET", "/jobs/browse/{}"), ("DELETE", "/jobs/{}/save")):
        assert (await person.http.request(method, path.format(house.ids.new()))).status_code == 404


async def test_each_tier_keeps_so_many(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = {Tier.FREE: 2, Tier.PRO: 3, Tier.ENTERPRISE: None}
    saved = QuotaKind.SAVED_JOBS
    assert {tier: limit_of(tier, saved) for tier in Tier} == {Tier.FREE: 100, Tier.PRO: 2_000, Tier.ENTERPRISE: None}
    plans = {tier: replace(PLANS[tier], limits={**PLANS[tier].limits, saved: limits[tier]}) for tier in Tier}
    monkeypatch.setattr("jobwise.domain.users.tiers.PLANS", plans)
    postings = [card["id"] for card in (await (await house.person()).http.get("/jobs/browse")).json()["data"]]
    for tier, limit in limits.items():
        person = await house.person(tier=tier)
        answers = [await person.http.post(f"/jobs/{id}/save") for id in postings[:5]]
        kept = [answer for answer in answers if answer.status_code == 201]
        assert len(kept) == (limit or 5)
        if limit:
            assert answers[-1].status_code == 429
            assert answers[-1].json()["error"]["code"] == "QUOTA_EXCEEDED"
            assert tier.value in answers[-1].json()["error"]["message"]
            assert answers[-1].headers["RateLimit-Limit"] == str(limit)
            assert int(answers[-1].headers["Retry-After"]) >= 1
            assert (await person.http.post(f"/jobs/{postings[0]}/save")).status_code == 200
            await person.http.delete(f"/jobs/{postings[0]}/save")
            assert (await person.http.post(f"/jobs/{postings[4]}/save")).status_code == 201
            larger = {Tier.FREE: "pro", Tier.PRO: "enterprise"}[tier]
            assert answers[-1].json()["error"]["details"] == [{"field": "saved_jobs", "reason": larger}]
        quotas = (await person.http.get("/usage")).json()["data"]["quotas"]
        used = [(row["used"], row["limit"]) for row in quotas if row["kind"] == "saved_jobs"]
        assert used == [(limit or 5, limit)]


async def test_a_deleted_saved_job_comes_back_only_where_there_is_room(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = PLANS[Tier.FREE]
    few = replace(plan, limits={**plan.limits, QuotaKind.SAVED_JOBS: 1})
    monkeypatch.setattr("jobwise.domain.users.tiers.PLANS", {**PLANS, Tier.FREE: few})
    person = await house.person()
    one, two = [card["id"] for card in (await person.http.get("/jobs/browse")).json()["data"]][:2]
    job = (await person.http.post(f"/jobs/{one}/save")).json()["data"]
    await person.http.delete(f"/jobs/{job['id']}", headers={"If-Match": '"1"'})
    other = (await person.http.post(f"/jobs/{two}/save")).json()["data"]
    refused = await person.http.post(f"/jobs/{job['id']}/restore")
    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "QUOTA_EXCEEDED")
    await person.http.delete(f"/jobs/{other['id']}", headers={"If-Match": '"1"'})
    assert (await person.http.post(f"/jobs/{job['id']}/restore")).status_code == 200


async def test_many_savings_at_once_are_one(house: House) -> None:
    person = await house.person()
    card = await first(person)
    answers = await asyncio.gather(*(person.http.post(f"/jobs/{card['id']}/save") for _ in range(10)))
    assert sorted(answer.status_code for answer in answers) == [200] * 9 + [201]
    assert len({answer.json()["data"]["id"] for answer in answers}) == 1
