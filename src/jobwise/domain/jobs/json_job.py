"""A job as JSON, out and in: the shape of `jobs parse --json`."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from jobwise.domain.jobs.job import (
    EmploymentType,
    Evidence,
    Job,
    Necessity,
    Quarantined,
    QuarantineKind,
    Requirement,
    WorkMode,
)
from jobwise.domain.shared.errors import WrongSchema
from jobwise.domain.shared.values import PartialDate, PayPeriod, PayRange, Span

T = TypeVar("T")


def to_json(job: Job) -> dict[str, Any]:
    """The job as plain JSON values; absent fields are null or empty lists."""
    return {
        "title": job.title or None,
        "company": job.company or None,
        "location": job.location or None,
        "work_mode": job.work_mode.value if job.work_mode else None,
        "employment_type": job.employment_type.value if job.employment_type else None,
        "salary": _salary(job.pay),
        "min_years": job.min_years,
        "required_skills": list(job.required_skills),
        "preferred_skills": list(job.preferred_skills),
        "deadline": job.deadline.iso if job.deadline else None,
        "requirements": [_requirement(one) for one in job.requirements],
        "confidence": {field: round(evidence.confidence, 2) for field, evidence in job.evidence.items()},
        "language": job.language,
        "evidence": {field: _evidence(evidence) for field, evidence in job.evidence.items()},
        "quarantined": [{"kind": one.kind.value, "text": one.text, "reason": one.reason} for one in job.quarantined],
    }


def from_json(data: Mapping[str, Any], text: str = "") -> Job:
    """The job that `to_json` wrote; `text` is its posting, which the JSON lacks. WrongSchema if a value is odd."""
    try:
        return Job(
            title=_said(data, "title"),
            company=_said(data, "company"),
            location=_said(data, "location"),
            work_mode=WorkMode(data["work_mode"]) if data.get("work_mode") else None,
            employment_type=EmploymentType(data["employment_type"]) if data.get("employment_type") else None,
            pay=_pay(data.get("salary")),
            min_years=data.get("min_years"),
            required_skills=tuple(map(str, data.get("required_skills") or ())),
            preferred_skills=tuple(map(str, data.get("preferred_skills") or ())),
            deadline=PartialDate.parse(data["deadline"]) if data.get("deadline") else None,
            requirements=tuple(_requirement_of(one) for one in data.get("requirements") or ()),
            text=text,
            language=str(data.get("language") or "en"),
            quarantined=tuple(
                Quarantined(QuarantineKind(one["kind"]), one["text"], one["reason"])
                for one in data.get("quarantined") or ()
            ),
            evidence={field: _evidence_of(one) for field, one in (data.get("evidence") or {}).items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
        raise WrongSchema(f"This is not a job that JobWise wrote: {error}.") from None


def _said(data: Mapping[str, Any], field: str) -> str:
    return str(data.get(field) or "")


def _salary(pay: PayRange | None) -> dict[str, Any] | None:
    if pay is None:
        return None
    return {"min": _number(pay.min), "max": _number(pay.max), "currency": pay.currency, "period": pay.period.value}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _pay(value: Mapping[str, Any] | None) -> PayRange | None:
    if value is None:
        return None
    bounds = [None if value.get(key) is None else Decimal(str(value[key])) for key in ("min", "max")]
    return PayRange(bounds[0], bounds[1], value["currency"], PayPeriod(value["period"]))


def _requirement(one: Requirement) -> dict[str, Any]:
    return {
        "id": one.id,
        "text": one.text,
        "necessity": one.necessity.value,
        "skills": list(one.skills),
        "min_years": one.min_years,
        "confidence": one.confidence,
    }


def _requirement_of(one: Mapping[str, Any]) -> Requirement:
    return Requirement(
        one["id"],
        one["text"],
        Necessity(one["necessity"]),
        tuple(one.get("skills") or ()),
        one.get("min_years"),
        float(one.get("confidence", 1.0)),
    )


def _evidence(one: Evidence) -> dict[str, Any]:
    span = [one.span.start, one.span.end] if one.span else None
    return {"confidence": round(one.confidence, 2), "words": one.words, "span": span}


def _evidence_of(one: Mapping[str, Any]) -> Evidence:
    span = one.get("span")
    return Evidence(float(one["confidence"]), str(one["words"]), Span(*span) if span else None)
