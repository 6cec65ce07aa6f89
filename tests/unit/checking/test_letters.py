"""A letter is told from a resume by its salutation and closing."""

import pytest

from jobwise.domain.generations.checking.resume import looks_like_letter
from jobwise.domain.profiles.profile import Profile
from jobwise.infrastructure.extraction.words import check_words
from tests.unit.extraction.people import PEOPLE, as_read, export, of_lines


@pytest.mark.parametrize(
    "lines",
    [
        [
            "Odile Brannick",
            "Dear Ms Harker,",
            "I am writing about the post on your ward.",
            "Kind regards",
            "Odile Brannick",
        ],
        ["Tjark Immendorf", "Sehr geehrte Damen und Herren,", "hiermit bewerbe ich mich.", "Mit freundlichen Grüßen"],
        ["Madame, Monsieur,", "Votre annonce m'intéresse.", "Cordialement,"],
        ["Estimada señora Ruiz:", "Le escribo por el puesto.", "Atentamente,"],
        ["Prezada equipe,", "Escrevo sobre a vaga.", "Atenciosamente,"],
        ["Уважаемая Анна Петровна!", "Пишу вам о вакансии.", "С уважением,"],
        ["尊敬的招聘经理：", "我想申请贵公司的职位。", "此致"],
        ["拝啓", "貴社の求人に応募いたします。", "敬具"],
    ],
)
def test_letters_are_known_by_how_they_begin_and_end(lines: list[str]) -> None:
    assert looks_like_letter(of_lines(lines), check_words())


@pytest.mark.parametrize(("profile", "language"), PEOPLE.values(), ids=PEOPLE)
def test_resumes_are_no_letters(profile: Profile, language: str) -> None:
    assert not looks_like_letter(as_read(export(profile, language)), check_words())
