"""JSON Resume in: tolerant of how people write it, exact about what it changed."""

from typing import Any

import pytest

from jobwise.domain.limits import MAX_BULLETS, MAX_ITEMS, MAX_TEXT_CHARS
from jobwise.domain.profiles.json_resume import Imported
from jobwise.domain.profiles.json_resume import read as read_with
from jobwise.domain.profiles.profile import Profile, SkillKind
from jobwise.domain.shared.errors import TooLarge, UnreadableInput, WrongSchema
from jobwise.domain.shared.values import PartialDate
from jobwise.infrastructure.profile_words import date_words


def read(source: object) -> Imported:
    return read_with(source, date_words())


def profile(**sections: Any) -> Profile:
    return read({"basics": {"name": "Ada Ferreira"}, **sections}).profile


def test_every_field_of_the_schema_has_its_place() -> None:
    found = profile(
        basics={
            "name": "Ada Ferreira",
            "label": "Bridge engineer",
            "image": "https://example.org/a.png",
            "email": "ada@example.org",
            "phone": "+351 21 000 0000",
            "url": "https://ada.example.org",
            "summary": "Builds bridges.",
            "location": {
                "address": "Rua 1",
                "postalCode": "1000",
                "city": "Lisboa",
                "countryCode": "PT",
                "region": "Lisboa",
            },
            "profiles": [{"network": "Mastodon", "username": "ada", "url": "https://social.example.org/@ada"}],
        },
        work=[
            {
                "name": "Ponte SA",
                "location": "Porto",
                "description": "Bridges",
                "position": "Lead",
                "url": "https://ponte.example.org",
                "startDate": "2019-04",
                "endDate": "2021",
                "summary": "Led.",
                "highlights": ["Cut cost by 20 %", "Ran 3 sites"],
            }
        ],
        education=[{"institution": "IST", "area": "Civil", "studyType": "MSc", "score": "17/20", "courses": ["Steel"]}],
        certificates=[{"name": "PMP", "date": "2020-02-29", "issuer": "PMI"}],
        publications=[{"name": "Arches", "releaseDate": "2018", "publisher": "Ed"}],
    )
    assert found.personal.location.postal_code == "1000"
    assert found.personal.online[0].network == "Mastodon"
    assert found.summary == "Builds bridges."
    job = found.experiences[0]
    assert (job.employer, job.title, job.location, job.description) == ("Ponte SA", "Lead", "Porto", "Bridges")
    assert (job.start, job.end, job.current) == (PartialDate(2019, 4), PartialDate(2021), False)
    assert [bullet.text for bullet in job.bullets] == ["Cut cost by 20 %", "Ran 3 sites"]
    assert found.education[0].courses == ("Steel",)
    assert found.certifications[0].date == PartialDate(2020, 2, 29)
    assert found.publications[0].date == PartialDate(2018)
    assert not found.sources


def test_keys_of_before_1_0_are_read() -> None:
    got = read(
        {
            "bio": {"name": "Ada", "picture": "p.png", "website": "ada.example.org", "location": {"state": "Minho"}},
            "work": [{"company": "Ponte", "website": "ponte.example.org"}],
            "education": [{"institution": "IST", "gpa": 4.0}],
            "awards": [{"title": "Prize", "awardDate": "2012"}],
            "hobbies": [{"name": "Chess"}],
        }
    )
    found = got.profile
    assert (found.personal.image, found.personal.url) == ("p.png", "ada.example.org")
    assert found.personal.location.region == "Minho"
    assert (found.experiences[0].employer, found.experiences[0].url) == ("Ponte", "ponte.example.org")
    assert found.education[0].score == "4.0"
    assert found.awards[0].date == PartialDate(2012)
    assert found.interests[0].name == "Chess"
    assert ("company", "name") in {(one.was, one.now) for one in got.changes}


def test_the_new_key_wins_and_the_old_one_is_kept() -> None:
    job = profile(work=[{"name": "New", "company": "Old", "url": None, "website": "w.example.org"}]).experiences[0]
    assert (job.employer, job.url, job.extras) == ("New", "w.example.org", {"company": "Old"})


