"""The single values of postings in JSON: texts, names, places, amounts, kinds and dates."""

import html
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from jobwise.domain.jobs.job import EmploymentType, Quarantined, WorkMode
from jobwise.domain.jobs.posting import KnownFields, PostingText
from jobwise.domain.limits import MAX_POSTING_CHARS
from jobwise.domain.shared.values import PartialDate, PayPeriod, PayRange
from jobwise.infrastructure.extraction.posting_html import html_text
from jobwise.infrastructure.vocabularies import load_posting_rules

_TYPES = {
    **dict.fromkeys(
        ["fulltime", "vollzeit", "fulltimepermanent", "permanentfulltime", "fulltimeemployee", "regularfulltime"],
        EmploymentType.FULL_TIME,
    ),
    **dict.fromkeys(
        ["parttime", "perdiem", "teilzeit", "parttimeemployee", "workingstudent"], EmploymentType.PART_TIME
    ),
    **dict.fromkeys(
        ["contract", "contractor", "freelance", "fulltimecontract", "contracttohire"], EmploymentType.CONTRACT
    ),
    **dict.fromkeys(["temporary", "temp", "seasonal", "fixedterm"], EmploymentType.TEMPORARY),
    **dict.fromkeys(["intern", "internship", "apprenticeship"], EmploymentType.INTERNSHIP),
}
_MODES = {
    "remote": WorkMode.REMOTE, "fullyremote": WorkMode.REMOTE, "full": WorkMode.REMOTE, "telecommute": WorkMode.REMOTE,
    "hybrid": WorkMode.HYBRID, "onsite": WorkMode.ONSITE, "inoffice": WorkMode.ONSITE, "inperson": WorkMode.ONSITE,
    "none": None, "office": WorkMode.ONSITE,
}  # fmt: skip
_PERIODS = (("hour", PayPeriod.HOUR), ("day", PayPeriod.DAY), ("dai", PayPeriod.DAY), ("week", PayPeriod.WEEK),
            ("month", PayPeriod.MONTH), ("year", PayPeriod.YEAR), ("annual", PayPeriod.YEAR))  # fmt: skip
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def place_of(value: Any) -> str:
    if isinstance(value, str):
        return line_of(value)
    if not isinstance(value, dict):
        return ""
    whole = value.get("fullLocation") or value.get("name") or value.get("display_name")
    if isinstance(whole, str) and whole.strip():
        return line_of(whole)
    keys = ("addressLocality", "city", "addressRegion", "region", "state", "addressCountry", "country", "countryCode")
    parts = [name_of(value.get(key)) for key in keys]
    return ", ".join(dict.fromkeys(part for part in parts if part))


# Nobody earns 90 a year: such a field is in thousands or per hour, and does not say which.
_LEAST_YEARLY = 1_000


def pay_of(least: Any, most: Any, currency: Any, unit: Any) -> PayRange | None:
    low, high = amount_of(least), amount_of(most)
    code = str(currency or "").strip().upper()
    if (low is None and high is None) or not re.fullmatch("[A-Z]{3}", code):
        return None
    if low is not None and high is not None and low > high:
        low, high = high, low
    said = squashed(unit)
    period = next((period for word, period in _PERIODS if word in said), PayPeriod.YEAR)
    if period is PayPeriod.YEAR and (high or low or 0) < _LEAST_YEARLY:
        return None
    return PayRange(low, high, code, period)


def amount_of(value: Any) -> Decimal | None:
    try:
        amount = (
            Decimal(str(value).replace(",", "").strip())
            if isinstance(value, int | float | str) and not isinstance(value, bool)
            else None
        )
    except InvalidOperation:
        return None
    if amount is None or not amount.is_finite() or amount <= 0 or amount > 10**10:
        return None
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.normalize()


def places_of(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, (place_of(one) for one in value[:6])))
    return place_of(value)


def posting_of(text: str, known: KnownFields, source: str, hidden: tuple[Quarantined, ...]) -> PostingText:
    return PostingText(
        text[:MAX_POSTING_CHARS],
        load_posting_rules(),
        known,
        quarantined=hidden,
        source=source,
        cut=len(text) > MAX_POSTING_CHARS,
    )


def joined(parts: list[str]) -> tuple[str, tuple[Quarantined, ...]]:
    """The visible text of marked-up parts, one under the other, and what was hidden in them."""
    read = [html_text(html.unescape(part) if "&lt;" in part else part) for part in parts]
    return "\n".join(text for text, _ in read), tuple(one for _, hidden in read for one in hidden)


def text_of(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(f"- {one}" for one in value if isinstance(one, str))
    if isinstance(value, dict):
        return text_of(value.get("description") or value.get("text") or value.get("name") or "")
    return ""


def line_of(value: Any) -> str:
    return (
        " ".join(html.unescape(str(value)).split())[:300]
        if isinstance(value, str | int) and not isinstance(value, bool)
        else ""
    )


def name_of(value: Any) -> str:
    if isinstance(value, list):
        return name_of(value[0]) if value else ""
    if isinstance(value, dict):
        return line_of(value.get("name") or value.get("display_name") or value.get("label") or value.get("legalName"))
    return line_of(value)


def squashed(value: Any) -> str:
    said = " ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return re.sub(r"[\W_]+", "", said).lower()


def type_of(value: Any) -> EmploymentType | None:
    for one in value if isinstance(value, list) else [value]:
        found = _TYPES.get(squashed(one))
        if found is not None:
            return found
    return None


def mode_of(value: Any) -> WorkMode | None:
    return _MODES.get(squashed(value))


def date_of(value: Any) -> PartialDate | None:
    match = _DATE.match(value) if isinstance(value, str) else None
    try:
        return PartialDate.parse(match.group()) if match else None
    except ValueError:
        return None


def months_of(value: Any) -> int | None:
    value = value[0] if isinstance(value, list) and value else value
    months = amount_of(value.get("monthsOfExperience")) if isinstance(value, dict) else None
    return int(months) // 12 or None if months is not None and months < 720 else None


def skill_list(value: Any) -> tuple[str, ...]:
    entries = re.split(r"[,;\n•|]", value) if isinstance(value, str) else value if isinstance(value, list) else []
    names = [name_of(one).strip(" .-*") for one in entries]
    return tuple(dict.fromkeys(name for name in names if name and len(name.split()) <= 6))[:60]
