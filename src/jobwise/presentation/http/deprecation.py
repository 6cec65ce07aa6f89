"""Routes that will go: every answer of theirs says since when, until when, and what to call instead."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime

from fastapi import Request


@dataclass(frozen=True, slots=True)
class Going:
    """A dependency that goes with `deprecated=True`; writes the headers of RFC 9745, RFC 8594 and RFC 5829."""

    since: date
    until: date
    instead: str

    async def __call__(self, request: Request) -> None:
        request.scope["jobwise.headers"] = [
            (b"deprecation", f"@{int(_begin(self.since).timestamp())}".encode()),
            (b"sunset", format_datetime(_begin(self.until), usegmt=True).encode()),
            (b"link", f'<{self.instead}>; rel="successor-version"'.encode()),
        ]


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
