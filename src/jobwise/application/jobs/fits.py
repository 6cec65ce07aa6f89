"""How well postings of the catalogue fit whoever looks at them."""

import asyncio
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from jobwise.application.ports.cache import Cache
from jobwise.application.ports.jobs import JobRow
from jobwise.application.ports.profiles import ProfileMark
from jobwise.application.ports.store import Store
from jobwise.application.ports.workshop import Versions, Workshop
from jobwise.domain.limits import FIT_WAIT_S, SEARCH_KEPT_S
from jobwise.domain.shared.errors import QueueFull, Unavailable

Fits = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class FitPostings:
    """Gives each row of the catalogue its `fit`: how well the viewer's default profile fits it, 0..1.

    It is None for whoever has no profile, and where the workshop has no time for it within `FIT_WAIT_S` seconds: nobody
    waits for a list because documents are being made. What was found out is said again for `SEARCH_KEPT_S` seconds, as
    long as the profile stays as it is.
    """

    store: Store
    workshop: Workshop
    cache: Cache

    async def __call__(self, rows: Sequence[JobRow], *, viewer: UUID) -> tuple[JobRow, ...]:
        fits = await self._fits(tuple(row["id"] for row in rows), viewer) if rows else ()
        return tuple({**row, "fit": fit} for row, fit in zip(rows, fits, strict=True))

    async def _fits(self, ids: tuple[UUID, ...], viewer: UUID) -> Fits:
        async with self.store.read(single=True) as work:
            mark = await work.profiles.default_mark(owner=viewer)
        if mark is None:
            return (None,) * len(ids)
        key = _key(viewer, mark, await self.workshop.versions(), ids)
        kept = await self.cache.get(key)
        if kept is not None:
            return tuple(json.loads(kept))
        try:
            fits = await self._found_out(ids, viewer)
        except (QueueFull, Unavailable, TimeoutError):
            return (None,) * len(ids)
        await self.cache.put(key, json.dumps(fits).encode("ascii"), seconds=SEARCH_KEPT_S)
        return fits

    async def _found_out(self, ids: tuple[UUID, ...], viewer: UUID) -> Fits:
        async with self.store.read() as work:
            profile = await work.profiles.find_default(owner=viewer)
            jobs = await work.postings.contents(ids)
        if profile is None:
            return (None,) * len(ids)
        known = [id for id in ids if id in jobs]
        async with asyncio.timeout(FIT_WAIT_S):
            found = await self.workshop.fits(profile.content, [jobs[id] for id in known])
        by_id = dict(zip(known, found, strict=True))
        return tuple(by_id.get(id) for id in ids)


def _key(viewer: UUID, mark: ProfileMark, versions: Versions, ids: Sequence[UUID]) -> str:
    page = hashlib.sha256(b"".join(id.bytes for id in ids)).hexdigest()
    return f"fits/{viewer}/{mark.id}/{mark.version}/{versions.formula}/{versions.vocabulary}/{page}"
