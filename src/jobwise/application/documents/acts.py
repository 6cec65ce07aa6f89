"""Everything that is done with documents, put together."""

from dataclasses import dataclass

from jobwise.application.deleting import Delete, Restore
from jobwise.application.documents.clean_up import EraseDocuments, SweepFiles
from jobwise.application.documents.commands import (
    AttachDocument,
    DescribeDocument,
    UploadDocument,
)
from jobwise.application.documents.keeping import check_room_of
from jobwise.application.documents.queries import LinkDocument, ListDocuments, OpenDocument, OpenLinked, ShowDocument
from jobwise.application.outside import Outside
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.domain.documents.document import Document


@dataclass(frozen=True, slots=True)
class DocumentActs:
    upload: UploadDocument
    show: ShowDocument
    list: ListDocuments
    describe: DescribeDocument
    delete: Delete[Document]
    restore: Restore[Document]
    attach: AttachDocument
    open: OpenDocument
    link: LinkDocument
    open_linked: OpenLinked
    erase: EraseDocuments
    sweep: SweepFiles


def document_acts(store: Store, clock: Clock, ids: Ids, outside: Outside) -> DocumentActs:
    files, links = outside.files, outside.links
    return DocumentActs(
        upload=UploadDocument(store, clock, ids, files, outside.types),
        show=ShowDocument(store),
        list=ListDocuments(store),
        describe=DescribeDocument(store, clock),
        delete=Delete(store, clock, lambda work: work.documents),
        restore=Restore(store, clock, lambda work: work.documents, then=check_room_of),
        attach=AttachDocument(store, clock),
        open=OpenDocument(store, files),
        link=LinkDocument(links, clock),
        open_linked=OpenLinked(store, files, links, clock),
        erase=EraseDocuments(store, clock, files),
        sweep=SweepFiles(store, clock, files),
    )
