"""Looking at documents, and opening their files."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.documents import DocumentFilter
from jobwise.application.ports.files import FileStore
from jobwise.application.ports.links import Grant, Links
from jobwise.application.ports.store import Store
from jobwise.domain.documents.document import Document
from jobwise.domain.limits import LINK_S
from jobwise.domain.shared.errors import NotFound
from jobwise.domain.shared.paging import Listing, Page


@dataclass(frozen=True, slots=True)
class Opened:
    """A document and its bytes in pieces."""

    document: Document
    pieces: AsyncIterator[bytes]


@dataclass(frozen=True, slots=True)
class SignedLink:
    """What opens one file until `expires_at` without a sign-in."""

    id: UUID
    user_id: UUID
    expires_at: datetime
    signature: str


@dataclass(frozen=True, slots=True)
class ShowDocument:
    """One of the owner's documents; NotFound when it is missing or somebody else's."""

    store: Store

    async def __call__(self, *, owner: UUID, id: UUID) -> Document:
        async with self.store.read(single=True) as work:
            return await work.documents.get(id, owner=owner)


@dataclass(frozen=True, slots=True)
class ListDocuments:
    """The owner's documents that match, in the order asked."""

    store: Store

    async def __call__(
        self,
        *,
        owner: UUID,
        wanted: DocumentFilter,
        page: Page,
        sort: tuple[tuple[str, bool], ...] = (("created_at", True),),
    ) -> Listing[Document]:
        async with self.store.read() as work:
            return await work.documents.find(wanted, owner=owner, sort=sort, page=page)


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """The file of one of the owner's documents."""

    store: Store
    files: FileStore

    async def __call__(self, *, owner: UUID, id: UUID) -> Opened:
        async with self.store.read(single=True) as work:
            document = await work.documents.get(id, owner=owner)
        return Opened(document, await self.files.get(document.file.key))


@dataclass(frozen=True, slots=True)
class LinkDocument:
    """A link to the file of a document, good for `LINK_S` seconds and only while the document is there."""

    links: Links
    clock: Clock

    def __call__(self, document: Document) -> SignedLink:
        expires_at = self.clock.now().replace(microsecond=0) + timedelta(seconds=LINK_S)
        grant = Grant("GET", document.file.key, document.owner_id, int(expires_at.timestamp()))
        return SignedLink(document.id, document.owner_id, expires_at, self.links.sign(grant))


@dataclass(frozen=True, slots=True)
class OpenLinked:
    """The file that a link opens. NotFound for a link that is not ours, is changed or expired, or was revoked."""

    store: Store
    files: FileStore
    links: Links
    clock: Clock

    async def __call__(self, *, id: UUID, user_id: UUID, expires: int, signature: str) -> Opened:
        now = int(self.clock.now().timestamp())
        if not now < expires <= now + LINK_S:
            raise _no_such()
        async with self.store.read() as work:
            document = await work.documents.get(id, owner=user_id)
            try:
                active = (await work.users.get(user_id)).active
            except NotFound:
                raise _no_such() from None
        grant = Grant("GET", document.file.key, user_id, expires)
        if not self.links.holds(grant, signature) or not active:
            raise _no_such()
        return Opened(document, await self.files.get(document.file.key))


def _no_such() -> NotFound:
    return NotFound("There is no such document.")
