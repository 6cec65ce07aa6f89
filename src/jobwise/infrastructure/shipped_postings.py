"""The postings of `data/mock_jobs.json`: invented employers, for a catalogue without a feed."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from jobwise import resources
from jobwise.domain.jobs.captured import JobSource
from jobwise.domain.jobs.catalogue import Posting
from jobwise.domain.jobs.job import EmploymentType, Job, Necessity, Requirement, WorkMode
from jobwise.domain.shared.values import PartialDate, PayPeriod, PayRange

FILE = "data/mock_jobs.json"
_HEADINGS = {
    "en": ("What you bring", "Good to have"),
    "de": ("Das bringen Sie mit", "Von Vorteil"),
    "fr": ("Votre profil", "Les plus"),
    "es": ("Requisitos", "Se valora"),
    "pt": ("Requisitos", "Diferenciais"),
}


@lru_cache(maxsize=1)
def shipped_postings() -> tuple[Posting, ...]:
    return tuple(_posting(one) for one in resources.parsed(FILE)["postings"])


def _posting(one: Mapping[str, Any]) -> Posting:
    return Posting.of(
        key=one["key"],
        source=JobSource.MOCK,
        url=f"https://jobs.example.org/{one['key']}",
        posted_at=datetime.fromisoformat(one["posted"]).replace(tzinfo=UTC),
        content=_content(one),
    )


def _content(one: Mapping[str, Any]) -> Job:
    asked = [*((text, Necessity.MUST) for text in one["must"]), *((text, Necessity.NICE) for text in one["nice"])]
    skills = (*one["required_skills"], *one["preferred_skills"])
    return Job(
        title=one["title"],
        company=one["company"],
        location=one["location"],
        work_mode=WorkMode(one["work_mode"]),
        employment_type=EmploymentType(one["employment_type"]),
        pay=_pay(one["salary"]),
        min_years=one["min_years"],
        required_skills=tuple(one["required_skills"]),
        preferred_skills=tuple(one["preferred_skills"]),
        deadline=PartialDate.parse(one["deadline"]) if one["deadline"] else None,
        requirements=tuple(
            Requirement(f"r{number}", text, necessity, tuple(skill for skill in skills if skill in text))
            for number, (text, necessity) in enumerate(asked, 1)
        ),
        text=_text(one),
        language=one["language"],
    )


def _text(one: Mapping[str, Any]) -> str:
    must, nice = _HEADINGS[one["language"]]
    parts = [one["about"], _listed(must, one["must"]), _listed(nice, one["nice"])]
    return "\n\n".join(part for part in parts if part)


def _listed(heading: str, points: list[str]) -> str:
    return "\n".join((heading, *(f"- {point}" for point in points))) if points else ""


def _pay(said: list[Any] | None) -> PayRange | None:
    if said is None:
        return None
    low, high, currency, period = said
    return PayRange(Decimal(str(low)), Decimal(str(high)), currency, PayPeriod(period))
