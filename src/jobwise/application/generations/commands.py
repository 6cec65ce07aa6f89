"""From the wish for a document to the stored document. The making itself runs outside of any transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.domain.generations.document import Document, DocumentKind
from jobwise.domain.generations.generation import Generation, Provenance


@dataclass(frozen=True, slots=True)
class RequestGeneration:
    """Stores the wish for a document, pending, with what it is to be made from."""

    store: Store
    clock: Clock
    ids: Ids

    async def __call__(
        self, *, owner: UUID, kind: DocumentKind, provenance: Provenance, options: Mapping[str, Any]
    ) -> Generation:
        generation = Generation.request(
            id=self.ids.new(),
            owner_id=owner,
            kind=kind,
            provenance=provenance,
            options=options,
            now=self.clock.now(),
        )
        async with self.store.write() as work:
            await work.profiles.get(provenance.profile_id, owner=owner)
            if provenance.job_id is not None:
                await work.jobs.get(provenance.job_id, owner=owner)
            await work.generations.add(generation)
            await work.commit()
        return generation


@dataclass(frozen=True, slots=True)
class StartGeneration:
    """Takes a pending generation in hand; Conflict when somebody else has it."""

    store: Store
    clock: Clock

    async def __call__(self, *, owner: UUID, id: UUID) -> Generation:
        async with self.store.write() as work:
            generation = await work.generations.get(id, owner=owner)
            generation.start(self.clock.now())
            await work.generations.save(generation)
            await work.commit()
            return generation


@dataclass(frozen=True, slots=True)
class CompleteGeneration:
    """Stores the finished document with its ATS report and its grounding trace."""

    store: Store
    clock: Clock

    async def __call__(
        self,
        *,
        owner: UUID,
        id: UUID,
        content: Document,
        ats: Mapping[str, Any] | None = None,
        trace: Mapping[str, Any] | None = None,
    ) -> Generation:
        async with self.store.write() as work:
            generation = await work.generations.get(id, owner=owner)
            generation.complete(content, self.clock.now(), ats=ats, trace=trace)
            await work.generations.save(generation)
            await work.commit()
            return generation


@dataclass(frozen=True, slots=True)
class FailGeneration:
    """Stores why a document could not be made."""

    store: Store
    clock: Clock

    async def __call__(self, *, owner: UUID, id: UUID, reason: str) -> Generation:
        async with self.store.write() as work:
            generation = await work.generations.get(id, owner=owner)
            generation.fail(reason, self.clock.now())
            await work.generations.save(generation)
            await work.commit()
            return generation
