"""Every letter passes the grounding gate, and the gate is awake: the same letter with another number does not."""

import re
from dataclasses import replace

import pytest

from jobwise.domain.generations.document import Role
from jobwise.domain.generations.grounding.gate import check
from jobwise.domain.generations.letter.compose import compose_letter
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.shared.values import PartialDate
from jobwise.infrastructure.claim_rules import load_rules
from jobwise.infrastructure.phrases import LETTER_LANGUAGES, letter_phrases
from jobwise.infrastructure.vocabularies import load_vocabulary

from . import people

_CLAIMING = (Role.SUBJECT, Role.SALUTATION, Role.PARAGRAPH, Role.CLOSING, Role.SIGNATURE)


def text_of(profile: Profile, job: Job, language: str) -> str:
    document = compose_letter(
        profile,
        job,
        people.ranking(profile, job, people.NEAR),
        letter_phrases(language),
        date=None,
        as_of=people.AS_OF,
        vocabulary=load_vocabulary(),
    )
    return "\n\n".join(line.text for line in document.lines if line.role in _CLAIMING)


def unsupported(text: str, profile: Profile, job: Job, language: str) -> list[str]:
    verdict = check(text, profile, job, load_rules(language), load_vocabulary(), people.AS_OF)
    return [sentence.text for sentence in verdict.sentences if not sentence.supported]


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
@pytest.mark.parametrize(("name", "profile", "job"), people.CASES)
def test_no_sentence_is_unsupported(name: str, profile: Profile, job: Job, language: str) -> None:
    assert unsupported(text_of(profile, job, language), profile, job, language) == []


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_a_second_training_is_told_in_other_words(language: str) -> None:
    first = people.STUDENT.education[0]
    done = replace(first, current=False, start=PartialDate(2014), end=PartialDate(2017))
    again = replace(done, id="d2", area="Retail", start=PartialDate(2011), end=PartialDate(2013))
    profile = replace(people.STUDENT, education=(done, again))
    text = text_of(profile, people.STUDENT_JOB, language)
    said = [s.casefold() for s in text.replace("\n\n", " ").split(". ") if "2013" in s or "2014" in s]
    told = [s.split("retail")[0].split("logistics")[0] for s in said if "retail" in s or "logistics" in s]
    assert len(told) == len(set(told)) == 2
    assert unsupported(text, profile, people.STUDENT_JOB, language) == []


@pytest.mark.parametrize("missing", ["company", "title"])
@pytest.mark.parametrize(("name", "profile", "job"), people.CASES)
def test_a_posting_without_company_or_title_is_answered_as_safely(
    name: str, profile: Profile, job: Job, missing: str
) -> None:
    bare = replace(job, **{missing: ""})  # type: ignore[arg-type]
    assert unsupported(text_of(profile, bare, job.language), profile, bare, job.language) == []


@pytest.mark.parametrize(("name", "profile", "job"), people.CASES)
def test_a_changed_number_is_noticed(name: str, profile: Profile, job: Job) -> None:
    text = text_of(profile, job, job.language)
    altered = re.sub(r"\b(?!20|19)\d{1,3}\b(?!\s*\))", "977", text, count=1)
    assert altered != text
    assert unsupported(altered, profile, job, job.language) != []
