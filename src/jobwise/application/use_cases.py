"""The one front door to everything that is stored, grouped by room."""

from dataclasses import dataclass

from jobwise.application.exports.commands import StoreExport
from jobwise.application.generations.commands import (
    CompleteGeneration,
    FailGeneration,
    RequestGeneration,
    StartGeneration,
)
from jobwise.application.jobs.catalogue import BrowsePostings, SavePosting, ShowPosting, UnsavePosting
from jobwise.application.jobs.commands import CaptureJob, DeleteJob, EditJob, MoveJob, RestoreJob
from jobwise.application.jobs.queries import CountJobs, ListJobs, ShowJob, TakeJob
from jobwise.application.jobs.reading import CapturePage, CaptureText, ReadJob
from jobwise.application.once import Once, OnceStore
from jobwise.application.operations.config import ShowConfig
from jobwise.application.operations.readiness import CheckReadiness
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.pages import PageFetcher
from jobwise.application.ports.reading import JobReader
from jobwise.application.ports.store import Store
from jobwise.application.ports.tokens import Tokens
from jobwise.application.profiles.commands import (
    DeleteProfile,
    ImportProfile,
    MakeDefaultProfile,
    ReplaceProfile,
    RestoreProfile,
)
from jobwise.application.profiles.queries import ListProfiles, ShowProfile
from jobwise.application.rankings.commands import StoreRanking
from jobwise.application.users.access import Authenticate, Standings
from jobwise.application.users.commands import EnsureLocalUser


@dataclass(frozen=True, slots=True)
class UserActs:
    ensure_local: EnsureLocalUser
    authenticate: Authenticate


@dataclass(frozen=True, slots=True)
class ProfileActs:
    import_content: ImportProfile
    show: ShowProfile
    list: ListProfiles
    replace: ReplaceProfile
    make_default: MakeDefaultProfile
    delete: DeleteProfile
    restore: RestoreProfile


@dataclass(frozen=True, slots=True)
class Outside:
    """What stands between JobWise and the texts of others: the reader of postings, the fetcher of pages."""

    reader: JobReader
    fetch: PageFetcher


@dataclass(frozen=True, slots=True)
class JobActs:
    read: ReadJob
    from_text: CaptureText
    from_page: CapturePage
    capture: CaptureJob
    edit: EditJob
    move: MoveJob
    delete: DeleteJob
    restore: RestoreJob
    take: TakeJob
    show: ShowJob
    list: ListJobs
    counts: CountJobs
    browse: BrowsePostings
    show_posting: ShowPosting
    save: SavePosting
    unsave: UnsavePosting


@dataclass(frozen=True, slots=True)
class RankingActs:
    store: StoreRanking


@dataclass(frozen=True, slots=True)
class GenerationActs:
    request: RequestGeneration
    start: StartGeneration
    complete: CompleteGeneration
    fail: FailGeneration


@dataclass(frozen=True, slots=True)
class ExportActs:
    store: StoreExport


@dataclass(frozen=True, slots=True)
class OperationActs:
    ready: CheckReadiness
    config: ShowConfig


@dataclass(frozen=True, slots=True)
class UseCases:
    """What HTTP, command line, worker and tests hold."""

    users: UserActs
    profiles: ProfileActs
    jobs: JobActs
    rankings: RankingActs
    generations: GenerationActs
    exports: ExportActs
    operations: OperationActs
    once: Once


def use_cases(
    store: Store, clock: Clock, ids: Ids, tokens: Tokens, operations: OperationActs, outside: Outside
) -> UseCases:
    """All use cases over one store."""
    plain, store = store, OnceStore(store)
    standings = Standings()
    return UseCases(
        users=UserActs(EnsureLocalUser(store, clock, ids), Authenticate(store, tokens, clock, standings)),
        profiles=ProfileActs(
            import_content=ImportProfile(store, clock, ids),
            show=ShowProfile(store),
            list=ListProfiles(store),
            replace=ReplaceProfile(store, clock),
            make_default=MakeDefaultProfile(store, clock),
            delete=DeleteProfile(store, clock),
            restore=RestoreProfile(store, clock),
        ),
        jobs=JobActs(
            read=ReadJob(outside.reader),
            from_text=CaptureText(outside.reader, CaptureJob(store, clock, ids)),
            from_page=CapturePage(outside.fetch, outside.reader, CaptureJob(store, clock, ids)),
            capture=CaptureJob(store, clock, ids),
            edit=EditJob(store, clock),
            move=MoveJob(store, clock),
            delete=DeleteJob(store, clock),
            restore=RestoreJob(store, clock),
            take=TakeJob(store),
            show=ShowJob(store),
            list=ListJobs(store),
            counts=CountJobs(store),
            browse=BrowsePostings(store),
            show_posting=ShowPosting(store),
            save=SavePosting(store, clock, ids),
            unsave=UnsavePosting(store, clock),
        ),
        rankings=RankingActs(StoreRanking(store, clock, ids)),
        generations=GenerationActs(
            request=RequestGeneration(store, clock, ids),
            start=StartGeneration(store, clock),
            complete=CompleteGeneration(store, clock),
            fail=FailGeneration(store, clock),
        ),
        exports=ExportActs(StoreExport(store, clock, ids)),
        operations=operations,
        once=Once(plain, clock),
    )
