"""Rooms of the memory store: the generic table, and what each asks beyond it."""

from uuid import UUID

from jobwise.domain.exports.export import Export
from jobwise.domain.generations.generation import Generation
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.rankings.stored import RankingInputs, StoredRanking
from jobwise.domain.shared.errors import Conflict
from jobwise.domain.shared.paging import Listing, Page
from jobwise.domain.users.user import User
from jobwise.infrastructure.persistence.memory.owned import MemoryOwned, paged
from jobwise.infrastructure.persistence.memory.table import Table


class MemoryUsers:
    def __init__(self, table: Table[User]) -> None:
        self._table = table

    async def add(self, aggregate: User) -> None:
        self._check(aggregate)
        self._table.insert(aggregate)

    async def save(self, aggregate: User) -> None:
        self._check(aggregate)
        self._table.update(aggregate)

    async def get(self, id: UUID, *, hidden: bool = False) -> User:
        return self._table.get(id, None, hidden)

    async def find_local(self) -> User | None:
        return next((user for user in self._table.shown() if user.is_local), None)

    def _check(self, user: User) -> None:
        for other in self._table.shown():
            if other.id == user.id or user.hidden:
                continue
            if user.is_local and other.is_local:
                raise Conflict("There is a local user already.")
            if user.email is not None and other.email == user.email:
                raise Conflict("This email is taken.")


class MemoryProfiles(MemoryOwned[MasterProfile]):
    async def find_default(self, *, owner: UUID) -> MasterProfile | None:
        return next((profile for profile in self._of(owner) if profile.is_default), None)

    def _check(self, aggregate: MasterProfile) -> None:
        if not aggregate.is_default or aggregate.hidden:
            return
        for other in self._of(aggregate.owner_id):
            if other.is_default and other.id != aggregate.id:
                raise Conflict("Another profile is the default already.")


class MemoryRankings(MemoryOwned[StoredRanking]):
    async def find(self, inputs: RankingInputs, *, owner: UUID) -> StoredRanking | None:
        return next((ranking for ranking in self._of(owner) if ranking.inputs == inputs), None)

    async def of_job(self, job_id: UUID, *, owner: UUID, page: Page) -> Listing[StoredRanking]:
        return paged((ranking for ranking in self._of(owner) if ranking.inputs.job_id == job_id), page)


class MemoryGenerations(MemoryOwned[Generation]):
    async def of_job(self, job_id: UUID, *, owner: UUID, page: Page) -> Listing[Generation]:
        return paged((made for made in self._of(owner) if made.provenance.job_id == job_id), page)


class MemoryExports(MemoryOwned[Export]):
    async def of_generation(self, generation_id: UUID, *, owner: UUID, page: Page) -> Listing[Export]:
        return paged((export for export in self._of(owner) if export.generation_id == generation_id), page)
