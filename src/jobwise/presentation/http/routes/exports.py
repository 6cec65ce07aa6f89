"""Files of resumes and letters: asked for, made in the background, fetched by signed links."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from jobwise.application.exports.queries import OpenedExport
from jobwise.application.ports.exports import SORTS, ExportFilter
from jobwise.domain.exports.export import Export, ExportStatus
from jobwise.domain.exports.layout import Format
from jobwise.domain.generations.document import GenerationKind
from jobwise.domain.limits import MAX_NAME_CHARS
from jobwise.domain.users.flags import Feature
from jobwise.presentation.http import answers
from jobwise.presentation.http.asked import sorting
from jobwise.presentation.http.dependencies import BodyWanted, Cases, Paged, SignedIn, Verified, Version
from jobwise.presentation.http.features import feature
from jobwise.presentation.http.following import FOLLOWED, follow
from jobwise.presentation.http.once_route import OnceRoute
from jobwise.presentation.http.signed import Linked
from jobwise.presentation.schemas import exports as schema
from jobwise.presentation.schemas.asked import sort_order
from jobwise.presentation.schemas.envelope import Failure, Many, One

_ON = [Depends(feature(Feature.EXPORTS))]
router = APIRouter(tags=["exports"], route_class=OnceRoute, dependencies=_ON)
files = APIRouter(tags=["exports"], dependencies=_ON)
PNG = "image/png"
_NOT_YET = {"x-errors": [400]}
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {one.media_type.partition(";")[0]: {} for one in Format}, "description": "The file, to be kept."}
}
_NO_SOURCE: dict[int | str, dict[str, Any]] = {
    404: {"model": Failure, "description": "There is no such generation, or it is somebody else's."}
}
_ASKING: dict[str, Any] = {
    "status_code": 202,
    "response_model": One[schema.ExportOut],
    "responses": _NO_SOURCE,
    "openapi_extra": _NOT_YET,
}


def _asked(export: Export) -> Response:
    location = f"{schema.BASE}/{export.id}"
    return answers.one(schema.shown(export), status=202, version=export.version, location=location)


@router.post("/pdf", summary="Have a PDF made of a resume or letter", **_ASKING)
async def export_pdf(body: schema.PdfExportIn, who: Verified, cases: Cases) -> Response:
    return _asked(await cases.exports.request(owner=who.user_id, wanted=body.wanted()))


@router.post("/docx", summary="Have a Word file made of a resume or letter", **_ASKING)
async def export_docx(body: schema.ExportIn, who: Verified, cases: Cases) -> Response:
    return _asked(await cases.exports.request(owner=who.user_id, wanted=body.wanted(Format.DOCX)))


@router.post("/tex", summary="Have the LaTeX source of a resume or letter made", **_ASKING)
async def export_tex(body: schema.ExportIn, who: Verified, cases: Cases) -> Response:
    return _asked(await cases.exports.request(owner=who.user_id, wanted=body.wanted(Format.TEX)))


@router.post("/md", summary="Have a Markdown file made of a resume or letter", **_ASKING)
async def export_md(body: schema.ExportIn, who: Verified, cases: Cases) -> Response:
    return _asked(await cases.exports.request(owner=who.user_id, wanted=body.wanted(Format.MD)))


@router.post("/txt", summary="Have a plain text made of a resume or letter", **_ASKING)
async def export_txt(body: schema.ExportIn, who: Verified, cases: Cases) -> Response:
    return _asked(await cases.exports.request(owner=who.user_id, wanted=body.wanted(Format.TXT)))


@router.post("/json", summary="Have a JSON Resume made of what a resume shows", **_ASKING)
async def export_json(body: schema.JsonExportIn, who: Verified, cases: Cases) -> Response:
    return _asked(await cases.exports.request(owner=who.user_id, wanted=body.wanted()))


@router.post("/batch", summary="Have one ZIP made of several documents; all or none", **_ASKING)
async def export_batch(body: schema.BatchIn, who: Verified, cases: Cases) -> Response:
    return _asked(await cases.exports.batch(owner=who.user_id, items=body.wanted()))


@router.get("", response_model=Many[schema.ExportOut], summary="My exports")
async def list_exports(
    who: SignedIn,
    cases: Cases,
    page: Paged,
    generation_id: Annotated[UUID | None, Query(description="Files of this document alone; no ZIP.")] = None,
    format: Annotated[list[Format], Query(max_length=len(Format), description="Any of these.")] = [],  # noqa: B006
    status: Annotated[list[ExportStatus], Query(max_length=4, description="Any of these.")] = [],  # noqa: B006
    sort: Annotated[str | None, sorting(SORTS, max_length=100)] = None,
) -> Response:
    wanted = ExportFilter(generation_id, tuple(format), tuple(status))
    order = sort_order(sort, SORTS, "-created_at")
    found = await cases.exports.list(owner=who.user_id, wanted=wanted, page=page, sort=order)
    filters = {"generation_id": generation_id, "format": format, "status": status}
    return answers.many(
        [schema.shown(one) for one in found.items],
        page=page.number,
        limit=page.limit,
        total=found.total,
        filters={name: value for name, value in filters.items() if value},
    )


@router.get("/templates", response_model=One[list[schema.TemplateOut]], summary="What files can look like")
async def list_templates(who: SignedIn, cases: Cases) -> Response:
    return answers.one([schema.template(one) for one in cases.exports.templates()])


@router.get(
    "/templates/{name}/preview",
    summary="A picture of an example in a template",
    response_class=Response,
    responses={200: {"content": {PNG: {}}, "description": "The first page."}},
)
async def preview_template(
    name: Annotated[str, Path(min_length=1, max_length=MAX_NAME_CHARS, examples=["modern"])],
    who: SignedIn,
    cases: Cases,
    kind: GenerationKind = GenerationKind.RESUME,
) -> Response:
    data = await cases.exports.preview(name=name, kind=kind)
    return Response(data, media_type=PNG, headers={"Cache-Control": "private, max-age=3600"})


@router.get("/{export_id}", response_model=One[schema.ExportOut], summary="One of my exports")
async def show_export(export_id: UUID, who: SignedIn, cases: Cases) -> Response:
    export = await cases.exports.show(owner=who.user_id, id=export_id)
    return answers.one(schema.shown(export, cases.exports.link(export)), version=export.version)


@router.get(
    "/{export_id}/link",
    response_model=One[schema.ExportLinkOut],
    summary="A signed link to the file, good for ten minutes",
    openapi_extra=_NOT_YET,
)
async def link_export(export_id: UUID, who: SignedIn, cases: Cases) -> Response:
    export, link = await cases.exports.link_to(owner=who.user_id, id=export_id)
    return answers.one(schema.linked(export, link))


@router.get(
    "/{export_id}/download",
    summary="The file",
    response_class=Response,
    responses=_FILE,
    openapi_extra=_NOT_YET,
)
async def download_export(export_id: UUID, who: SignedIn, cases: Cases, counted: BodyWanted) -> Response:
    return _sent(await cases.exports.open(owner=who.user_id, id=export_id, counted=counted))


@router.get("/{export_id}/events", **FOLLOWED)
async def follow_export(export_id: UUID, request: Request, who: SignedIn, cases: Cases) -> Response:
    return await follow(request, cases, who, export_id, cases.exports.progress)


@router.post(
    "/{export_id}/retry",
    status_code=202,
    response_model=One[schema.ExportOut],
    summary="Ask again for one that has failed",
)
async def retry_export(export_id: UUID, who: Verified, cases: Cases) -> Response:
    return _asked(await cases.exports.retry(owner=who.user_id, id=export_id))


@router.post("/{export_id}/cancel", response_model=One[schema.ExportOut], summary="Give up one that is not made yet")
async def cancel_export(export_id: UUID, who: SignedIn, cases: Cases) -> Response:
    export = await cases.exports.cancel(owner=who.user_id, id=export_id)
    return answers.one(schema.shown(export), version=export.version)


@router.delete("/{export_id}", status_code=204, summary="Delete one; it can be restored for 30 days")
async def delete_export(export_id: UUID, who: SignedIn, cases: Cases, version: Version) -> Response:
    await cases.exports.delete(owner=who.user_id, id=export_id, version=version)
    return answers.nothing()


@router.post(
    "/{export_id}/restore",
    response_model=One[schema.ExportOut],
    summary="Restore one that was deleted, unless its time is over",
)
async def restore_export(export_id: UUID, who: SignedIn, cases: Cases) -> Response:
    export = await cases.exports.restore(owner=who.user_id, id=export_id)
    return answers.one(schema.shown(export), version=export.version)


@files.get("/exports/{export_id}", summary="An export by its signed link", response_class=Response, responses=_FILE)
async def open_export(
    export_id: str,
    cases: Cases,
    link: Linked,
    counted: BodyWanted,
) -> Response:
    return _sent(await cases.exports.open_linked(**link.to(export_id, Export.KIND), counted=counted))


def _sent(opened: OpenedExport) -> Response:
    export = opened.export
    answer = answers.attachment(opened.data, name=export.name, media_type=export.format.media_type)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
