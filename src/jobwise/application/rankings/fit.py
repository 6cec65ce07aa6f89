"""Ordering many postings by how well a profile fits them."""

from collections.abc import Sequence
from dataclasses import dataclass

from jobwise.application.inputs import Inputs
from jobwise.domain.jobs.job import Job
from jobwise.domain.rankings.fit import fits_of
from jobwise.domain.rankings.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class FittedJob:
    """A posting under the name that it was given, and how well the profile fits it, 0..1."""

    name: str
    job: Job
    fit: float


@dataclass(frozen=True, slots=True)
class FitJobs:
    """Puts postings in the order of the `fit` that a ranking of the profile for each of them would have, best first."""

    inputs: Inputs
    lexicon: Lexicon

    def __call__(self, profile: bytes, jobs: Sequence[tuple[str, Job]]) -> tuple[FittedJob, ...]:
        read = self.inputs.profile(profile).profile
        fits = fits_of(read, [job for _, job in jobs], self.inputs.vocabulary, self.lexicon)
        fitted = [FittedJob(name, job, fit) for (name, job), fit in zip(jobs, fits, strict=True)]
        # The sort is stable: equal fits stay in the order they were given in.
        return tuple(sorted(fitted, key=lambda one: -one.fit))