def test_nulls_and_blanks_say_nothing() -> None:
    found = profile(
        work=[None, {}, {"name": None, "highlights": [None, "", " "]}, {"name": "Ponte", "startDate": "", "url": None}],
        skills=None,
        languages=[],
        education={},
    )
    assert [job.employer for job in found.experiences] == ["Ponte"]
    assert not found.skills
    assert not found.sources


def test_shapes_are_forgiven() -> None:
    found = profile(
        basics={
            "name": "Ada",
            "phone": 351210000000,
            "location": "Porto, Portugal",
            "profiles": "https://example.org/ada",
        },
        work={"name": "Ponte", "highlights": "One line"},
        skills=["Python", {"name": "Web", "keywords": "HTML"}, ["Rust", 7]],
        languages="Português",
        references=["Ada is kind."],
        projects={"0": {"name": "First", "roles": "Lead"}, "1": {"name": "Second"}},
    )
    assert found.personal.phone == "351210000000"
    assert found.personal.location.city == "Porto, Portugal"
    assert found.personal.online[0].url == "https://example.org/ada"
    assert found.experiences[0].bullets[0].text == "One line"
    assert [skill.name for skill in found.skills] == ["Python", "Web", "Rust", "7"]
    assert found.skills[1].keywords == ("HTML",)
    assert found.languages[0].language == "Português"
    assert found.references[0].reference == "Ada is kind."
    assert [(one.name, one.roles) for one in found.projects] == [("First", ("Lead",)), ("Second", ())]


def test_an_object_where_a_text_belongs_is_read_as_text_and_kept() -> None:
    got = read(
        {"basics": {"name": "Ada"}, "work": [{"name": "Ponte", "location": {"city": "Porto", "countryCode": "PT"}}]}
    )
    job = got.profile.experiences[0]
    assert job.location == "Porto, PT"
    assert job.extras == {"location": {"city": "Porto", "countryCode": "PT"}}
    assert any(one.field == "location" and "object" in one.why for one in got.changes)


def test_a_changed_value_leaves_its_source_and_a_change() -> None:
    got = read(
        {
            "basics": {"name": "Ada"},
            "work": [
                {
                    "name": "Ponte",
                    "startDate": "Mar 2020",
                    "endDate": "Present",
                    "summary": "<p>Built</p><p>bridges &amp; roads</p>",
                }
            ],
        }
    )
    job = got.profile.experiences[0]
    assert (job.start, job.end, job.current) == (PartialDate(2020, 3), None, True)
    assert job.summary == "Built\n\nbridges & roads"
    assert got.profile.sources == {
        f"experiences/{job.id}/start": "Mar 2020",
        f"experiences/{job.id}/end": "Present",
        f"experiences/{job.id}/summary": "<p>Built</p><p>bridges &amp; roads</p>",
    }
    assert [(one.path, one.field, one.was, one.now) for one in got.changes] == [
        (f"experiences/{job.id}", "start", "Mar 2020", "2020-03"),
        (f"experiences/{job.id}", "end", "Present", ""),
        (f"experiences/{job.id}", "summary", "<p>Built</p><p>bridges &amp; roads</p>", job.summary),
    ]
    assert all(one.why.endswith(".") for one in got.changes)


def test_a_missing_end_means_going_on_for_the_latest_entry_only() -> None:
    got = read(
        {
            "work": [
                {"name": "Ponte", "startDate": "2022-03", "endDate": None},
                {"name": "Rio", "startDate": "2019"},
                {"name": "Mar", "startDate": "2022-03", "endDate": "who knows"},
            ],
            "volunteer": [{"organization": "Shelter", "startDate": "2001"}],
            "education": [{"institution": "IST", "startDate": "2023"}],
        }
    )
    assert [job.current for job in got.profile.experiences] == [True, False, False]
    assert got.profile.volunteering[0].current
    assert not got.profile.education[0].current
    assert [(one.field, one.was, one.now) for one in got.changes if one.field == "current"] == [
        ("current", "", "true")
    ] * 2


def test_present_is_no_start() -> None:
    job = profile(work=[{"name": "Ponte", "startDate": "Present"}]).experiences[0]
    assert (job.start, job.current) == (None, False)


