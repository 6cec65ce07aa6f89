"""Links to documents, and the files that they open."""

from dataclasses import dataclass
from uuid import UUID

from jobwise.application.opening import Opened, SignedLink, end_of_link, holds, may_be_ours, no_such, of_active, signed
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.files import FileStore
from jobwise.application.ports.links import Links
from jobwise.application.ports.store import Store
from jobwise.domain.documents.document import Document


@dataclass(frozen=True, slots=True)
class LinkDocument:
    """A link to the file of a document, good for `LINK_S` seconds and only while the document is there."""

    links: Links
    clock: Clock

    def __call__(self, document: Document) -> SignedLink:
        return signed(self.links, document, document.file, end_of_link(self.clock.now()))


@dataclass(frozen=True, slots=True)
class OpenLinked:
    """The file that a link opens. NotFound for a link that is not ours, is changed or expired, or was revoked."""

    store: Store
    files: FileStore
    links: Links
    clock: Clock

    async def __call__(self, *, id: UUID, user_id: UUID, expires: int, signature: str) -> Opened[Document]:
        if not may_be_ours(expires, self.clock.now()):
            raise no_such(Document.KIND)
        async with self.store.read() as work:
            document = await of_active(work, lambda work: work.documents, id, owner=user_id)
        if not holds(self.links, document, document.file, expires, signature):
            raise no_such(Document.KIND)
        return Opened(document, document.file, await self.files.get(document.file.key))
