"""Letters, styles and better wordings by a model behind a real socket, as people meet them over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from jobwise.application.enhancements.commands import MAKING as ENHANCING
from jobwise.application.generations.commands import MAKING
from jobwise.application.model_book import ModelBudget, StoreBook
from jobwise.domain.shared.errors import ModelsDown
from jobwise.infrastructure.llm.chain import Chain
from jobwise.infrastructure.llm.readiness import ModelCheck
from jobwise.infrastructure.tasks.runner import Runner, WorkClass
from tests.integration.llm.parts import KEY, chain
from tests.support.http import House, Person
from tests.support.model_server import Act, Asked, ModelServer, Replies, Waits, model_server, says, status
from tests.support.signing import failure
from tests.unit.modeluse.people import GOOD, POSTING, answer

PROFILE = {
    "personal": {"name": "Zora Quellmann", "email": "zora@post.example.org", "phone": "+49 171 5550199"},
    "summary": "Baker who loves rye.",
    "experiences": [
        {
            "title": "Baker",
            "employer": "Mill GmbH",
            "start": "2019-01",
            "current": True,
            "bullets": [
                "Baked 300 rye loaves a day",
                "Trained 4 apprentices",
                "Cut waste by 12 % with a new plan for the dough",
            ],
        },
        {
            "title": "Apprentice",
            "employer": "Oven Corner",
            "start": "2016-08",
            "end": "2018-12",
            "bullets": ["Helped to plan the weekly orders of flour"],
        },
    ],
    "projects": [{"name": "Night bakery", "description": "Baked bread for a shelter each Sunday"}],
    "skills": [{"name": "Rye bread"}, {"name": "Sourdough"}],
}
LETTER = b"Dear team,\n\nI bake. I don't stop, and however late it gets, I'm at the oven.\n\nKind regards,\nZora"


@asynccontextmanager
async def house_of(server: ModelServer, budget: ModelBudget | None = None) -> AsyncIterator[tuple[House, Chain]]:
    made: list[Chain] = []

    def model(house: House) -> Chain:
        made.append(chain(server, ["openai"]))
        made[0].book = StoreBook(house.store, house.clock, house.ids, budget or ModelBudget())
        return made[0]

    house = House(model=model)
    try:
        yield house, made[0]
    finally:
        await made[0].close()


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with model_server() as running:
        yield running


async def ready(person: Person) -> str:
    assert (await person.http.post("/profiles", json=PROFILE)).status_code == 201
    job = await person.http.post("/jobs/from-text", json={"text": POSTING})
    return str(job.json()["data"]["id"])


async def work(house: House) -> None:
    handlers = {MAKING: house.cases.generations.make, ENHANCING: house.cases.enhancements.make}
    await Runner(house.store, house.clock, house.ids, handlers, (WorkClass("g", tuple(handlers)),)).run_due()


async def data(person: Person, path: str) -> Any:
    found = await person.http.get(path)
    assert found.status_code == 200, found.text
    return found.json()["data"]


async def letter(house: House, person: Person, job: str, **more: Any) -> Any:
    asked = await person.http.post("/generations/cover-letter", json={"job_id": job, **more})
    assert asked.status_code == 202, asked.text
    await work(house)
    return await data(person, f"/generations/{asked.json()['data']['id']}")


def paragraphs(made: Any) -> list[str]:
    return [line["text"] for line in made["content"]["lines"] if line["role"] == "paragraph"]


async def usage(person: Person) -> Any:
    return (await data(person, "/usage"))["models"]


def writing(asked: Asked) -> Act:
    """What a model answers: an untrue letter first, then a true one; one wording that holds and one that does not."""
    if "cover letter" in asked.system:
        return says(answer() if asked.data["complaints"] else answer(*GOOD, "I have won 40 prizes."))
    refs = {item["text"]: item["ref"] for item in asked.data["items"]}
    texts = {
        "Baked 300 rye loaves a day": "Baked 300 rye loaves daily",
        "Trained 4 apprentices": "Trained 9 apprentices",
    }
    return says({"proposals": [{"ref": refs[item], "text": text} for item, text in texts.items()]})


async def test_a_model_writes_and_proposes_and_is_paid_for_by_who_asked(server: ModelServer) -> None:
    server.obey(writing)
    async with house_of(server) as (house, _):
        person, other = await house.person(name="Zora Sonderling"), await house.person()
        job = await ready(person)
        made = await letter(house, person, job, model="openai/gpt-4o-mini")
        assert (made["status"], made["written_by"], paragraphs(made)) == ("completed", "model", list(GOOD))
        told = (await data(person, f"/generations/{made['id']}/provenance"))["trace"]["writing"]
        assert [one["text"] for one in told["regenerated"]] == ["I have won 40 prizes."]
        assert (told["calls"], told["tokens_in"]) == (2, 200)
        asked = await person.http.post("/profile/enhance", json={})
        assert asked.status_code == 202, asked.text
        here = asked.headers["Location"].removeprefix("/api/v1")
        await work(house)
        found = await data(person, here)
        (proposal,) = found["proposals"]
        assert (proposal["text"], proposal["stale"]) == ("Baked 300 rye loaves daily", False)
        assert "Trained 9 apprentices" in [one["text"] for one in found["unproposed"]]
        accept = f"{here}/proposals/{proposal['id']}/accept"
        assert failure(await other.http.post(accept)) == (404, "RESOURCE_NOT_FOUND")
        assert failure(await other.http.get(here)) == (404, "RESOURCE_NOT_FOUND")
        assert (await person.http.post(accept)).json()["data"]["proposals"][0]["decision"] == "accepted"
        assert failure(await person.http.post(accept)) == (400, "ALREADY")
        (card,) = (await person.http.get("/enhancements")).json()["data"]
        assert (card["proposals"], card["open"]) == (1, 0)
        assert (await data(person, "/profile"))["experiences"][0]["bullets"][0]["enhanced"] == proposal["text"]
        assert (await usage(person))["calls"] == 3
        assert (await usage(person))["tokens"] == 360
        assert (await usage(other))["calls"] == 0
    sent = "\n".join(asked.told for asked in server.asked)
    assert "rye loaves" in sent
    for canary in ("Zora", "Quellmann", "Sonderling", "post.example", "5550199", KEY):
        assert canary not in sent
    assert len({asked.system for asked in server.asked}) == 2


@pytest.mark.parametrize(
    "act",
    [status(500), status(401), status(429), Replies(200, b"garbage"), says({"no": "letter"})],
    ids=["down", "key", "busy", "garbage", "form"],
)
async def test_a_provider_that_fails_ends_in_the_letter_that_needs_none(server: ModelServer, act: Act) -> None:
    server.script(act)
    async with house_of(server) as (house, _):
        person = await house.person()
        made = await letter(house, person, await ready(person))
    assert (made["status"], made["written_by"]) == ("completed", "composer")
    assert len(server.asked) <= 3


async def test_t44_a_spent_day_is_degraded_and_goes_the_offline_way(server: ModelServer) -> None:
    server.obey(writing)
    async with house_of(server, ModelBudget(Decimal(0))) as (house, asking):
        check = ModelCheck(asking)
        assert await check() == "openai"
        person = await house.person()
        made = await letter(house, person, await ready(person))
        why = (await data(person, f"/generations/{made['id']}/provenance"))["trace"]["writing"]["why"]
        assert (made["status"], made["written_by"], why) == ("completed", "composer", "LLM_BUDGET")
        with pytest.raises(ModelsDown, match="spent"):
            await check()
        house.clock.forward(days=1)
        assert await check() == "openai"
    assert server.asked == []


async def test_who_wants_to_work_offline_opens_no_socket(server: ModelServer) -> None:
    server.obey(writing)
    async with house_of(server) as (house, asking):
        person = await house.person()
        job = await ready(person)
        me = await person.http.get("/users/me")
        wish = {"offline_only": True}
        told = await person.http.patch("/users/me", json=wish, headers={"If-Match": me.headers["ETag"]})
        assert told.json()["data"]["offline_only"] is True
        made = await letter(house, person, job)
        assert made["written_by"] == "composer"
        assert failure(await person.http.post("/profile/enhance", json={})) == (400, "NEEDS_MODEL")
        assert asking.providers["openai"].client is None  # type: ignore[attr-defined]
    assert server.asked == []


async def test_while_a_model_writes_it_is_told_how_far_it_is(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobwise.application.journeys.generate.GENERATION_LOOK_S", 0.03)
    slowly = {"pieces": 8, "pause_s": 0.05}
    untrue, true = says(answer(*GOOD, "I have won 40 prizes."), **slowly), says(answer(), **slowly)
    server.script(Waits(0.1, untrue), Waits(0.1, true))
    async with house_of(server) as (house, _):
        person = await house.person()
        job = await ready(person)
        asked = (await person.http.post("/generations/cover-letter", json={"job_id": job})).json()["data"]
        working, heard = asyncio.create_task(work(house)), []
        while not working.done():
            async with house.store.read() as unit:
                now = await unit.generations.progress(UUID(asked["id"]), owner=person.user.id)
            if now.progress is not None and now.progress not in heard:
                heard.append(now.progress)
            await asyncio.sleep(0.005)
        await working
        rounds = [(one.round, one.step) for one in heard if one.step in ("asked", "writing", "mending")]
        assert list(dict.fromkeys(rounds)) == [(1, "asked"), (1, "writing"), (2, "mending"), (2, "writing")]
        for number in (1, 2):
            came = [one.characters for one in heard if (one.round, one.step) == (number, "writing")]
            assert came == sorted(came)
            assert len(came) > 2
        made = await data(person, f"/generations/{asked['id']}")
        assert (made["written_by"], made["progress"]["step"], made["progress"]["round"]) == ("model", "done", 2)
        assert all(call.body["stream"] for call in server.asked)


async def test_cancelling_ends_the_call(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobwise.application.journeys.generate.GENERATION_LOOK_S", 0.05)
    server.script(Waits(30, says(answer())))
    async with house_of(server) as (house, _):
        person = await house.person()
        job = await ready(person)
        asked = (await person.http.post("/generations/cover-letter", json={"job_id": job})).json()["data"]
        working = asyncio.create_task(work(house))
        while not server.asked:
            await asyncio.sleep(0.01)
        assert (await person.http.post(f"/generations/{asked['id']}/cancel")).status_code == 200
        async with asyncio.timeout(5):
            await working
        assert (await data(person, f"/generations/{asked['id']}"))["failure"] == "CANCELLED"
        # Nobody knows what the call used, so it counts as its most.
        assert (await usage(person))["tokens"] > 1_000
