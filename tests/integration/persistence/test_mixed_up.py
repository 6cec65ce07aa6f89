"""Nobody gets somebody else's answer, also when others hang up in the middle of theirs."""

import asyncio
import random
from dataclasses import dataclass

from tests.support.http import House, Person

from jobwise.application.ports.store import Store

REQUESTS = 500
AT_ONCE = 20
LEAVE = 0.3 * REQUESTS
LATEST = 6
"""The power of two that is the last turn of the loop to leave at."""


@dataclass(frozen=True)
class Half:
    """One of two people, whose every answer holds their mark."""

    person: Person
    mark: str
    paths: tuple[str, ...]


async def half(house: House, mark: str) -> Half:
    person = await house.person(name=mark)
    job = await person.http.post("/jobs", json={"title": mark})
    profile = await person.http.post("/profiles", json={"name": mark, "summary": mark})
    id, profile_id = job.json()["data"]["id"], profile.json()["data"]["id"]
    await person.http.post("/applications", json={"job_id": id, "source": mark})
    paths = ("/users/me", "/jobs", f"/jobs/{id}", "/profile", f"/profiles/{profile_id}", "/profiles", "/applications")
    return Half(person, mark, paths)


async def test_t47_of_five_hundred_answers_every_one_is_its_askers(store: Store) -> None:
    """T47: two users, 500 requests, three in ten of them cancelled on their way."""
    house, chance = House(store=store), random.Random(47)  # noqa: S311 - the same every time
    halves = [await half(house, "marigold"), await half(house, "periwinkle")]
    free = asyncio.Semaphore(AT_ONCE)
    answered, hung_up = 0, 0

    async def ask(number: int) -> None:
        nonlocal answered, hung_up
        mine, other = halves[number % 2], halves[1 - number % 2]
        path, turns = chance.choice(mine.paths), int(2 ** (LATEST * chance.random()))
        async with free:
            request = asyncio.ensure_future(mine.person.http.get(path))
            if hung_up < LEAVE and chance.random() < 0.8:
                # Some are answered before they leave, so more try to than do. They wait turns of the loop and not a
                # time: on a busy machine they leave as early, or as late, as on an idle one.
                for _ in range(turns):
                    await asyncio.sleep(0)
                request.cancel()
            try:
                answer = await request
            except asyncio.CancelledError:
                hung_up += 1
                return
        assert answer.status_code == 200, answer.text
        assert mine.mark in answer.text, path
        assert other.mark not in answer.text, path
        assert str(other.person.user.id) not in answer.text
        answered += 1

    await asyncio.gather(*(ask(number) for number in range(REQUESTS)))
    assert answered + hung_up == REQUESTS
    assert hung_up >= LEAVE
    for one in halves:
        assert (await one.person.http.get("/users/me")).json()["data"]["name"] == one.mark
