"""What an ATS report consists of: parts that add up, fixes with what they are worth, findings by severity."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from jobwise.domain.generations.ats.keywords import Keyword

ATS_FORMULA_VERSION = "1"
"""Raised whenever the same resume and job would score differently."""


class Severity(StrEnum):
    """How much a finding hinders, worst first."""

    FATAL_PROBLEM = "FatalProblem"
    MAJOR_ISSUE = "MajorIssue"
    DATA_MISSING = "DataMissing"
    SUGGESTED_IMPROVEMENT = "SuggestedImprovement"


@dataclass(frozen=True, slots=True)
class Fix:
    """One thing to do, the profile path it concerns (if any), and the points of the score it would bring."""

    sentence: str
    points: float
    path: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One summand: `earned` of `weight`. `share` of 1 means there is nothing left to fix.

    A part that does not apply (no preferred skills asked) weighs 0 and the others carry the score.
    """

    name: str
    weight: float
    earned: float
    fixes: tuple[Fix, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule: a stable code, how bad, what is wrong, what to do."""

    code: str
    severity: Severity
    message: str
    fix: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class AtsReport:
    """The score 0..100, its parts, and the findings, worst first."""

    score: int
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]
    required: tuple[Keyword, ...]
    preferred: tuple[Keyword, ...]
    formula_version: str
    vocabulary_version: str

    @property
    def fixes(self) -> tuple[Fix, ...]:
        """Everything that would raise the score, most points first."""
        every = [fix for part in self.parts for fix in part.fixes]
        return tuple(sorted(every, key=lambda fix: -fix.points))

    def to_json(self) -> dict[str, Any]:
        """The report as JSON values; points are rounded to one decimal."""
        return {
            "score": self.score,
            "formula_version": self.formula_version,
            "vocabulary_version": self.vocabulary_version,
            "parts": [
                {
                    "name": part.name,
                    "weight": round(part.weight, 2),
                    "earned": round(part.earned, 2),
                    "fixes": [_fix(fix) for fix in part.fixes],
                }
                for part in self.parts
            ],
            "findings": [
                {
                    "code": one.code,
                    "severity": one.severity.value,
                    "message": one.message,
                    "fix": one.fix,
                    "path": one.path,
                }
                for one in self.findings
            ],
            "keywords": {
                "required": [_keyword(one) for one in self.required],
                "preferred": [_keyword(one) for one in self.preferred],
            },
        }


def _fix(fix: Fix) -> dict[str, Any]:
    return {"sentence": fix.sentence, "points": round(fix.points, 1), "path": fix.path}


def _keyword(one: Keyword) -> dict[str, Any]:
    return {"skill": one.skill, "found": one.uses > 0, "uses": one.uses, "found_as": one.found_as}
