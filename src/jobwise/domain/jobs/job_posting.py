"""A kept job as schema.org JobPosting, as search engines and other tools read it."""

from datetime import datetime
from html import escape
from typing import Any

from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.jobs.job import EmploymentType, WorkMode
from jobwise.domain.shared.values import PayPeriod, PayRange

_TYPES = {
    EmploymentType.FULL_TIME: "FULL_TIME",
    EmploymentType.PART_TIME: "PART_TIME",
    EmploymentType.CONTRACT: "CONTRACTOR",
    EmploymentType.INTERNSHIP: "INTERN",
    EmploymentType.TEMPORARY: "TEMPORARY",
}
_UNITS = {period: period.value.upper() for period in PayPeriod}


def job_posting(job: CapturedJob) -> dict[str, Any]:
    """The job in JSON-LD; what is not known is left out."""
    content = job.content
    found: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": content.title,
        "description": _paragraphs(content.text),
        "datePosted": _day(job.posted_at or job.created_at),
        "identifier": {"@type": "PropertyValue", "name": content.company or "JobWise", "value": str(job.id)},
        "url": job.source_url,
        "validThrough": content.deadline.iso if content.deadline else "",
        "employmentType": _TYPES[content.employment_type] if content.employment_type else "",
        "hiringOrganization": {"@type": "Organization", "name": content.company} if content.company else None,
        "baseSalary": _salary(content.pay) if content.pay else None,
        "skills": ", ".join((*content.required_skills, *content.preferred_skills)),
        **_place(content.location, content.work_mode),
    }
    if content.min_years:
        found["experienceRequirements"] = {
            "@type": "OccupationalExperienceRequirements",
            "monthsOfExperience": 12 * content.min_years,
        }
    return {name: value for name, value in found.items() if value}


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line.strip())}</p>" for line in text.splitlines() if line.strip())


def _day(moment: datetime) -> str:
    return moment.date().isoformat()


def _place(location: str, mode: WorkMode | None) -> dict[str, Any]:
    remote = {"jobLocationType": "TELECOMMUTE"} if mode is WorkMode.REMOTE else {}
    if not location:
        return remote
    address = {"@type": "PostalAddress", "addressLocality": location}
    return {**remote, "jobLocation": {"@type": "Place", "address": address}}


def _salary(pay: PayRange) -> dict[str, Any]:
    ends = {"minValue": pay.min, "maxValue": pay.max}
    value = {"@type": "QuantitativeValue", "unitText": _UNITS[pay.period]}
    return {
        "@type": "MonetaryAmount",
        "currency": pay.currency,
        "value": {**value, **{name: float(end) for name, end in ends.items() if end is not None}},
    }
