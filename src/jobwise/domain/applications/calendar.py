"""The address under which a calendar program finds somebody's interviews."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.shared.errors import InvalidInput

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(kw_only=True)
class CalendarFeed(Owned):
    """Open to whoever has the token, of which only the SHA-256 (hex) is known here."""

    KIND: ClassVar[str] = "calendar_feed"

    token_sha256: str

    def __post_init__(self) -> None:
        super().__post_init__()
        if not _SHA256.fullmatch(self.token_sha256):
            raise InvalidInput("A feed is kept under the SHA-256 of its token, in lower-case hex.")

    @classmethod
    def create(cls, *, id: UUID, owner_id: UUID, token_sha256: str, now: datetime) -> Self:
        feed = cls(id=id, owner_id=owner_id, token_sha256=token_sha256, created_at=now, updated_at=now)
        feed.record("opened", now)
        return feed

    def replace(self, token_sha256: str, now: datetime) -> None:
        """Another token; the one before opens nothing any more."""
        self.token_sha256 = token_sha256
        self.__post_init__()
        self._changed("replaced", now)
