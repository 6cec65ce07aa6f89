"""Everything that is done with generations, put together."""

from dataclasses import dataclass

from jobwise.application.deleting import Delete, Restore
from jobwise.application.generations.clean_up import GiveUpGenerations
from jobwise.application.generations.commands import (
    Asking,
    CancelGeneration,
    RequestLetter,
    RequestResume,
    RetryGeneration,
    stop,
)
from jobwise.application.generations.queries import (
    DiffGenerations,
    ListGenerations,
    ListGenerationVersions,
    ProgressOfGeneration,
    ShowCompleted,
    ShowGeneration,
)
from jobwise.application.journeys.generate import MakeGeneration
from jobwise.application.journeys.model_letters import ModelLetters
from jobwise.application.outside import Outside
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.domain.generations.generation import Generation


@dataclass(frozen=True, slots=True)
class GenerationActs:
    resume: RequestResume
    letter: RequestLetter
    retry: RetryGeneration
    cancel: CancelGeneration
    delete: Delete[Generation]
    restore: Restore[Generation]
    show: ShowGeneration
    completed: ShowCompleted
    list: ListGenerations
    versions: ListGenerationVersions
    diff: DiffGenerations
    progress: ProgressOfGeneration
    make: MakeGeneration
    give_up: GiveUpGenerations


def generation_acts(store: Store, clock: Clock, ids: Ids, outside: Outside) -> GenerationActs:
    workshop = outside.workshop
    asking = Asking(store, clock, ids, workshop, outside.printing.press)
    return GenerationActs(
        resume=RequestResume(asking),
        letter=RequestLetter(asking, outside.model),
        retry=RetryGeneration(store, clock, ids),
        cancel=CancelGeneration(store, clock),
        delete=Delete(store, clock, lambda work: work.generations, first=stop),
        restore=Restore(store, clock, lambda work: work.generations),
        show=ShowGeneration(store),
        completed=ShowCompleted(store),
        list=ListGenerations(store),
        versions=ListGenerationVersions(store),
        diff=DiffGenerations(store),
        progress=ProgressOfGeneration(store),
        make=MakeGeneration(store, clock, ids, workshop, letters=ModelLetters(outside.model, workshop)),
        give_up=GiveUpGenerations(store, clock),
    )
