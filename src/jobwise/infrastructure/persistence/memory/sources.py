from uuid import UUID

from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.shared.errors import NotFound
from jobwise.infrastructure.persistence.memory.jobs import MemoryJobs
from jobwise.infrastructure.persistence.memory.rooms import MemoryProfiles


class MemorySources:
    def __init__(self, jobs: MemoryJobs, profiles: MemoryProfiles) -> None:
        self._jobs = jobs
        self._profiles = profiles

    async def find(
        self, *, owner: UUID, job_id: UUID, profile_id: UUID | None = None
    ) -> tuple[CapturedJob | None, MasterProfile | None]:
        return await self._job(job_id, owner), await self._profile(profile_id, owner)

    async def _job(self, id: UUID, owner: UUID) -> CapturedJob | None:
        try:
            return await self._jobs.get(id, owner=owner)
        except NotFound:
            return None

    async def _profile(self, id: UUID | None, owner: UUID) -> MasterProfile | None:
        if id is None:
            return await self._profiles.find_default(owner=owner)
        try:
            return await self._profiles.get(id, owner=owner)
        except NotFound:
            return None
