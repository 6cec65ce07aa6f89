"""What is answered about archives of an account."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from jobwise.application.data_exports.importing import Imported
from jobwise.application.opening import SignedLink
from jobwise.domain.data_exports.data_export import DataExport, DataExportStatus
from jobwise.domain.limits import MAX_REFUSED_SHOWN
from jobwise.presentation.schemas.inputs import Output

BASE = "/api/v1/users/me/exports"


class DataExportLinks(Output):
    """`file` is there once the archive is completed; it opens without a sign-in until `file_expires_at`."""

    self: str
    file: str | None
    file_expires_at: datetime | None


class DataExportOut(Output):
    id: UUID
    version: int
    status: DataExportStatus
    requested_at: datetime
    completed_at: datetime | None
    expires_at: datetime | None
    size_bytes: int | None = Field(ge=0, examples=[184_320])
    sha256: str | None = Field(examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"])
    failure: str = Field(description="Why it failed, as a code; empty unless it did.", examples=[""])
    links: DataExportLinks


class RefusedRowOut(Output):
    table: str = Field(examples=["exports"])
    id: UUID = Field(description="Of the row in the archive.")
    reason: str = Field(examples=["Its file is not in the archive."])


class BroughtOut(Output):
    """How many of each came. `files_missing` are documents and samples whose files the archive did not hold: they were
    left out. `refused` tells of the first of the rows that did not come for another reason; `refused_count` of all."""

    profiles: int = Field(ge=0, examples=[1])
    jobs: int = Field(ge=0, examples=[12])
    applications: int = Field(ge=0, examples=[7])
    documents: int = Field(ge=0, examples=[3])
    samples: int = Field(ge=0, examples=[2])
    writing_styles: int = Field(ge=0, le=1, examples=[1])
    rankings: int = Field(ge=0, examples=[9])
    generations: int = Field(ge=0, examples=[14])
    exports: int = Field(ge=0, examples=[6])
    enhancements: int = Field(ge=0, examples=[1])
    files_missing: int = Field(ge=0, examples=[0])
    refused_count: int = Field(ge=0, examples=[0])
    refused: list[RefusedRowOut] = Field(max_length=MAX_REFUSED_SHOWN)


def imported(one: Imported) -> dict[str, Any]:
    counts = {name: getattr(one, name) for name in BroughtOut.model_fields if not name.startswith("refused")}
    shown = [{"table": each.table, "id": each.id, "reason": each.reason} for each in one.refused[:MAX_REFUSED_SHOWN]]
    return {**counts, "refused_count": len(one.refused), "refused": shown}


def data_export(one: DataExport, link: SignedLink | None) -> dict[str, Any]:
    return {
        "id": one.id,
        "version": one.version,
        "status": one.status,
        "requested_at": one.created_at,
        "completed_at": one.completed_at,
        "expires_at": one.expires_at,
        "size_bytes": one.file.size_bytes if one.file else None,
        "sha256": one.file.sha256 if one.file else None,
        "failure": one.failure,
        "links": {
            "self": f"{BASE}/{one.id}",
            "file": None if link is None else _address(link),
            "file_expires_at": None if link is None else link.expires_at,
        },
    }


def _address(link: SignedLink) -> str:
    expires = int(link.expires_at.timestamp())
    query = f"user={link.user_id}&expires={expires}&signature={link.signature}"
    return f"/api/v1/files/data-exports/{link.id}?{query}"
