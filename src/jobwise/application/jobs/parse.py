"""Reading one posting."""

from dataclasses import dataclass

from jobwise.application.inputs import Inputs
from jobwise.domain.jobs.job import Job


@dataclass(frozen=True, slots=True)
class ParseJob:
    """Says what a posting asks and offers, each field with its confidence and the words it came from."""

    inputs: Inputs

    def __call__(self, data: bytes, name: str = "") -> Job:
        return self.inputs.job(data, name)
