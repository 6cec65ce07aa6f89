from typing import Protocol
from uuid import UUID

from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.profiles.master import MasterProfile


class Sources(Protocol):
    """What documents are made from."""

    async def find(
        self, *, owner: UUID, job_id: UUID, profile_id: UUID | None = None
    ) -> tuple[CapturedJob | None, MasterProfile | None]:
        """The owner's job and profile (the default one, unless it is named), in one statement; None for what is not
        there, or is deleted."""
        ...
