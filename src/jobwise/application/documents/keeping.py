"""What every room of uploaded files shares: how much one may keep, and a file that stays only with its row."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from jobwise.application.ports.files import FileStore
from jobwise.application.ports.store import UnitOfWork
from jobwise.domain.documents.allowance import check_files
from jobwise.domain.documents.document import Document
from jobwise.domain.samples.sample import Sample
from jobwise.domain.shared.errors import JobWiseError, MissingHere, Unavailable
from jobwise.domain.users.user import User


async def check_room(work: UnitOfWork, owner: UUID, more_bytes: int) -> User:
    """The owner as the database has them now; raises when they may not keep that much more."""
    documents, samples = await work.documents.held(owner=owner), await work.samples.held(owner=owner)
    user = await work.users.get(owner)
    count, size_bytes = documents.count + samples.count, documents.size_bytes + samples.size_bytes
    check_files(user, count=count, size_bytes=size_bytes, more_bytes=more_bytes)
    return user


async def check_room_of(work: UnitOfWork, thing: Document | Sample, now: datetime) -> None:
    """Raises when its owner may not keep it beside the others."""
    await check_room(work, thing.owner_id, thing.file.size_bytes)


@asynccontextmanager
async def kept(files: FileStore, key: str, source: BinaryIO) -> AsyncIterator[None]:
    """Puts the bytes before the block, which writes their row, and takes them away when the block fails.

    So no row ever names a file that is not there. A process that is killed within leaves the file to the sweep.
    """
    await files.put(key, source)
    async with taken_back(files, (key,)):
        yield


@asynccontextmanager
async def taken_back(files: FileStore, keys: Iterable[str]) -> AsyncIterator[None]:
    """Takes these files away when the block fails, which writes their rows.

    A database that broke off may have written them, and a file server that broke off will not take files away either:
    then they stay, and the sweep takes those that no row names.
    """
    try:
        yield
    except (MissingHere, Unavailable):
        raise
    except JobWiseError:
        # Why it failed is what matters.
        with suppress(MissingHere, Unavailable):
            for key in keys:
                await files.delete(key)
        raise
