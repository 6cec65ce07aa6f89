"""One user with samples over memory, and whoever reads them."""

import io
from uuid import UUID

from jobwise.application.ports.tasks import Task
from jobwise.application.sample_files import READING
from jobwise.application.samples.reading import ReadSample
from jobwise.domain.limits import MAX_SAMPLE_TEXT_BYTES
from jobwise.domain.samples.sample import Sample, SampleKind
from jobwise.domain.users.tiers import QuotaKind
from jobwise.infrastructure.files.memory import MemoryFiles
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.memory.store import MemoryStore
from tests.support.acts import all_acts
from tests.support.http import HandClock

ME = UUID(int=1)
LETTER = (
    "Dear Sir or Madam,\n\nI have baked bread for ten years. However, I am ready for more.\n\nYours faithfully,\nJo"
)


class Decoder:
    """Reads text files in this process, or fails as it is told to."""

    failure: Exception | None = None

    async def __call__(self, data: bytes, *, name: str, limit_bytes: int) -> str:
        assert limit_bytes == MAX_SAMPLE_TEXT_BYTES
        if self.failure is not None:
            raise self.failure
        return data.decode()


class World:
    """One user, their samples, and whoever reads them."""

    def __init__(self) -> None:
        self.clock = HandClock()
        self.store = MemoryStore(Uuid7Ids())
        self.files = MemoryFiles(self.clock.now)
        self.cases = all_acts(self.store, self.clock, self.files)
        self.acts, self.styles = self.cases.samples, self.cases.styles
        self.reader = Decoder()
        self.read = ReadSample(self.store, self.clock, self.files, self.reader, self.styles.follow)

    async def upload(self, text: str = LETTER, name: str = "a.txt") -> Sample:
        return await self.acts.upload(
            owner=ME, name=name, source=io.BytesIO(text.encode()), kind=SampleKind.COVER_LETTER
        )

    async def uploaded(self, text: str = LETTER) -> Sample:
        made = await self.upload(text)
        read = await self.read(owner=ME, id=made.id)
        assert read is not None
        return read

    async def used(self) -> int:
        _, usage = await self.cases.usage(owner=ME)
        return next(one.used for one in usage if one.kind is QuotaKind.UPLOADS)

    async def work_for(self, sample: Sample) -> Task:
        async with self.store.read() as work:
            task = await work.tasks.find(READING, str(sample.id))
        assert task is not None
        return task
