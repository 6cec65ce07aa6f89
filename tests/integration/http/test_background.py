"""What runs beside requests: it begins, does its work, and ends with what it began finished."""

import asyncio
from uuid import UUID

from structlog.testing import capture_logs

from jobwise.application.audit.relay import PublishEvents
from jobwise.application.audit.verify import VerifyAudit
from jobwise.application.operations.clean_up import CleanUp
from jobwise.application.ports.tasks import Task
from jobwise.bootstrap.background import Background, running, sending
from jobwise.domain.limits import RESTORE_DAYS
from jobwise.domain.shared.errors import Unavailable
from jobwise.infrastructure.tasks.rounds import Pulses
from jobwise.infrastructure.tasks.runner import Runner, WorkClass
from jobwise.infrastructure.tasks.schedule import Every, Schedule
from tests.support.http import House


async def test_events_are_published_and_round_work_is_done(house: House) -> None:
    done: list[str] = []
    rounds = 0

    async def mails() -> int:
        nonlocal rounds
        rounds += 1
        return 0

    async def handle(task: Task) -> None:
        done.append(task.key)

    runner = Runner(
        house.store, house.clock, house.ids, {"upkeep.x": handle}, (WorkClass("u", ("upkeep.x",)),), poll_s=0.01
    )
    schedule = Schedule(house.store, house.clock, house.ids, (Every("upkeep.x", 60),), poll_s=0.01)
    relay = PublishEvents(house.store, house.clock, house.ids)
    person = await house.person()
    await person.http.post("/jobs", json={"title": "Baker"})
    async with running(Background(runner, relay, schedule, mails)):
        async with asyncio.timeout(5):
            while not done or not (await VerifyAudit(house.store)()).events:
                await asyncio.sleep(0.01)
    assert len(done) == 1
    assert rounds
    assert (await VerifyAudit(house.store)()).faults == ()


def test_mail_that_cannot_go_out_is_shown_until_some_goes() -> None:
    pulses = Pulses()
    told = sending(pulses)
    with capture_logs() as lines:
        told(Unavailable("It refuses us; check JOBWISE_SMTP_USER."))
        told(Unavailable("It refuses us; check JOBWISE_SMTP_USER."))
        assert pulses.failing == ("sending",)
        told(None)
    assert pulses.failing == ()
    assert [line.get("reason") for line in lines] == ["It refuses us; check JOBWISE_SMTP_USER.", None]


async def test_clean_up_takes_what_cannot_be_restored_any_more(house: House) -> None:
    person = await house.person()
    made = (await person.http.post("/jobs", json={"title": "Baker"}, headers={"Idempotency-Key": "one"})).json()
    async with house.store.write() as work:
        job = await work.jobs.get(UUID(made["data"]["id"]), owner=person.user.id)
        job.delete(house.clock.now())
        await work.jobs.save(job)
        await work.commit()
    clean_up = CleanUp(house.store, house.clock)
    assert set((await clean_up()).values()) == {0}
    house.clock.forward(days=RESTORE_DAYS, seconds=1)
    erased = await clean_up()
    assert (erased["jobs"], erased["idempotency_keys"]) == (1, 1)
    assert set((await clean_up()).values()) == {0}
