from typing import Protocol

from jobwise.application.ports.owned import OwnedRoom
from jobwise.domain.jobs.captured import CapturedJob


class Jobs(OwnedRoom[CapturedJob], Protocol):
    """Captured jobs."""
