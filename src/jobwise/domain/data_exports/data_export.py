"""An archive of everything that an account holds, made once and kept for a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Self
from uuid import UUID

from jobwise.domain.limits import DATA_EXPORT_KEPT_S
from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.shared.errors import Conflict, InvalidInput
from jobwise.domain.shared.files import StoredFile


class DataExportStatus(StrEnum):
    PENDING = "pending"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    EXPIRED = "expired"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be made."""
        return self in (DataExportStatus.PENDING, DataExportStatus.RUNNING)


@dataclass(kw_only=True)
class DataExport(Owned):
    """`file` is there from the completion until `expires_at`; `failure` is the code of what went wrong for good."""

    KIND: ClassVar[str] = "data_export"

    status: DataExportStatus = DataExportStatus.PENDING
    file: StoredFile | None = None
    completed_at: datetime | None = None
    expires_at: datetime | None = None
    failure: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        for moment in (self.completed_at, self.expires_at):
            if moment is not None and moment.utcoffset() != timedelta(0):
                raise InvalidInput("A time must be in UTC and say so.")

    @classmethod
    def request(cls, *, id: UUID, owner_id: UUID, now: datetime) -> Self:
        export = cls(id=id, owner_id=owner_id, created_at=now, updated_at=now)
        export.record("requested", now)
        return export

    def start(self, now: datetime) -> None:
        """Says that it is being made; one that was begun before, by a process that died, just goes on."""
        self._must_be_open()
        if self.status is DataExportStatus.PENDING:
            self.status = DataExportStatus.RUNNING
            self._changed("started", now)

    def complete(self, file: StoredFile, now: datetime) -> None:
        """Names the file that was made. Conflict when another was, or when it was given up meanwhile."""
        self._must_be_open()
        self.status, self.file, self.completed_at = DataExportStatus.COMPLETED, file, now
        # Links name the second, so the end is a whole one.
        self.expires_at = now.replace(microsecond=0) + timedelta(seconds=DATA_EXPORT_KEPT_S)
        self._changed("completed", now, size_bytes=file.size_bytes)

    def fail(self, failure: str, now: datetime) -> None:
        """Gives it up for good."""
        self._must_be_open()
        self.status, self.failure = DataExportStatus.FAILED, failure
        self._changed("failed", now, failure=failure)

    def expire(self, now: datetime) -> None:
        """Forgets the file, whose time is over; Conflict before that."""
        if self.status is not DataExportStatus.COMPLETED or self.is_open_at(now):
            raise Conflict("This archive has not expired.")
        self.status, self.file = DataExportStatus.EXPIRED, None
        self._changed("expired", now)

    def is_open_at(self, now: datetime) -> bool:
        """Whether the file can be fetched."""
        return self.file is not None and self.expires_at is not None and now < self.expires_at

    def _must_be_open(self) -> None:
        if not self.status.is_open:
            raise Conflict(f"This archive is {self.status} already.")
