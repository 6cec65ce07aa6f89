"""`exports`."""

from uuid import UUID

from jobwise.application.ports.exports import SORTS, ExportFilter
from jobwise.application.work import attempt_at
from jobwise.domain.exports.export import Export, ExportStatus
from jobwise.domain.exports.layout import Format
from jobwise.domain.generations.document import GenerationKind
from jobwise.presentation.cli.desk import Desk, Shown, listed, read_by, shown
from jobwise.presentation.schemas import exports as schema
from jobwise.presentation.schemas.asked import Asked, sort_order
from jobwise.presentation.schemas.inputs import Input


class ExportsAsked(Asked):
    generation_id: UUID | None = None
    format: tuple[Format, ...] = ()
    status: tuple[ExportStatus, ...] = ()
    sort: str | None = None


class _Kind(Input):
    kind: GenerationKind


async def exports_create(desk: Desk) -> Shown:
    said = {"generation_id": desk.id("generation_id"), "format": desk.args.format}
    sent = desk.body(schema.BatchItemIn, **said)
    return await _made(desk, await desk.cases.exports.request(owner=desk.owner, wanted=sent.wanted()))


async def exports_batch(desk: Desk) -> Shown:
    sent = desk.body(schema.BatchIn)
    return await _made(desk, await desk.cases.exports.batch(owner=desk.owner, items=sent.wanted()))


async def exports_list(desk: Desk) -> Shown:
    asked = desk.asked(ExportsAsked, "format", "status")
    wanted = ExportFilter(asked.generation_id, asked.format, asked.status)
    order = sort_order(asked.sort, SORTS, "-created_at")
    found = await desk.cases.exports.list(owner=desk.owner, wanted=wanted, page=asked.window(), sort=order)
    filters = {"generation_id": asked.generation_id, "format": asked.format, "status": asked.status}
    applied = {name: value for name, value in filters.items() if value}
    return listed([schema.shown(one) for one in found.items], asked=asked, total=found.total, filters=applied)


async def exports_show(desk: Desk) -> Shown:
    return await _shown(desk, desk.id())


async def exports_link(desk: Desk) -> Shown:
    return shown(schema.linked(*await desk.cases.exports.link_to(owner=desk.owner, id=desk.id())))


async def exports_download(desk: Desk) -> Shown:
    opened = await desk.cases.exports.open(owner=desk.owner, id=desk.id())
    return Shown(None, file=opened.data)


async def exports_retry(desk: Desk) -> Shown:
    return await _made(desk, await desk.cases.exports.retry(owner=desk.owner, id=desk.id()))


async def exports_cancel(desk: Desk) -> Shown:
    return shown(schema.shown(await desk.cases.exports.cancel(owner=desk.owner, id=desk.id())))


async def exports_delete(desk: Desk) -> Shown:
    present = (await desk.cases.exports.show(owner=desk.owner, id=desk.id())).version
    await desk.cases.exports.delete(owner=desk.owner, id=desk.id(), version=desk.version(present))
    return shown(None)


async def exports_restore(desk: Desk) -> Shown:
    return shown(schema.shown(await desk.cases.exports.restore(owner=desk.owner, id=desk.id())))


async def exports_templates(desk: Desk) -> Shown:
    return shown([schema.template(one) for one in desk.cases.exports.templates()])


async def exports_preview(desk: Desk) -> Shown:
    kind = read_by(_Kind, {"kind": desk.args.kind}).kind
    return Shown(None, file=await desk.cases.exports.preview(name=desk.args.name, kind=kind))


async def exports_clean_up(desk: Desk) -> Shown:
    desk.admin()
    return shown({"expired": await desk.cases.exports.expire()})


async def _made(desk: Desk, export: Export) -> Shown:
    """What was asked for, made right here. A server that has taken its task does no harm: one of the two is first."""
    if not desk.args.later:
        await desk.cases.exports.make(attempt_at(export, export.id))
    return await _shown(desk, export.id)


async def _shown(desk: Desk, id: UUID) -> Shown:
    export = await desk.cases.exports.show(owner=desk.owner, id=id)
    return shown(schema.shown(export, desk.cases.exports.link(export)))
