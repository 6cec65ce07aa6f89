"""One job of a public job board's answer: the boards' many names for the same fields."""

from collections.abc import Mapping
from typing import Any

from jobwise.domain.jobs.job import WorkMode
from jobwise.domain.jobs.posting import KnownFields, PostingText
from jobwise.domain.shared.values import PayRange
from jobwise.infrastructure.extraction.posting_fields import (
    amount_of,
    date_of,
    joined,
    line_of,
    mode_of,
    name_of,
    pay_of,
    places_of,
    posting_of,
    squashed,
    text_of,
    type_of,
)

Fields = Mapping[str, Any]
TITLES = ("title", "jobTitle", "position", "text", "name", "job_title")
_COMPANIES = ("company_name", "companyName", "company", "hiringOrganization")


def read_board(item: Fields) -> PostingText:
    """One job of a public board. The boards' names for the same thing are tried in turn."""
    categories: Fields = item["categories"] if isinstance(item.get("categories"), dict) else {}
    title = next((line_of(item[key]) for key in TITLES if isinstance(item.get(key), str) and item[key].strip()), "")
    text, hidden = joined(_board_parts(item))
    places = (
        item.get("location"),
        categories.get("location"),
        item.get("candidate_required_location"),
        item.get("jobGeo"),
        item.get("locationRestrictions"),
        {key: item.get(key) for key in ("city", "state", "country")},
    )
    place = next((found for found in map(places_of, places) if found), "")
    known = KnownFields(
        title=title,
        company=next(
            filter(
                None,
                (name_of(item.get(key)) for key in _COMPANIES),
            ),
            "",
        ),
        location=place,
        work_mode=_board_mode(item, place),
        employment_type=type_of(
            next(
                (
                    item[key]
                    for key in ("employmentType", "job_type", "job_types", "jobType", "typeOfEmployment", "type")
                    if item.get(key)
                ),
                categories.get("commitment"),
            )
        ),
        pay=_board_pay(item),
        deadline=date_of(item.get("expiryDate") or item.get("closing_date")),
        language=line_of(item.get("language"))[:2].lower() if isinstance(item.get("language"), str) else "",
    )
    return posting_of(text, known, "board", hidden)


def _board_parts(item: Fields) -> list[str]:
    parts: list[str] = []
    for keys in (
        ("content",),
        ("descriptionHtml", "description", "jobDescription", "descriptionPlain", "opening", "contents"),
        ("requirements",),
        ("benefits",),
    ):
        found = next((item[key] for key in keys if isinstance(item.get(key), str) and item[key].strip()), "")
        if keys[0] in ("requirements", "benefits") and found:
            parts.append(keys[0].title())
        parts.append(text_of(found))
    for entry in item.get("lists") or [] if isinstance(item.get("lists"), list) else []:
        if isinstance(entry, dict):
            parts += [line_of(entry.get("text")), text_of(entry.get("content"))]
    for key in ("additional", "salaryDescription"):
        parts.append(text_of(item.get(key)))
    sections = item["jobAd"].get("sections") if isinstance(item.get("jobAd"), dict) else None
    for key, heading in (
        ("companyDescription", "About us"),
        ("jobDescription", "Responsibilities"),
        ("qualifications", "Qualifications"),
        ("additionalInformation", "Additional information"),
    ):
        entry = sections.get(key) if isinstance(sections, dict) else None
        if isinstance(entry, dict) and entry.get("text"):
            parts += [heading, text_of(entry["text"])]
    if isinstance(item.get("salary"), str) and item["salary"].strip():
        parts.append(f"Salary: {line_of(item['salary'])}")
    compensation = item.get("compensation")
    if isinstance(compensation, dict):
        summary = compensation.get("scrapeableCompensationSalarySummary") or compensation.get("compensationTierSummary")
        parts.append(f"Salary: {line_of(summary)}" if isinstance(summary, str) and summary else "")
    return [part for part in parts if part]


def _board_mode(item: Fields, place: str) -> WorkMode | None:
    mode = mode_of(item.get("workplaceType") or item.get("workplace_type"))
    if mode is not None:
        return mode
    location = item["location"] if isinstance(item.get("location"), dict) else {}
    if any(
        flag is True
        for flag in (item.get("isRemote"), item.get("remote"), item.get("telecommuting"), location.get("remote"))
    ):
        return WorkMode.REMOTE
    always_remote = "candidate_required_location" in item or "jobGeo" in item or "locationRestrictions" in item
    return WorkMode.REMOTE if always_remote or place.strip().lower() == "remote" else None


def _board_pay(item: Fields) -> PayRange | None:
    for value in (item.get("salaryRange"), item.get("salary")):
        if isinstance(value, dict):
            pay = pay_of(
                value.get("min"),
                value.get("max"),
                value.get("currency"),
                value.get("interval") or value.get("period") or "year",
            )
            if pay is not None:
                return pay
    ranges = item.get("pay_input_ranges")
    if isinstance(ranges, list) and ranges and isinstance(ranges[0], dict):
        least, most = (amount_of(ranges[0].get(key)) for key in ("min_cents", "max_cents"))
        pay = pay_of(
            str(least / 100) if least else None,
            str(most / 100) if most else None,
            ranges[0].get("currency_type"),
            ranges[0].get("title") or "year",
        )
        if pay is not None:
            return pay
    compensation = item.get("compensation")
    parts = compensation.get("summaryComponents") if isinstance(compensation, dict) else None
    for one in parts if isinstance(parts, list) else []:
        if isinstance(one, dict) and "salary" in squashed(one.get("compensationType")):
            return pay_of(one.get("minValue"), one.get("maxValue"), one.get("currencyCode"), one.get("interval"))
    for low, high, currency in (
        ("annualSalaryMin", "annualSalaryMax", "salaryCurrency"),
        ("minSalary", "maxSalary", "currency"),
        ("salary_min", "salary_max", "salary_currency"),
        ("min_amount", "max_amount", "currency"),
        ("salaryMin", "salaryMax", "salaryCurrency"),
    ):
        pay = pay_of(
            item.get(low),
            item.get(high),
            item.get(currency),
            item.get("salaryPeriod") or item.get("interval") or "year",
        )
        if pay is not None:
            return pay
    return None
