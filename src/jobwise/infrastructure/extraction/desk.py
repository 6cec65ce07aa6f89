"""Postings read beside the event loop: reading is work for the processor, tens of milliseconds a posting."""

import asyncio
from collections.abc import Callable

from jobwise.domain.jobs.job import Job

Read = Callable[[bytes, str], Job]
AT_ONCE = 2


class PostingDesk:
    """Reads at most `AT_ONCE` postings at a time; `prepare` makes the reader when the first one comes."""

    def __init__(self, prepare: Callable[[], Read]) -> None:
        self._prepare = prepare
        self._read: Read | None = None
        self._free = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, data: bytes, *, name: str = "") -> Job:
        async with self._free:
            return await asyncio.to_thread(self._work, data, name)

    def _work(self, data: bytes, name: str) -> Job:
        if self._read is None:
            self._read = self._prepare()
        return self._read(data, name)


def shipped() -> Read:
    """Reads with the words and skills that ship with JobWise."""
    from jobwise.domain.jobs.reading import read_posting
    from jobwise.infrastructure.extraction.posting import read_source
    from jobwise.infrastructure.vocabularies import load_vocabulary

    vocabulary = load_vocabulary()
    return lambda data, name: read_posting(read_source(data, name=name), vocabulary)
