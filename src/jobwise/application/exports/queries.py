"""Following exports, and fetching their files."""

import asyncio
import hashlib
from dataclasses import dataclass
from uuid import UUID

from jobwise.application.looking import Show
from jobwise.application.opening import SignedLink, end_of_link, holds, may_be_ours, no_such, of_active, signed
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.exports import ExportProgress
from jobwise.application.ports.files import FileStore
from jobwise.application.ports.links import Links
from jobwise.application.ports.press import TemplateCard, Templates
from jobwise.application.ports.store import Store
from jobwise.domain.exports.export import Export, ExportStatus
from jobwise.domain.generations.document import GenerationKind
from jobwise.domain.shared.errors import Detail, NotCompleted, NotFound
from jobwise.domain.shared.files import StoredFile


@dataclass(frozen=True, slots=True)
class OpenedExport:
    """An export and the bytes of its file, which are just those that were made."""

    export: Export
    data: bytes


@dataclass(frozen=True, slots=True)
class ProgressOfExport:
    """How far one of the owner's is."""

    store: Store

    async def __call__(self, *, owner: UUID, id: UUID) -> ExportProgress:
        async with self.store.read(single=True) as work:
            return await work.exports.progress(id, owner=owner)


@dataclass(frozen=True, slots=True)
class LinkExport:
    """A link to the file of an export, good for `LINK_S` seconds and only while the export is there; None without."""

    links: Links
    clock: Clock

    def __call__(self, export: Export) -> SignedLink | None:
        now = self.clock.now()
        if export.file is None or not export.is_open_at(now):
            return None
        return signed(self.links, export, export.file, end_of_link(now))


@dataclass(frozen=True, slots=True)
class LinkTo:
    """A link to the file of one of the owner's exports. NotCompleted until there is one, NotFound once it expired."""

    show: Show[Export]
    link: LinkExport

    async def __call__(self, *, owner: UUID, id: UUID) -> tuple[Export, SignedLink]:
        export = await self.show(owner=owner, id=id)
        file_of(export)
        found = self.link(export)
        if found is None:
            raise _expired()
        return export, found


@dataclass(frozen=True, slots=True)
class OpenExport:
    """The file of one of the owner's exports; errors as of a link to it.

    It is counted as a download unless somebody only asks about it (`counted=False`).
    """

    store: Store
    files: FileStore
    clock: Clock

    async def __call__(self, *, owner: UUID, id: UUID, counted: bool = True) -> OpenedExport:
        async with self.store.read(single=True) as work:
            export = await work.exports.get(id, owner=owner)
        file = file_of(export)
        if not export.is_open_at(self.clock.now()):
            raise _expired()
        return await self.fetched(export, file, counted=counted)

    async def fetched(self, export: Export, file: StoredFile, *, counted: bool) -> OpenedExport:
        pieces = await self.files.get(file.key)
        data = b"".join([piece async for piece in pieces])
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise NotFound("The file is not what it was any more; export the document again.")
        if counted:
            async with self.store.write() as work:
                await work.exports.count_download(export.id, owner=export.owner_id)
                await work.commit()
        return OpenedExport(export, data)


@dataclass(frozen=True, slots=True)
class OpenLinkedExport:
    """The file that a link opens. NotFound for a link that is not ours, is changed or expired, or was revoked."""

    open: OpenExport
    links: Links

    async def __call__(
        self, *, id: UUID, user_id: UUID, expires: int, signature: str, counted: bool = True
    ) -> OpenedExport:
        now = self.open.clock.now()
        if not may_be_ours(expires, now):
            raise no_such(Export.KIND)
        async with self.open.store.read() as work:
            export = await of_active(work, lambda work: work.exports, id, owner=user_id)
        file = export.file
        if file is None or not export.is_open_at(now) or not holds(self.links, export, file, expires, signature):
            raise no_such(Export.KIND)
        return await self.open.fetched(export, file, counted=counted)


@dataclass(frozen=True, slots=True)
class ListTemplates:
    """What files can look like."""

    templates: Templates

    def __call__(self) -> tuple[TemplateCard, ...]:
        return self.templates.listed()


@dataclass(frozen=True, slots=True)
class PreviewTemplate:
    """A picture (PNG) of an example in a template; NotFound for one that is not there."""

    templates: Templates

    async def __call__(self, *, name: str, kind: GenerationKind) -> bytes:
        return await asyncio.to_thread(self.templates.preview, name, kind)


def file_of(export: Export) -> StoredFile:
    """The file; NotCompleted while there is none."""
    if export.file is None:
        failed = export.status is ExportStatus.FAILED
        advice = "could not be made; see why, and ask for it again with `retry`" if failed else "is still being made"
        raise NotCompleted(f"This file {advice}.", [Detail("status", export.status.value)])
    return export.file


def _expired() -> NotFound:
    return NotFound("This file has expired; export the document again.")
