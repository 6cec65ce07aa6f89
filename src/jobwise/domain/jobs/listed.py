"""What lists show, sort and filter by, taken from a job: plain values under the names of the columns."""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.searching import folded, terms_of
from jobwise.domain.shared.values import PayPeriod, PayRange

# ISO 4217: currencies whose smaller unit is not the hundredth.
_WHOLE = (
    *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW"),
    *("PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"),
)
_THOUSANDTHS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
_PLACES = {**dict.fromkeys(_WHOLE, 0), **dict.fromkeys(_THOUSANDTHS, 3)}
_PER_YEAR = {
    PayPeriod.HOUR: 2_080,
    PayPeriod.DAY: 260,
    PayPeriod.WEEK: 52,
    PayPeriod.MONTH: 12,
    PayPeriod.YEAR: 1,
}
_SORT_CHARS = 100
UNKNOWN_PAY = -1
NO_DEADLINE = "9999"
"""Sorts after every date: what has no end ends last."""


def places(currency: str) -> int:
    """How many decimal places a currency has."""
    return _PLACES.get(currency, 2)


def minor(amount: Decimal | None, currency: str) -> int | None:
    """The amount in the smallest units of its currency; None for what no ledger holds."""
    if amount is None or abs(amount) > 10**15:
        return None
    return int(amount.scaleb(places(currency)).to_integral_value(ROUND_HALF_EVEN))


def major(units: int | None, currency: str) -> int | float | None:
    """Smallest units as major units, whole when they are."""
    if units is None:
        return None
    parts: int = 10 ** places(currency)
    return units // parts if units % parts == 0 else units / parts


def yearly(pay: PayRange | None) -> int:
    """What the upper end comes to in a year of full-time work, in whole major units; -1 when nothing is known.

    Nothing is converted: amounts of different currencies stand side by side.
    """
    top = None if pay is None else pay.max if pay.max is not None else pay.min
    if pay is None or top is None or abs(top) > 10**15:
        return UNKNOWN_PAY
    return int(top * _PER_YEAR[pay.period])


def content_columns(content: Job) -> dict[str, Any]:
    """The columns that stand for a reading; `*_key` and `salary_year` are what is sorted by."""
    pay = content.pay
    return {
        "title": content.title,
        "company": content.company,
        "title_key": folded(content.title)[:_SORT_CHARS],
        "company_key": folded(content.company)[:_SORT_CHARS],
        "location": content.location,
        "work_mode": content.work_mode.value if content.work_mode else None,
        "employment_type": content.employment_type.value if content.employment_type else None,
        "salary_min": minor(pay.min, pay.currency) if pay else None,
        "salary_max": minor(pay.max, pay.currency) if pay else None,
        "salary_currency": pay.currency if pay else None,
        "salary_period": pay.period.value if pay else None,
        "salary_year": yearly(pay),
        "min_years": content.min_years,
        "deadline": content.deadline.iso if content.deadline else None,
        "deadline_key": content.deadline.iso if content.deadline else NO_DEADLINE,
    }


def job_columns(job: CapturedJob) -> dict[str, Any]:
    """Every column of a kept job but its identity and its reading."""
    return {
        "status": job.status.value,
        "source": job.source.value,
        "source_url": job.source_url,
        "posted_at": job.posted_at,
        "posting_id": job.posting_id,
        **content_columns(job.content),
        "terms": terms_of(job.content),
    }
