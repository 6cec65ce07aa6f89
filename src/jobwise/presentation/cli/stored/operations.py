"""`features`, `audit`, and the commands of one word: `plans`, `usage`, `config`, `ready`."""

from uuid import UUID

from jobwise.application.operations.readiness import Health
from jobwise.application.ports.outbox import EventFilter
from jobwise.domain.shared.errors import Detail, InvalidInput
from jobwise.domain.users.flags import Feature
from jobwise.domain.users.tiers import PLANS
from jobwise.presentation.cli.desk import Desk, Shown, listed, shown
from jobwise.presentation.cli.exits import CHECK_FAILED, DONE, MISSING
from jobwise.presentation.schemas import admin, operations
from jobwise.presentation.schemas import plans as plan_schema
from jobwise.presentation.schemas.asked import Asked


class TrailAsked(Asked):
    owner_id: UUID | None = None
    aggregate_id: UUID | None = None


async def features_list(desk: Desk) -> Shown:
    desk.admin()
    flags = await desk.cases.features.list()
    return shown([admin.flag(feature, enabled) for feature, enabled in flags.items()])


async def features_on(desk: Desk) -> Shown:
    return await _switch(desk, enabled=True)


async def features_off(desk: Desk) -> Shown:
    return await _switch(desk, enabled=False)


async def audit_list(desk: Desk) -> Shown:
    desk.admin()
    asked = desk.asked(TrailAsked)
    wanted = EventFilter(asked.owner_id, asked.aggregate_id)
    found = await desk.cases.users.trail(wanted=wanted, page=asked.window())
    given = asked.model_dump(include={"owner_id", "aggregate_id"}, exclude_none=True)
    return listed([admin.event(one) for one in found.items], asked=asked, total=found.total, filters=given)


async def audit_verify(desk: Desk) -> Shown:
    report = await desk.cases.audit.verify()
    faults = [
        {"position": one.position, "event_id": one.event_id, "fault": one.fault, "sentence": one.sentence}
        for one in report.faults
    ]
    found = {"whole": not faults, "events": report.events, "erased": report.erased, "faults": faults}
    return shown(found, code=CHECK_FAILED if faults else DONE)


async def plans(desk: Desk) -> Shown:
    return shown([plan_schema.plan(plan) for plan in PLANS.values()])


async def usage(desk: Desk) -> Shown:
    tier, quotas = await desk.cases.usage(owner=desk.owner)
    return shown(plan_schema.usage(tier, quotas, await desk.cases.model_use(owner=desk.owner)))


async def queues(desk: Desk) -> Shown:
    desk.admin()
    return shown([admin.queue(kind, depth) for kind, depth in (await desk.cases.queues()).items()])


async def config(desk: Desk) -> Shown:
    return shown(await desk.cases.operations.config(off=await desk.cases.features.off()))


async def ready(desk: Desk) -> Shown:
    found = await desk.cases.operations.ready()
    return shown(operations.readiness(found), code=MISSING if found.health is Health.DOWN else DONE)


async def _switch(desk: Desk, *, enabled: bool) -> Shown:
    by = desk.admin()
    names = [feature.value for feature in Feature]
    if desk.args.feature not in names:
        raise InvalidInput(
            f"There is no such feature; take one of {', '.join(names)}.", (Detail("feature", "unknown"),)
        )
    feature = Feature(desk.args.feature)
    return shown(admin.flag(feature, await desk.cases.features.switch(feature=feature, enabled=enabled, by=by)))
