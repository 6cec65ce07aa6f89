"""Everything that is done with documents, put together."""

from dataclasses import dataclass

from jobwise.application.deleting import Delete, Restore
from jobwise.application.documents.clean_up import EraseDocuments, SweepFiles
from jobwise.application.documents.commands import (
    AttachDocument,
    DescribeDocument,
)
from jobwise.application.documents.queries import LinkDocument, OpenLinked
from jobwise.application.keeping import Upload, check_room_of
from jobwise.application.looking import ListFound, Show
from jobwise.application.opening import OpenFile
from jobwise.application.outside import Outside
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.documents import DocumentFilter, Documents
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.domain.documents.document import Document, DocumentKind


@dataclass(frozen=True, slots=True)
class DocumentActs:
    upload: Upload[Document, DocumentKind]
    show: Show[Document]
    list: ListFound[DocumentFilter, Document]
    describe: DescribeDocument
    delete: Delete[Document]
    restore: Restore[Document]
    attach: AttachDocument
    open: OpenFile[Document]
    link: LinkDocument
    open_linked: OpenLinked
    erase: EraseDocuments
    sweep: SweepFiles


def document_acts(store: Store, clock: Clock, ids: Ids, outside: Outside) -> DocumentActs:
    files, links = outside.files, outside.links

    def door(work: UnitOfWork) -> Documents:
        return work.documents

    return DocumentActs(
        upload=Upload(store, clock, ids, files, outside.types, Document.upload, door),
        show=Show(store, door),
        list=ListFound(store, lambda work: work.documents.find),
        describe=DescribeDocument(store, clock),
        delete=Delete(store, clock, door),
        restore=Restore(store, clock, door, then=check_room_of),
        attach=AttachDocument(store, clock),
        open=OpenFile(store, files, door),
        link=LinkDocument(links, clock),
        open_linked=OpenLinked(store, files, links, clock),
        erase=EraseDocuments(store, clock, files),
        sweep=SweepFiles(store, clock, files),
    )
