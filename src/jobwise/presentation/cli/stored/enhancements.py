"""`enhancements`."""

from uuid import UUID

from jobwise.application.enhancements.commands import task_of
from jobwise.presentation.cli.desk import Desk, Shown, listed, shown
from jobwise.presentation.schemas import enhancements as schema
from jobwise.presentation.schemas.asked import Asked


async def enhancements_request(desk: Desk) -> Shown:
    sent = desk.body(schema.EnhanceIn)
    asked = await desk.cases.enhancements.request(
        owner=desk.owner, profile_id=desk.maybe_id("profile"), paths=sent.paths, model=sent.model or ""
    )
    if not desk.args.later:
        # Made right here. A server that has taken its task does no harm: one of the two is first.
        await desk.cases.enhancements.make(task_of(asked, asked.id))
    return await _shown(desk, asked.id)


async def enhancements_list(desk: Desk) -> Shown:
    asked = desk.asked(Asked)
    found = await desk.cases.enhancements.list(owner=desk.owner, page=asked.window())
    return listed([schema.card(one) for one in found.items], asked=asked, total=found.total)


async def enhancements_show(desk: Desk) -> Shown:
    return await _shown(desk, desk.id())


async def enhancements_accept(desk: Desk) -> Shown:
    await desk.cases.enhancements.accept(owner=desk.owner, id=desk.id(), proposal_id=desk.args.proposal)
    return await _shown(desk, desk.id())


async def enhancements_reject(desk: Desk) -> Shown:
    await desk.cases.enhancements.reject(owner=desk.owner, id=desk.id(), proposal_id=desk.args.proposal)
    return await _shown(desk, desk.id())


async def _shown(desk: Desk, id: UUID) -> Shown:
    return shown(schema.whole(await desk.cases.enhancements.show(owner=desk.owner, id=id)))
