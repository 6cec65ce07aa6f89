"""Everything that tells how an installation does, put together."""

from dataclasses import dataclass

from jobwise.application.operations.config import ShowConfig
from jobwise.application.operations.readiness import CheckReadiness


@dataclass(frozen=True, slots=True)
class OperationActs:
    ready: CheckReadiness
    config: ShowConfig
