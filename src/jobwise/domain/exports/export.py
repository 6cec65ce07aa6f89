"""One file made of generations: a single document, or a ZIP of several."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Self
from uuid import UUID

from jobwise.domain.exports.layout import Engine, Format, Paper
from jobwise.domain.generations.document import GenerationKind
from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.shared.errors import Detail, InvalidInput, InvalidTransition

_SHA256 = re.compile(r"[0-9a-f]{64}")
CANCELLED = "CANCELLED"
"""What an export failed with that its owner did not want any more."""


class ExportStatus(StrEnum):
    PENDING = "pending"
    RENDERING = "rendering"
    COMPLETED = "completed"
    FAILED = "failed"

    @property
    def allowed_next(self) -> frozenset["ExportStatus"]:
        return _MOVES[self]

    @property
    def is_open(self) -> bool:
        """Whether it is still to be made."""
        return self in (ExportStatus.PENDING, ExportStatus.RENDERING)

    @property
    def is_settled(self) -> bool:
        """Whether nothing more happens by itself."""
        return not self.is_open


_MOVES: Mapping[ExportStatus, frozenset[ExportStatus]] = MappingProxyType(
    {
        ExportStatus.PENDING: frozenset({ExportStatus.RENDERING, ExportStatus.FAILED}),
        ExportStatus.RENDERING: frozenset({ExportStatus.COMPLETED, ExportStatus.FAILED}),
        ExportStatus.COMPLETED: frozenset(),
        # A failed export may be run again.
        ExportStatus.FAILED: frozenset({ExportStatus.PENDING}),
    }
)


@dataclass(frozen=True, slots=True)
class LookWish:
    """How a file is to be. Empty: `template` and `paper` as the document was made for, `engine` the best here."""

    format: Format
    template: str = ""
    paper: Paper | None = None
    engine: Engine | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """How a file is made. `engine` is None for formats that no engine draws, and until the best one was chosen;
    `template_version` is empty until then."""

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


@dataclass(frozen=True, slots=True)
class Part:
    """One document of an export; `name` is that of its file."""

    generation_id: UUID
    kind: GenerationKind
    look: Look
    name: str


@dataclass(kw_only=True)
class Export(Owned):
    """`file` is there once it is completed, `failure` (a code) and `reason` say why it is not.

    `generation_id` is that of a single document, None of a ZIP. It can be fetched until `expires_at` (None: for good).
    `attempt` counts how often it was asked for, `asked_at` is the last time. `download_count` is counted beside the
    versions: fetching a file changes nothing of it.
    """

    KIND: ClassVar[str] = "export"
    STALE: ClassVar[str] = "The export is at version {version}, not {read}; read it again."

    format: Format
    generation_id: UUID | None
    parts: tuple[Part, ...]
    status: ExportStatus = ExportStatus.PENDING
    file: StoredFile | None = None
    failure: str = ""
    reason: str = ""
    attempt: int = 1
    asked_at: datetime
    expires_at: datetime | None = None
    download_count: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.parts or (self.generation_id is None) is not (self.format is Format.ZIP):
            raise InvalidInput("An export is of one document, or a ZIP of several.")
        if (self.status is ExportStatus.COMPLETED) is not (self.file is not None):
            raise InvalidInput("A completed export has its file, no other has one.")
        if self.status is ExportStatus.FAILED and not self.failure:
            raise InvalidInput("A failed export needs the reason.")
        if self.download_count < 0:
            raise InvalidInput("Downloads are counted from 0.")
        for moment in (self.asked_at, self.expires_at):
            if moment is not None and moment.utcoffset() != timedelta(0):
                raise InvalidInput("A time must be in UTC and say so.")

    @classmethod
    def request(
        cls, *, id: UUID, owner_id: UUID, parts: Sequence[Part], now: datetime, kept_days: int, zipped: bool = False
    ) -> Self:
        """Asks for the file of one part, or with `zipped` for a ZIP of all."""
        if len(parts) != 1 and not zipped:
            raise InvalidInput("A file holds one document; ask for a ZIP of several.")
        export = cls(
            id=id,
            owner_id=owner_id,
            format=Format.ZIP if zipped else parts[0].look.format,
            generation_id=None if zipped else parts[0].generation_id,
            parts=tuple(parts),
            asked_at=now,
            expires_at=_end(now, kept_days),
            created_at=now,
            updated_at=now,
        )
        export.record("requested", now, format=export.format.value, parts=len(parts))
        return export

    @property
    def name(self) -> str:
        """What the file is called when it is kept."""
        return f"jobwise-{self.created_at:%Y-%m-%d}.zip" if self.format is Format.ZIP else self.parts[0].name

    def start(self, now: datetime) -> None:
        """Says that it is being made; one that was begun before, by a process that died, just goes on."""
        if self.status is not ExportStatus.RENDERING:
            self._move(ExportStatus.RENDERING)
            self._changed("started", now)

    def complete(self, file: StoredFile, looks: Sequence[Look], now: datetime) -> None:
        """Names the file that was made, and how each part was."""
        self._move(ExportStatus.COMPLETED)
        self.file = file
        self.parts = tuple(replace(part, look=look) for part, look in zip(self.parts, looks, strict=True))
        self._changed("completed", now, size_bytes=file.size_bytes)

    def fail(self, failure: str, now: datetime, *, reason: str = "") -> None:
        """Gives it up with a code and, for the person, a sentence."""
        if not failure:
            raise InvalidInput("A failed export needs the reason.")
        self._move(ExportStatus.FAILED)
        self.failure, self.reason = failure, reason
        self._changed("failed", now, failure=failure)

    def cancel(self, now: datetime) -> None:
        """Gives up what is still to be made, because its owner wants it no more; InvalidTransition once it is made."""
        self.fail(CANCELLED, now, reason="It was cancelled.")

    def retry(self, now: datetime, kept_days: int) -> None:
        """Asks again for what has failed."""
        self._move(ExportStatus.PENDING)
        self.failure = self.reason = ""
        self.attempt, self.asked_at, self.expires_at = self.attempt + 1, now, _end(now, kept_days)
        self._changed("retried", now, attempt=self.attempt)

    def expire(self, now: datetime) -> None:
        """Notes that its time is over; whoever calls it takes it out."""
        self._changed("expired", now)

    def is_expired(self, now: datetime) -> bool:
        return self.expires_at is not None and now >= self.expires_at

    def is_open_at(self, now: datetime) -> bool:
        """Whether the file can be fetched."""
        return self.file is not None and not self.is_expired(now)

    def _move(self, status: ExportStatus) -> None:
        if status not in self.status.allowed_next:
            raise InvalidTransition(
                f"An export that is {self.status} cannot become {status}.", [Detail("status", self.status.value)]
            )
        self.status = status


def _end(now: datetime, kept_days: int) -> datetime:
    # Links name the second, so the end is a whole one.
    return now.replace(microsecond=0) + timedelta(days=kept_days)
