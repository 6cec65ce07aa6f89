"""Samples and writing styles in memory."""

from collections.abc import Sequence
from uuid import UUID

from jobwise.application.ports.documents import Held
from jobwise.application.ports.samples import SampleCard, SampleFilter, SampleSum
from jobwise.domain.limits import MAX_LEARNT
from jobwise.domain.samples.sample import Sample, SampleStatus
from jobwise.domain.shared.errors import Conflict
from jobwise.domain.shared.paging import Listing, Page, Sort
from jobwise.domain.styles.style import WritingStyle
from jobwise.infrastructure.persistence.memory.owned import MemoryOwned, ordered


class MemorySamples(MemoryOwned[Sample]):
    async def find(self, wanted: SampleFilter, *, owner: UUID, sort: Sort, page: Page) -> Listing[SampleCard]:
        found = [
            one
            for one in self._of(owner)
            if wanted.kind in (None, one.kind)
            and wanted.status in (None, one.status)
            and wanted.active in (None, one.active)
        ]
        return ordered(map(_card, found), sort, page)

    async def held(self, *, owner: UUID) -> Held:
        sizes = [one.file.size_bytes for one in self._of(owner)]
        return Held(len(sizes), sum(sizes))

    async def active(self, *, owner: UUID) -> Sequence[Sample]:
        found = [one for one in self._of(owner) if one.active and one.status is SampleStatus.READ]
        return found[:MAX_LEARNT]

    async def active_sums(self, *, owner: UUID) -> Sequence[SampleSum]:
        return [SampleSum(one.id, one.file.sha256) for one in await self.active(owner=owner)]


def _card(one: Sample) -> SampleCard:
    return SampleCard(
        id=one.id,
        version=one.version,
        created_at=one.created_at,
        updated_at=one.updated_at,
        name=one.name,
        type=one.type,
        kind=one.kind,
        status=one.status,
        active=one.active,
        words=one.words,
        characters=one.characters,
        failure=one.failure,
        size_bytes=one.file.size_bytes,
        sha256=one.file.sha256,
    )


class MemoryWritingStyles(MemoryOwned[WritingStyle]):
    async def find_own(self, *, owner: UUID) -> WritingStyle | None:
        return next(iter(self._of(owner)), None)

    def _check(self, aggregate: WritingStyle) -> None:
        if not aggregate.hidden and any(other.id != aggregate.id for other in self._of(aggregate.owner_id)):
            raise Conflict("There is a writing style already.")
