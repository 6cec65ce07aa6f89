"""One file made of generations: a single document, or a ZIP of several."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar, Self
from uuid import UUID

from jobwise.domain.exports.layout import Engine, Format, Paper
from jobwise.domain.generations.document import GenerationKind
from jobwise.domain.shared.errors import InvalidInput
from jobwise.domain.shared.files import StoredFile
from jobwise.domain.shared.made import Made, MadeStatus


class ExportStatus(MadeStatus):
    PENDING = "pending"
    RENDERING = "rendering"
    COMPLETED = "completed"
    FAILED = "failed"


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
class Part:
    """One document of an export; `name` is that of its file."""

    generation_id: UUID
    kind: GenerationKind
    look: Look
    name: str


@dataclass(kw_only=True)
class Export(Made[ExportStatus]):
    """`file` is there once it is completed.

    `generation_id` is that of a single document, None of a ZIP. It can be fetched until `expires_at` (None: for good).
    `download_count` is counted beside the versions: fetching a file changes nothing of it.
    """

    KIND: ClassVar[str] = "export"
    A_KIND: ClassVar[str] = "An export"
    STALE: ClassVar[str] = "The export is at version {version}, not {read}; read it again."

    format: Format
    generation_id: UUID | None
    parts: tuple[Part, ...]
    status: ExportStatus = ExportStatus.PENDING
    file: StoredFile | None = None
    expires_at: datetime | None = None
    download_count: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.parts or (self.generation_id is None) is not (self.format is Format.ZIP):
            raise InvalidInput("An export is of one document, or a ZIP of several.")
        if (self.status is ExportStatus.COMPLETED) is not (self.file is not None):
            raise InvalidInput("A completed export has its file, no other has one.")
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

    def complete(self, file: StoredFile, looks: Sequence[Look], now: datetime) -> None:
        """Names the file that was made, and how each part was."""
        self._move(ExportStatus.COMPLETED)
        self.file = file
        self.parts = tuple(replace(part, look=look) for part, look in zip(self.parts, looks, strict=True))
        self._changed("completed", now, size_bytes=file.size_bytes)

    def retry(self, now: datetime, kept_days: int) -> None:
        """Asks again for what has failed."""
        self._ask_again(now)
        self.expires_at = _end(now, kept_days)

    def expire(self, now: datetime) -> None:
        """Notes that its time is over; whoever calls it takes it out."""
        self._changed("expired", now)

    def is_expired(self, now: datetime) -> bool:
        return self.expires_at is not None and now >= self.expires_at

    def is_open_at(self, now: datetime) -> bool:
        """Whether the file can be fetched."""
        return self.file is not None and not self.is_expired(now)


def _end(now: datetime, kept_days: int) -> datetime:
    # Links name the second, so the end is a whole one.
    return now.replace(microsecond=0) + timedelta(days=kept_days)
