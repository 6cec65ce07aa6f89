"""The one front door to everything that is stored, grouped by room."""

from dataclasses import dataclass

from jobwise.application.exports.commands import StoreExport
from jobwise.application.features import FeaturesOff, ListFlags, NeedFeature, Switches, SwitchFeature
from jobwise.application.generations.commands import (
    CompleteGeneration,
    FailGeneration,
    RequestGeneration,
    StartGeneration,
)
from jobwise.application.jobs.commands import CaptureJob
from jobwise.application.jobs.queries import ListJobs, ShowJob
from jobwise.application.once import Once, OnceStore
from jobwise.application.operations.config import ShowConfig
from jobwise.application.operations.readiness import CheckReadiness
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.profile_reading import ProfileReading
from jobwise.application.ports.store import Store
from jobwise.application.ports.tokens import Tokens
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
from jobwise.application.rankings.commands import StoreRanking
from jobwise.application.users.acts import UserActs, user_acts
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
    capture: CaptureJob
    show: ShowJob
    list: ListJobs


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
class FeatureActs:
    off: FeaturesOff
    need: NeedFeature
    list: ListFlags
    switch: SwitchFeature


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
    operations: OperationActs
    usage: ShowUsage
    once: Once


def use_cases(
    store: Store,
    clock: Clock,
    ids: Ids,
    tokens: Tokens,
    accounts: AccountParts,
    operations: OperationActs,
    profile_reading: ProfileReading,
) -> UseCases:
    """All use cases over one store."""
    plain, store = store, OnceStore(store)
    create_profile, list_profiles = CreateProfile(store, clock, ids), ListProfiles(store)
    analyse_profile = AnalyseProfile(store, clock, profile_reading)
    return UseCases(
        users=user_acts(store, clock, ids, tokens, accounts),
        profiles=ProfileActs(
            create=create_profile,
            change=ChangeProfile(store, clock, ids),
            edit=EditProfile(store, clock, ids),
            import_content=ImportProfile(store, clock, ids),
            import_file=ImportProfileFile(create_profile, profile_reading),
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
        jobs=JobActs(CaptureJob(store, clock, ids), ShowJob(store), ListJobs(store)),
        rankings=RankingActs(StoreRanking(store, clock, ids)),
        generations=GenerationActs(
            request=RequestGeneration(store, clock, ids),
            start=StartGeneration(store, clock),
            complete=CompleteGeneration(store, clock),
            fail=FailGeneration(store, clock),
        ),
        exports=ExportActs(StoreExport(store, clock, ids)),
        operations=operations,
        features=_feature_acts(store, clock, ids),
        usage=ShowUsage(store, clock),
        once=Once(plain, clock),
    )


def _feature_acts(store: Store, clock: Clock, ids: Ids) -> FeatureActs:
    switches = Switches()
    off = FeaturesOff(store, clock, switches)
    return FeatureActs(off, NeedFeature(off), ListFlags(store), SwitchFeature(store, clock, ids, switches))
