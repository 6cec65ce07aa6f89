"""Dates: read where one reading is possible, else left alone."""

import pytest

from jobwise import resources
from jobwise.domain.profiles.json_resume.dates import read_date, read_date_object
from jobwise.domain.shared.text import fold
from jobwise.infrastructure.profile_words import date_words


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2019", "2019"),
        ("٢٠١٩", "2019"),
        ("2019-04", "2019-04"),
        (" 2019-04-30 ", "2019-04-30"),
        ("2019-4-3", "2019-04-03"),
        ("2020/05", "2020-05"),
        ("2020.05.17", "2020-05-17"),
        ("2020-05-17T08:30:00Z", "2020-05-17"),
        ("2020-05-17 08:30:00.123+02:00", "2020-05-17"),
        ("03/2019", "2019-03"),
        ("3.2019", "2019-03"),
        ("01.04.2019", "2019-04-01"),
        ("25/04/2019", "2019-04-25"),
        ("04/25/2019", "2019-04-25"),
        ("05/05/2019", "2019-05-05"),
        ("Mar 2020", "2020-03"),
        ("SEPT. 2020", "2020-09"),
        ("March 5, 2020", "2020-03-05"),
        ("5th of March 2020", "2020-03-05"),
        ("2020 March", "2020-03"),
        ("1. März 2020", "2020-03-01"),
        ("Dez. 2018", "2018-12"),
        ("1er avril 2019", "2019-04-01"),
        ("août 2019", "2019-08"),
        ("3 de mayo de 2020", "2020-05-03"),
        ("março de 2019", "2019-03"),
        ("dicembre 2017", "2017-12"),
        ("2020年3月", "2020-03"),
        ("2015-03（1年6个月）", "2015-03"),
        ("Mar 2020 (2 yrs)", "2020-03"),
        ("2020년 3월 1일", "2020-03-01"),
    ],
)
def test_a_date_with_one_reading_is_read(text: str, iso: str) -> None:
    reading = read_date(text, date_words())
    assert reading.date is not None
    assert reading.date.iso == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "TBD",
        "2020-13-01",
        "2020-02-30",
        "2020-00",
        "2020-05-00",
        "0000",
        "9999-12-31",
        "03/04/2019",
        "13/2019",
        "31.02.2019",
        "Summer 2018",
        "2018 - 2019",
        "2018-2019",
        "March",
        "Mar 20",
        "May June 2019",
        "about 2019",
        "(2019)",
        "1546300800",
        "-1-08-01",
        "1" * 5000,
    ],
)
def test_what_calendars_lack_or_two_days_share_stays_unread(text: str) -> None:
    reading = read_date(text, date_words())
    assert reading.date is None
    assert not reading.present


@pytest.mark.parametrize(
    "text",
    [
        "Present",
        "present.",
        "(current)",
        "Present (9 months)",
        "至今（9个月）",
        "NOW",
        "heute",
        "aujourd'hui",
        "Aujourd’hui",
        "la actualidad",
        "至今",
    ],
)
def test_words_for_going_on_are_known(text: str) -> None:
    assert read_date(text, date_words()).present


def test_a_date_as_an_object_needs_whole_numbers() -> None:
    read = read_date_object({"year": 2019, "month": 4}).date
    assert read is not None
    assert read.iso == "2019-04"
    assert read_date_object({"year": "2019"}).date is None
    assert read_date_object({"year": 2019, "month": 14}).date is None
    assert read_date_object({"month": 4}).date is None


def test_no_spelling_stands_for_two_months() -> None:
    seen: dict[str, int] = {}
    for language in resources.parsed("data/profiles/dates.json")["months"].values():
        assert len(language) == 12
        for number, spellings in enumerate(language):
            for word in spellings:
                assert seen.setdefault(fold(word), number) == number, word
