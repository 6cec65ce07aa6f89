"""LinkedIn archives: every shape they come in, everything in them either read or reported."""

from io import BytesIO

import pytest

from jobwise.application.ports.profile_reading import ReadProfile
from jobwise.domain.profiles import json_resume
from jobwise.domain.shared.errors import InvalidInput, TooLarge
from jobwise.infrastructure.profile_reading import ShippedProfileReading
from jobwise.infrastructure.profile_words import date_words
from tests.support.archives import EXPORT, POSITIONS, PROFILE, archive, harmful


def read(members: dict[str, str | bytes]) -> ReadProfile:
    return ShippedProfileReading().read(BytesIO(archive(members)))


@pytest.fixture(scope="module")
def whole() -> ReadProfile:
    return ShippedProfileReading().read(BytesIO(archive(EXPORT)))


def test_the_person(whole: ReadProfile) -> None:
    person = whole.profile.personal
    assert (person.name, person.label) == ("Zoë Łukasik", "Archivist & librarian")
    assert (person.email, person.phone) == ("zoe@example.org", "+46 18 123 45 67")
    assert (person.location.city, person.location.region, person.location.postal_code) == ("Uppsala", "Sweden", "75310")
    assert person.url == "https://zoe.example.org/a,b"
    assert [(one.network, one.username, one.url) for one in person.online] == [
        ("Twitter", "zoe_keeps", ""),
        ("Blog", "", "https://blog.example.org"),
    ]
    assert whole.profile.summary == "Keeps things.\n\nFinds them again."
    assert person.extras == {
        "Birth Date": "Mar 3, 1990",
        "Industry": "Libraries",
        "Other email addresses": ["old@example.org"],
    }


def test_positions_with_bullets_and_partial_dates(whole: ReadProfile) -> None:
    first, second, third = whole.profile.experiences
    assert (first.employer, first.title, str(first.start), first.end, first.current) == (
        "Example Archive", "Head archivist", "2019-04", None, True
    )  # fmt: skip
    assert first.summary == "Leads the reading room."
    assert [one.text for one in first.bullets] == ["Moved 40,000 boxes", "Cut waiting from 9 to 2 days"]
    assert (second.employer, str(second.end), second.current) == ("Books, Maps & Co", "2019-03", False)
    assert (third.start, str(third.end)) == (None, "2014")
    assert whole.profile.sources[f"experiences/{third.id}/start"] == "Summer 2013"


def test_the_other_lists(whole: ReadProfile) -> None:
    profile = whole.profile
    assert (profile.education[0].institution, str(profile.education[0].end)) == ("University of Lund", "2014")
    assert profile.education[0].extras == {"Notes": "Thesis on maps", "Activities": "Choir"}
    assert [one.name for one in profile.skills] == ["Cataloguing", "Palaeography"]
    assert profile.languages[0].fluency == "Native or bilingual proficiency"
    assert (profile.certifications[0].issuer, str(profile.certifications[0].date)) == ("Example Board", "2020-05")
    assert profile.certifications[0].extras == {"Finished On": "May 2023", "License Number": "X-1"}
    assert profile.projects[0].current
    assert (profile.awards[0].title, str(profile.awards[0].date)) == ("Keeper of the year", "2022-11")


def test_what_is_not_taken_is_reported(whole: ReadProfile) -> None:
    assert {one.part: one.rows for one in whole.left_out} == {"Connections.csv": 2, "Jobs/Saved Jobs.csv": 1}
    assert all(one.why for one in whole.left_out)
    changed = {(one.field, one.was, one.now) for one in whole.changes}
    assert ("start", "Apr 2019", "2019-04") in changed
    assert ("start", "Summer 2013", "") in changed


def test_nothing_is_lost_on_the_way_to_json_resume(whole: ReadProfile) -> None:
    assert json_resume.read(json_resume.write(whole.profile), date_words()).profile == whole.profile


def test_tables_are_known_by_their_columns_and_not_by_their_names() -> None:
    renamed = read({"Erfahrung (1).CSV": POSITIONS, "x/y.csv": PROFILE})
    assert len(renamed.profile.experiences) == 3
    assert renamed.profile.personal.name == "Zoë Łukasik"


@pytest.mark.parametrize("mark", ["", "\ufeff", "Notes:\nRead this first.\n\n", "\r\n"])
def test_marks_and_notes_before_the_header(mark: str) -> None:
    assert [one.name for one in read({"a.csv": mark + "Name\r\nOrder\r\n"}).profile.skills] == ["Order"]


def test_columns_in_another_order_and_case_and_some_that_nobody_knows() -> None:
    table = "title,Reports To,started on,COMPANY NAME\nCook,Jo,2020,Example\nBaker,,Feb 2018,Mill,extra cell\n"
    cook, baker = read({"p.csv": table}).profile.experiences
    assert (cook.title, cook.employer, cook.extras) == ("Cook", "Example", {"Reports To": "Jo"})
    assert baker.extras == {"Beyond the last column": "extra cell"}


def test_the_same_file_gives_the_same_ids() -> None:
    twice = "Name\nOrder\nOrder\n"
    first, second = read({"s.csv": twice}), read({"s.csv": twice})
    assert first == second
    assert len({one.id for one in first.profile.skills}) == 2


def test_of_two_tables_of_a_kind_the_second_is_reported() -> None:
    found = read({"a.csv": "Name\nOne\n", "b.csv": "Name\nTwo\nThree\n"})
    assert [one.name for one in found.profile.skills] == ["One"]
    assert [(one.part, one.rows) for one in found.left_out] == [("b.csv", 2)]


def test_recommendations_that_are_not_shown_stay_out() -> None:
    table = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
    table += "Jo,Berg,Example,Cook,Always there.,1/1/20,VISIBLE\nAl,Dahl,,,Hm.,1/1/20,HIDDEN\n"
    found = read({"Recommendations_Received.csv": table})
    assert [(one.name, one.reference) for one in found.profile.references] == [("Jo Berg", "Always there.")]
    assert [one.rows for one in found.left_out] == [1]


def test_other_files_of_the_archive_are_named() -> None:
    found = read({"Skills.csv": "Name\nOrder\n", "photo.jpg": b"\xff\xd8", "inner.zip": archive()})
    assert {one.part for one in found.left_out} == {"photo.jpg", "inner.zip"}


def test_an_older_encoding_is_read() -> None:
    assert read({"s.csv": "Name\nCafé".encode("cp1252")}).profile.skills[0].name == "Café"


@pytest.mark.parametrize("what", harmful())
def test_an_archive_that_means_harm_is_refused(what: str) -> None:
    data, status = harmful()[what]
    with pytest.raises(TooLarge if status == 413 else InvalidInput) as refused:
        ShippedProfileReading().read(BytesIO(data))
    assert isinstance(refused.value, TooLarge) is (status == 413)
