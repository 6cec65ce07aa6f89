"""From asking to be forgotten to being forgotten."""

from io import BytesIO
from uuid import UUID

import pytest

from jobwise.application.audit.relay import PublishEvents
from jobwise.application.ports.tasks import Task
from jobwise.application.users.erasing import EraseAccount
from jobwise.domain.shared.errors import NotFound
from tests.support.http import House

REACTIONS = {"user.deletion_requested": ("account.erase",)}


async def asked(house: House, owner: UUID) -> Task:
    await PublishEvents(house.store, house.clock, house.ids, REACTIONS)()
    async with house.store.write() as work:
        now = house.clock.now()
        task = await work.tasks.claim(["account.erase"], lease=house.ids.new(), now=now, until=now)
        await work.commit()
    assert task is not None
    assert task.payload["aggregate_id"] == str(owner)
    return task


async def test_a_closed_account_is_erased_with_its_files(house: House) -> None:
    password = await house.parts.hasher.hash("a quite long pass phrase")
    person, other = await house.person(password_hash=password), await house.person()
    await person.http.post("/jobs", json={"title": "Baker"}, headers={"Idempotency-Key": "one"})
    await person.http.post("/profiles", json={"summary": "Bakes."})
    await person.http.post("/documents", files={"file": ("note.txt", BytesIO(b"Hello"), "text/plain")})
    await other.http.post("/jobs", json={"title": "Cook"})
    answer = await person.http.request("DELETE", "/users/me", json={"password": "a quite long pass phrase"})
    assert answer.status_code == 202
    assert (await person.http.get("/jobs")).status_code == 401
    task = await asked(house, person.user.id)
    erase = EraseAccount(house.store, house.clock, house.files)
    await erase(task)
    await erase(task)
    async with house.store.read() as work:
        with pytest.raises(NotFound):
            await work.users.get(person.user.id, hidden=True)
        assert await work.personal.file_keys(owner=person.user.id) == []
        for stored in await work.outbox.history(person.user.id):
            assert stored.event.payload == {}
    assert await house.files.older_than(house.clock.now().replace(year=2030), limit=10) == []
    assert (await other.http.get("/jobs")).json()["meta"]["total"] == 1
    again = await house.person(email=person.user.email)
    assert (await again.http.get("/jobs")).json()["meta"]["total"] == 0


async def test_only_a_closed_account_is_erased(house: House) -> None:
    person = await house.person()
    now = house.clock.now()
    task = Task(house.ids.new(), "account.erase", "x", now, now, payload={"aggregate_id": str(person.user.id)})
    await EraseAccount(house.store, house.clock, house.files)(task)
    assert (await person.http.get("/jobs")).status_code == 200
