from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from jobwise.application.ports.documents import Held
from jobwise.application.ports.owned import OwnedRoom
from jobwise.domain.documents.document import DocumentType
from jobwise.domain.samples.sample import Sample, SampleKind, SampleStatus
from jobwise.domain.shared.paging import Listing, Page, Sort

SORTS = frozenset({"created_at", "name"})


@dataclass(frozen=True, slots=True)
class SampleFilter:
    """Empty values do not filter."""

    kind: SampleKind | None = None
    status: SampleStatus | None = None
    active: bool | None = None


@dataclass(frozen=True, slots=True)
class SampleCard:
    """A sample without its text."""

    id: UUID
    version: int
    created_at: datetime
    updated_at: datetime
    name: str
    type: DocumentType
    kind: SampleKind
    status: SampleStatus
    active: bool
    words: int
    characters: int
    failure: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SampleSum:
    """Which sample, and the sum of its file."""

    id: UUID
    sha256: str


class Samples(OwnedRoom[Sample], Protocol):
    async def find(self, wanted: SampleFilter, *, owner: UUID, sort: Sort, page: Page) -> Listing[SampleCard]:
        """One page in one statement, by fields of `SORTS`, no text; counted to 10,001 in another."""
        ...

    async def held(self, *, owner: UUID) -> Held:
        """What the owner keeps. Whoever asks in a write transaction is alone with it until its end."""
        ...

    async def active(self, *, owner: UUID) -> Sequence[Sample]:
        """Those that say how the owner writes: active, read and not deleted; newest first, at most `MAX_LEARNT`."""
        ...

    async def active_sums(self, *, owner: UUID) -> Sequence[SampleSum]:
        """The same ones, in the same order, without what they say."""
        ...