def test_text_is_cleaned_and_bullets_are_one_line() -> None:
    job = profile(work=[{"name": "Pon\u200bte\u0007", "highlights": ["two\n  lines\tof text"]}]).experiences[0]
    assert job.employer == "Ponte"
    assert job.bullets[0].text == "two lines of text"


def test_urls_are_never_rewritten() -> None:
    url = "HTTP://Example.org/a?b=1&amp;c=<b>"
    assert profile(basics={"name": "Ada", "url": url}).personal.url == url


def test_a_long_text_is_cut_and_kept_for_export() -> None:
    got = read({"basics": {"name": "Ada", "summary": "word " * 6000}})
    assert len(got.profile.summary) <= MAX_TEXT_CHARS
    assert got.profile.sources["summary"] == "word " * 6000
    assert "Only the first" in got.changes[0].why


@pytest.mark.parametrize(
    "sections",
    [
        {"skills": ["x"] * (MAX_ITEMS + 1)},
        {"work": [{"highlights": ["x"] * (MAX_BULLETS + 1)}]},
        {"skills": [{"keywords": ["x"] * (MAX_ITEMS + 1)}]},
    ],
)
def test_lists_are_limited(sections: dict[str, Any]) -> None:
    with pytest.raises(TooLarge, match="at most"):
        profile(**sections)


def test_unknown_keys_are_kept_at_every_level() -> None:
    found = profile(
        basics={
            "name": "Ada",
            "pronouns": "she",
            "location": {"planet": "Earth"},
            "profiles": [{"url": "u.org", "x": 1}],
        },
        work=[{"name": "Ponte", "pinned": True, "stack": {"db": ["pg", None]}}],
        theme="plain",
        meta={"theme": {"colour": 3}, "version": 2, "canonical": None},
    )
    assert found.personal.extras == {"pronouns": "she"}
    assert found.personal.location.extras == {"planet": "Earth"}
    assert found.personal.online[0].extras == {"x": 1}
    assert found.experiences[0].extras == {"pinned": True, "stack": {"db": ["pg", None]}}
    assert found.extras == {"theme": "plain", "meta": {"version": "2", "theme": {"colour": 3}}}


def test_ids_come_from_content_and_not_from_places() -> None:
    jobs = [{"name": "Ponte", "highlights": ["a", "b", "a"]}, {"name": "Rio"}, {"name": "Ponte2"}]
    first, second = profile(work=jobs).experiences, profile(work=jobs[::-1]).experiences
    assert [job.id for job in first] == [job.id for job in second][::-1]
    assert len({job.id for job in first}) == 3
    bullets = [bullet.id for bullet in first[0].bullets]
    assert bullets[2] == f"{bullets[0]}-2"


def test_an_id_is_the_same_in_every_process() -> None:
    assert profile(skills=["Python"]).skills[0].id == "73fe5b4fc1"


def test_exact_duplicates_get_ordinals() -> None:
    ids = [skill.id for skill in profile(skills=["Go", "Go", "Go"]).skills]
    assert ids == [ids[0], f"{ids[0]}-2", f"{ids[0]}-3"]


