"""At most once: effects and kept answer stand or fall together, whatever the request looks at in between."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from jobwise.application.once import Once, OnceStore
from jobwise.application.ports.idempotency import KeptAnswer, KeyScope
from jobwise.domain.jobs.job import Job
from jobwise.domain.limits import IDEMPOTENCY_LEASE_S
from jobwise.domain.shared.errors import Conflict, NotNow
from jobwise.domain.shared.paging import Page
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from tests.support.http import HandClock, House

SCOPE = KeyScope("somebody", "POST /jobs", "one")


@pytest.mark.parametrize("looks", [False, True])
async def test_a_request_that_lost_its_key_has_no_effect(looks: bool) -> None:
    house = House()
    person = await house.person()

    async def act() -> KeptAnswer:
        # It took so long to begin that another took the key.
        house.clock.forward(seconds=IDEMPOTENCY_LEASE_S + 1)
        async with house.store.write() as work:
            now = house.clock.now()
            assert await work.idempotency_keys.claim(SCOPE, body_sha256="b" * 64, now=now, lease_until=now)
            await work.commit()
        job = await house.cases.jobs.capture(owner=person.user.id, content=Job("Baker"))
        if looks:
            shown = await house.cases.jobs.show(owner=person.user.id, id=job.id)
            assert shown["title"] == "Baker"
        return KeptAnswer(201, (), b"{}")

    with pytest.raises(Conflict):
        await house.cases.once.run(SCOPE, "a" * 64, act)
    assert (await house.cases.jobs.list(owner=person.user.id, page=Page())).total == 0


async def test_a_request_of_several_transactions_keeps_them_all() -> None:
    house = House()
    owner = (await house.person()).user.id

    async def act() -> KeptAnswer:
        for title in ("Baker", "Miller"):
            await house.cases.jobs.capture(owner=owner, content=Job(title))
        return KeptAnswer(201, (), b"{}")

    assert await house.cases.once.run(SCOPE, "a" * 64, act) == (KeptAnswer(201, (), b"{}"), False)
    assert await house.cases.once.run(SCOPE, "a" * 64, act) == (KeptAnswer(201, (), b"{}"), True)
    assert (await house.cases.jobs.list(owner=owner, page=Page())).total == 2
    # What the same task does afterwards belongs to no keyed request.
    await house.cases.jobs.capture(owner=owner, content=Job("Brewer"))
    async with house.store.read() as work:
        assert (await work.jobs.list(owner=owner, page=Page())).total == 3


@pytest.mark.parametrize(("status", "repeated"), [(200, True), (399, True), (400, False), (503, False)])
async def test_answers_up_to_399_are_kept(status: int, repeated: bool) -> None:
    house = House()

    async def act() -> KeptAnswer:
        return KeptAnswer(status, (), b"{}")

    await house.cases.once.run(SCOPE, "a" * 64, act)
    assert await house.cases.once.run(SCOPE, "a" * 64, act) == (KeptAnswer(status, (), b"{}"), repeated)


async def test_while_the_first_one_runs_a_repeat_is_told_so() -> None:
    house = House()
    told: list[str] = []

    async def act() -> KeptAnswer:
        for body in ("a", "b"):
            with pytest.raises(Conflict) as refused:
                await house.cases.once.run(SCOPE, body * 64, act)
            told.append(refused.value.message)
        return KeptAnswer(200, (), b"{}")

    await house.cases.once.run(SCOPE, "a" * 64, act)
    assert ["still running" in one for one in told] == [True, False]
    assert "another body" in told[1]


class _JustEnded(MemoryStore):
    """Whose keys end between being claimed in vain and being looked at."""

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Any]:
        async with super().write() as work:
            work.idempotency_keys.claim = _in_vain
            yield work


async def _in_vain(*_: object, **__: object) -> bool:
    return False


async def test_a_key_that_ends_this_moment_is_to_be_sent_again() -> None:
    once = Once(_JustEnded(Uuid7Ids()), HandClock())

    async def act() -> KeptAnswer:
        raise AssertionError("nobody holds the key")

    with pytest.raises(Conflict, match="send it again"):
        await once.run(SCOPE, "a" * 64, act)


async def test_closing_closes_the_store_behind() -> None:
    closed: list[bool] = []

    class Behind(MemoryStore):
        async def close(self) -> None:
            closed.append(True)

    await OnceStore(Behind(Uuid7Ids())).close()
    assert closed == [True]


async def test_what_was_finished_before_a_failure_stays_and_the_request_can_be_made_again() -> None:
    house = House()
    owner = (await house.person()).user.id
    titles = ["Baker", "Miller"]

    async def act() -> KeptAnswer:
        for title in titles:
            await house.cases.jobs.capture(owner=owner, content=Job(title))
        raise NotNow("The oven is cold.")

    with pytest.raises(NotNow):
        await house.cases.once.run(SCOPE, "a" * 64, act)
    listing = await house.cases.jobs.list(owner=owner, page=Page())
    assert [item["title"] for item in listing.items] == ["Baker"]
    titles.clear()
    with pytest.raises(NotNow):
        await house.cases.once.run(SCOPE, "a" * 64, act)


async def test_inside_a_keyed_request_a_unit_of_work_commits_once_too() -> None:
    house = House()
    store = OnceStore(house.store)

    async def act() -> KeptAnswer:
        async with store.write() as work:
            await work.commit()
            with pytest.raises(RuntimeError, match="once"):
                await work.commit()
        return KeptAnswer(204, (), b"")

    assert await Once(house.store, house.clock).run(SCOPE, "a" * 64, act) == (KeptAnswer(204, (), b""), False)


async def test_a_transaction_that_was_given_up_is_not_taken_up_again() -> None:
    house = House()
    owner = (await house.person()).user.id
    store = OnceStore(house.store)

    async def act() -> KeptAnswer:
        async with store.read() as work:
            assert (await work.users.get(owner)).auth_epoch == 0
        with pytest.raises(NotNow):
            async with store.write() as work:
                user = await work.users.get(owner)
                user.sign_out_everywhere(house.clock.now())
                await work.users.save(user)
                await work.commit()
                raise NotNow("The oven is cold.")
        async with store.read() as work:
            assert (await work.users.get(owner)).auth_epoch == 0
        return KeptAnswer(200, (), b"{}")

    once = Once(house.store, house.clock)
    assert await once.run(SCOPE, "a" * 64, act) == (KeptAnswer(200, (), b"{}"), False)
    assert await once.run(SCOPE, "a" * 64, act) == (KeptAnswer(200, (), b"{}"), True)
    async with house.store.read() as work:
        assert (await work.users.get(owner)).auth_epoch == 0


async def test_what_was_written_without_a_commit_is_not_seen_later_in_the_request() -> None:
    house = House()
    owner = (await house.person()).user.id
    store = OnceStore(house.store)

    async def act() -> KeptAnswer:
        async with store.write() as work:
            user = await work.users.get(owner)
            user.sign_out_everywhere(house.clock.now())
            await work.users.save(user)
        async with store.read() as work:
            assert (await work.users.get(owner)).auth_epoch == 0
        return KeptAnswer(200, (), b"{}")

    await Once(house.store, house.clock).run(SCOPE, "a" * 64, act)
    async with house.store.read() as work:
        assert (await work.users.get(owner)).auth_epoch == 0
