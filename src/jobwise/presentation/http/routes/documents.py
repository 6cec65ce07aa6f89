"""Files of my own: certificates, portfolios, letters that came."""

from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, File, Form, Query, Response, UploadFile
from starlette.responses import StreamingResponse

from jobwise.application.ports.documents import SORTS, DocumentFilter
from jobwise.application.ports.idempotency import KeptAnswer
from jobwise.application.use_cases import UseCases
from jobwise.domain.documents.document import Document, DocumentKind, DocumentType
from jobwise.domain.shared.errors import NotFound
from jobwise.domain.users.flags import Feature
from jobwise.presentation.http import answers
from jobwise.presentation.http.asked import sorting
from jobwise.presentation.http.dependencies import Cases, Paged, SignedIn, Version
from jobwise.presentation.http.features import feature
from jobwise.presentation.http.once_route import OnceRoute
from jobwise.presentation.http.signed import Linked, sent
from jobwise.presentation.http.uploads import PartsAsked
from jobwise.presentation.schemas import documents as schema
from jobwise.presentation.schemas.asked import sort_order
from jobwise.presentation.schemas.envelope import Many, One
from jobwise.presentation.schemas.inputs import Search

_ON = [Depends(feature(Feature.DOCUMENTS))]


class LinkedRoute(OnceRoute):
    """The signed link of an answer is never kept: whoever repeats the request gets one that is signed anew."""

    def kept(self, answer: Response) -> KeptAnswer:
        whole = super().kept(answer)
        return replace(whole, body=schema.unsigned(whole.body))

    async def again(self, kept: KeptAnswer, caller: str, cases: UseCases) -> KeptAnswer:
        id = schema.linked_id(kept.body)
        if id is None:
            return kept
        try:
            document = await cases.documents.show(owner=UUID(caller), id=id)
        except NotFound:
            # Deleted since: a link without a signature opens what any link to it would open, which is nothing.
            return kept
        return replace(kept, body=schema.signed(kept.body, cases.documents.link(document)))


router = APIRouter(tags=["documents"], route_class=LinkedRoute, dependencies=_ON)
files = APIRouter(tags=["documents"], dependencies=_ON)
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {one.media_type: {} for one in DocumentType}, "description": "The file, to be kept."}
}


def shown(document: Document, cases: Cases, *, status: int = 200) -> Response:
    location = f"{schema.BASE}/{document.id}" if status == 201 else ""
    data = schema.whole(document, cases.documents.link(document))
    return answers.one(data, status=status, version=document.version, location=location)


@router.post("", status_code=201, response_model=One[schema.DocumentOut], summary="Upload a file")
async def upload_document(
    file: Annotated[UploadFile, File(description="PDF, DOCX, TXT, PNG or JPG of at most 10 MiB.")],
    who: SignedIn,
    cases: Cases,
    _: Annotated[None, Depends(PartsAsked(("file", "kind")))],
    kind: Annotated[DocumentKind, Form()] = DocumentKind.OTHER,
) -> Response:
    document = await cases.documents.upload(owner=who.user_id, name=file.filename or "", source=file.file, kind=kind)
    return shown(document, cases, status=201)


@router.get("", response_model=Many[schema.DocumentCardOut], summary="My documents")
async def list_documents(
    who: SignedIn,
    cases: Cases,
    page: Paged,
    kind: DocumentKind | None = None,
    q: Annotated[Search, Query(description="Part of the name.")] = "",
    sort: Annotated[str | None, sorting(SORTS, example="name")] = None,
) -> Response:
    order = sort_order(sort, SORTS, "-created_at")
    found = await cases.documents.list(owner=who.user_id, wanted=DocumentFilter(kind, q), page=page, sort=order)
    filters = {name: value for name, value in (("kind", kind), ("q", q)) if value}
    cards = [schema.card(one) for one in found.items]
    return answers.many(cards, page=page.number, limit=page.limit, total=found.total, filters=filters)


@router.get("/{document_id}", response_model=One[schema.DocumentOut], summary="One of my documents")
async def show_document(document_id: UUID, who: SignedIn, cases: Cases) -> Response:
    return shown(await cases.documents.show(owner=who.user_id, id=document_id), cases)


@router.patch("/{document_id}", response_model=One[schema.DocumentOut], summary="Rename a document")
async def change_document(
    document_id: UUID, body: schema.DocumentPatch, who: SignedIn, cases: Cases, version: Version
) -> Response:
    changed = await cases.documents.describe(owner=who.user_id, id=document_id, version=version, **body.given())
    return shown(changed, cases)


@router.delete("/{document_id}", status_code=204, summary="Delete a document; it can be restored for 30 days")
async def delete_document(document_id: UUID, who: SignedIn, cases: Cases, version: Version) -> Response:
    await cases.documents.delete(owner=who.user_id, id=document_id, version=version)
    return answers.nothing()


@router.post("/{document_id}/restore", response_model=One[schema.DocumentOut], summary="Restore a deleted document")
async def restore_document(document_id: UUID, who: SignedIn, cases: Cases) -> Response:
    return shown(await cases.documents.restore(owner=who.user_id, id=document_id), cases)


@router.get("/{document_id}/download", summary="The file", response_class=StreamingResponse, responses=_FILE)
async def download_document(document_id: UUID, who: SignedIn, cases: Cases) -> Response:
    return sent(await cases.documents.open(owner=who.user_id, id=document_id))


@router.post(
    "/{document_id}/attach",
    response_model=One[list[schema.AttachedToOut]],
    summary="Note on applications that this document went out with them; all or none",
)
async def attach_document(document_id: UUID, body: schema.AttachIn, who: SignedIn, cases: Cases) -> Response:
    found = await cases.documents.attach(
        owner=who.user_id, id=document_id, application_ids=body.application_ids, label=body.label
    )
    return answers.one([schema.attached_to(one) for one in found])


@files.get("/{document_id}", summary="A file by its signed link", response_class=StreamingResponse, responses=_FILE)
async def open_file(
    document_id: str,
    cases: Cases,
    link: Linked,
) -> Response:
    return sent(await cases.documents.open_linked(**link.to(document_id, Document.KIND)))
