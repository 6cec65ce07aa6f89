"""The one front door to everything that is stored, grouped by room."""

from dataclasses import dataclass

from jobwise.application.applications.calendar import CloseFeed, InterviewFile, OpenFeed, ShowFeed
from jobwise.application.applications.commands import (
    CreateApplication,
    DeleteApplication,
    DescribeApplication,
    MoveApplication,
    RestoreApplication,
    SetStatusOfJob,
)
from jobwise.application.applications.parts import AddPart, ChangePart, RemovePart
from jobwise.application.applications.queries import CountApplications, ListApplications, ShowApplication
from jobwise.application.audit.verify import VerifyAudit
from jobwise.application.data_exports.clean_up import ExpireDataExports
from jobwise.application.data_exports.commands import RequestDataExport
from jobwise.application.data_exports.importing import ImportAccount
from jobwise.application.data_exports.making import MakeDataExport
from jobwise.application.data_exports.queries import LinkDataExport, ListDataExports, OpenDataExport, ShowDataExport
from jobwise.application.documents.clean_up import EraseDocuments, SweepFiles
from jobwise.application.documents.commands import (
    AttachDocument,
    DeleteDocument,
    DescribeDocument,
    RestoreDocument,
    UploadDocument,
)
from jobwise.application.documents.queries import (
    LinkDocument,
    ListDocuments,
    OpenDocument,
    OpenLinked,
    ShowDocument,
)
from jobwise.application.exports.commands import StoreExport
from jobwise.application.features import FeaturesOff, ListFlags, NeedFeature, Switches, SwitchFeature
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
from jobwise.application.jobs.catalogue import BrowsePostings, SavePosting, ShowPosting, UnsavePosting
from jobwise.application.jobs.commands import CaptureJob, DeleteJob, EditJob, MoveJob, RestoreJob
from jobwise.application.jobs.queries import CountJobs, ListJobs, ShowJob, TakeJob
from jobwise.application.jobs.reading import CapturePage, CaptureText, ReadJob
from jobwise.application.journeys.generate import MakeGeneration
from jobwise.application.journeys.model_letters import ModelLetters
from jobwise.application.once import Once, OnceStore
from jobwise.application.operations.config import ShowConfig
from jobwise.application.operations.queues import ShowQueues
from jobwise.application.operations.readiness import CheckReadiness
from jobwise.application.ports.archives import Archives
from jobwise.application.ports.calendar import CalendarWriter, FreshTokens
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.files import FileStore, FileTypes
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.language_model import LanguageModel
from jobwise.application.ports.links import Links
from jobwise.application.ports.pages import PageFetcher
from jobwise.application.ports.profile_reading import ProfileReading
from jobwise.application.ports.reading import JobReader, TextReader
from jobwise.application.ports.store import Store
from jobwise.application.ports.styles import StyleReader
from jobwise.application.ports.tokens import Tokens
from jobwise.application.ports.workshop import Workshop
from jobwise.application.profiles.commands import (
    DeleteProfile,
    ImportProfile,
    MakeDefaultProfile,
    ReplaceProfile,
    RestoreProfile,
)
from jobwise.application.profiles.editing import (
    ChangeProfile,
    CreateProfile,
    EditProfile,
    ImportProfileFile,
    TakeBackProfile,
)
from jobwise.application.profiles.queries import (
    AnalyseProfile,
    ListProfileCards,
    ListProfiles,
    ListProfileVersions,
    ShowProfile,
    ShowProfileVersion,
)
from jobwise.application.quotas import ShowUsage
from jobwise.application.rankings.commands import CreateRanking
from jobwise.application.rankings.queries import ListRankings, ShowRanking
from jobwise.application.samples.commands import ActivateSample, DeleteSample, RestoreSample, UploadSample
from jobwise.application.samples.queries import ListSamples, OpenSample, ShowSample
from jobwise.application.samples.reading import ReadSample
from jobwise.application.styles.learning import LearnStyle, ShowStyle
from jobwise.application.users.acts import UserActs, user_acts
from jobwise.application.users.letters import Letters
from jobwise.application.users.parts import AccountParts


@dataclass(frozen=True, slots=True)
class ProfileActs:
    create: CreateProfile
    change: ChangeProfile
    edit: EditProfile
    import_content: ImportProfile
    import_file: ImportProfileFile
    analyse: AnalyseProfile
    versions: ListProfileVersions
    version: ShowProfileVersion
    take_back: TakeBackProfile
    show: ShowProfile
    list: ListProfiles
    cards: ListProfileCards
    replace: ReplaceProfile
    make_default: MakeDefaultProfile
    delete: DeleteProfile
    restore: RestoreProfile


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
    create: CreateRanking
    show: ShowRanking
    list: ListRankings


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


