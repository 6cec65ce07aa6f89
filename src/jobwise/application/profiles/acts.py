"""Everything that is done with profiles, put together."""

from dataclasses import dataclass

from jobwise.application.deleting import Restore
from jobwise.application.outside import Outside
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.application.profiles.commands import (
    DeleteProfile,
    ImportProfile,
    MakeDefaultProfile,
    ReplaceProfile,
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
from jobwise.domain.profiles.master import MasterProfile


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
    restore: Restore[MasterProfile]


def profile_acts(store: Store, clock: Clock, ids: Ids, outside: Outside) -> ProfileActs:
    create_profile, list_profiles = CreateProfile(store, clock, ids), ListProfiles(store)
    analyse_profile = AnalyseProfile(store, clock, outside.profile_reading)
    return ProfileActs(
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
        restore=Restore(store, clock, lambda work: work.profiles),
    )
