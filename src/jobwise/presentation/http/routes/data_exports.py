"""Everything of mine in one archive."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, File, Response, UploadFile
from starlette.responses import StreamingResponse

from jobwise.domain.data_exports.data_export import DataExport
from jobwise.domain.users.flags import Feature
from jobwise.presentation.http import answers, throttles
from jobwise.presentation.http.dependencies import Cases, Paged, SignedIn, Verified
from jobwise.presentation.http.features import feature
from jobwise.presentation.http.once_route import OnceRoute
from jobwise.presentation.http.signed import Linked
from jobwise.presentation.http.throttles import throttled
from jobwise.presentation.schemas import data_exports as schema
from jobwise.presentation.schemas.envelope import Many, One

_ON = [Depends(feature(Feature.DATA_EXPORT))]
router = APIRouter(tags=["users"], route_class=OnceRoute, dependencies=_ON)
files = APIRouter(tags=["users"], dependencies=_ON)
MEDIA = "application/zip"
_FILE: dict[int | str, dict[str, Any]] = {200: {"content": {MEDIA: {}}, "description": "The archive, to be kept."}}


def _shown(export: DataExport, cases: Cases) -> dict[str, Any]:
    return schema.data_export(export, cases.data_exports.link(export))


@router.post(
    "/me/export",
    status_code=202,
    response_model=One[schema.DataExportOut],
    summary="Have everything of mine put into one ZIP; a mail says when it is ready",
)
async def request_data_export(who: Verified, cases: Cases) -> Response:
    export = await cases.data_exports.request(owner=who.user_id)
    return answers.one(_shown(export, cases), status=202, version=export.version, location=f"{schema.BASE}/{export.id}")


@router.get("/me/exports", response_model=Many[schema.DataExportOut], summary="My archives, the newest first")
async def list_data_exports(who: SignedIn, cases: Cases, page: Paged) -> Response:
    found = await cases.data_exports.list(owner=who.user_id, page=page)
    rows = [_shown(one, cases) for one in found.items]
    return answers.many(rows, page=page.number, limit=page.limit, total=found.total)


@router.get("/me/exports/{export_id}", response_model=One[schema.DataExportOut], summary="One of my archives")
async def show_data_export(export_id: UUID, who: SignedIn, cases: Cases) -> Response:
    export = await cases.data_exports.show(owner=who.user_id, id=export_id)
    return answers.one(_shown(export, cases), version=export.version)


@router.post(
    "/me/import",
    response_model=One[schema.BroughtOut],
    summary="Bring an archive of another account into mine: all of it or nothing",
    dependencies=[Depends(throttled(throttles.ACCOUNT))],
)
async def import_account(
    file: Annotated[UploadFile, File(description="The ZIP as it was downloaded, at most 32 MiB.")],
    who: SignedIn,
    cases: Cases,
) -> Response:
    return answers.one(schema.imported(await cases.data_exports.bring(owner=who.user_id, source=file.file)))


@files.get(
    "/data-exports/{export_id}",
    summary="An archive by its signed link",
    response_class=StreamingResponse,
    responses=_FILE,
)
async def open_data_export(
    export_id: str,
    cases: Cases,
    link: Linked,
) -> Response:
    opened = await cases.data_exports.open(**link.to(export_id, DataExport.KIND))
    name = f"jobwise-{opened.thing.created_at:%Y-%m-%d}.zip"
    return StreamingResponse(
        opened.pieces,
        headers={
            "Content-Type": MEDIA,
            "Content-Length": str(opened.file.size_bytes),
            "Content-Disposition": answers.disposition(name),
            "Cache-Control": "private, no-store",
        },
    )
