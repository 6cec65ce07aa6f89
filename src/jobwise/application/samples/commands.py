"""Taking samples, and choosing which of them speak."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.files import Inspected
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.work import work_on
from jobwise.domain.documents.document import DocumentType
from jobwise.domain.limits import MAX_SAMPLE_TEXT_BYTES
from jobwise.domain.samples.sample import Sample, check_type
from jobwise.domain.shared.errors import NoText, TooLarge

READING = "sample.read"
"""The kind of task that reads one; its key is the id of the sample."""


def check_content(found: Inspected) -> None:
    """Refuses at the door what need not be read to be known: WrongMedia, NoText or TooLarge."""
    check_type(found.type)
    if found.blank:
        raise NoText("The file holds no text; send one with words in it.")
    if found.type is DocumentType.TXT and found.size_bytes > MAX_SAMPLE_TEXT_BYTES:
        raise TooLarge(f"A sample has at most {MAX_SAMPLE_TEXT_BYTES // 1_000_000} MB of text; send a shorter one.")


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
