"""Reading whole postings: each field of invented postings of many trades and languages."""

from typing import Any

import pytest

from jobwise.domain.jobs.job import Job, Necessity
from jobwise.domain.jobs.json_job import from_json, to_json
from jobwise.domain.jobs.posting import PostingText
from jobwise.domain.jobs.reading import read_posting
from jobwise.infrastructure.vocabularies import load_posting_rules, load_vocabulary
from tests.unit.jobs import postings_elsewhere, postings_english

CASES = [*postings_english.CASES, *postings_elsewhere.CASES]


def read(text: str) -> Job:
    return read_posting(PostingText(text, load_posting_rules()), load_vocabulary())


def pay_of(job: Job) -> tuple[float | None, float | None, str, str] | None:
    if job.pay is None:
        return None
    least, most = (None if bound is None else float(bound) for bound in (job.pay.min, job.pay.max))
    return least, most, job.pay.currency, job.pay.period.value


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_reads_what_a_careful_reader_finds(text: str, expected: dict[str, Any]) -> None:
    job = read(text)
    got: dict[str, Any] = {
        "title": job.title,
        "company": job.company,
        "location": job.location,
        "mode": job.work_mode and job.work_mode.value,
        "type": job.employment_type and job.employment_type.value,
        "years": job.min_years,
        "deadline": job.deadline and job.deadline.iso,
        "pay": pay_of(job),
    }
    fields = {name: value for name, value in expected.items() if name not in ("must", "nice")}
    assert {name: got[name] for name in fields} == fields
    assert set(expected.get("must", ())) <= set(job.required_skills)
    assert set(expected.get("nice", ())) <= set(job.preferred_skills)
    assert not set(job.required_skills) & set(job.preferred_skills)


@pytest.mark.parametrize("text", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_evidence_is_verbatim_and_the_job_survives_json(text: str) -> None:
    job = read(text)
    for field, evidence in job.evidence.items():
        if evidence.span is not None:
            assert job.text[evidence.span.start : evidence.span.end] == evidence.words, field
        assert 0 < evidence.confidence <= 1
    assert from_json(to_json(job), job.text) == job


@pytest.mark.parametrize(
    "text",
    [
        "We raised $40M in Series B funding and serve 12,000 customers.",
        "Benefits: 401(k) match up to $5,000 and a $1,500 home office stipend.",
        "You will manage a budget of $200,000 per year.",
        "Referral bonus of €2,000 for every friend.",
        "Wir machen 3.000.000 € Umsatz im Jahr.",
    ],
)
def test_other_money_is_not_pay(text: str) -> None:
    assert read("Buyer\nWork with suppliers.\n" + text).pay is None


@pytest.mark.parametrize(
    "text",
    [
        "We have been in business for over 20 years.",
        "In the last 5 years we have doubled.",
        "You must be 18 years of age.",
        "This is a 2 year contract.",
        "Founded 10 years ago by two friends.",
    ],
)
def test_other_years_are_not_experience(text: str) -> None:
    assert read("Buyer\nWork with suppliers.\n" + text).min_years is None


@pytest.mark.parametrize(
    ("line", "least", "most", "currency", "period"),
    [
        ("Salary: 120-150k USD", 120000, 150000, "USD", "year"),
        ("Gehalt: 55.000 – 65.000 € brutto pro Jahr", 55000, 65000, "EUR", "year"),
        ("Salaire : 55 000 € par an", 55000, 55000, "EUR", "year"),
        ("Pay: C$45.50/hour", 45.5, 45.5, "CAD", "hour"),
        ("CTC: 12-18 LPA", 1200000, 1800000, "INR", "year"),
        ("Salary: up to £70k", None, 70000, "GBP", "year"),
        ("Compensation: from $90,000 per year", 90000, None, "USD", "year"),
        ("Salary: kr 45 000 - 55 000 per month", 45000, 55000, "SEK", "month"),
        ("Salary: ¥6,000,000 - ¥8,000,000 per year", 6000000, 8000000, "JPY", "year"),
        ("Base salary: $120K/yr - $150K/yr", 120000, 150000, "USD", "year"),
        ("Day rate: £450-£500 per day", 450, 500, "GBP", "day"),
    ],
)
def test_reads_pay_as_it_is_written_around_the_world(
    line: str, least: float | None, most: float | None, currency: str, period: str
) -> None:
    assert pay_of(read("Data Analyst\n" + line)) == (least, most, currency, period)


def test_requirements_keep_their_ids_and_necessity() -> None:
    text = "Nurse\nRequirements\n- RN license\n- 2+ years of experience in an ICU\nNice to have\n- CCRN"
    first, second = read(text), read(text)
    assert [one.id for one in first.requirements] == [one.id for one in second.requirements]
    assert [one.necessity for one in first.requirements] == [Necessity.MUST, Necessity.MUST, Necessity.NICE]
    assert [one.min_years for one in first.requirements] == [None, 2, None]
    assert len({one.id for one in first.requirements}) == 3


def test_unknown_tools_are_not_lost() -> None:
    job = read("Developer\nRequirements\n- Experience with Zorbex, Python and Quillbase Studio")
    assert job.required_skills == ("Zorbex", "Python", "Quillbase Studio")


def test_an_empty_posting_invents_nothing() -> None:
    job = read("Hello there.")
    assert (job.company, job.location, job.work_mode, job.employment_type, job.pay, job.min_years) == ("", "", None) + (
        None,
    ) * 3
    assert job.required_skills == ()
