"""Looking at archives, and fetching one."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

from jobwise.application.documents.queries import SignedLink
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.files import FileStore
from jobwise.application.ports.links import Grant, Links
from jobwise.application.ports.store import Store
from jobwise.domain.data_exports.data_export import DataExport
from jobwise.domain.shared.errors import NotFound
from jobwise.domain.shared.files import StoredFile
from jobwise.domain.shared.paging import Listing, Page


@dataclass(frozen=True, slots=True)
class OpenedArchive:
    """An archive and its bytes in pieces."""

    export: DataExport
    file: StoredFile
    pieces: AsyncIterator[bytes]


@dataclass(frozen=True, slots=True)
class ShowDataExport:
    """One of the owner's archives; NotFound when it is missing or somebody else's."""

    store: Store

    async def __call__(self, *, owner: UUID, id: UUID) -> DataExport:
        async with self.store.read(single=True) as work:
            return await work.data_exports.get(id, owner=owner)


@dataclass(frozen=True, slots=True)
class ListDataExports:
    """The owner's archives, newest first."""

    store: Store

    async def __call__(self, *, owner: UUID, page: Page) -> Listing[DataExport]:
        async with self.store.read() as work:
            return await work.data_exports.list(owner=owner, page=page)


@dataclass(frozen=True, slots=True)
class LinkDataExport:
    """The link to the file of an archive, as long as there is one: it is good until the archive expires."""

    links: Links
    clock: Clock

    def __call__(self, export: DataExport) -> SignedLink | None:
        file, expires_at = export.file, export.expires_at
        if file is None or expires_at is None or not export.is_open_at(self.clock.now()):
            return None
        grant = Grant("GET", file.key, export.owner_id, int(expires_at.timestamp()))
        return SignedLink(export.id, export.owner_id, expires_at, self.links.sign(grant))


@dataclass(frozen=True, slots=True)
class OpenDataExport:
    """The archive that a link opens. NotFound for a link that is not ours, is changed or expired, or was revoked."""

    store: Store
    files: FileStore
    links: Links
    clock: Clock

    async def __call__(self, *, id: UUID, user_id: UUID, expires: int, signature: str) -> OpenedArchive:
        async with self.store.read() as work:
            export = await work.data_exports.get(id, owner=user_id)
            try:
                active = (await work.users.get(user_id)).active
            except NotFound:
                raise _no_such() from None
        file, until = export.file, export.expires_at
        if file is None or until is None or not export.is_open_at(self.clock.now()) or not active:
            raise _no_such()
        grant = Grant("GET", file.key, user_id, expires)
        if expires != int(until.timestamp()) or not self.links.holds(grant, signature):
            raise _no_such()
        return OpenedArchive(export, file, await self.files.get(file.key))


def _no_such() -> NotFound:
    return NotFound(f"There is no such {DataExport.KIND}.")
