"""Counting applications."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from jobwise.application.ports.store import Store
from jobwise.domain.applications.status import ApplicationStatus


@dataclass(frozen=True, slots=True)
class CountApplications:
    """How many of the owner's applications stand where; every status is named."""

    store: Store

    async def __call__(self, *, owner: UUID) -> Mapping[ApplicationStatus, int]:
        async with self.store.read(single=True) as work:
            found = await work.applications.counts(owner=owner)
        return {status: found.get(status, 0) for status in ApplicationStatus}
