"""Our own files, drawn by every engine, come back whole and are carried by the profile they were made of."""

import pytest

from jobwise.domain.exports.compose import lay_out
from jobwise.domain.exports.layout import Engine, Format, Paper
from jobwise.domain.generations.readback import compare
from jobwise.domain.generations.resume_reading.resume import read_resume
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.values import PartialDate
from jobwise.infrastructure.extraction.checking import is_letter, verify_resume
from jobwise.infrastructure.extraction.reader import read_document
from jobwise.infrastructure.extraction.words import reading_words
from jobwise.infrastructure.rendering import make_renderer
from jobwise.infrastructure.templates import load_templates
from tests.unit.extraction.people import PEOPLE, export

KINDS = [
    (Format.TXT, None),
    (Format.MD, None),
    (Format.DOCX, None),
    (Format.PDF, Engine.TYPST),
    (Format.PDF, Engine.WEASYPRINT),
]


@pytest.mark.parametrize(("format_", "engine"), KINDS)
@pytest.mark.parametrize(("profile", "language"), PEOPLE.values(), ids=PEOPLE)
def test_a_file_says_what_was_meant(profile: Profile, language: str, format_: Format, engine: Engine | None) -> None:
    document = export(profile, language)
    templates = list(load_templates().values())
    template = templates[len(profile.personal.name) % len(templates)]
    data = make_renderer(format_, engine).render(lay_out(document, template, Paper.A4))

    read = read_document(data, f"resume.{format_}")

    assert compare(document, read).ratio == 1.0
    assert verify_resume(read, profile, PartialDate(2026, 11)).supported
    assert not is_letter(read)
    resume = read_resume(read, reading_words())
    assert [(w.employer, w.title, w.start, w.end) for w in resume.work] == [
        (e.employer, e.title, e.start, e.end) for e in profile.experiences
    ]
    assert [e.school for e in resume.education] == [e.institution for e in profile.education]
