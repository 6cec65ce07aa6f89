"""Everything that is done with archives of accounts, put together."""

from dataclasses import dataclass

from jobwise.application.data_exports.clean_up import expire_data_exports
from jobwise.application.data_exports.commands import RequestDataExport
from jobwise.application.data_exports.importing import ImportAccount
from jobwise.application.data_exports.making import MakeDataExport
from jobwise.application.data_exports.queries import LinkDataExport, ListDataExports, OpenDataExport
from jobwise.application.leftovers import Expire
from jobwise.application.looking import Show
from jobwise.application.mailing import Letters
from jobwise.application.outside import Outside
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.domain.data_exports.data_export import DataExport


@dataclass(frozen=True, slots=True)
class DataExportActs:
    request: RequestDataExport
    show: Show[DataExport]
    list: ListDataExports
    link: LinkDataExport
    open: OpenDataExport
    make: MakeDataExport
    expire: Expire[DataExport]
    bring: ImportAccount


def data_export_acts(store: Store, clock: Clock, ids: Ids, outside: Outside, letters: Letters) -> DataExportActs:
    files, links = outside.files, outside.links
    return DataExportActs(
        request=RequestDataExport(store, clock, ids),
        show=Show(store, lambda work: work.data_exports),
        list=ListDataExports(store),
        link=LinkDataExport(links, clock),
        open=OpenDataExport(store, files, links, clock),
        make=MakeDataExport(store, clock, ids, files, outside.archives, letters),
        expire=expire_data_exports(store, clock, files),
        bring=ImportAccount(store, clock, ids, files, outside.types, outside.archives),
    )
