"""A job as read from its posting: what it asks and offers, how sure we are, and the words that say so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from jobwise.domain.shared.values import PartialDate, PayRange, Span


class WorkMode(StrEnum):
    REMOTE = "remote"
    HYBRID = "hybrid"
    ONSITE = "onsite"


class EmploymentType(StrEnum):
    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    CONTRACT = "contract"
    INTERNSHIP = "internship"
    TEMPORARY = "temporary"


class Necessity(StrEnum):
    MUST = "must"
    NICE = "nice"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a field has its value: `confidence` 0..1 and the words of the posting it was read from (with their place)."""

    confidence: float
    words: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing the posting asks. `skills` are vocabulary names; `id` is stable for the same posting text."""

    id: str
    text: str
    necessity: Necessity
    skills: tuple[str, ...] = ()
    min_years: int | None = None
    confidence: float = 1.0


class QuarantineKind(StrEnum):
    HIDDEN = "hidden"
    INSTRUCTION = "instruction"


@dataclass(frozen=True, slots=True)
class Quarantined:
    """Text that no reader was meant to see, or that speaks to a model instead of a person. It changes no score."""

    kind: QuarantineKind
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Job:
    """What a posting says. `text` is all that was read: visible text only, quarantined parts taken out.

    Absent is None or empty, never a guess. `evidence` is keyed by field name (`title`, `company`, ...).
    `required_skills` and `preferred_skills` are the vocabulary's names, or the posting's words, in posting order.
    """

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
    requirements: tuple[Requirement, ...] = ()
    text: str = ""
    language: str = "en"
    quarantined: tuple[Quarantined, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
