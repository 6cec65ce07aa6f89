"""A posting as it comes to the reader: visible text, what its source says outright, and what was hidden in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jobwise.domain.jobs.job import EmploymentType, Quarantined, WorkMode
from jobwise.domain.jobs.posting_rules import PostingRules
from jobwise.domain.shared.values import PartialDate, PayRange


@dataclass(frozen=True, slots=True)
class KnownFields:
    """Fields that a structured source (JobPosting, a board's JSON, our own job) names. Absent is None or empty."""

    title: str = ""
    company: str = ""
    location: str = ""
    work_mode: WorkMode | None = None
    employment_type: EmploymentType | None = None
    pay: PayRange | None = None
    min_years: int | None = None
    required_skills: tuple[str, ...] = ()
    preferred_skills: tuple[str, ...] = ()
    deadline: PartialDate | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class PostingText:
    """What was read from a source. `text` keeps one line per line or block of the source, hidden runs taken out.

    `headings` are hints for the title, best first (h1, page title). `labels` are "Label: value" pairs of a page.
    `rules` are the words by which its lines are read. `source` names the shape: text, html, jobposting, job, job_draft
    or board. `cut` tells that text was left off.
    """

    text: str
    rules: PostingRules = field(repr=False, compare=False)
    known: KnownFields = KnownFields()
    headings: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    quarantined: tuple[Quarantined, ...] = ()
    source: str = "text"
    cut: bool = False
