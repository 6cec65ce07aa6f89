"""Taking samples, and choosing which of them speak."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.sample_files import READING
from jobwise.application.work import work_on
from jobwise.domain.samples.sample import Sample


@dataclass(frozen=True, slots=True)
class AskForReading:
    """Notes the work of reading a sample."""

    ids: Ids

    async def __call__(self, work: UnitOfWork, sample: Sample, now: datetime) -> None:
        await work.tasks.add([work_on(sample, READING, self.ids.new())])


@dataclass(frozen=True, slots=True)
class ActivateSample:
    """Has a sample say how its owner writes, or say nothing for now."""

    store: Store
    clock: Clock

    async def __call__(self, *, owner: UUID, id: UUID, active: bool) -> Sample:
        now = self.clock.now()
        async with self.store.write() as work:
            sample = await work.samples.get(id, owner=owner)
            if active:
                sample.activate(now)
            else:
                sample.deactivate(now)
            await work.samples.save(sample)
            await work.commit()
        return sample
