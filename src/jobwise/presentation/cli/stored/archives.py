"""`archives`: everything of somebody's in one file."""

from io import BytesIO

from jobwise.domain.data_exports.data_export import DataExport
from jobwise.domain.limits import MAX_IMPORT_BYTES
from jobwise.domain.shared.errors import NotNow
from jobwise.presentation.cli.desk import Desk, Shown, listed, shown
from jobwise.presentation.schemas import data_exports as schema
from jobwise.presentation.schemas.asked import Asked


async def archives_request(desk: Desk) -> Shown:
    desk.who.must_be_verified()
    return _shown(desk, await desk.cases.data_exports.request(owner=desk.owner))


async def archives_list(desk: Desk) -> Shown:
    asked = desk.asked(Asked)
    found = await desk.cases.data_exports.list(owner=desk.owner, page=asked.window())
    rows = [schema.data_export(one, desk.cases.data_exports.link(one)) for one in found.items]
    return listed(rows, asked=asked, total=found.total)


async def archives_show(desk: Desk) -> Shown:
    return _shown(desk, await desk.cases.data_exports.show(owner=desk.owner, id=desk.id()))


async def archives_download(desk: Desk) -> Shown:
    link = desk.cases.data_exports.link(await desk.cases.data_exports.show(owner=desk.owner, id=desk.id()))
    if link is None:
        raise NotNow("The archive is not completed, or too old; `archives show` says which.")
    expires = int(link.expires_at.timestamp())
    opened = await desk.cases.data_exports.open(
        id=link.id, user_id=link.user_id, expires=expires, signature=link.signature
    )
    return Shown(None, file=b"".join([piece async for piece in opened.pieces]))


async def archives_bring(desk: Desk) -> Shown:
    source = BytesIO(desk.read_file(MAX_IMPORT_BYTES, what="archive"))
    return shown(schema.imported(await desk.cases.data_exports.bring(owner=desk.owner, source=source)))


def _shown(desk: Desk, export: DataExport) -> Shown:
    return shown(schema.data_export(export, desk.cases.data_exports.link(export)))
