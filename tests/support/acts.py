"""Use cases of applications and documents over any store."""

from jobwise.application.operations.config import ShowConfig
from jobwise.application.operations.readiness import CheckReadiness
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.files import FileStore
from jobwise.application.ports.store import Store
from jobwise.application.use_cases import ApplicationActs, OperationActs, Outside, UseCases, use_cases
from jobwise.infrastructure.calendars import IcalendarWriter, SystemTokens
from jobwise.infrastructure.files.memory import MemoryFiles
from jobwise.infrastructure.files.types import ContentTypes
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.installation import installation
from jobwise.infrastructure.security.links import HmacLinks
from jobwise.infrastructure.security.tokens import JwtTokens, KeyRing


def outside(clock: Clock, files: FileStore | None = None) -> Outside:
    """What rooms use beside the store, in memory."""
    kept = MemoryFiles(clock.now) if files is None else files
    return Outside(kept, ContentTypes(), HmacLinks(lambda: b"l" * 32), IcalendarWriter(), SystemTokens())


def all_acts(store: Store, clock: Clock, files: FileStore | None = None) -> UseCases:
    tokens = JwtTokens(lambda: KeyRing({"one": b"k" * 32}, "one"))
    operations = OperationActs(CheckReadiness(()), ShowConfig(installation()))
    return use_cases(store, clock, Uuid7Ids(), tokens, operations, outside(clock, files))


def application_acts(store: Store, clock: Clock) -> ApplicationActs:
    return all_acts(store, clock).applications
