"""What of a profile answers a job, in order, with reasons that add up."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from jobwise.domain.jobs.job import Necessity

FORMULA_VERSION = "2"
"""Raised whenever the same inputs would score differently."""


class ItemKind(StrEnum):
    EXPERIENCE = "experience"
    PROJECT = "project"
    VOLUNTEERING = "volunteering"
    EDUCATION = "education"
    CERTIFICATION = "certification"
    SKILL = "skill"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Contribution:
    """One summand of a score: what it is, how much it gives, and the words that earned it."""

    name: str
    value: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RankedItem:
    """An item of the profile with its score (the sum of its contributions) and the requirements (ids) it answers."""

    kind: ItemKind
    path: str
    text: str
    score: float
    contributions: tuple[Contribution, ...] = ()
    requirements: tuple[str, ...] = ()


class GapGrade(StrEnum):
    HAS = "has"
    """Named in the profile's skills or shown in its text."""
    SUPPORTED = "supported"
    """Not named, but evidence makes it believable (a related skill, a synonym, a kind of it)."""
    LACKS = "lacks"


@dataclass(frozen=True, slots=True)
class Gap:
    """How one skill the posting asks stands in the profile, with the paths that show it."""

    skill: str
    necessity: Necessity
    grade: GapGrade
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class YearsGap:
    """Years of experience asked and had. `relevant` counts positions that answer the posting, `total` all of them.

    Overlapping positions count once. HAS: enough relevant years; SUPPORTED: enough in all; LACKS: fewer.
    """

    asked: int
    relevant: float
    total: float
    grade: GapGrade
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """All items best first (ties in profile order) and all asked skills with their grade, musts first.

    `years` is None when the posting asks no number of years. `fit` 0..1 compares postings for the same profile.
    """

    items: tuple[RankedItem, ...]
    gaps: tuple[Gap, ...]
    formula_version: str
    vocabulary_version: str
    years: YearsGap | None = None
    fit: float = 0.0

    def by_path(self) -> Mapping[str, RankedItem]:
        return {item.path: item for item in self.items}