def test_what_only_our_marks_know_is_read_back() -> None:
    found = profile(
        basics={"name": "Ada", "summary": "s"},
        skills=["Kindness"],
        work=[{"name": "Ponte", "highlights": ["did"]}],
        meta={
            "jobwise": {
                "soft": ["skills/0", 7],
                "current": ["work/0"],
                "enhanced": {"basics/summary": "better", "work/0/highlights/0": "done", "work/0/summary": "new"},
                "ids": {"work/0": "kept", "skills/0": "no good id!"},
                "sources": "nonsense",
            }
        },
    )
    assert found.skills[0].kind is SkillKind.SOFT
    assert found.skills[0].id != "no good id!"
    job = found.experiences[0]
    assert (job.id, job.current, job.enhanced_summary, job.bullets[0].enhanced) == ("kept", True, "new", "done")
    assert found.enhanced_summary == "better"
    assert "meta" not in found.extras


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({}, "holds nothing of a resume"),
        ({"basics": {}}, "holds nothing of a resume"),
        ({"basics": {"name": ""}, "work": []}, "holds nothing of a resume"),
        ({"foo": 1, "bar": [2]}, "holds nothing of a resume"),
        ({"work": "Experience", "education": "Education", "skills": "Skills"}, "holds nothing of a resume"),
        ([{"basics": {"name": "Ada"}}], "is a list"),
        ("Ada", "a single text"),
        (None, "is null"),
        (True, "a truth value"),
        (3.5, "a number"),
        ({"cv": {"name": "Ada", "sections": {}}}, "RenderCV"),
        ({"SkillsPassport": {"LearnerInfo": {}}}, "Europass"),
        ({"name": "Ada", "meta": {"format": "FRESH@0.6.0"}, "employment": {"history": []}}, "FRESH"),
        ({"name": "Ada", "info": {"brief": "x"}, "contact": {"email": "a@example.org"}}, "FRESH"),
        ({"firstName": "Ada", "lastName": "F", "headline": "Engineer", "skills": ["a"]}, "LinkedIn"),
        ({"public_identifier": "ada", "education": [{"school": "IST"}]}, "LinkedIn"),
        ({"basics": {"name": "Ada"}, "sections": {"experience": {}}, "metadata": {}}, "Reactive Resume"),
        ({"name": "tool", "version": "1.0.0", "dependencies": {}}, "package.json"),
        ({"$schema": "http://json-schema.org/draft-07/schema#", "type": "object"}, "JSON schema"),
        ({"@type": "JobPosting", "title": "Engineer"}, "job posting"),
        ({"title": "Engineer", "company": "Ponte", "skills": [{"name": "C"}]}, "job posting"),
        ({"@context": "https://schema.org", "@type": "Person", "name": "Ada"}, "linked data"),
        ({"personalInfo": {"name": "Ada"}, "experience": [{}], "skills": ["a"]}, "another layout"),
        ({"resume": {"basics": {"name": "Ada"}}}, "under “resume”"),
    ],
)
def test_other_documents_are_named_and_refused(document: object, words: str) -> None:
    with pytest.raises(WrongSchema) as caught:
        read(document)
    assert words in caught.value.message
    assert caught.value.message.endswith(".")


@pytest.mark.parametrize(
    "document",
    [
        {"basics": {"name": "Ada"}, "experience": [], "contact": {}, "name": "cv", "version": "1", "scripts": {}},
        {"skills": ["Python"]},
        {"work": [{"name": "Ponte"}], "title": "Resume", "company": "x"},
        {"basics": {"name": None, "label": None}},
        {"$schema": "https://example.org/resume/schema.json", "basics": {"name": "Ada"}},
        {"basics": {"image": "a.png"}},
    ],
)
def test_a_json_resume_with_strange_company_is_still_one(document: object) -> None:
    read(document)


@pytest.mark.parametrize("value", [{"basics": {1: "x"}}, {"basics": {"name": b"x"}}, {"basics": {"x": float("nan")}}])
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(UnreadableInput, match="JSON cannot hold"):
        read(value)


def test_depth_is_limited() -> None:
    deep: Any = "x"
    for _ in range(5000):
        deep = [deep]
    with pytest.raises(TooLarge, match="deep"):
        read({"basics": {"name": "Ada", "x": deep}})


def test_what_is_shown_of_a_source_cannot_steer_a_terminal() -> None:
    evil = "\x1b[2J\u202e2019"
    got = read(
        {
            "basics": {"name": evil},
            "work": [{"name": "Ponte", "startDate": evil}],
            "meta": {"jobwise": {"enhanced": {"work/0/summary": evil}}},
        }
    )
    shown = [text for one in got.changes for text in (one.was, one.now, one.path)]
    shown += [got.profile.experiences[0].enhanced_summary, got.profile.personal.name]
    assert not any(char in text for text in shown for char in "\x1b\u202e")
    with pytest.raises(WrongSchema) as caught:
        read({evil: {"basics": {"name": "Ada"}}})
    assert "\x1b" not in caught.value.message
