"""One statement of a fictional profile as a finished resume may say it, and as it may not."""

from jobwise.domain.generations.checking.resume import check_resume
from jobwise.domain.generations.grounding.claims import Verdict
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.values import PartialDate
from jobwise.infrastructure.extraction.words import check_words
from tests.unit.extraction.people import of_lines, person

HEADINGS = {
    "en": ("Experience", "Education", "Present"),
    "de": ("Berufserfahrung", "Ausbildung", "heute"),
    "fr": ("Expérience professionnelle", "Formation", "aujourd'hui"),
    "es": ("Experiencia profesional", "Formación", "actualidad"),
    "pt": ("Experiência profissional", "Formação", "atual"),
}


def profile_of(known: str) -> Profile:
    """A person with one statement in the present position and another in the one before."""
    return person(
        ("Wanda Ilvermoor", "", "wanda.ilvermoor@example.org", "+44 20 7946 0811", "Marlow"),
        "",
        [
            ("Keeper", "Tarn Holdings", "Marlow", "2019-03", "", [known]),
            ("Clerk", "Bexfield Stores", "Henley", "2015-01", "2019-02", ["Sorted 900 parcels"]),
        ],
        [("Diploma", "Geology", "Severn College", "2011-09", "2014-06")],
        {},
        [],
    )


def lines_of(said: str, language: str = "en") -> list[str]:
    """The resume of that person with the statement worded as `said`."""
    work, study, now = HEADINGS[language]
    return [
        "Wanda Ilvermoor", "wanda.ilvermoor@example.org | +44 20 7946 0811 | Marlow", work,
        "Keeper", "Tarn Holdings, Marlow", f"03/2019 - {now}", f"• {said}",
        "Clerk", "Bexfield Stores, Henley", "01/2015 - 02/2019", "• Sorted 900 parcels",
        study, "Diploma, Geology", "Severn College", "09/2011 - 06/2014",
    ]  # fmt: skip


def checked(known: str, said: str, language: str = "en") -> Verdict:
    """What verifying the resume finds."""
    return check_resume(
        of_lines(lines_of(said, language)), profile_of(known), None, PartialDate(2026, 11), check_words()
    )
