"""Dates and periods in the shapes and languages of resumes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.domain.generations.resume_reading.dates import periods
from jobwise.infrastructure.extraction.words import reading_words
from tests.support.soak import examples


def shape(text: str) -> list[tuple[str, str]]:
    return [
        (p.first.iso if p.first else "", "present" if p.current else p.last.iso if p.last else "")
        for p in periods(text, reading_words())
    ]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Jan 2020 - Present", "2020-01", "present"),
        ("01/2020 – heute", "2020-01", "present"),
        ("2019–2021", "2019", "2021"),
        ("Sept. 2018 bis März 2020", "2018-09", "2020-03"),
        ("2018年4月至2020年5月", "2018-04", "2020-05"),
        ("2020年3月 - 至今", "2020-03", "present"),
        ("2020년 3월 - 현재", "2020-03", "present"),
        ("2019年4月 〜 現在", "2019-04", "present"),
        ("seit 2019", "2019", "present"),
        ("depuis mars 2020", "2020-03", "present"),
        ("3 de marzo de 2020 - actualidad", "2020-03-03", "present"),
        ("jan. de 2019 – até o momento", "2019-01", "present"),
        ("Jan - Mar 2020", "2020-01", "2020-03"),
        ("2019/20", "2019", "2020"),
        ("03/19 - 05/21", "2019-03", "2021-05"),
        ("Jan '19 – Dec '20", "2019-01", "2020-12"),
        ("с марта 2019 г. по настоящее время", "2019-03", "present"),
        ("Μαρ 2019 - Σήμερα", "2019-03", "present"),
        ("מרץ 2019 - היום", "2019-03", "present"),
        ("مارس 2019 - حتى الآن", "2019-03", "present"),
        ("मार्च 2019 - वर्तमान", "2019-03", "present"),
        ("ม.ค. 2563 - ปัจจุบัน", "2020-01", "present"),
        ("01.03.2019 – 30.06.2021", "2019-03-01", "2021-06-30"),
        ("March 3, 2020 to April 2021", "2020-03-03", "2021-04"),
        ("2015 -", "2015", "present"),
        ("bis 03/2019", "", "2019-03"),
        ("20.03.2019", "2019-03-20", ""),
        ("Graduated May 2015", "2015-05", ""),
    ],
)
def test_a_period_is_read(text: str, start: str, end: str) -> None:
    assert shape(text) == [(start, end)]


@pytest.mark.parametrize("text", ["12,000 users", "+49 421 555 0199", "grew 3.5 times", "March", "route 66", ""])
def test_other_figures_are_no_dates(text: str) -> None:
    assert shape(text) == []


@settings(max_examples=examples(60))
@given(st.text(alphabet="2019/-. JanMrz'年月to–", max_size=40))
def test_any_text_is_read_without_failing_and_in_order(text: str) -> None:
    found = periods(text, reading_words())
    assert all(0 <= p.at < p.until <= len(text) for p in found)
    assert [p.at for p in found] == sorted(p.at for p in found)
