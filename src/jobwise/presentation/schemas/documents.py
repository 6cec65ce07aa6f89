"""What is sent and answered about documents."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from jobwise.application.documents.queries import SignedLink
from jobwise.domain.applications.application import Application
from jobwise.domain.documents.document import Document, DocumentKind, DocumentType
from jobwise.domain.limits import MAX_ATTACHED_AT_ONCE
from jobwise.presentation.schemas.fields import absent
from jobwise.presentation.schemas.inputs import Input, Line, Name, Output

BASE = "/api/v1/documents"


class DocumentPatch(Input):
    name: Name = Field(default_factory=absent, examples=["Diploma 2024.pdf"])
    kind: DocumentKind = Field(default_factory=absent, examples=["certificate"])


class AttachIn(Input):
    application_ids: list[UUID] = Field(min_length=1, max_length=MAX_ATTACHED_AT_ONCE)
    label: Line = Field("", examples=["sent with the letter"])


class AttachedToOut(Output):
    application_id: UUID
    version: int


class DocumentCardOut(Output):
    id: UUID
    version: int
    name: str = Field(examples=["Diploma 2024.pdf"])
    kind: DocumentKind
    type: DocumentType
    media_type: str = Field(examples=["application/pdf"])
    size_bytes: int = Field(ge=0, examples=[184_320])
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    created_at: datetime
    updated_at: datetime


class DocumentLinks(Output):
    """`file` opens without a sign-in until `file_expires_at`, or until the document is deleted."""

    self: str
    download: str
    file: str
    file_expires_at: datetime


class DocumentOut(DocumentCardOut):
    links: DocumentLinks


def card(one: Document) -> dict[str, Any]:
    return {
        "id": one.id,
        "version": one.version,
        "name": one.name,
        "kind": one.kind,
        "type": one.type,
        "media_type": one.type.media_type,
        "size_bytes": one.file.size_bytes,
        "sha256": one.file.sha256,
        "created_at": one.created_at,
        "updated_at": one.updated_at,
    }


def whole(one: Document, link: SignedLink) -> dict[str, Any]:
    expires = int(link.expires_at.timestamp())
    return {
        **card(one),
        "links": {
            "self": f"{BASE}/{one.id}",
            "download": f"{BASE}/{one.id}/download",
            "file": f"/api/v1/files/{link.id}?user={link.user_id}&expires={expires}&signature={link.signature}",
            "file_expires_at": link.expires_at,
        },
    }


def attached_to(application: Application) -> dict[str, Any]:
    return {"application_id": application.id, "version": application.version}
