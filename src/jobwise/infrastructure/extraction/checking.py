"""Checking a finished document with the shipped words."""

from jobwise.domain.generations.checking.resume import check_resume, looks_like_letter
from jobwise.domain.generations.grounding.claims import Verdict
from jobwise.domain.generations.readback import ReadText
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.values import PartialDate
from jobwise.infrastructure.extraction.words import check_words


def verify_resume(read: ReadText, profile: Profile, as_of: PartialDate, job: Job | None = None) -> Verdict:
    """`check_resume` with the shipped words."""
    return check_resume(read, profile, job, as_of, check_words())


def is_letter(read: ReadText) -> bool:
    """`looks_like_letter` with the shipped words."""
    return looks_like_letter(read, check_words())
