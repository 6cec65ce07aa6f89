"""Everything that is done with jobs, put together."""

from dataclasses import dataclass

from jobwise.application.deleting import Delete, Restore
from jobwise.application.jobs.catalogue import BrowsePostings, SavePosting, ShowPosting, UnsavePosting
from jobwise.application.jobs.commands import CaptureJob, EditJob, MoveJob
from jobwise.application.jobs.fits import FitPostings
from jobwise.application.jobs.queries import CountJobs, ListJobs, ShowJob
from jobwise.application.jobs.reading import CapturePage, CaptureText, ReadJob
from jobwise.application.looking import Show
from jobwise.application.outside import Outside
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.application.saved_jobs import let_go, take_back
from jobwise.domain.jobs.captured import CapturedJob


@dataclass(frozen=True, slots=True)
class JobActs:
    read: ReadJob
    from_text: CaptureText
    from_page: CapturePage
    capture: CaptureJob
    edit: EditJob
    move: MoveJob
    delete: Delete[CapturedJob]
    restore: Restore[CapturedJob]
    take: Show[CapturedJob]
    show: ShowJob
    list: ListJobs
    counts: CountJobs
    browse: BrowsePostings
    show_posting: ShowPosting
    save: SavePosting
    unsave: UnsavePosting


def job_acts(store: Store, clock: Clock, ids: Ids, outside: Outside) -> JobActs:
    fitted = FitPostings(store, outside.workshop, outside.cache)
    return JobActs(
        read=ReadJob(outside.reader),
        from_text=CaptureText(outside.reader, CaptureJob(store, clock, ids)),
        from_page=CapturePage(outside.fetch, outside.reader, CaptureJob(store, clock, ids)),
        capture=CaptureJob(store, clock, ids),
        edit=EditJob(store, clock),
        move=MoveJob(store, clock),
        delete=Delete(store, clock, lambda work: work.jobs, first=let_go),
        restore=Restore(store, clock, lambda work: work.jobs, then=take_back),
        take=Show(store, lambda work: work.jobs),
        show=ShowJob(store),
        list=ListJobs(store),
        counts=CountJobs(store),
        browse=BrowsePostings(store, outside.cache, fitted),
        show_posting=ShowPosting(store, fitted),
        save=SavePosting(store, clock, ids),
        unsave=UnsavePosting(store, clock),
    )
