from uuid import UUID

from jobwise.domain.enhancements.enhancement import Enhancement
from jobwise.infrastructure.persistence.memory.owned import MemoryOwned


class MemoryEnhancements(MemoryOwned[Enhancement]):
    async def find_open(self, *, owner: UUID) -> Enhancement | None:
        waiting = [one for one in self._of(owner) if one.is_open]
        return min(waiting, key=lambda one: (one.created_at, one.id), default=None)
