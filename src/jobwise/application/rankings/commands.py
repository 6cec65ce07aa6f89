"""What can be done with stored rankings."""

from dataclasses import dataclass
from uuid import UUID

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.domain.rankings.ranking import Ranking
from jobwise.domain.rankings.stored import RankingInputs, StoredRanking


@dataclass(frozen=True, slots=True)
class StoreRanking:
    """Stores a ranking; the same inputs return the one that is stored, unless `force` asks for a new one."""

    store: Store
    clock: Clock
    ids: Ids

    async def __call__(
        self, *, owner: UUID, inputs: RankingInputs, content: Ranking, force: bool = False
    ) -> StoredRanking:
        async with self.store.write() as work:
            # Somebody else's profile or job must not be named, not even by its id.
            await work.profiles.get(inputs.profile_id, owner=owner)
            await work.jobs.get(inputs.job_id, owner=owner)
            stored = None if force else await work.rankings.find(inputs, owner=owner)
            if stored is None:
                stored = StoredRanking.create(
                    id=self.ids.new(), owner_id=owner, inputs=inputs, content=content, now=self.clock.now()
                )
                await work.rankings.add(stored)
                await work.commit()
            return stored
