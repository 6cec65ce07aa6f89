"""The rooms of the memory store: the generic table, and what each room asks beyond it."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from jobwise.application.ports.profiles import KeptVersion, OldProfile
from jobwise.domain.exports.export import Export
from jobwise.domain.generations.generation import Generation
from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.limits import MAX_PROFILE_VERSIONS
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.rankings.stored import RankingInputs, StoredRanking
from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.domain.shared.errors import Conflict, NotFound
from jobwise.domain.shared.paging import Listing, Page
from jobwise.infrastructure.persistence.memory.table import Table

O = TypeVar("O", bound=Owned)  # noqa: E741
Kept = tuple[datetime, dict[str, Any]]
"""What a profile held at a version, as JSON, and since when."""


class MemoryOwned(Generic[O]):
    def __init__(self, table: Table[O], user_exists: Callable[[UUID], bool]) -> None:
        self._table = table
        self._user_exists = user_exists

    async def add(self, aggregate: O) -> None:
        if not self._user_exists(aggregate.owner_id):
            raise Conflict("The owner of this does not exist.")
        self._check(aggregate)
        self._table.insert(aggregate)

    async def save(self, aggregate: O) -> None:
        self._check(aggregate)
        self._table.update(aggregate)

    async def get(self, id: UUID, *, owner: UUID, hidden: bool = False) -> O:
        return self._table.get(id, owner, hidden)

    async def list(self, *, owner: UUID, page: Page) -> Listing[O]:
        return _paged(self._of(owner), page)

    async def erase_hidden(self, before: datetime) -> int:
        return self._table.erase_hidden(before)

    def _of(self, owner: UUID) -> Iterable[O]:
        return (aggregate for aggregate in self._table.shown() if aggregate.owner_id == owner)

    def _check(self, aggregate: O) -> None:
        """Conflict when the room's own rules of uniqueness would break."""


class MemoryProfiles(MemoryOwned[MasterProfile]):
    def __init__(
        self, table: Table[MasterProfile], user_exists: Callable[[UUID], bool], kept: dict[tuple[UUID, int], Kept]
    ) -> None:
        super().__init__(table, user_exists)
        self._kept = kept

    async def add(self, aggregate: MasterProfile) -> None:
        await super().add(aggregate)
        self._keep(aggregate)

    async def save(self, aggregate: MasterProfile) -> None:
        changed = aggregate.version != aggregate.seen_version
        await super().save(aggregate)
        if changed:
            self._keep(aggregate)

    async def count(self, *, owner: UUID) -> int:
        return sum(1 for _ in self._of(owner))

    async def versions(self, id: UUID, *, owner: UUID, page: Page) -> Listing[KeptVersion]:
        found = [
            KeptVersion(version, at)
            for (profile_id, version), (at, _) in sorted(self._kept.items(), reverse=True)
            if profile_id == id and self._is_of(id, owner)
        ]
        return Listing(tuple(found[page.offset : page.offset + page.limit]), len(found), page)

    async def at_version(self, id: UUID, version: int, *, owner: UUID) -> OldProfile:
        kept = self._kept.get((id, version))
        if kept is None or not self._is_of(id, owner):
            raise NotFound("There is no such version of a profile.")
        return OldProfile(version, kept[0], from_data(Profile, kept[1]))

    async def erase_hidden(self, before: datetime) -> int:
        count = await super().erase_hidden(before)
        for key in [key for key in self._kept if not self._table.holds(key[0])]:
            del self._kept[key]
        return count

    def _keep(self, profile: MasterProfile) -> None:
        self._kept[profile.id, profile.version] = (profile.updated_at, to_data(profile.content))
        self._kept.pop((profile.id, profile.version - MAX_PROFILE_VERSIONS), None)

    def _is_of(self, id: UUID, owner: UUID) -> bool:
        return any(profile.id == id for profile in self._of(owner))

    async def find_default(self, *, owner: UUID) -> MasterProfile | None:
        return next((profile for profile in self._of(owner) if profile.is_default), None)

    def _check(self, aggregate: MasterProfile) -> None:
        if not aggregate.is_default or aggregate.hidden:
            return
        for other in self._of(aggregate.owner_id):
            if other.is_default and other.id != aggregate.id:
                raise Conflict("Another profile is the default already.")


class MemoryJobs(MemoryOwned[CapturedJob]):
    pass


class MemoryRankings(MemoryOwned[StoredRanking]):
    async def find(self, inputs: RankingInputs, *, owner: UUID) -> StoredRanking | None:
        return next((ranking for ranking in self._of(owner) if ranking.inputs == inputs), None)

    async def of_job(self, job_id: UUID, *, owner: UUID, page: Page) -> Listing[StoredRanking]:
        return _paged((ranking for ranking in self._of(owner) if ranking.inputs.job_id == job_id), page)


class MemoryGenerations(MemoryOwned[Generation]):
    async def of_job(self, job_id: UUID, *, owner: UUID, page: Page) -> Listing[Generation]:
        return _paged((made for made in self._of(owner) if made.provenance.job_id == job_id), page)


class MemoryExports(MemoryOwned[Export]):
    async def of_generation(self, generation_id: UUID, *, owner: UUID, page: Page) -> Listing[Export]:
        return _paged((export for export in self._of(owner) if export.generation_id == generation_id), page)


def _paged(aggregates: Iterable[O], page: Page) -> Listing[O]:
    everything = tuple(aggregates)
    return Listing(everything[page.offset : page.offset + page.limit], len(everything), page)
