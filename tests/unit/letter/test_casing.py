"""Names of skills, titles and subjects as they stand within a sentence."""

import pytest

from jobwise.domain.generations.letter.casing import lowered, with_article, within
from jobwise.domain.generations.letter.phrases import tidy

NAMES = {"python", "english", "google"}


def is_name(word: str) -> bool:
    return word.casefold() in NAMES


@pytest.mark.parametrize(
    ("text", "language", "seen", "said"),
    [
        ("Stock control", "en", "weekly stock counts", "stock control"),
        ("Menu planning", "en", "nothing of it", "Menu planning"),
        ("Training plans", "en", "nothing of it", "training plans"),
        ("Toast point of sale", "en", "nothing of it", "Toast point of sale"),
        ("Python scripting", "en", "a python", "Python scripting"),
        ("English literature", "en", "", "English literature"),
        ("Docker", "en", " docker", "Docker"),
        ("Onboarding", "en", "for onboarding and more", "onboarding"),
        ("Notion", "en", "no such word", "Notion"),
        ("SAP administration", "en", " sap", "SAP administration"),
        ("Google Classroom", "pt", " google", "Google Classroom"),
        ("Gestión de inventarios", "es", "nada", "gestión de inventarios"),
        ("Planejamento de aulas", "pt", "nada", "planejamento de aulas"),
        ("Vorbeugende wartung", "de", "vorbeugende wartung", "Vorbeugende wartung"),
    ],
)
def test_skills(text: str, language: str, seen: str, said: str) -> None:
    assert within(text, language, is_name, seen) == said


@pytest.mark.parametrize(
    ("title", "language", "said"),
    [
        ("Infirmière diplômée d'État", "fr", "infirmière diplômée d'État"),
        ("Aide-soignante", "fr", "aide-soignante"),
        ("Assistant social / Assistante sociale", "fr", "assistant social / assistante sociale"),
        ("Jefe de almacén", "es", "jefe de almacén"),
        ("Professora de Matemática", "pt", "Professora de Matemática"),
        ("Python développeur", "fr", "Python développeur"),
        ("PHP développeur", "fr", "PHP développeur"),
        ("Apprentice electrician", "en", "apprentice electrician"),
        ("Head Chef", "en", "Head Chef"),
        ("Electrician", "en", "Electrician"),
        ("Facharbeiter Montage", "de", "Facharbeiter Montage"),
    ],
)
def test_titles(title: str, language: str, said: str) -> None:
    assert lowered(title, language, is_name) == said


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Electrician", "an Electrician"),
        ("Commis Chef", "a Commis Chef"),
        ("UX Designer", "a UX Designer"),
        ("HR Officer", "an HR Officer"),
        ("SRE", "an SRE"),
        ("PR Officer", "a PR Officer"),
        ("University Lecturer", "a University Lecturer"),
        ("Unarmed Guard", "an Unarmed Guard"),
        ("Honorary Fellow", "an Honorary Fellow"),
        ("Hotel Porter", "a Hotel Porter"),
        ("Head of Sales", "Head of Sales"),
        ("Co-founder", "Co-founder"),
        ("Chief, Grants Office", "Chief, Grants Office"),
    ],
)
def test_titles_take_the_article_that_the_ear_asks_for(title: str, said: str) -> None:
    assert with_article(title) == said


@pytest.mark.parametrize(
    ("text", "said"), [("at Acme Inc..", "at Acme Inc."), ("and so on...", "and so on..."), ("done.", "done.")]
)
def test_an_abbreviation_ends_a_sentence_with_one_full_stop(text: str, said: str) -> None:
    assert tidy(text) == said
