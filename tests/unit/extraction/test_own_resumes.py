"""Our own exports are read without any loss, in every script."""

import pytest

from jobwise.domain.generations.resume_reading.resume import read_resume
from jobwise.domain.profiles.profile import Profile
from jobwise.infrastructure.extraction.words import reading_words
from tests.unit.extraction.people import PEOPLE, as_read, export


@pytest.mark.parametrize(("profile", "language"), PEOPLE.values(), ids=PEOPLE)
def test_every_field_of_an_own_resume_comes_back(profile: Profile, language: str) -> None:
    read = read_resume(as_read(export(profile, language)), reading_words())

    me = profile.personal
    assert (read.name, read.headline, read.email, read.phone) == (me.name, me.label, me.email, me.phone)
    assert read.summary == profile.summary
    assert [(w.employer, w.title, w.location, w.start, w.end, w.current) for w in read.work] == [
        (e.employer, e.title, e.location, e.start, e.end, e.current) for e in profile.experiences
    ]
    assert [w.bullets for w in read.work] == [tuple(b.text for b in e.bullets) for e in profile.experiences]
    assert [(s.school, s.degree, s.area, s.start, s.end) for s in read.education] == [
        (s.institution, s.study_type, s.area, s.start, s.end) for s in profile.education
    ]
    assert read.skills == tuple(word for skill in profile.skills for word in skill.keywords)
    assert read.languages == tuple(language.language for language in profile.languages)
    assert len(read.certifications) == len(profile.certifications)
