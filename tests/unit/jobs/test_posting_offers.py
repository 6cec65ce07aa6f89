"""What a posting offers is not what it asks; and labels and headings count inside lines pasted whole."""

import pytest

from jobwise.domain.jobs.reading import read_posting
from jobwise.infrastructure.extraction.posting import read_source
from jobwise.infrastructure.vocabularies import load_vocabulary


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("Requirements\n- You must know SAP", "We offer 28 days of leave, which are required by nobody else"),
        ("Ihr Profil\n- SAP-Kenntnisse erforderlich", "Wir freuen uns auf deine Bewerbung mit mindestens einem Satz"),
        ("Votre profil\n- Maîtrise de SAP", "Nous offrons au moins 28 jours de congés"),
    ],
)
def test_offers_are_no_requirements(asked: str, offered: str) -> None:
    job = read_posting(read_source(f"Buyer\n{asked}\n- {offered}\n"), load_vocabulary())
    assert job.required_skills == ("SAP",)
    assert len(job.requirements) == 1


def test_a_posting_pasted_on_one_line_keeps_its_labels() -> None:
    filler = "Brindle Timber Ltd makes roof frames and sells them to builders in four counties of the region. "
    job = read_posting(
        read_source(
            f"Joiner\n{filler * 2}Job Type: Full-time Pay: $24.00 - $31.50 per hour Benefits: 401(k) Dental insurance "
            "Ability to commute/relocate: Salem, OR 97301: Reliably commute (Required) Work Location: In person"
        ),
        load_vocabulary(),
    )
    assert job.company.startswith("Brindle Timber")
    assert job.pay is not None
    assert (str(job.pay.min), str(job.pay.max), job.pay.period) == ("24", "31.5", "hour")
    assert (job.work_mode, job.employment_type) == ("onsite", "full_time")
    assert job.location.startswith("Salem, OR")
