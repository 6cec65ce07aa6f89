"""JSON Resume out: valid, calendar dates only, and reading it gives the same profile."""

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from jobwise import resources
from jobwise.domain.profiles.json_resume import read as read_with
from jobwise.domain.profiles.json_resume import write
from jobwise.domain.profiles.profile import (
    Bullet,
    Experience,
    Language,
    PersonalInfo,
    Profile,
    Project,
    Skill,
    SkillKind,
    Volunteering,
)
from jobwise.domain.shared.values import PartialDate
from jobwise.infrastructure.profile_words import date_words

VALIDATOR = jsonschema.Draft7Validator(resources.parsed("data/schemas/json-resume-1.3.1.json"))


def read(source: object) -> Profile:
    return read_with(source, date_words()).profile


def export(**sections: Any) -> dict[str, Any]:
    document = write(read({"basics": {"name": "Ada Ferreira"}, **sections}))
    VALIDATOR.validate(document)
    assert read(json.loads(json.dumps(document))) == read({"basics": {"name": "Ada Ferreira"}, **sections})
    return document


def test_the_schema_that_ships_is_the_published_one() -> None:
    schema = resources.parsed("data/schemas/json-resume-1.3.1.json")
    jsonschema.Draft7Validator.check_schema(schema)
    assert schema["properties"]["work"]["items"]["properties"]["location"]["type"] == "string"


def test_keys_stand_in_the_order_of_the_schema() -> None:
    document = export(
        skills=[{"keywords": ["a"], "zeta": 1, "name": "n", "alpha": 2}],
        work=[{"endDate": "2020", "startDate": "2019", "name": "Ponte"}],
        basics={"profiles": [{"url": "u.example.org"}], "pet": "cat", "location": {"city": "Porto"}, "name": "Ada"},
        zebra=1,
    )
    assert list(document) == ["basics", "work", "skills", "zebra"]
    assert list(document["basics"]) == ["name", "location", "profiles", "pet"]
    assert list(document["work"][0]) == ["name", "startDate", "endDate"]
    assert list(document["skills"][0]) == ["name", "keywords", "zeta", "alpha"]


def test_dates_that_no_calendar_has_move_into_meta() -> None:
    document = export(
        work=[
            {"name": "Ponte", "startDate": "2020-13-01", "endDate": "Present"},
            {"name": "Rio", "startDate": "Mar 2018", "endDate": "03/04/2019"},
        ],
        awards=[{"title": "Prize", "date": "2019-02-30"}],
    )
    assert document["work"] == [{"name": "Ponte"}, {"name": "Rio", "startDate": "2018-03"}]
    assert document["meta"]["jobwise"] == {
        "sources": {
            "work/0/startDate": "2020-13-01",
            "work/0/endDate": "Present",
            "work/1/startDate": "Mar 2018",
            "work/1/endDate": "03/04/2019",
            "awards/0/date": "2019-02-30",
        },
        "current": ["work/0"],
        "ended": ["work/1"],
    }


def test_text_goes_back_as_it_came() -> None:
    document = export(work=[{"name": " Ponte  SA", "summary": "<p>Led &amp; built</p>", "highlights": ["<b>x</b> y"]}])
    assert document["work"][0] == {
        "name": " Ponte  SA",
        "summary": "<p>Led &amp; built</p>",
        "highlights": ["<b>x</b> y"],
    }


def test_an_edited_text_is_written_as_edited() -> None:
    found = read({"work": [{"name": "Ponte", "summary": "<p>Led</p>"}]})
    edited = replace(found, experiences=(replace(found.experiences[0], summary="Led all"),))
    assert write(edited)["work"][0]["summary"] == "Led all"


def test_an_edited_date_overrules_its_source() -> None:
    found = read({"work": [{"name": "Ponte", "startDate": "Mar 2018", "endDate": "Present"}]})
    job = replace(found.experiences[0], end=PartialDate(2020, 5), current=False, start=None)
    again = read(write(replace(found, experiences=(job,))))
    assert (again.experiences[0].start, again.experiences[0].end) == (None, PartialDate(2020, 5))
    assert not again.experiences[0].current


def test_what_stopped_going_on_does_not_start_again() -> None:
    found = read({"work": [{"name": "Ponte", "endDate": "Present"}]})
    job = replace(found.experiences[0], current=False)
    assert not read(write(replace(found, experiences=(job,)))).experiences[0].current


