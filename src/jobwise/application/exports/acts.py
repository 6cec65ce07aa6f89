"""Everything that can be done with exports, in one place."""

from dataclasses import dataclass

from jobwise.application.deleting import Delete, Restore
from jobwise.application.exports.clean_up import expire_exports
from jobwise.application.exports.commands import (
    ROOM,
    RequestBatch,
    RequestExport,
    again,
    check_time,
    stop,
)
from jobwise.application.exports.making import MakeExport
from jobwise.application.exports.queries import (
    LinkExport,
    LinkTo,
    ListTemplates,
    OpenExport,
    OpenLinkedExport,
    PreviewTemplate,
    ProgressOfExport,
)
from jobwise.application.leftovers import Expire
from jobwise.application.looking import ListFound, Show
from jobwise.application.made import Cancel, Retry
from jobwise.application.outside import Outside
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.exports import ExportFilter
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.domain.exports.export import Export


@dataclass(frozen=True, slots=True)
class ExportActs:
    request: RequestExport
    batch: RequestBatch
    retry: Retry[Export]
    cancel: Cancel[Export]
    delete: Delete[Export]
    restore: Restore[Export]
    show: Show[Export]
    list: ListFound[ExportFilter, Export]
    progress: ProgressOfExport
    link: LinkExport
    link_to: LinkTo
    open: OpenExport
    open_linked: OpenLinkedExport
    templates: ListTemplates
    preview: PreviewTemplate
    make: MakeExport
    expire: Expire[Export]


def export_acts(store: Store, clock: Clock, ids: Ids, outside: Outside, fresh: Store) -> ExportActs:
    """Files are made over `fresh`: their documents may have been written just now, elsewhere."""
    files, links, printing = outside.files, outside.links, outside.printing
    request, show = RequestExport(store, clock, ids, printing.press), Show(store, ROOM.door)
    link, opening = LinkExport(links, clock), OpenExport(store, files, clock)
    return ExportActs(
        request=request,
        batch=RequestBatch(request),
        retry=Retry(store, clock, ids, ROOM.door, again),
        cancel=Cancel(store, clock, ROOM),
        delete=Delete(store, clock, ROOM.door, first=stop),
        restore=Restore(store, clock, ROOM.door, check=check_time),
        show=show,
        list=ListFound(store, lambda work: work.exports.find),
        progress=ProgressOfExport(store),
        link=link,
        link_to=LinkTo(show, link),
        open=opening,
        open_linked=OpenLinkedExport(opening, links),
        templates=ListTemplates(printing.templates),
        preview=PreviewTemplate(printing.templates),
        make=MakeExport(fresh, clock, ids, files, printing.press, printing.bundle),
        expire=expire_exports(fresh, clock, files),
    )
