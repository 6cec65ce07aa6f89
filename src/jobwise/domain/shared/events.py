"""Facts that happened to an aggregate, named `thing.past_tense`."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

_NAME = re.compile(r"[a-z]+(?:_[a-z]+)*\.[a-z]+(?:_[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Event:
    """One fact. `payload` holds ids, states and counts, no personal data; `payload_version` numbers its shape."""

    name: str
    aggregate_type: str
    aggregate_id: UUID
    aggregate_version: int
    owner_id: UUID | None
    occurred_at: datetime
    payload: Mapping[str, Any]
    payload_version: int = 1

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"not an event name: {self.name!r}")


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event of the outbox; `position` and `published_at` are None until the relay has published it.

    `payload_sha256` stays when `payload` is blanked for a person who was erased (`erased_at`). `chain_sha256` covers
    the row (all but the payload itself) and the chain up to the position before.
    """

    id: UUID
    event: Event
    payload_sha256: str
    position: int | None = None
    chain_sha256: str | None = None
    published_at: datetime | None = None
    erased_at: datetime | None = None


def payload_sha256(payload: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of a payload, whatever the order of its keys."""
    text = json.dumps(payload, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


GENESIS = "0" * 64
"""What the first link of the chain is tied to."""


def link_sha256(before: str, stored: StoredEvent, position: int) -> str:
    """The link of the chain for an event at `position` that follows the link `before` (both hex).

    It covers `payload_sha256` and not the payload, so that a person can be erased and the chain still holds.
    """
    event = stored.event
    covered = (
        before,
        str(position),
        str(stored.id),
        event.name,
        str(event.aggregate_id),
        str(event.aggregate_version),
        str(event.owner_id or ""),
        event.occurred_at.isoformat(),
        str(event.payload_version),
        stored.payload_sha256,
    )
    return hashlib.sha256("\n".join(covered).encode()).hexdigest()
