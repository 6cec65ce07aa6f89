"""Reading what a sample says, beside the requests. Whatever is killed in the middle is simply done again."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.files import FileStore
from jobwise.application.ports.reading import TextReader
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.ports.tasks import Task
from jobwise.application.quotas import refund
from jobwise.domain.documents.document import DocumentType
from jobwise.domain.limits import MAX_READ_TEXT_BYTES, MAX_SAMPLE_TEXT_BYTES, TASK_ATTEMPTS
from jobwise.domain.samples.sample import Sample, check_text_size
from jobwise.domain.shared.errors import InvalidInput, JobWiseError, NotFound
from jobwise.domain.users.tiers import QuotaKind


class Follow(Protocol):
    """Has the style of somebody follow what was read of their samples; nothing when it does already."""

    async def __call__(self, *, owner: UUID) -> object: ...


@dataclass(frozen=True, slots=True)
class ReadSample:
    """Reads the file of a sample that nobody has read; any other is left alone. The sample as it is then, whose style
    follows.

    A file that cannot be read fails at once, and its upload is given back; what may be well again another time is
    raised, so that the task is tried again, until `last`.
    """

    store: Store
    clock: Clock
    files: FileStore
    reader: TextReader
    follow: Follow

    async def __call__(self, *, owner: UUID, id: UUID, last: bool = True) -> Sample | None:
        async with self.store.read() as work:
            sample = await _pending(work, owner, id)
        if sample is None:
            # Whoever read it may have been killed before the style followed.
            await self.follow(owner=owner)
            return None
        try:
            text = await self._text(sample)
        except (InvalidInput, NotFound) as error:
            return await self._end(owner, id, failure=error)
        except Exception as error:
            if last:
                await self._end(owner, id, failure=error)
            raise
        read = await self._end(owner, id, text=text)
        await self.follow(owner=owner)
        return read

    async def _text(self, sample: Sample) -> str:
        data = b"".join([piece async for piece in await self.files.get(sample.file.key)])
        limit = MAX_SAMPLE_TEXT_BYTES if sample.type is DocumentType.TXT else MAX_READ_TEXT_BYTES
        text = await self.reader(data, name=sample.name, limit_bytes=limit)
        check_text_size(text)
        return text

    async def _end(self, owner: UUID, id: UUID, *, text: str = "", failure: Exception | None = None) -> Sample | None:
        now = self.clock.now()
        async with self.store.write() as work:
            sample = await _pending(work, owner, id)
            if sample is None:
                return None
            if failure is not None:
                code, reason = _said(failure)
                sample.fail(code, now, reason=reason)
                await refund(work, owner, QuotaKind.UPLOADS, sample.created_at)
            else:
                sample.take_text(text, now)
            await work.samples.save(sample)
            await work.commit()
        return sample


@dataclass(frozen=True, slots=True)
class ReadSampleTask:
    """Reads the sample that a task names."""

    read: ReadSample

    async def __call__(self, task: Task) -> None:
        if task.owner_id is not None:
            id = UUID(str(task.payload["sample_id"]))
            await self.read(owner=task.owner_id, id=id, last=task.attempts >= TASK_ATTEMPTS)


def _said(failure: Exception) -> tuple[str, str]:
    """The code and the sentence; what nobody foresaw is told to nobody."""
    if isinstance(failure, NotFound):
        return failure.code, "The file is not there any more; upload it again."
    if isinstance(failure, JobWiseError):
        return failure.code, failure.message
    return "INTERNAL_ERROR", "Something went wrong on our side; upload the file again."


async def _pending(work: UnitOfWork, owner: UUID, id: UUID) -> Sample | None:
    """The sample that is still to be read; None when there is none, or its account was closed."""
    try:
        await work.users.get(owner)
        sample = await work.samples.get(id, owner=owner, hidden=True)
    except NotFound:
        return None
    return sample if sample.status == "pending" else None
