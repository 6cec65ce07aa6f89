"""One rendered file of a generation."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Self
from uuid import UUID

from jobwise.domain.exports.layout import Engine, Format, Paper
from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.shared.errors import InvalidInput, NotFound

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Look:
    """How a file was made. `engine` is None for formats that no engine draws (md, txt, json)."""

    format: Format
    template: str
    template_version: str
    paper: Paper
    engine: Engine | None = None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Where the bytes are (`key` of the file store), how many, and their SHA-256 in hex."""

    key: str
    size_bytes: int
    sha256: str

    def __post_init__(self) -> None:
        if not self.key or self.size_bytes < 0 or not _SHA256.fullmatch(self.sha256):
            raise InvalidInput("A stored file needs a key, a size and its SHA-256 in lower-case hex.")


@dataclass(kw_only=True)
class Export(Owned):
    """A file that can be fetched until `expires_at` (None: for good)."""

    KIND: ClassVar[str] = "export"

    generation_id: UUID
    look: Look
    file: StoredFile
    expires_at: datetime | None = None
    download_count: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.download_count < 0:
            raise InvalidInput("Downloads are counted from 0.")
        if self.expires_at is not None and self.expires_at.utcoffset() != timedelta(0):
            raise InvalidInput("A time must be in UTC and say so.")

    @classmethod
    def create(
        cls,
        *,
        id: UUID,
        owner_id: UUID,
        generation_id: UUID,
        look: Look,
        file: StoredFile,
        now: datetime,
        expires_at: datetime | None = None,
    ) -> Self:
        export = cls(
            id=id,
            owner_id=owner_id,
            generation_id=generation_id,
            look=look,
            file=file,
            expires_at=expires_at,
            created_at=now,
            updated_at=now,
        )
        export.record("created", now, generation_id=str(generation_id), format=look.format.value)
        return export

    def is_expired(self, now: datetime) -> bool:
        return self.expires_at is not None and now >= self.expires_at

    def download(self, now: datetime) -> None:
        """Counts one download; NotFound once it has expired."""
        if self.is_expired(now):
            raise NotFound("This file has expired; export it again.")
        self.download_count += 1
        self._changed("downloaded", now, download_count=self.download_count)
