"""Uploading samples, choosing which of them speak, deleting and restoring them."""

from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from jobwise.application.documents.keeping import check_room, kept
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.files import FileStore, FileTypes, Inspected, file_key
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.application.quotas import spend
from jobwise.application.work import work_on
from jobwise.domain.documents.document import DocumentType
from jobwise.domain.limits import MAX_SAMPLE_TEXT_BYTES
from jobwise.domain.samples.sample import Sample, SampleKind, check_type
from jobwise.domain.shared.errors import NoText, TooLarge
from jobwise.domain.shared.files import StoredFile
from jobwise.domain.users.tiers import QuotaKind

READING = "sample.read"
"""The kind of task that reads one; its key is the id of the sample."""


@dataclass(frozen=True, slots=True)
class UploadSample:
    """Keeps the file and notes, in one transaction, the sample and the work of reading it.

    Raises WrongMedia, NoText, TooLarge, QuotaExceeded, or EmailNotVerified for an unverified account's second file.
    """

    store: Store
    clock: Clock
    ids: Ids
    files: FileStore
    types: FileTypes

    async def __call__(self, *, owner: UUID, name: str, source: BinaryIO, kind: SampleKind) -> Sample:
        found = await self.types.inspect(name, source)
        _check_content(found)
        async with self.store.read() as work:
            await check_room(work, owner, found.size_bytes)
        id, now = self.ids.new(), self.clock.now()
        file = StoredFile(file_key(owner, self.ids.new()), found.size_bytes, found.sha256)
        sample = Sample.upload(id=id, owner_id=owner, name=name, type=found.type, kind=kind, file=file, now=now)
        async with kept(self.files, file.key, source), self.store.write() as work:
            user = await check_room(work, owner, found.size_bytes)
            await spend(work, owner, user.tier, QuotaKind.UPLOADS, now)
            await work.samples.add(sample)
            await work.tasks.add([work_on(sample, READING, self.ids.new())])
            await work.commit()
        return sample


def _check_content(found: Inspected) -> None:
    """Refuses at the door what need not be read to be known."""
    check_type(found.type)
    if found.blank:
        raise NoText("The file holds no text; send one with words in it.")
    if found.type is DocumentType.TXT and found.size_bytes > MAX_SAMPLE_TEXT_BYTES:
        raise TooLarge(f"A sample has at most {MAX_SAMPLE_TEXT_BYTES // 1_000_000} MB of text; send a shorter one.")


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
