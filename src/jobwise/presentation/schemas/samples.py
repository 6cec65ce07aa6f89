"""What is answered about samples."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from jobwise.application.ports.samples import SampleCard
from jobwise.domain.documents.document import DocumentType
from jobwise.domain.samples.sample import Sample, SampleKind, SampleStatus
from jobwise.presentation.schemas.inputs import Output

BASE = "/api/v1/samples"


class SampleCardOut(Output):
    id: UUID
    version: int
    name: str = Field(examples=["Letter to the bakery.docx"])
    kind: SampleKind
    type: DocumentType
    status: SampleStatus = Field(description="`pending` until its text was read.")
    active: bool = Field(description="Whether it says how I write, once it was read.")
    words: int = Field(ge=0, examples=[231])
    characters: int = Field(ge=0, examples=[1_402])
    failure: str = Field(description="Why it was not read, as a code; empty unless it failed.", examples=["NO_TEXT"])
    size_bytes: int = Field(ge=0, examples=[18_432])
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    created_at: datetime
    updated_at: datetime


class SampleLinks(Output):
    self: str
    download: str


class SampleOut(SampleCardOut):
    reason: str = Field(
        description="Why it was not read, as a sentence; empty unless it failed.",
        examples=["The PDF is protected by a password; save it without one."],
    )
    text: str = Field(description="What was read; empty until then.", examples=["Dear Ms Lind,"])
    links: SampleLinks


def card(one: SampleCard) -> dict[str, Any]:
    return {name: getattr(one, name) for name in SampleCardOut.model_fields}


def whole(one: Sample) -> dict[str, Any]:
    file = {"size_bytes": one.file.size_bytes, "sha256": one.file.sha256}
    fields = {name: getattr(one, name) for name in SampleCardOut.model_fields if name not in file}
    links = {"self": f"{BASE}/{one.id}", "download": f"{BASE}/{one.id}/download"}
    return {**fields, **file, "reason": one.reason, "text": one.text, "links": links}
