"""The one front door to everything that is stored, grouped by room."""

from dataclasses import dataclass

from jobwise.application.applications.acts import ApplicationActs, application_acts
from jobwise.application.audit.verify import VerifyAudit
from jobwise.application.data_exports.acts import DataExportActs, data_export_acts
from jobwise.application.documents.acts import DocumentActs, document_acts
from jobwise.application.enhancements.acts import EnhancementActs, enhancement_acts
from jobwise.application.exports.acts import ExportActs, export_acts
from jobwise.application.features import FeatureActs, feature_acts
from jobwise.application.generations.acts import GenerationActs, generation_acts
from jobwise.application.jobs.acts import JobActs, job_acts
from jobwise.application.journeys.generate import MakeGeneration
from jobwise.application.journeys.model_letters import ModelLetters
from jobwise.application.journeys.model_style import ReadStyle
from jobwise.application.journeys.read_back import ReadBack
from jobwise.application.mailing import Letters
from jobwise.application.once import Once, OnceStore
from jobwise.application.operations.acts import OperationActs
from jobwise.application.operations.queues import ShowQueues
from jobwise.application.outside import Outside
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.application.ports.tokens import Tokens
from jobwise.application.profiles.acts import ProfileActs, profile_acts
from jobwise.application.quotas import ShowModelUse, ShowUsage
from jobwise.application.rankings.acts import RankingActs, ranking_acts
from jobwise.application.samples.acts import SampleActs, sample_acts
from jobwise.application.samples.reading import ReadSample
from jobwise.application.styles.acts import StyleActs
from jobwise.application.styles.following import FollowSamples
from jobwise.application.styles.learning import LearnStyle, ShowStyle
from jobwise.application.users.acts import UserActs, user_acts
from jobwise.application.users.parts import AccountParts


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
    enhancements: EnhancementActs
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
    model_use: ShowModelUse
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
    # Reading and learning follow an upload at once, elsewhere: what is some seconds old would miss it.
    learn = LearnStyle(fresh, clock, ids, ReadStyle(outside.style, outside.model, fresh))
    follow = FollowSamples(fresh, clock, learn)
    read = ReadSample(fresh, clock, outside.files, outside.texts, follow)
    letters = ModelLetters(outside.model, outside.workshop)
    read_back = ReadBack(outside.workshop, outside.printing.press)
    make = MakeGeneration(store, clock, ids, outside.workshop, letters, read_back)
    return UseCases(
        users=user_acts(fresh, clock, ids, tokens, accounts),
        profiles=profile_acts(store, clock, ids, outside),
        jobs=job_acts(store, clock, ids, outside),
        rankings=ranking_acts(store, clock, ids, outside),
        generations=generation_acts(store, clock, ids, outside, make),
        enhancements=enhancement_acts(store, clock, ids, outside),
        exports=export_acts(store, clock, ids, outside, fresh),
        applications=application_acts(store, clock, ids, outside),
        documents=document_acts(store, clock, ids, outside),
        data_exports=data_export_acts(store, clock, ids, outside, Letters(ids, accounts.secrets)),
        samples=sample_acts(store, clock, ids, outside, read),
        styles=StyleActs(ShowStyle(store), learn, follow),
        operations=operations,
        features=feature_acts(fresh, clock, ids),
        queues=ShowQueues(fresh),
        usage=ShowUsage(fresh, clock),
        model_use=ShowModelUse(fresh, clock),
        audit=AuditActs(VerifyAudit(fresh)),
        once=Once(plain, clock),
    )
