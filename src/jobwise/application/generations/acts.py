"""Everything that is done with generations, put together."""

from dataclasses import dataclass

from jobwise.application.generations.clean_up import GiveUpGenerations
from jobwise.application.generations.commands import (
    Asking,
    CancelGeneration,
    DeleteGeneration,
    RequestLetter,
    RequestResume,
    RestoreGeneration,
    RetryGeneration,
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


@dataclass(frozen=True, slots=True)
class GenerationActs:
    resume: RequestResume
    letter: RequestLetter
    retry: RetryGeneration
    cancel: CancelGeneration
    delete: DeleteGeneration
    restore: RestoreGeneration
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
        delete=DeleteGeneration(store, clock),
        restore=RestoreGeneration(store, clock),
        show=ShowGeneration(store),
        completed=ShowCompleted(store),
        list=ListGenerations(store),
        versions=ListGenerationVersions(store),
        diff=DiffGenerations(store),
        progress=ProgressOfGeneration(store),
        make=MakeGeneration(store, clock, ids, workshop, letters=ModelLetters(outside.model, workshop)),
        give_up=GiveUpGenerations(store, clock),
    )
