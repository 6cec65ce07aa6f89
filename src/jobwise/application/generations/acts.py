"""Everything that is done with generations, put together."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from jobwise.application.deleting import Delete, Restore
from jobwise.application.generations.clean_up import give_up_generations
from jobwise.application.generations.commands import (
    ROOM,
    Asking,
    RequestLetter,
    RequestResume,
    again,
    queue,
    stop,
)
from jobwise.application.generations.queries import (
    DiffGenerations,
    ListGenerationVersions,
    ProgressOfGeneration,
    ShowCompleted,
    ShowGeneration,
)
from jobwise.application.leftovers import GiveUp
from jobwise.application.looking import ListFound
from jobwise.application.made import Cancel, Retry
from jobwise.application.outside import Outside
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.generations import GenerationCard, GenerationFilter
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.application.ports.tasks import Task
from jobwise.domain.generations.generation import Generation

Make = Callable[[Task], Awaitable[None]]
"""Makes the document that a task names."""


@dataclass(frozen=True, slots=True)
class GenerationActs:
    resume: RequestResume
    letter: RequestLetter
    retry: Retry[Generation]
    cancel: Cancel[Generation]
    delete: Delete[Generation]
    restore: Restore[Generation]
    show: ShowGeneration
    completed: ShowCompleted
    list: ListFound[GenerationFilter, GenerationCard]
    versions: ListGenerationVersions
    diff: DiffGenerations
    progress: ProgressOfGeneration
    make: Make
    give_up: GiveUp[Generation]


def generation_acts(store: Store, clock: Clock, ids: Ids, outside: Outside, make: Make) -> GenerationActs:
    workshop = outside.workshop
    asking = Asking(store, clock, ids, workshop, outside.printing.press)
    return GenerationActs(
        resume=RequestResume(asking),
        letter=RequestLetter(asking, outside.model),
        retry=Retry(store, clock, ids, ROOM.door, again, queue),
        cancel=Cancel(store, clock, ROOM),
        delete=Delete(store, clock, ROOM.door, first=stop),
        restore=Restore(store, clock, ROOM.door),
        show=ShowGeneration(store),
        completed=ShowCompleted(store),
        list=ListFound(store, lambda work: work.generations.cards),
        versions=ListGenerationVersions(store),
        diff=DiffGenerations(store),
        progress=ProgressOfGeneration(store),
        make=make,
        give_up=give_up_generations(store, clock),
    )