def test_a_missing_end_of_the_latest_entry_needs_no_mark() -> None:
    document = export(work=[{"name": "Ponte", "startDate": "2022-03"}, {"name": "Rio", "startDate": "2018"}])
    assert "meta" not in document


def test_who_says_that_it_has_ended_is_believed() -> None:
    found = read({"work": [{"name": "Ponte", "startDate": "2022-03"}]})
    job = replace(found.experiences[0], current=False)
    assert not read(write(replace(found, experiences=(job,)))).experiences[0].current


def test_shapes_that_the_schema_forbids_move_aside_and_lose_nothing() -> None:
    document = export(
        work=[{"name": "Ponte", "location": {"city": "Porto"}, "highlights": [{"text": "did", "n": 3}, "more"]}],
        education=[{"institution": ["IST", "FEUP"], "startDate": {"year": 2019, "month": 4}}],
        basics=["Ada", 5],
        meta=[1],
        **{"$schema": 5},
    )
    assert document["work"][0]["x-location"] == {"city": "Porto"}
    assert document["work"][0]["x-highlights"] == [{"text": "did", "n": 3}, "more"]
    assert document["education"][0] == {"x-institution": ["IST", "FEUP"], "x-startDate": {"year": 2019, "month": 4}}
    assert document["basics"] == {"x-basics": ["Ada", 5]}
    assert document["x-$schema"] == 5


def test_an_edit_overtakes_what_was_moved_aside() -> None:
    found = read({"work": [{"name": "Ponte", "location": {"city": "Porto"}}]})
    edited = replace(found, experiences=(replace(found.experiences[0], location="Lisboa"),))
    document = write(edited)
    assert document["work"] == [{"name": "Ponte", "location": "Lisboa"}]
    assert read(document).experiences[0].id == found.experiences[0].id


def test_numbers_stand_as_text_with_their_digits() -> None:
    document = export(education=[{"score": 4.0, "courses": [101, True]}], work=[{"name": 3, "weight": 2.50}])
    assert document["education"][0] == {"score": "4.0", "courses": ["101", "true"]}
    assert document["work"][0] == {"name": "3", "weight": 2.5}


@pytest.mark.parametrize("email", ["not-an-email", "a b", "x@"])
def test_an_address_that_is_none_is_kept_in_its_place(email: str) -> None:
    assert export(basics={"name": "Ada", "email": email, "url": "no url"})["basics"]["email"] == email


def test_a_profile_made_here_survives_with_everything_json_resume_has_no_word_for() -> None:
    made = Profile(
        personal=PersonalInfo(name="Jun 李"),
        summary="Short.",
        enhanced_summary="Shorter.",
        experiences=(
            Experience(
                "job-1",
                "Ponte",
                "Lead",
                start=PartialDate(2019),
                current=True,
                summary="Led.",
                enhanced_summary="Led well.",
                bullets=(Bullet("b-2", "Built", "Built 3"), Bullet("b-1", "Built")),
            ),
            Experience("job-2", enhanced_summary="Only this."),
            Experience("job-3", "Rio", end=PartialDate(2018), current=True),
        ),
        projects=(Project("p", "Map", "Draws.", "Draws fast.", current=True),),
        skills=(Skill("s-1", "Kindness", kind=SkillKind.SOFT), Skill("s-2", "Python")),
        languages=(Language("l", "日本語"),),
        volunteering=(Volunteering("v", "Shelter", current=True, bullets=(Bullet("x", "Fed cats"),)),),
    )
    document = write(made)
    VALIDATOR.validate(document)
    assert read(json.loads(json.dumps(document))) == made


def test_ids_are_written_only_when_content_does_not_give_them() -> None:
    document = export(work=[{"name": "Ponte", "highlights": ["a", "a"]}], skills=["Go", "Go"])
    assert "meta" not in document


def test_a_blank_form_stays_a_form() -> None:
    document = write(read({"basics": {"name": None, "email": "", "motto": None}, "work": [{"name": ""}]}))
    assert document == {"basics": {"name": "", "label": "", "motto": None}}
    assert read(document) == read({"basics": {"name": None, "email": "", "motto": None}})


def test_nothing_is_added_to_a_document() -> None:
    source = {
        "basics": {"name": "Ada", "url": "HTTP://Ada.example.org"},
        "work": [{"name": "Ponte", "startDate": "2019"}],
    }
    assert write(read(source)) == source
