"""What is sent and answered about documents."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from jobwise.application.opening import SignedLink
from jobwise.domain.applications.application import Application
from jobwise.domain.documents.document import Document, DocumentKind, DocumentType
from jobwise.domain.limits import MAX_ATTACHED_AT_ONCE
from jobwise.presentation.schemas.fields import absent
from jobwise.presentation.schemas.inputs import Input, Line, Name, Output
from jobwise.presentation.schemas.plain import to_bytes

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
    return {
        **card(one),
        "links": {
            "self": f"{BASE}/{one.id}",
            "download": f"{BASE}/{one.id}/download",
            **_file(link),
        },
    }


def _file(link: SignedLink) -> dict[str, Any]:
    expires = int(link.expires_at.timestamp())
    address = f"/api/v1/files/{link.id}?user={link.user_id}&expires={expires}&signature={link.signature}"
    return {"file": address, "file_expires_at": link.expires_at}


def unsigned(body: bytes) -> bytes:
    """An answer without the signature of its link, which then opens nothing. Other answers stay as they are."""
    answer = json.loads(body)
    if not _is_linked(answer):
        return body
    links = answer["data"]["links"]
    links["file"] = links["file"].partition("&signature=")[0] + "&signature="
    return to_bytes(answer)


def linked_id(body: bytes) -> UUID | None:
    """Whose link an answer holds; None when it holds none."""
    answer = json.loads(body)
    return UUID(answer["data"]["id"]) if _is_linked(answer) else None


def signed(body: bytes, link: SignedLink) -> bytes:
    """An answer with this link in the place of its own."""
    answer = json.loads(body)
    answer["data"]["links"] |= _file(link)
    return to_bytes(answer)


def _is_linked(answer: Any) -> bool:
    data = answer.get("data")
    return isinstance(data, dict) and "links" in data


def attached_to(application: Application) -> dict[str, Any]:
    return {"application_id": application.id, "version": application.version}
