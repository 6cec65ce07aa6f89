"""Use cases of applications and documents over any store."""

from jobwise.application.applications.acts import ApplicationActs
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.files import FileStore
from jobwise.application.ports.store import Store
from jobwise.application.use_cases import UseCases, use_cases
from jobwise.infrastructure.ids import Uuid7Ids
from tests.support.accounts import account_parts, operation_acts, outside_acts, signing_tokens


def all_acts(store: Store, clock: Clock, files: FileStore | None = None) -> UseCases:
    return use_cases(
        store,
        clock,
        Uuid7Ids(),
        signing_tokens(),
        account_parts(),
        operation_acts(),
        outside_acts(clock, files),
    )


def application_acts(store: Store, clock: Clock) -> ApplicationActs:
    return all_acts(store, clock).applications
