"""Uploading, describing, deleting, restoring and attaching documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from jobwise.application.documents.keeping import check_room, kept
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.files import FileStore, FileTypes, file_key
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.application.quotas import spend
from jobwise.domain.applications.application import Application
from jobwise.domain.applications.parts import Attached, AttachedKind
from jobwise.domain.documents.document import Document, DocumentKind
from jobwise.domain.limits import MAX_ATTACHED_AT_ONCE
from jobwise.domain.shared.errors import Detail, InvalidInput
from jobwise.domain.shared.files import StoredFile
from jobwise.domain.users.tiers import QuotaKind


@dataclass(frozen=True, slots=True)
class UploadDocument:
    """Keeps a file: first its bytes, then its row, so that no row ever names a file that is not there.

    Raises WrongMedia, TooLarge, QuotaExceeded, or EmailNotVerified for the second file of an unverified account.
    """

    store: Store
    clock: Clock
    ids: Ids
    files: FileStore
    types: FileTypes

    async def __call__(
        self, *, owner: UUID, name: str, source: BinaryIO, kind: DocumentKind = DocumentKind.OTHER
    ) -> Document:
        found = await self.types.inspect(name, source)
        async with self.store.read() as work:
            await check_room(work, owner, found.size_bytes)
        id = self.ids.new()
        file = StoredFile(file_key(owner, self.ids.new()), found.size_bytes, found.sha256)
        now = self.clock.now()
        document = Document.upload(id=id, owner_id=owner, name=name, type=found.type, kind=kind, file=file, now=now)
        async with kept(self.files, file.key, source), self.store.write() as work:
            user = await check_room(work, owner, found.size_bytes)
            await spend(work, owner, user.tier, QuotaKind.UPLOADS, now)
            await work.documents.add(document)
            await work.commit()
        return document


@dataclass(frozen=True, slots=True)
class DescribeDocument:
    """Sets what is given of name and kind. Stale when `version` is not the present one."""

    store: Store
    clock: Clock

    async def __call__(
        self, *, owner: UUID, id: UUID, version: int, name: str | None = None, kind: DocumentKind | None = None
    ) -> Document:
        async with self.store.write() as work:
            document = await work.documents.get(id, owner=owner)
            document.check_version(version)
            document.describe(self.clock.now(), name=name, kind=kind)
            await work.documents.save(document)
            await work.commit()
        return document


@dataclass(frozen=True, slots=True)
class AttachDocument:
    """Notes on each of the applications that the document went out with it: all of them or none.

    An application that has it already stays as it is.
    """

    store: Store
    clock: Clock

    async def __call__(
        self, *, owner: UUID, id: UUID, application_ids: Sequence[UUID], label: str = ""
    ) -> tuple[Application, ...]:
        wanted = sorted(set(application_ids))
        if not 1 <= len(wanted) <= MAX_ATTACHED_AT_ONCE:
            raise InvalidInput(
                f"A document is attached to 1 to {MAX_ATTACHED_AT_ONCE} applications at once.",
                (Detail("application_ids", "out of range"),),
            )
        now, found = self.clock.now(), []
        async with self.store.write() as work:
            await work.documents.get(id, owner=owner)
            # In the order of their ids: two who hold the same ones never wait for each other.
            for application_id in wanted:
                application = await work.applications.hold(application_id, owner=owner)
                if all(one.id != id for one in application.attached):
                    application.add(Attached(id, AttachedKind.DOCUMENT, label), now)
                    await work.applications.save(application)
                found.append(application)
            await work.commit()
        return tuple(found)
