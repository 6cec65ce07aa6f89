"""What every room of uploaded files shares: how much one may keep, and a file that stays only with its row."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, BinaryIO, Generic, TypeVar
from uuid import UUID

from jobwise.application.deleting import Beside, Door
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.files import FileStore, FileTypes, Inspected, file_key
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.quotas import spend
from jobwise.domain.documents.allowance import check_files
from jobwise.domain.documents.document import Uploaded, type_of_name
from jobwise.domain.shared.errors import JobWiseError, MissingHere, Unavailable
from jobwise.domain.shared.files import StoredFile
from jobwise.domain.users.tiers import QuotaKind
from jobwise.domain.users.user import User

U = TypeVar("U", bound=Uploaded[Any])
K = TypeVar("K", bound=StrEnum)


async def check_room(work: UnitOfWork, owner: UUID, more_bytes: int) -> User:
    """The owner as the database has them now; raises when they may not keep that much more."""
    documents, samples = await work.documents.held(owner=owner), await work.samples.held(owner=owner)
    user = await work.users.get(owner)
    count, size_bytes = documents.count + samples.count, documents.size_bytes + samples.size_bytes
    check_files(user, count=count, size_bytes=size_bytes, more_bytes=more_bytes)
    return user


async def check_room_of(work: UnitOfWork, thing: Uploaded[Any], now: datetime) -> None:
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


async def _nothing(work: UnitOfWork, thing: Uploaded[Any], now: datetime) -> None:
    """Most files are just kept."""


def _anything(found: Inspected) -> None:
    """Most rooms take all that is a file of a known type."""


@dataclass(frozen=True, slots=True)
class Upload(Generic[U, K]):
    """Keeps a file: first its bytes, then its row, so that no row ever names a file that is not there.

    Raises WrongMedia, TooLarge, QuotaExceeded, or EmailNotVerified for the second file of an unverified account.
    `named` says what the room has against a name, `check` against a file; `then` notes in the same transaction what is
    to be done with it.
    """

    store: Store
    clock: Clock
    ids: Ids
    files: FileStore
    types: FileTypes
    made: Callable[..., U]
    door: Door[U]
    named: Callable[[str], object] = type_of_name
    check: Callable[[Inspected], None] = _anything
    then: Beside[U] = _nothing

    async def __call__(self, *, owner: UUID, name: str, source: BinaryIO, kind: K) -> U:
        self.named(name)
        found = await self.types.inspect(name, source)
        self.check(found)
        async with self.store.read() as work:
            await check_room(work, owner, found.size_bytes)
        id, now = self.ids.new(), self.clock.now()
        file = StoredFile(file_key(owner, self.ids.new()), found.size_bytes, found.sha256)
        thing = self.made(id=id, owner_id=owner, name=name, type=found.type, kind=kind, file=file, now=now)
        async with kept(self.files, file.key, source), self.store.write() as work:
            user = await check_room(work, owner, found.size_bytes)
            await spend(work, owner, user.tier, QuotaKind.UPLOADS, now)
            await self.door(work).add(thing)
            await self.then(work, thing, now)
            await work.commit()
        return thing
