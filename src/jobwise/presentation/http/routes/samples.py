"""Examples of how I write: resumes and cover letters of my own."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, File, Form, Response, UploadFile
from starlette.responses import StreamingResponse

from jobwise.application.ports.samples import SORTS, SampleFilter
from jobwise.domain.samples.sample import TAKEN, Sample, SampleKind, SampleStatus
from jobwise.domain.users.flags import Feature
from jobwise.presentation.http import answers
from jobwise.presentation.http.asked import sorting
from jobwise.presentation.http.dependencies import Cases, Paged, SignedIn, Version
from jobwise.presentation.http.features import feature
from jobwise.presentation.http.once_route import OnceRoute
from jobwise.presentation.http.signed import sent
from jobwise.presentation.http.uploads import PartsAsked
from jobwise.presentation.schemas import samples as schema
from jobwise.presentation.schemas.asked import sort_order
from jobwise.presentation.schemas.envelope import Many, One

router = APIRouter(tags=["samples"], route_class=OnceRoute, dependencies=[Depends(feature(Feature.SAMPLES))])
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {one.media_type: {} for one in TAKEN}, "description": "The file as it was sent."}
}


def shown(sample: Sample, *, status: int = 200) -> Response:
    location = f"{schema.BASE}/{sample.id}" if status == 202 else ""
    return answers.one(schema.whole(sample), status=status, version=sample.version, location=location)


@router.post(
    "", status_code=202, response_model=One[schema.SampleOut], summary="Upload a sample; its text is read afterwards"
)
async def upload_sample(
    file: Annotated[UploadFile, File(description="TXT, PDF or DOCX with at most 1 MB of text.")],
    who: SignedIn,
    cases: Cases,
    _: Annotated[None, Depends(PartsAsked(("file", "kind")))],
    kind: Annotated[SampleKind, Form()] = SampleKind.COVER_LETTER,
) -> Response:
    sample = await cases.samples.upload(owner=who.user_id, name=file.filename or "", source=file.file, kind=kind)
    return shown(sample, status=202)


@router.get("", response_model=Many[schema.SampleCardOut], summary="My samples")
async def list_samples(
    who: SignedIn,
    cases: Cases,
    page: Paged,
    kind: SampleKind | None = None,
    status: SampleStatus | None = None,
    active: bool | None = None,
    sort: Annotated[str | None, sorting(SORTS, example="name")] = None,
) -> Response:
    order = sort_order(sort, SORTS, "-created_at")
    wanted = SampleFilter(kind, status, active)
    found = await cases.samples.list(owner=who.user_id, wanted=wanted, page=page, sort=order)
    asked = (("kind", kind), ("status", status), ("active", active))
    filters = {name: value for name, value in asked if value is not None}
    cards = [schema.card(one) for one in found.items]
    return answers.many(cards, page=page.number, limit=page.limit, total=found.total, filters=filters)


@router.get("/{sample_id}", response_model=One[schema.SampleOut], summary="One of my samples, with its text")
async def show_sample(sample_id: UUID, who: SignedIn, cases: Cases) -> Response:
    return shown(await cases.samples.show(owner=who.user_id, id=sample_id))


@router.delete("/{sample_id}", status_code=204, summary="Delete a sample; it can be restored for 30 days")
async def delete_sample(sample_id: UUID, who: SignedIn, cases: Cases, version: Version) -> Response:
    await cases.samples.delete(owner=who.user_id, id=sample_id, version=version)
    return answers.nothing()


@router.post("/{sample_id}/restore", response_model=One[schema.SampleOut], summary="Restore a deleted sample")
async def restore_sample(sample_id: UUID, who: SignedIn, cases: Cases) -> Response:
    return shown(await cases.samples.restore(owner=who.user_id, id=sample_id))


@router.post("/{sample_id}/activate", response_model=One[schema.SampleOut], summary="Let a sample say how I write")
async def activate_sample(sample_id: UUID, who: SignedIn, cases: Cases) -> Response:
    return shown(await cases.samples.activate(owner=who.user_id, id=sample_id, active=True))


@router.post("/{sample_id}/deactivate", response_model=One[schema.SampleOut], summary="Leave a sample out for now")
async def deactivate_sample(sample_id: UUID, who: SignedIn, cases: Cases) -> Response:
    return shown(await cases.samples.activate(owner=who.user_id, id=sample_id, active=False))


@router.get("/{sample_id}/download", summary="The file", response_class=StreamingResponse, responses=_FILE)
async def download_sample(sample_id: UUID, who: SignedIn, cases: Cases) -> Response:
    return sent(await cases.samples.open(owner=who.user_id, id=sample_id))
