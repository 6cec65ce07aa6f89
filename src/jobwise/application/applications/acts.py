"""Everything that is done with applications, put together."""

from dataclasses import dataclass

from jobwise.application.applications.calendar import CloseFeed, InterviewFile, OpenFeed, ShowFeed
from jobwise.application.applications.commands import (
    CreateApplication,
    DescribeApplication,
    MoveApplication,
    SetStatusOfJob,
    let_go,
    take_back,
)
from jobwise.application.applications.parts import AddPart, ChangePart, RemovePart
from jobwise.application.applications.queries import CountApplications
from jobwise.application.deleting import Delete, Restore
from jobwise.application.looking import ListFound, Show
from jobwise.application.outside import Outside
from jobwise.application.ports.applications import ApplicationCard, ApplicationFilter
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.domain.applications.application import Application


@dataclass(frozen=True, slots=True)
class ApplicationActs:
    create: CreateApplication
    move: MoveApplication
    set_of_job: SetStatusOfJob
    describe: DescribeApplication
    delete: Delete[Application]
    restore: Restore[Application]
    show: Show[Application]
    list: ListFound[ApplicationFilter, ApplicationCard]
    count: CountApplications
    add_part: AddPart
    change_part: ChangePart
    remove_part: RemovePart
    open_feed: OpenFeed
    close_feed: CloseFeed
    show_feed: ShowFeed
    interview_file: InterviewFile


def application_acts(store: Store, clock: Clock, ids: Ids, outside: Outside) -> ApplicationActs:
    create, move = CreateApplication(store, clock, ids), MoveApplication(store, clock)
    return ApplicationActs(
        create=create,
        move=move,
        set_of_job=SetStatusOfJob(store, create, move),
        describe=DescribeApplication(store, clock),
        delete=Delete(
            store, clock, lambda work: work.applications, first=let_go, find=lambda work: work.applications.hold
        ),
        restore=Restore(store, clock, lambda work: work.applications, then=take_back),
        show=Show(store, lambda work: work.applications),
        list=ListFound(store, lambda work: work.applications.cards),
        count=CountApplications(store),
        add_part=AddPart(store, clock, ids),
        change_part=ChangePart(store, clock),
        remove_part=RemovePart(store, clock),
        open_feed=OpenFeed(store, clock, ids, outside.fresh),
        close_feed=CloseFeed(store, clock),
        show_feed=ShowFeed(store, clock, outside.calendars),
        interview_file=InterviewFile(store, clock, outside.calendars),
    )
