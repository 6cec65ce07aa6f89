"""Everything that is done with exports, put together."""

from dataclasses import dataclass

from jobwise.application.exports.commands import StoreExport
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store


@dataclass(frozen=True, slots=True)
class ExportActs:
    store: StoreExport


def export_acts(store: Store, clock: Clock, ids: Ids) -> ExportActs:
    return ExportActs(StoreExport(store, clock, ids))
