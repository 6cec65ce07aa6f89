"""What every room of uploaded files shares: how much one may keep, and a file that stays only with its row."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import BinaryIO
from uuid import UUID

from jobwise.application.ports.files import FileStore
from jobwise.application.ports.store import UnitOfWork
from jobwise.domain.documents.allowance import check_files
from jobwise.domain.shared.errors import JobWiseError, MissingHere, Unavailable
from jobwise.domain.users.user import User


async def check_room(work: UnitOfWork, owner: UUID, more_bytes: int) -> User:
    """The owner as the database has them now; raises when they may not keep that much more."""
    documents, samples = await work.documents.held(owner=owner), await work.samples.held(owner=owner)
    user = await work.users.get(owner)
    count, size_bytes = documents.count + samples.count, documents.size_bytes + samples.size_bytes
    check_files(user, count=count, size_bytes=size_bytes, more_bytes=more_bytes)
    return user


@asynccontextmanager
async def kept(files: FileStore, key: str, source: BinaryIO) -> AsyncIterator[None]:
    """Puts the bytes before the block, which writes their row, and takes them away when the block fails.

    So no row ever names a file that is not there. A process that is killed within leaves the file to the sweep, and so
    does a database that broke off: nobody knows whether it wrote the row.
    """
    await files.put(key, source)
    try:
        yield
    except (MissingHere, Unavailable):
        raise
    except JobWiseError:
        # Why it failed is what matters; a file that cannot be taken away now is swept.
        with suppress(MissingHere, Unavailable):
            await files.delete(key)
        raise
