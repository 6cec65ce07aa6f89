"""Use cases of applications and documents over any store."""

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.files import FileStore
from jobwise.application.ports.store import Store
from jobwise.application.use_cases import ApplicationActs, UseCases, use_cases
from jobwise.infrastructure.files.memory import MemoryFiles
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.security.tokens import JwtTokens, KeyRing
from tests.support.accounts import account_parts, operation_acts
from tests.support.outside import outside_parts


def all_acts(store: Store, clock: Clock, files: FileStore | None = None) -> UseCases:
    tokens = JwtTokens(lambda: KeyRing({"one": b"k" * 32}, "one"))
    kept = MemoryFiles(clock.now) if files is None else files
    return use_cases(store, clock, Uuid7Ids(), tokens, account_parts(), operation_acts(), outside_parts(kept))


def application_acts(store: Store, clock: Clock) -> ApplicationActs:
    return all_acts(store, clock).applications