@dataclass(frozen=True, slots=True)
class ExportActs:
    store: StoreExport


@dataclass(frozen=True, slots=True)
class ApplicationActs:
    create: CreateApplication
    move: MoveApplication
    set_of_job: SetStatusOfJob
    describe: DescribeApplication
    delete: DeleteApplication
    restore: RestoreApplication
    show: ShowApplication
    list: ListApplications
    count: CountApplications
    add_part: AddPart
    change_part: ChangePart
    remove_part: RemovePart
    open_feed: OpenFeed
    close_feed: CloseFeed
    show_feed: ShowFeed
    interview_file: InterviewFile


@dataclass(frozen=True, slots=True)
class DocumentActs:
    upload: UploadDocument
    show: ShowDocument
    list: ListDocuments
    describe: DescribeDocument
    delete: DeleteDocument
    restore: RestoreDocument
    attach: AttachDocument
    open: OpenDocument
    link: LinkDocument
    open_linked: OpenLinked
    erase: EraseDocuments
    sweep: SweepFiles


@dataclass(frozen=True, slots=True)
class SampleActs:
    upload: UploadSample
    read: ReadSample
    show: ShowSample
    list: ListSamples
    activate: ActivateSample
    delete: DeleteSample
    restore: RestoreSample
    open: OpenSample


@dataclass(frozen=True, slots=True)
class StyleActs:
    show: ShowStyle
    learn: LearnStyle


@dataclass(frozen=True, slots=True)
class DataExportActs:
    request: RequestDataExport
    show: ShowDataExport
    list: ListDataExports
    link: LinkDataExport
    open: OpenDataExport
    make: MakeDataExport
    expire: ExpireDataExports
    bring: ImportAccount


@dataclass(frozen=True, slots=True)
class Outside:
    """What the rooms use beside the store: files and what they are, signed links, calendars and their tokens.

    `profile_reading` reads profile files, with the words profiles are judged by; `reader` reads postings, `fetch` gets
    the pages they stand on. `archives` writes and reads archives of accounts. `texts` reads what samples say, `style`
    how they say it. `model` answers questions, or says that the offline way is to be taken. `workshop` ranks and makes
    documents.
    """

    files: FileStore
    types: FileTypes
    links: Links
    calendars: CalendarWriter
    fresh: FreshTokens
    profile_reading: ProfileReading
    reader: JobReader
    fetch: PageFetcher
    archives: Archives
    texts: TextReader
    style: StyleReader
    model: LanguageModel
    workshop: Workshop


@dataclass(frozen=True, slots=True)
class OperationActs:
    ready: CheckReadiness
    config: ShowConfig


@dataclass(frozen=True, slots=True)
class FeatureActs:
    off: FeaturesOff
    need: NeedFeature
    list: ListFlags
    switch: SwitchFeature


@dataclass(frozen=True, slots=True)
class AuditActs:
    verify: VerifyAudit


@dataclass(frozen=True, slots=True)
class UseCases:
    """What HTTP, command line, worker and tests hold."""

    users: UserActs
    profiles: ProfileActs
    jobs: JobActs
    rankings: RankingActs
    generations: GenerationActs
    exports: ExportActs
    features: FeatureActs
    applications: ApplicationActs
    documents: DocumentActs
    data_exports: DataExportActs
    samples: SampleActs
    styles: StyleActs
    operations: OperationActs
    queues: ShowQueues
    usage: ShowUsage
    audit: AuditActs
    once: Once


