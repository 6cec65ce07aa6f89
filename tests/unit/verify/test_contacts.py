"""The person's own contacts are found as they are; any other is left to the rules."""

import pytest

from jobwise.domain.generations.grounding.contacts import blanked, own_contacts
from jobwise.domain.profiles.profile import Location, OnlineProfile, PersonalInfo, Profile

PROFILE = Profile(
    personal=PersonalInfo(
        name="Ida Moen",
        email="ida@example.org",
        phone="1-650-999-7777",
        url="https://ida.example.org",
        location=Location(postal_code="94025"),
        online=(OnlineProfile("g", "GitHub", "ida", "https://github.example.org/ida"),),
    )
)


def test_every_way_to_be_reached_is_found_where_it_stands() -> None:
    text = "Ida | ida@example.org | 1-650-999-7777 | 94025\nhttps://github.example.org/ida https://ida.example.org"
    found = own_contacts(text, PROFILE)
    assert [one.claims[0].source for one in found] == [
        "personal/email",
        "personal/phone",
        "personal/location/postal_code",
        "personal/online/g/url",
        "personal/url",
    ]
    assert all(text[one.span.start : one.span.end] == one.text for one in found)


@pytest.mark.parametrize(
    "text", ["1-650-999-7778", "11-650-999-7777", "xida@example.org", "a+ida@example.org", "940255"]
)
def test_what_is_not_exactly_theirs_is_left(text: str) -> None:
    assert own_contacts(text, PROFILE) == ()


def test_blanking_keeps_every_other_place() -> None:
    text = "Call 1-650-999-7777 today"
    assert blanked(text, own_contacts(text, PROFILE)) == "Call " + " " * 14 + " today"
