"""Opening a document, following how it is made, and comparing two."""

from dataclasses import dataclass, replace
from uuid import UUID

from jobwise.application.ports.generations import GenerationCard, GenerationFilter, Judged, Progress
from jobwise.application.ports.store import Store
from jobwise.domain.generations.diff import DocumentDiff, diff
from jobwise.domain.generations.document import Document
from jobwise.domain.generations.generation import Generation
from jobwise.domain.shared.errors import Detail, InvalidInput, NotCompleted, NotFound
from jobwise.domain.shared.paging import NEWEST, Listing, Page


def content_of(generation: Generation) -> Document:
    """The document; NotCompleted while there is none."""
    if generation.content is None:
        raise NotCompleted(generation.status.why_none, [Detail("status", generation.status.value)])
    return generation.content


@dataclass(frozen=True, slots=True)
class ShowGeneration:
    """One of the owner's, whether it is stale, and its file; NotFound when it is missing or somebody else's."""

    store: Store

    async def __call__(self, *, owner: UUID, id: UUID) -> Judged:
        async with self.store.read(single=True) as work:
            found = await work.generations.judged(id, owner=owner)
        export_id = found.generation.export_id
        if export_id is None:
            return found
        async with self.store.read(single=True) as work:
            try:
                return replace(found, export=await work.exports.get(export_id, owner=owner))
            except NotFound:
                # Deleted or expired; the document stays.
                return found


@dataclass(frozen=True, slots=True)
class ShowCompleted:
    """One of the owner's that is completed; NotCompleted until it is."""

    store: Store

    async def __call__(self, *, owner: UUID, id: UUID) -> Judged:
        async with self.store.read(single=True) as work:
            found = await work.generations.judged(id, owner=owner)
        content_of(found.generation)
        return found


@dataclass(frozen=True, slots=True)
class ListGenerationVersions:
    """All that were made of the same kind for the same job, newest first."""

    store: Store

    async def __call__(self, *, owner: UUID, id: UUID, page: Page) -> Listing[GenerationCard]:
        async with self.store.read() as work:
            one = await work.generations.get(id, owner=owner)
            wanted = GenerationFilter(kind=one.kind, job_id=one.provenance.job_id)
            return await work.generations.cards(wanted, owner=owner, sort=NEWEST, page=page)


@dataclass(frozen=True, slots=True)
class DiffGenerations:
    """What changed from one to the other: facts added, dropped, moved, reworded. Both are of one kind and completed."""

    store: Store

    async def __call__(self, *, owner: UUID, before: UUID, after: UUID) -> DocumentDiff:
        async with self.store.read() as work:
            first = await work.generations.get(before, owner=owner)
            second = await work.generations.get(after, owner=owner)
        if first.kind is not second.kind:
            raise InvalidInput(
                "A resume and a letter cannot be compared; name two of one kind.",
                [Detail("other_id", "is of another kind")],
            )
        return diff(content_of(first), content_of(second))


@dataclass(frozen=True, slots=True)
class ProgressOfGeneration:
    """How far one of the owner's is, without its document."""

    store: Store

    async def __call__(self, *, owner: UUID, id: UUID) -> Progress:
        async with self.store.read(single=True) as work:
            return await work.generations.progress(id, owner=owner)