def use_cases(
    store: Store,
    clock: Clock,
    ids: Ids,
    tokens: Tokens,
    accounts: AccountParts,
    operations: OperationActs,
    outside: Outside,
    queried: Store | None = None,
) -> UseCases:
    """All use cases over one store.

    `queried`, where there is one, may show what is some seconds old: whoever looks into a room asks it. Accounts and
    sign-ins, switches, quotas and kept answers are never read from it.
    """
    plain, fresh, store = store, OnceStore(store), OnceStore(queried or store)
    create_profile, list_profiles = CreateProfile(store, clock, ids), ListProfiles(store)
    analyse_profile = AnalyseProfile(store, clock, outside.profile_reading)
    # Reading and learning follow an upload at once, elsewhere: what is some seconds old would miss it.
    learn = LearnStyle(fresh, clock, ids, outside.style)
    return UseCases(
        users=user_acts(fresh, clock, ids, tokens, accounts),
        profiles=ProfileActs(
            create=create_profile,
            change=ChangeProfile(store, clock, ids),
            edit=EditProfile(store, clock, ids),
            import_content=ImportProfile(store, clock, ids),
            import_file=ImportProfileFile(create_profile, outside.profile_reading),
            analyse=analyse_profile,
            versions=ListProfileVersions(store),
            version=ShowProfileVersion(store),
            take_back=TakeBackProfile(store, clock),
            show=ShowProfile(store),
            list=list_profiles,
            cards=ListProfileCards(list_profiles, analyse_profile),
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
        rankings=RankingActs(
            create=CreateRanking(store, clock, ids, outside.workshop),
            show=ShowRanking(store),
            list=ListRankings(store),
        ),
        generations=_generations(store, clock, ids, outside),
        exports=ExportActs(StoreExport(store, clock, ids)),
        applications=_applications(store, clock, ids, outside),
        documents=_documents(store, clock, ids, outside),
        data_exports=_data_exports(store, clock, ids, outside, Letters(ids, accounts.secrets)),
        samples=_samples(store, clock, ids, outside, learn),
        styles=StyleActs(ShowStyle(store), learn),
        operations=operations,
        features=_feature_acts(fresh, clock, ids),
        queues=ShowQueues(fresh),
        usage=ShowUsage(fresh, clock),
        audit=AuditActs(VerifyAudit(fresh)),
        once=Once(plain, clock),
    )


def _feature_acts(store: Store, clock: Clock, ids: Ids) -> FeatureActs:
    switches = Switches()
    off = FeaturesOff(store, clock, switches)
    return FeatureActs(off, NeedFeature(off), ListFlags(store), SwitchFeature(store, clock, ids, switches))


def _applications(store: Store, clock: Clock, ids: Ids, outside: Outside) -> ApplicationActs:
    create, move = CreateApplication(store, clock, ids), MoveApplication(store, clock)
    return ApplicationActs(
        create=create,
        move=move,
        set_of_job=SetStatusOfJob(store, create, move),
        describe=DescribeApplication(store, clock),
        delete=DeleteApplication(store, clock),
        restore=RestoreApplication(store, clock),
        show=ShowApplication(store),
        list=ListApplications(store),
        count=CountApplications(store),
        add_part=AddPart(store, clock, ids),
        change_part=ChangePart(store, clock),
        remove_part=RemovePart(store, clock),
        open_feed=OpenFeed(store, clock, ids, outside.fresh),
        close_feed=CloseFeed(store, clock),
        show_feed=ShowFeed(store, clock, outside.calendars),
        interview_file=InterviewFile(store, clock, outside.calendars),
    )


def _generations(store: Store, clock: Clock, ids: Ids, outside: Outside) -> GenerationActs:
    workshop = outside.workshop
    asking = Asking(store, clock, ids, workshop)
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


def _documents(store: Store, clock: Clock, ids: Ids, outside: Outside) -> DocumentActs:
    files, links = outside.files, outside.links
    return DocumentActs(
        upload=UploadDocument(store, clock, ids, files, outside.types),
        show=ShowDocument(store),
        list=ListDocuments(store),
        describe=DescribeDocument(store, clock),
        delete=DeleteDocument(store, clock),
        restore=RestoreDocument(store, clock),
        attach=AttachDocument(store, clock),
        open=OpenDocument(store, files),
        link=LinkDocument(links, clock),
        open_linked=OpenLinked(store, files, links, clock),
        erase=EraseDocuments(store, clock, files),
        sweep=SweepFiles(store, clock, files),
    )


def _samples(store: Store, clock: Clock, ids: Ids, outside: Outside, learn: LearnStyle) -> SampleActs:
    files = outside.files
    return SampleActs(
        upload=UploadSample(store, clock, ids, files, outside.types),
        read=ReadSample(learn.store, clock, files, outside.texts, learn),
        show=ShowSample(store),
        list=ListSamples(store),
        activate=ActivateSample(store, clock),
        delete=DeleteSample(store, clock),
        restore=RestoreSample(store, clock),
        open=OpenSample(store, files),
    )


def _data_exports(store: Store, clock: Clock, ids: Ids, outside: Outside, letters: Letters) -> DataExportActs:
    files, links = outside.files, outside.links
    return DataExportActs(
        request=RequestDataExport(store, clock, ids),
        show=ShowDataExport(store),
        list=ListDataExports(store),
        link=LinkDataExport(links, clock),
        open=OpenDataExport(store, files, links, clock),
        make=MakeDataExport(store, clock, ids, files, outside.archives, letters),
        expire=ExpireDataExports(store, clock, files),
        bring=ImportAccount(store, clock, ids, files, outside.types, outside.archives),
    )
