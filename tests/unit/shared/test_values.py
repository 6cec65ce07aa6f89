"""Dates as people know them, pay and spans refuse what cannot be."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobwise.domain.shared.values import PartialDate, PayPeriod, PayRange, Span

YEARS = st.integers(1000, 2999)


@given(st.dates(min_value=__import__("datetime").date(1000, 1, 1), max_value=__import__("datetime").date(2999, 12, 31)))
def test_every_calendar_date_round_trips(day: object) -> None:
    assert PartialDate.parse(str(day)).iso == str(day)


@pytest.mark.parametrize("text", ["2019", "2019-04", "2019-04-30"])
def test_partial_dates_are_legal(text: str) -> None:
    assert PartialDate.parse(text).iso == text


@pytest.mark.parametrize(
    "text",
    ["", "19", "2019-4", "2019-13", "2019-00", "2019-02-30", "0999", "3000", "2019-04-31", "Mar 2019", "2019-04-30T"],
)
def test_other_dates_are_not(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(text)


def test_dates_sort_the_unknown_first() -> None:
    dates = [PartialDate.parse(text) for text in ("2020-01-02", "2020", "2020-01", "2019-12")]
    assert [date.iso for date in sorted(dates)] == ["2019-12", "2020", "2020-01", "2020-01-02"]


@given(YEARS, st.integers(1, 12))
def test_months_count_on(year: int, month: int) -> None:
    assert PartialDate(year, month).months == year * 12 + month - 1


@pytest.mark.parametrize(
    ("low", "high", "currency"), [(None, None, "EUR"), (Decimal(2), Decimal(1), "EUR"), (Decimal(1), None, "euro")]
)
def test_pay_that_cannot_be(low: Decimal | None, high: Decimal | None, currency: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PayRange(low, high, currency, PayPeriod.YEAR)


def test_spans_overlap_when_they_share_a_character() -> None:
    assert Span(0, 3).overlaps(Span(2, 5))
    assert not Span(0, 3).overlaps(Span(3, 5))
    with pytest.raises(ValueError, match="span"):
        Span(4, 2)
