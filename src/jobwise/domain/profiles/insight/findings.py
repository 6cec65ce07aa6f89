"""What may be wrong with a profile: a code, how bad it is, where, and a sentence."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """`ERROR` contradicts itself, `WARNING` will be asked about, `HINT` could be better."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Code(StrEnum):
    END_BEFORE_START = "end_before_start"
    CURRENT_WITH_END = "current_with_end"
    FUTURE_DATE = "future_date"
    MISSING_DATES = "missing_dates"
    MISSING_END = "missing_end"
    UNREADABLE_DATE = "unreadable_date"
    GAP = "gap"
    OVERLAP = "overlap"
    SCORE_ABOVE_SCALE = "score_above_scale"
    BAD_URL = "bad_url"
    BAD_EMAIL = "bad_email"
    BULLET_WITHOUT_NUMBER = "bullet_without_number"
    BULLET_WITHOUT_VERB = "bullet_without_verb"
    DUPLICATE_BULLET = "duplicate_bullet"


SEVERITIES = {
    Code.END_BEFORE_START: Severity.ERROR,
    Code.CURRENT_WITH_END: Severity.ERROR,
    Code.FUTURE_DATE: Severity.WARNING,
    Code.MISSING_DATES: Severity.WARNING,
    Code.MISSING_END: Severity.WARNING,
    Code.UNREADABLE_DATE: Severity.WARNING,
    Code.GAP: Severity.WARNING,
    Code.OVERLAP: Severity.HINT,
    Code.SCORE_ABOVE_SCALE: Severity.ERROR,
    Code.BAD_URL: Severity.WARNING,
    Code.BAD_EMAIL: Severity.ERROR,
    Code.BULLET_WITHOUT_NUMBER: Severity.HINT,
    Code.BULLET_WITHOUT_VERB: Severity.HINT,
    Code.DUPLICATE_BULLET: Severity.WARNING,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One warning. `path` names the item or field for good, e.g. `experiences/<id>/end`."""

    code: Code
    severity: Severity
    path: str
    sentence: str


def finding(code: Code, path: str, sentence: str) -> Finding:
    """A finding with the severity of its code."""
    return Finding(code, SEVERITIES[code], path, sentence)


def named(*names: str) -> str:
    """What an item is called in a sentence: the first name that it has."""
    return next((f"“{name}”" for name in names if name), "An entry without a name")
