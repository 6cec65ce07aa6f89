"""Dates with what ties them, and which known dates they may mean."""

import pytest

from jobwise.domain.generations.grounding.dates import DateMention
from jobwise.domain.generations.grounding.reading import read
from jobwise.domain.generations.grounding.sentences import sentences
from jobwise.domain.shared.values import PartialDate
from jobwise.infrastructure.claim_rules import load_rules


def found(language: str, text: str) -> list[DateMention]:
    rules = load_rules(language).own
    assert rules is not None
    return [date for sentence in sentences(text) for date in read(sentence, text, rules).dates]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "since March 2018", [("since", 2018, (3, 3))]),
        ("en", "from April 2014 to September 2018", [("since", 2014, (4, 4)), ("until", 2018, (9, 9))]),
        ("en", "between 2019 and 2024", [("since", 2019, None), ("until", 2024, None)]),
        ("en", "in early 2022", [("in", 2022, (1, 4))]),
        ("en", "in the summer of 2016", [("in", 2016, (6, 8))]),
        ("en", "03/2019", [("in", 2019, (3, 3))]),
        ("de", "seit Anfang 2019", [("since", 2019, (1, 4))]),
        ("de", "bis Februar 2020", [("until", 2020, (2, 2))]),
        ("de", "im Herbst 2017", [("in", 2017, (9, 11))]),
        ("fr", "depuis octobre 2018", [("since", 2018, (10, 10))]),
        ("fr", "de 2015 à 2019", [("since", 2015, None), ("until", 2019, None)]),
        ("es", "desde marzo de 2020", [("since", 2020, (3, 3))]),
        ("es", "entre 2015 y 2019", [("since", 2015, None), ("until", 2019, None)]),
        ("pt", "desde outubro de 2018", [("since", 2018, (10, 10))]),
        ("pt", "em 2021", [("in", 2021, None)]),
    ],
)
def test_a_date_is_read(language: str, text: str, expected: list[tuple[str, int, tuple[int, int] | None]]) -> None:
    assert [(date.tie, date.year, date.months) for date in found(language, text)] == expected


@pytest.mark.parametrize(
    ("text", "known", "fits"),
    [
        ("since March 2018", "2018-03", True),
        ("since March 2018", "2018-04", False),
        ("since March 2018", "2018", False),
        ("since 2018", "2018-04", True),
        ("since 2018", "2019-04", False),
        ("in early 2018", "2018-02", True),
        ("in early 2018", "2018-11", False),
        ("in early 2018", "2018", True),
        ("in the winter of 2018", "2018-12", True),
        ("in the winter of 2018", "2018-07", False),
    ],
)
def test_a_date_fits_what_it_may_mean(text: str, known: str, fits: bool) -> None:
    assert found("en", text)[0].fits(PartialDate.parse(known)) is fits


def test_no_known_date_fits_nothing() -> None:
    assert not found("en", "since 2018")[0].fits(None)


def test_a_count_of_two_thousand_is_no_year() -> None:
    assert found("en", "I cooked for 2000 guests") == []
