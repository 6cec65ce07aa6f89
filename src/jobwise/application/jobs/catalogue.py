"""The catalogue: looking through it, and saving what is in it."""

import json
from dataclasses import dataclass, replace
from uuid import UUID

from jobwise.application.jobs.fits import FitPostings
from jobwise.application.ports.cache import Cache
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.jobs import JobRow
from jobwise.application.ports.store import Store
from jobwise.application.saved_jobs import give_room, take_room
from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.jobs.wanted import JobFilters, PostingOrder
from jobwise.domain.limits import SEARCH_KEPT_S
from jobwise.domain.shared.codec import to_data
from jobwise.domain.shared.errors import NotFound
from jobwise.domain.shared.paging import Listing, Page


@dataclass(frozen=True, slots=True)
class BrowsePostings:
    """The postings that meet the filters, which of them the viewer has saved, and how well each fits them.

    How many there are of some words is the same for every viewer and page, and may take longer to count than the page:
    it is remembered for `SEARCH_KEPT_S` seconds.
    """

    store: Store
    cache: Cache
    fitted: FitPostings

    async def __call__(self, *, viewer: UUID, page: Page, filters: JobFilters, order: PostingOrder) -> Listing[JobRow]:
        if filters.asks_nothing_findable:
            return Listing((), 0, page)
        key = f"postings/{json.dumps(to_data(filters), sort_keys=True)}" if filters.terms() else ""
        kept = await self.cache.get(key) if key else None
        counted = int(kept) if kept is not None and kept.isdigit() and len(kept) < 9 else None
        async with self.store.read(single=True) as work:
            found = await work.postings.page(filters, order, viewer=viewer, page=page, counted=counted)
        if key and counted is None:
            await self.cache.put(key, str(found.total).encode(), seconds=SEARCH_KEPT_S)
        return replace(found, items=await self.fitted(found.items, viewer=viewer))


@dataclass(frozen=True, slots=True)
class ShowPosting:
    """One posting, whether the viewer has saved it, and how well it fits them."""

    store: Store
    fitted: FitPostings

    async def __call__(self, *, viewer: UUID, id: UUID) -> JobRow:
        async with self.store.read(single=True) as work:
            found = await work.postings.show(id, viewer=viewer)
        return (await self.fitted((found,), viewer=viewer))[0]


@dataclass(frozen=True, slots=True)
class SavePosting:
    """Makes a job of a posting; one that is saved already stays the one job it is.

    Raises NotFound for no such posting, QuotaExceeded when the owner's tier keeps no more.
    """

    store: Store
    clock: Clock
    ids: Ids

    async def __call__(self, *, owner: UUID, posting_id: UUID) -> tuple[CapturedJob, bool]:
        """The job, and whether it is new."""
        async with self.store.write() as work:
            posting = await work.postings.get(posting_id)
            # Counting takes its turn with the owner's other savings, so it goes before looking.
            held = await work.jobs.count_saved(owner=owner)
            found = await work.jobs.find_saved(posting_id, owner=owner)
            if found is not None:
                return found, False
            now = self.clock.now()
            await take_room(work, owner, now, held=held)
            job = posting.saved(id=self.ids.new(), owner_id=owner, now=now)
            await work.jobs.add(job)
            await work.commit()
        return job, True


@dataclass(frozen=True, slots=True)
class UnsavePosting:
    """Deletes the job that a posting was saved as; NotFound when it is not saved."""

    store: Store
    clock: Clock

    async def __call__(self, *, owner: UUID, posting_id: UUID) -> None:
        async with self.store.write() as work:
            job = await work.jobs.find_saved(posting_id, owner=owner)
            if job is None:
                raise NotFound("This posting is not saved.")
            now = self.clock.now()
            job.delete(now)
            await give_room(work, owner, now)
            await work.jobs.save(job)
            await work.commit()
