"""Layouts in which postings arrive: boards, mails, chats, columns, tables of labels, five languages."""

from typing import Any

import pytest

from jobwise.domain.jobs.job import Job
from jobwise.domain.jobs.reading import read_posting
from jobwise.infrastructure.extraction.posting import read_source
from jobwise.infrastructure.vocabularies import load_vocabulary
from tests.unit.jobs import (
    postings_pasted_english,
    postings_pasted_forms,
    postings_pasted_german_french,
    postings_pasted_iberian,
)

_PASTED = [
    *postings_pasted_english.PASTED,
    *postings_pasted_forms.PASTED,
    *postings_pasted_german_french.PASTED,
    *postings_pasted_iberian.PASTED,
]


def read(text: str) -> Job:
    return read_posting(read_source(text), load_vocabulary())


@pytest.mark.parametrize(("text", "expected"), _PASTED, ids=[text.split("\n")[0][:40] for text, _ in _PASTED])
def test_reads_the_facts_of_a_pasted_posting(text: str, expected: dict[str, Any]) -> None:
    job = read(text)
    pay, until = job.pay, job.deadline
    found = {
        "title": job.title,
        "company": job.company,
        "location": job.location,
        "mode": job.work_mode,
        "type": job.employment_type,
        "pay": pay and (pay.min and float(pay.min), pay.max and float(pay.max), pay.currency, pay.period),
        "years": job.min_years,
        "deadline": f"{until.year}-{until.month:02}-{until.day:02}" if until and until.month and until.day else None,
    }
    for field, value in expected.items():
        if field in ("company", "location"):
            assert value.lower() in found[field].lower(), field
        else:
            assert found[field] == value, field


@pytest.mark.parametrize(
    "aside",
    [
        "We provide health insurance, life insurance and tutoring for your children.",
        "We are an equal opportunity employer and do not discriminate, in recruiting or elsewhere.",
        "Wir bieten betriebliche Altersvorsorge und Massage.",
        "Nous offrons une mutuelle d'entreprise et du marketing interne.",
        "Apply at https://jobs.example.org/python/docker or mail kotlin@example.org",
    ],
)
def test_benefits_and_equal_chances_name_no_skill(aside: str) -> None:
    job = read(f"Bookkeeper\nFinch & Marrow\nRequirements\n- Experience with SAP\n- You know Sage 50\n{aside}")
    assert "SAP" in job.required_skills
    assert not {"Insurance", "Life insurance", "Tutoring", "Recruiting", "Massage therapy", "Marketing"} & {
        *job.required_skills,
        *job.preferred_skills,
    }
    assert not {"Python", "Docker", "Kotlin", "HTTP"} & {*job.required_skills, *job.preferred_skills}


def test_the_employer_is_no_skill() -> None:
    job = read("Account Executive\nCompany: Snowflake\nAt Snowflake you sell Snowflake.\nRequirements\n- Salesforce")
    assert job.required_skills == ("Salesforce",)


def test_a_language_without_rules_is_named_as_it_is() -> None:
    text = "Cuoco\nCerchiamo una persona con esperienza di cucina che voglia crescere con noi per il nostro ristorante."
    assert read(text).language == "it"


def test_lines_of_a_narrow_column_are_put_together() -> None:
    job = read(
        "Ward Clerk\nThe clerk keeps the records of\nthe ward and answers calls from\nrelatives and staff. You have at"
        "\nleast three years of experience\nin a hospital and know how to\nkeep a diary for several people."
    )
    assert job.min_years == 3


def test_a_board_keeps_its_own_title() -> None:
    job = read('{"title": "Account Executive (Iberia) (m/f/d)", "company": "Quillon", "description": "You sell."}')
    assert job.title == "Account Executive (Iberia)"


def test_a_name_of_an_employer_names_no_skill() -> None:
    job = read("Clerk\nCompany: Marlow Insurance\nMarlow Insurance needs a clerk.\nYou have experience with Excel.")
    assert "Insurance" not in job.required_skills
    assert "Microsoft Excel" in job.required_skills


def test_a_lone_label_heads_its_value_alone() -> None:
    job = read(
        "Picker\nMarlow Stores\nPay\n£12.40 an hour\nHours\n40\n"
        "The picker works in our yard and must have a forklift licence and experience of order picking."
    )
    assert {"Forklift", "Order picking"} <= {*job.required_skills}


def test_what_follows_a_labelled_value_on_its_line_still_asks() -> None:
    job = read("Nurse\nSt Ninian Ward\nPay range: $30 - $40 per hour, full time. BLS and ACLS required.")
    assert {"BLS", "ACLS"} <= {*job.required_skills}
