"""At most once: effects and kept answer stand or fall together, whatever the request looks at in between."""

import pytest

from jobwise.application.ports.idempotency import KeptAnswer, KeyScope
from jobwise.domain.jobs.job import Job
from jobwise.domain.limits import IDEMPOTENCY_LEASE_S
from jobwise.domain.shared.errors import Conflict
from jobwise.domain.shared.paging import Page
from tests.support.http import House

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
