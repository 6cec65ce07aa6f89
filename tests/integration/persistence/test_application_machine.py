"""The state machine of applications over SQLite and PostgreSQL: the same class as over memory."""

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.contracts.applications.model import ApplicationMachine, RaceContract
from tests.support.soak import examples

from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.persistence.sql.engine import PoolSizes
from jobwise.infrastructure.persistence.sql.store import SqlStore

ONE = PoolSizes(size=1, overflow=1)


def test_the_machine_holds(url: str) -> None:
    class SqlMachine(ApplicationMachine):
        open_store = staticmethod(lambda: SqlStore(url, Uuid7Ids(), ONE))

    run_state_machine_as_test(
        SqlMachine,
        settings=settings(
            max_examples=examples(10), stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


class TestSqlRaces(RaceContract):
    pass
