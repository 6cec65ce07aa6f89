"""`samples`."""

from jobwise.application.ports.samples import SORTS, SampleFilter
from jobwise.domain.limits import MAX_DOCUMENT_BYTES
from jobwise.domain.samples.sample import Sample, SampleKind, SampleStatus
from jobwise.presentation.cli.desk import Desk, Shown, listed, read_by, shown
from jobwise.presentation.cli.exits import BAD_INPUT, DONE
from jobwise.presentation.schemas import samples as schema
from jobwise.presentation.schemas.asked import Asked, sort_order
from jobwise.presentation.schemas.inputs import Input


class SamplesAsked(Asked):
    kind: SampleKind | None = None
    status: SampleStatus | None = None
    active: bool | None = None
    sort: str | None = None


class _Kind(Input):
    kind: SampleKind


async def samples_add(desk: Desk) -> Shown:
    kind = read_by(_Kind, {"kind": desk.args.kind}).kind
    name, source = desk.uploaded(MAX_DOCUMENT_BYTES, what="sample")
    sample = await desk.cases.samples.upload(owner=desk.owner, name=name, source=source, kind=kind)
    # Nobody else may be there to do it; whoever comes first does, and the other finds it done.
    read = await desk.cases.samples.read(owner=desk.owner, id=sample.id)
    read = read or await desk.cases.samples.show(owner=desk.owner, id=sample.id)
    return shown(schema.whole(read), code=BAD_INPUT if read.status is SampleStatus.FAILED else DONE)


async def samples_list(desk: Desk) -> Shown:
    asked = desk.asked(SamplesAsked)
    order = sort_order(asked.sort, SORTS, "-created_at")
    wanted = SampleFilter(asked.kind, asked.status, asked.active)
    found = await desk.cases.samples.list(owner=desk.owner, wanted=wanted, page=asked.window(), sort=order)
    said = (("kind", asked.kind), ("status", asked.status), ("active", asked.active))
    filters = {name: value for name, value in said if value is not None}
    return listed([schema.card(one) for one in found.items], asked=asked, total=found.total, filters=filters)


async def samples_show(desk: Desk) -> Shown:
    return shown(schema.whole(await desk.cases.samples.show(owner=desk.owner, id=desk.id())))


async def samples_download(desk: Desk) -> Shown:
    opened = await desk.cases.samples.open(owner=desk.owner, id=desk.id())
    return Shown(None, file=b"".join([piece async for piece in opened.pieces]))


async def samples_activate(desk: Desk) -> Shown:
    return await _followed(desk, await desk.cases.samples.activate(owner=desk.owner, id=desk.id(), active=True))


async def samples_deactivate(desk: Desk) -> Shown:
    return await _followed(desk, await desk.cases.samples.activate(owner=desk.owner, id=desk.id(), active=False))


async def samples_delete(desk: Desk) -> Shown:
    present = await desk.cases.samples.show(owner=desk.owner, id=desk.id())
    await desk.cases.samples.delete(owner=desk.owner, id=desk.id(), version=desk.version(present.version))
    await desk.cases.styles.follow(owner=desk.owner)
    return shown(None)


async def samples_restore(desk: Desk) -> Shown:
    return await _followed(desk, await desk.cases.samples.restore(owner=desk.owner, id=desk.id()))


async def _followed(desk: Desk, sample: Sample) -> Shown:
    """The sample, and the style made to follow it: nobody else may be there to do it."""
    await desk.cases.styles.follow(owner=desk.owner)
    return shown(schema.whole(sample))
