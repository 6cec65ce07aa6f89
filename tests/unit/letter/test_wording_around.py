"""What stands around the facts: company names, licences, studies and what is left when a sentence must go."""

from dataclasses import replace

import pytest

from jobwise.application.journeys.letters import without_sentences
from jobwise.domain.generations.document import Document, GenerationKind, Line, Role
from jobwise.domain.generations.grounding.claims import Span, TracedSentence
from jobwise.domain.generations.letter.compose import compose_letter, write_letter
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.profile import Education, Profile, Volunteering
from jobwise.domain.shared.values import PartialDate
from jobwise.infrastructure.phrases import letter_phrases
from tests.unit.letter import people


def said(profile: Profile, job: Job, language: str) -> str:
    phrases = letter_phrases(language)
    written = compose_letter(profile, job, people.ranking(profile, job), phrases, date=None, as_of=people.AS_OF)
    return "\n".join(line.text for line in written.lines)


def test_a_company_that_ends_on_an_abbreviation_ends_the_sentence_once() -> None:
    job = replace(people.ENGINEER_JOB, company="Northmoor Energy Inc.")
    text = said(people.ENGINEER, job, "en")
    assert "at Northmoor Energy Inc." in text
    assert ".." not in text


def test_a_company_gets_the_full_stop_of_its_abbreviation_back_and_loses_its_town() -> None:
    job = replace(people.TEACHER_JOB, company="Colegio Ribera S.A", text="Colegio Ribera S.A. busca docente.")
    assert "en el Colegio Ribera S.A." in said(people.TEACHER, job, "es")
    job = replace(people.TEACHER_JOB, company="Colegio Ribera, Soria", location="Soria")
    assert "Soria" not in said(people.TEACHER, job, "es")


def test_a_licence_that_is_missing_is_not_called_new() -> None:
    job = replace(people.ENGINEER_JOB, required_skills=(*people.ENGINEER_JOB.required_skills, "Crane license"))
    assert "Crane license" not in said(people.ENGINEER, job, "en")


def test_a_training_on_the_job_is_learnt_and_a_subject_is_studied() -> None:
    def school(area: str, kind: str, name: str) -> Profile:
        study = Education(
            "e1", institution=name, area=area, study_type=kind, start=PartialDate(2010, 9), end=PartialDate(2013, 6)
        )
        return replace(people.ENGINEER, education=(study,))

    trade = said(school("Tischler", "Ausbildung", "Berufsschule Soest"), people.ENGINEER_JOB, "de")
    assert "Tischler habe ich an der Berufsschule Soest von 2010 bis 2013 gelernt (Ausbildung)." in trade
    subject = said(school("Informatik", "B.Sc.", "Universität Soest"), people.ENGINEER_JOB, "de")
    assert "Informatik habe ich an der Universität Soest von 2010 bis 2013 studiert (B.Sc.)." in subject


def test_what_cannot_be_traced_goes_with_all_that_follows_in_its_paragraph() -> None:
    lines = (
        Line(Role.PARAGRAPH, "I apply. I work at Orrin. There I bake."),
        Line(Role.PARAGRAPH, "I speak Polish. I hold a badge."),
    )
    document = Document(GenerationKind.COVER_LETTER, "en", "", "", lines)
    failed = [TracedSentence(text, Span(0, 1), (), False) for text in ("I work at Orrin.", "I speak Polish.")]
    assert [line.text for line in without_sentences(document, failed).lines] == ["I apply."]
    assert without_sentences(document, []) == document


def test_a_refused_sentence_stays_out_and_nothing_says_there_of_its_place() -> None:
    profile, job = people.ENGINEER, people.ENGINEER_JOB
    given = people.ranking(profile, job)
    phrases = letter_phrases("en")
    refused: tuple[str, ...] = ()
    for _ in range(3):
        letter = write_letter(profile, job, given, phrases, date=None, as_of=people.AS_OF, refused=refused)
        lead = next(line.text for line in letter.document.lines if line.text.startswith("At "))
        refused = (*refused, lead.split(". ")[0])
        again = write_letter(profile, job, given, phrases, date=None, as_of=people.AS_OF, refused=refused)
        texts = [line.text for line in again.document.lines if line.role is Role.PARAGRAPH]
        assert not any(text in said for text in refused for said in texts)
        assert not any(said.startswith(("There ", "I also ", "In the same role ")) for said in texts)


def test_a_german_house_with_an_adjective_keeps_its_name_whole() -> None:
    said = letter_phrases("de").at_place("Evangelisches Krankenhaus Hunte")
    assert said == "in der Einrichtung Evangelisches Krankenhaus Hunte"
    assert letter_phrases("de").at_place("Klinikum Nord") == "am Klinikum Nord"


@pytest.mark.parametrize(
    ("language", "name", "said"),
    [
        ("de", "Tourismusschule Krems", "an der Tourismusschule Krems"),
        ("de", "Kreiskrankenhaus Norden", "am Kreiskrankenhaus Norden"),
        ("de", "Ingolstadt Druck GmbH", "bei Ingolstadt Druck GmbH"),
        ("en", "University of Leeds", "at the University of Leeds"),
        ("en", "University Hospital Leeds", "at University Hospital Leeds"),
        ("en", "Acme", "at Acme"),
        ("fr", "Conseil départemental du Gers", "au Conseil départemental du Gers"),
    ],
)
def test_the_preposition_before_a_place(language: str, name: str, said: str) -> None:
    assert letter_phrases(language).at_place(name) == said


def test_a_volunteer_is_not_called_one_twice() -> None:
    entry = Volunteering(
        "v1", organization="Larkfield Food Bank", title="Volunteer", start=PartialDate(2020, 2), current=True
    )
    profile = replace(people.ENGINEER, experiences=(), projects=(), volunteering=(entry,))
    text = said(profile, people.ENGINEER_JOB, "en")
    assert "I have volunteered at Larkfield Food Bank" in text
