"""Fakes with behaviour for the ports that every use case needs."""

from datetime import UTC, datetime, timedelta

from jobwise.application.operations.config import ShowConfig
from jobwise.application.operations.readiness import CheckReadiness
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.store import Store
from jobwise.application.use_cases import OperationActs, UseCases, use_cases
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.installation import installation
from jobwise.infrastructure.profile_reading import ShippedProfileReading
from jobwise.infrastructure.security.tokens import JwtTokens, KeyRing


class SteppingClock:
    """Starts at a fixed moment and goes on by a second at every look."""

    def __init__(self) -> None:
        self._now = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


def acts_over(store: Store, clock: Clock | None = None) -> UseCases:
    """All use cases over a store, with fakes and shipped data for the rest."""
    tokens = JwtTokens(lambda: KeyRing({"one": b"k" * 32}, "one"))
    operations = OperationActs(CheckReadiness(()), ShowConfig(installation()))
    return use_cases(store, clock or SteppingClock(), Uuid7Ids(), tokens, operations, ShippedProfileReading())
