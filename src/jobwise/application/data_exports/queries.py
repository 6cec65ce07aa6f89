"""Listing archives, and fetching one."""

from dataclasses import dataclass
from uuid import UUID

from jobwise.application.opening import Opened, SignedLink, holds, no_such, of_active, signed
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.files import FileStore
from jobwise.application.ports.links import Links
from jobwise.application.ports.store import Store
from jobwise.domain.data_exports.data_export import DataExport
from jobwise.domain.shared.paging import Listing, Page


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
        return signed(self.links, export, file, expires_at)


@dataclass(frozen=True, slots=True)
class OpenDataExport:
    """The archive that a link opens. NotFound for a link that is not ours, is changed or expired, or was revoked."""

    store: Store
    files: FileStore
    links: Links
    clock: Clock

    async def __call__(self, *, id: UUID, user_id: UUID, expires: int, signature: str) -> Opened[DataExport]:
        async with self.store.read() as work:
            export = await of_active(work, lambda work: work.data_exports, id, owner=user_id)
        file, until = export.file, export.expires_at
        if file is None or until is None or not export.is_open_at(self.clock.now()):
            raise no_such(DataExport.KIND)
        if expires != int(until.timestamp()) or not holds(self.links, export, file, expires, signature):
            raise no_such(DataExport.KIND)
        return Opened(export, file, await self.files.get(file.key))
