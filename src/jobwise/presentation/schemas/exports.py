"""What is sent and answered about files of resumes and letters."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import Field

from jobwise.application.exports.parts import Wanted
from jobwise.application.opening import SignedLink
from jobwise.application.ports.press import TemplateCard
from jobwise.domain.exports.export import Export, ExportStatus, LookWish
from jobwise.domain.exports.layout import DOCUMENT_FORMATS, Engine, Format, Paper
from jobwise.domain.generations.document import GenerationKind
from jobwise.domain.limits import MAX_BATCH
from jobwise.presentation.schemas.inputs import Input, Name, Output

BASE = "/api/v1/exports"
FILES = "/api/v1/files/exports"


class DocumentFormat(StrEnum):
    """What one document can be written as."""

    PDF = "pdf"
    DOCX = "docx"
    TEX = "tex"
    MD = "md"
    TXT = "txt"
    JSON = "json"


assert tuple(map(str, DocumentFormat)) == tuple(map(str, DOCUMENT_FORMATS))  # noqa: S101 - two names of one thing


class LookIn(Input):
    """How a file is to be."""

    template: Name | None = Field(None, description="Without it: that of the document.", examples=["classic"])
    paper: Paper | None = Field(None, description="Without it: letter for US and CA addresses, else A4.")


class EngineIn(LookIn):
    engine: Engine | None = Field(
        None, description="What draws a PDF. Without it: the best here. `latex` is not installed everywhere."
    )


class ExportWishIn(EngineIn):
    """A file that is made in the same flow."""

    format: DocumentFormat

    def wish(self) -> LookWish:
        return LookWish(Format(self.format.value), self.template or "", self.paper, self.engine)


class JsonExportIn(Input):
    generation_id: UUID

    def wanted(self) -> Wanted:
        return Wanted(self.generation_id, LookWish(Format.JSON))


class ExportIn(LookIn):
    generation_id: UUID

    def wanted(self, format: Format) -> Wanted:
        return Wanted(self.generation_id, LookWish(format, self.template or "", self.paper))


class PdfExportIn(EngineIn):
    generation_id: UUID

    def wanted(self) -> Wanted:
        return Wanted(self.generation_id, LookWish(Format.PDF, self.template or "", self.paper, self.engine))


class BatchItemIn(ExportWishIn):
    """One document of a ZIP."""

    generation_id: UUID

    def wanted(self) -> Wanted:
        return Wanted(self.generation_id, self.wish())


class BatchIn(Input):
    items: list[BatchItemIn] = Field(
        min_length=1, max_length=MAX_BATCH, description="In the order they stand in the ZIP; each counts as an export."
    )

    def wanted(self) -> list[Wanted]:
        return [one.wanted() for one in self.items]


class PrintedPartOut(Output):
    generation_id: UUID
    kind: GenerationKind
    name: str = Field(examples=["Ada Example - Acme GmbH - resume.pdf"])
    format: DocumentFormat
    template: str = Field(description="Empty for JSON, which has no look.", examples=["modern"])
    template_version: str = Field(description="Empty until it is made.", examples=["9f86d081884c"])
    paper: Paper
    engine: Engine | None = Field(description="What drew it; null for what is not drawn.")


class ExportLinks(Output):
    """Where to go from here; what is not possible now is null.

    `file` opens without a sign-in until `file_expires_at`, or until the export is deleted. It stands in answers to GET.
    """

    self: str
    events: str
    generation: str | None
    download: str | None
    link: str | None
    file: str | None
    file_expires_at: datetime | None
    retry: str | None
    cancel: str | None


class ExportOut(Output):
    id: UUID
    version: int
    status: ExportStatus
    format: Format
    name: str = Field(description="What the file is called.", examples=["Ada Example - Acme GmbH - resume.pdf"])
    media_type: str = Field(examples=["application/pdf"])
    generation_id: UUID | None = Field(description="Null of a ZIP; its parts say of what.")
    parts: list[PrintedPartOut]
    size_bytes: int | None = Field(ge=0, description="Null until it is made.", examples=[48_320])
    sha256: str | None = Field(examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"])
    download_count: int = Field(ge=0, examples=[0])
    attempt: int = Field(ge=1, description="How often it was asked for.", examples=[1])
    failure: str = Field(description="Why it failed, as a code; empty unless it did.", examples=[""])
    reason: str = Field(description="Why it failed, as a sentence.", examples=[""])
    asked_at: datetime
    expires_at: datetime | None = Field(description="When it is erased, row and file.")
    created_at: datetime
    updated_at: datetime
    links: ExportLinks


class ExportLinkOut(Output):
    """Opens the file without a sign-in until it expires, or until the export is deleted."""

    url: str = Field(examples=[f"{FILES}/0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f?user=...&expires=...&signature=..."])
    expires_at: datetime
    name: str = Field(examples=["Ada Example - Acme GmbH - resume.pdf"])
    media_type: str = Field(examples=["application/pdf"])
    size_bytes: int = Field(ge=0, examples=[48_320])
    sha256: str


class TemplateOut(Output):
    name: str = Field(examples=["modern"])
    title: str = Field(examples=["Modern"])
    description: str
    version: str = Field(examples=["9f86d081884c"])
    previews: dict[GenerationKind, str] = Field(
        description="Pictures (PNG).", examples=[{"resume": f"{BASE}/templates/modern/preview?kind=resume"}]
    )


def shown(one: Export, link: SignedLink | None = None) -> dict[str, Any]:
    file = one.file
    return {
        "id": one.id,
        "version": one.version,
        "status": one.status,
        "format": one.format,
        "name": one.name,
        "media_type": one.format.media_type,
        "generation_id": one.generation_id,
        "parts": [
            {
                "generation_id": part.generation_id,
                "kind": part.kind,
                "name": part.name,
                "format": part.look.format,
                "template": part.look.template,
                "template_version": part.look.template_version,
                "paper": part.look.paper,
                "engine": part.look.engine,
            }
            for part in one.parts
        ],
        "size_bytes": None if file is None else file.size_bytes,
        "sha256": None if file is None else file.sha256,
        "download_count": one.download_count,
        "attempt": one.attempt,
        "failure": one.failure,
        "reason": one.reason,
        "asked_at": one.asked_at,
        "expires_at": one.expires_at,
        "created_at": one.created_at,
        "updated_at": one.updated_at,
        "links": _links(one, link),
    }


def _links(one: Export, link: SignedLink | None) -> dict[str, Any]:
    here, made = f"{BASE}/{one.id}", one.file is not None
    return {
        "self": here,
        "events": f"{here}/events",
        "generation": f"/api/v1/generations/{one.generation_id}" if one.generation_id else None,
        "download": f"{here}/download" if made else None,
        "link": f"{here}/link" if made else None,
        "file": None if link is None else address(link),
        "file_expires_at": None if link is None else link.expires_at,
        "retry": f"{here}/retry" if one.status is ExportStatus.FAILED else None,
        "cancel": f"{here}/cancel" if one.status.is_open else None,
    }


def linked(one: Export, link: SignedLink) -> dict[str, Any]:
    assert one.file is not None  # noqa: S101 - there is a link to it
    return {
        "url": address(link),
        "expires_at": link.expires_at,
        "name": one.name,
        "media_type": one.format.media_type,
        "size_bytes": one.file.size_bytes,
        "sha256": one.file.sha256,
    }


def address(link: SignedLink) -> str:
    expires = int(link.expires_at.timestamp())
    return f"{FILES}/{link.id}?user={link.user_id}&expires={expires}&signature={link.signature}"


def template(one: TemplateCard) -> dict[str, Any]:
    here = f"{BASE}/templates/{one.name}/preview"
    return {
        "name": one.name,
        "title": one.title,
        "description": one.description,
        "version": one.version,
        "previews": {kind.value: f"{here}?kind={kind}" for kind in GenerationKind},
    }
