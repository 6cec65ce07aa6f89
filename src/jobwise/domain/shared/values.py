"""Values that cannot be wrong: dates as people know them, periods, pay, spans."""

import calendar
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import total_ordering
from typing import Self

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar date of which only the year, or year and month, may be known. Years 1000..2999."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not 1000 <= self.year <= 2999:
            raise ValueError(f"year out of range: {self.year}")
        if self.month is None and self.day is not None:
            raise ValueError("a day needs a month")
        if self.month is not None and not 1 <= self.month <= 12:
            raise ValueError(f"no such month: {self.month}")
        if self.day is not None and self.month is not None:
            if not 1 <= self.day <= calendar.monthrange(self.year, self.month)[1]:
                raise ValueError(f"no such day: {self.year}-{self.month}-{self.day}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads `2019`, `2019-04` or `2019-04-30`; raises ValueError for anything else, also for 2020-02-30."""
        match = _ISO.fullmatch(text)
        if match is None:
            raise ValueError(f"not a date: {text!r}")
        year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @property
    def iso(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
        if self.day is not None:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)

    @property
    def key(self) -> tuple[int, int, int]:
        """Sorts an unknown month or day before the known ones."""
        return (self.year, self.month or 0, self.day or 0)

    @property
    def months(self) -> int:
        """Months since year 0; an unknown month counts as January."""
        return self.year * 12 + (self.month or 1) - 1

    def __lt__(self, other: "PartialDate") -> bool:
        return self.key < other.key

    def __str__(self) -> str:
        return self.iso


class PayPeriod(StrEnum):
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class PayRange:
    """What a job pays, in major units of an ISO 4217 currency, per period. At least one bound is known."""

    min: Decimal | None
    max: Decimal | None
    currency: str
    period: PayPeriod

    def __post_init__(self) -> None:
        if self.min is None and self.max is None:
            raise ValueError("a pay range needs a bound")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("pay range is reversed")
        if not re.fullmatch(r"[A-Z]{3}", self.currency):
            raise ValueError(f"not an ISO 4217 currency: {self.currency!r}")


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of character offsets into one text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no such span: {self.start}..{self.end}")

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end
