"""What a list of jobs is asked for: filters, and the orders that have an index."""

from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from jobwise.domain.jobs.captured import JobSource, JobStatus
from jobwise.domain.jobs.job import EmploymentType, WorkMode
from jobwise.domain.jobs.searching import skill_term, words_of


class JobSort(StrEnum):
    """A job without a deadline counts as the last to end, one without pay as the worst paid."""

    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"
    TITLE = "title"
    COMPANY = "company"
    DEADLINE = "deadline"
    SALARY = "salary"


@dataclass(frozen=True, slots=True)
class Term:
    """One term that must be there: as it stands, or as the beginning of one."""

    text: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class JobFilters:
    """What must hold of every job of the list; None asks nothing.

    `q`, `company` and `location`: each of their words begins a word of the job (or of that field). `salary_min`: pay
    for a year, in whole major units of the job's own currency. `posted_after` excludes jobs of unknown age.
    """

    q: str | None = None
    company: str | None = None
    location: str | None = None
    skill: str | None = None
    work_mode: WorkMode | None = None
    employment_type: EmploymentType | None = None
    status: JobStatus | None = None
    source: JobSource | None = None
    salary_min: int | None = None
    posted_after: datetime | None = None
    saved: bool | None = None
    application_status: str | None = None

    def applied(self) -> dict[str, Any]:
        """The filters that ask something."""
        given = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: value for name, value in given if value is not None}

    def terms(self) -> tuple[Term, ...]:
        """The terms that `q`, `company`, `location` and `skill` come to; longest first: those are the rarest."""
        found = [
            *(Term(word) for word in words_of(self.q or "")),
            *(Term(f"c={word}") for word in words_of(self.company or "")),
            *(Term(f"l={word}") for word in words_of(self.location or "")),
            *((Term(skill_term(self.skill), whole=True),) if self.skill else ()),
        ]
        return tuple(sorted(found, key=lambda term: (-len(term.text), term.text)))

    @property
    def asks_nothing_findable(self) -> bool:
        """Whether a text was asked for that holds no word at all: nothing can match it."""
        asked = (self.q, self.company, self.location)
        return any(text is not None and text.strip() and not words_of(text) for text in asked)


class PostingSort(StrEnum):
    """A posting without a deadline counts as the last to end, one without pay as the worst paid."""

    POSTED_AT = "posted_at"
    TITLE = "title"
    COMPANY = "company"
    DEADLINE = "deadline"
    SALARY = "salary"


PostingOrder = tuple[tuple[PostingSort, bool], ...]
"""Fields and whether each falls, the first of them decides."""
