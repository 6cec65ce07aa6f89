"""Everything that is done with rankings, put together."""

from dataclasses import dataclass

from jobwise.application.outside import Outside
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.application.rankings.commands import CreateRanking
from jobwise.application.rankings.queries import ListRankings, ShowRanking


@dataclass(frozen=True, slots=True)
class RankingActs:
    create: CreateRanking
    show: ShowRanking
    list: ListRankings


def ranking_acts(store: Store, clock: Clock, ids: Ids, outside: Outside) -> RankingActs:
    return RankingActs(
        create=CreateRanking(store, clock, ids, outside.workshop),
        show=ShowRanking(store),
        list=ListRankings(store),
    )
