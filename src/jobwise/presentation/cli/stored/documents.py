"""`documents`."""

from jobwise.application.ports.documents import SORTS, DocumentFilter
from jobwise.domain.documents.document import Document, DocumentKind
from jobwise.domain.limits import MAX_DOCUMENT_BYTES
from jobwise.presentation.cli.desk import Desk, Shown, listed, read_by, shown
from jobwise.presentation.schemas import documents as schema
from jobwise.presentation.schemas.asked import Asked, sort_order
from jobwise.presentation.schemas.inputs import Input, Search


class DocumentsAsked(Asked):
    kind: DocumentKind | None = None
    q: Search = ""
    sort: str | None = None


class _Kind(Input):
    kind: DocumentKind


async def documents_upload(desk: Desk) -> Shown:
    kind = read_by(_Kind, {"kind": desk.args.kind}).kind
    name, source = desk.uploaded(MAX_DOCUMENT_BYTES, what="document")
    document = await desk.cases.documents.upload(owner=desk.owner, name=name, source=source, kind=kind)
    return _shown(desk, document)


async def documents_list(desk: Desk) -> Shown:
    asked = desk.asked(DocumentsAsked)
    order = sort_order(asked.sort, SORTS, "-created_at")
    wanted = DocumentFilter(asked.kind, asked.q)
    found = await desk.cases.documents.list(owner=desk.owner, wanted=wanted, page=asked.window(), sort=order)
    filters = {name: value for name, value in (("kind", asked.kind), ("q", asked.q)) if value}
    return listed([schema.card(one) for one in found.items], asked=asked, total=found.total, filters=filters)


async def documents_show(desk: Desk) -> Shown:
    return _shown(desk, await _present(desk))


async def documents_edit(desk: Desk) -> Shown:
    sent = desk.body(schema.DocumentPatch)
    version = desk.version((await _present(desk)).version)
    return _shown(
        desk,
        await desk.cases.documents.describe(owner=desk.owner, id=desk.id(), version=version, **sent.given()),
    )


async def documents_download(desk: Desk) -> Shown:
    opened = await desk.cases.documents.open(owner=desk.owner, id=desk.id())
    return Shown(None, file=b"".join([piece async for piece in opened.pieces]))


async def documents_attach(desk: Desk) -> Shown:
    sent = read_by(schema.AttachIn, {"application_ids": desk.args.application_ids, "label": desk.args.label})
    found = await desk.cases.documents.attach(
        owner=desk.owner, id=desk.id(), application_ids=sent.application_ids, label=sent.label
    )
    return shown([schema.attached_to(one) for one in found])


async def documents_delete(desk: Desk) -> Shown:
    version = desk.version((await _present(desk)).version)
    await desk.cases.documents.delete(owner=desk.owner, id=desk.id(), version=version)
    return shown(None)


async def documents_restore(desk: Desk) -> Shown:
    return _shown(desk, await desk.cases.documents.restore(owner=desk.owner, id=desk.id()))


async def documents_clean_up(desk: Desk) -> Shown:
    desk.admin()
    return shown({"erased": await desk.cases.documents.erase(), "swept": await desk.cases.documents.sweep()})


async def _present(desk: Desk) -> Document:
    return await desk.cases.documents.show(owner=desk.owner, id=desk.id())


def _shown(desk: Desk, document: Document) -> Shown:
    return shown(schema.whole(document, desk.cases.documents.link(document)))
