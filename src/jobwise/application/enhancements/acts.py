"""Everything that is done with better wordings, put together."""

from dataclasses import dataclass

from jobwise.application.enhancements.commands import (
    AcceptProposal,
    MakeEnhancement,
    RejectProposal,
    RequestEnhancement,
)
from jobwise.application.enhancements.queries import ListEnhancements, ShowEnhancement
from jobwise.application.outside import Outside
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store


@dataclass(frozen=True, slots=True)
class EnhancementActs:
    request: RequestEnhancement
    show: ShowEnhancement
    list: ListEnhancements
    accept: AcceptProposal
    reject: RejectProposal
    make: MakeEnhancement


def enhancement_acts(store: Store, clock: Clock, ids: Ids, outside: Outside) -> EnhancementActs:
    return EnhancementActs(
        request=RequestEnhancement(store, clock, ids, outside.model),
        show=ShowEnhancement(store),
        list=ListEnhancements(store),
        accept=AcceptProposal(store, clock),
        reject=RejectProposal(store, clock),
        make=MakeEnhancement(store, clock, outside.workshop, outside.model),
    )
