"""A number as a text says it: value, place, unit and rounding."""

from dataclasses import dataclass
from fractions import Fraction

UNITS = frozenset(
    (
        "money",
        "decade",
        "year",
        "month",
        "week",
        "day",
        "hour",
        "minute",
        "second",
        "millisecond",
        "kilometre",
        "tonne",
        "square",
    )
)
PERCENT, PART, TIMES = "percent", "part", "times"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at words `start`..`end` (half-open).

    `unit` is a unit concept, `percent`, `part` (a fraction of a whole), `times`, or empty for a count. `op` is one of
    = ~ < <= > >= (as the text rounds) or >> for a bare plural like "hundreds". Percentages are parts of 1.
    """

    value: Fraction
    start: int
    end: int
    unit: str
    op: str
    scale: int = 1
    """The scale word it was written with: 6.5 million."""
