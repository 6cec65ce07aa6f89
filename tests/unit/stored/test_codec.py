"""Domain values to JSON and back."""

import dataclasses
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobwise.domain.exports.export import Export
from jobwise.domain.generations.document import Document
from jobwise.domain.generations.generation import Generation
from jobwise.domain.generations.grounding.claims import Verdict
from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.rankings.ranking import Ranking
from jobwise.domain.rankings.stored import StoredRanking
from jobwise.domain.shared.codec import from_data, to_data
from jobwise.domain.shared.errors import InvalidInput, TooLarge, UnreadableInput
from jobwise.domain.shared.values import PartialDate, PayPeriod, PayRange
from jobwise.domain.users.user import User
from tests.support.filled import filled

TYPES: list[type[Any]] = [
    *(Profile, Job, Ranking, Document, Verdict),
    *(User, MasterProfile, CapturedJob, StoredRanking, Generation, Export),
]


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_every_field_survives_json(kind: type[Any]) -> None:
    whole = filled(kind)
    text = json.dumps(to_data(whole), ensure_ascii=False, allow_nan=False)
    assert from_data(kind, json.loads(text)) == whole


@pytest.mark.parametrize("kind", [Profile, Job], ids=lambda kind: kind.__name__)
def test_missing_fields_take_their_defaults(kind: type[Any]) -> None:
    assert from_data(kind, {}) == kind()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(extras=st.dictionaries(st.text(), json_values, max_size=3), summary=st.text())
def test_any_text_and_extras_come_back_or_are_refused(extras: dict[str, Any], summary: str) -> None:
    profile = Profile(summary=summary, extras=extras)
    try:
        data = to_data(profile)
    except InvalidInput:
        assert any("\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text) for text in _texts(profile))
        return
    assert from_data(Profile, json.loads(json.dumps(data))) == profile


@given(
    low=st.none() | st.decimals(0, 10**9, places=2),
    high=st.decimals(10**9, 10**12, places=2),
    period=st.sampled_from(PayPeriod),
)
def test_money_keeps_every_digit(low: Decimal | None, high: Decimal, period: PayPeriod) -> None:
    job = Job(pay=PayRange(low, high, "EUR", period))
    again = from_data(Job, json.loads(json.dumps(to_data(job))))
    assert again == job
    assert again.pay is not None
    assert str(again.pay.max) == str(high)


@given(json_values)
def test_foreign_data_is_read_or_refused_but_never_a_crash(data: Any) -> None:
    try:
        profile = from_data(Profile, data)
    except UnreadableInput as error:
        assert error.details
    else:
        assert to_data(profile)["summary"] == data.get("summary", "")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ([], ""),
        ({"title": 7}, "title"),
        ({"titel": "Bäcker"}, "titel"),
        ({"title": "nul \x00"}, "title"),
        ({"company": "half \ud83d"}, "company"),
        ({"min_years": 2.5}, "min_years"),
        ({"min_years": True}, "min_years"),
        ({"work_mode": "underwater"}, "work_mode"),
        ({"deadline": "2026-02-30"}, "deadline"),
        ({"deadline": {"year": 2026}}, "deadline"),
        ({"required_skills": "Python"}, "required_skills"),
        ({"required_skills": ["Python", None]}, "required_skills/1"),
        ({"requirements": [{"id": "r1", "text": "x", "necessity": "maybe"}]}, "requirements/0/necessity"),
        ({"requirements": [{"id": "r1", "text": "x"}]}, "requirements/0/necessity"),
        ({"evidence": {"title": {"confidence": "high", "words": "x"}}}, "evidence/title/confidence"),
        ({"evidence": {"title": {"confidence": 10**400, "words": "x"}}}, "evidence/title/confidence"),
        ({"evidence": []}, "evidence"),
        ({"pay": {"min": "NaN", "max": None, "currency": "EUR", "period": "year"}}, "pay/min"),
        ({"pay": {"min": "9", "max": "1", "currency": "EUR", "period": "year"}}, "pay"),
        ({"quarantined": [{"kind": "hidden", "text": "x", "reason": "y", "span": None}]}, "quarantined/0/span"),
    ],
)
def test_what_is_wrong_is_named(data: Any, place: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        from_data(Job, data)
    assert [detail.field for detail in caught.value.details] == [place]


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), "\x00", "\udc00", object(), {1, 2}])
def test_what_json_cannot_hold_is_refused(bad: Any) -> None:
    with pytest.raises(InvalidInput):
        to_data(Profile(extras={"key": bad}))


@pytest.mark.parametrize("bad", [float("nan"), "\x00", "\udc00", {"\x00": 1}, object()])
def test_what_json_cannot_hold_is_not_read_either(bad: Any) -> None:
    with pytest.raises(UnreadableInput) as caught:
        from_data(Profile, {"extras": {"key": [bad]}})
    assert [detail.field for detail in caught.value.details] == ["extras/key"]


def test_bottomless_data_is_refused() -> None:
    deep: list[Any] = []
    for _ in range(5_000):
        deep = [deep]
    with pytest.raises(TooLarge):
        to_data(Profile(extras={"deep": deep}))
    with pytest.raises(TooLarge):
        from_data(Profile, {"extras": {"deep": deep}})


def test_nothing_mutable_is_shared() -> None:
    extras: dict[str, Any] = {"list": [1]}
    data = to_data(Profile(extras=extras))
    again = from_data(Profile, data)
    data["extras"]["list"].append(2)
    extras["list"].append(3)
    assert again.extras == {"list": [1]}


def test_scalars_have_their_usual_text() -> None:
    class Colour(StrEnum):
        RED = "red"

    @dataclasses.dataclass(frozen=True)
    class Thing:
        when: datetime
        day: PartialDate
        price: Decimal
        by_colour: Mapping[Any, int]

    thing = Thing(datetime(2026, 5, 4, 8, tzinfo=UTC), PartialDate(2019, 4), Decimal("1.50"), {Colour.RED: 1})
    assert to_data(thing) == {
        "when": "2026-05-04T08:00:00+00:00",
        "day": "2019-04",
        "price": "1.50",
        "by_colour": {"red": 1},
    }


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for pair in value.items() for part in pair for text in _texts(part)]
    if isinstance(value, list | tuple):
        return [text for part in value for text in _texts(part)]
    if dataclasses.is_dataclass(value):
        return [text for field in dataclasses.fields(value) for text in _texts(getattr(value, field.name))]
    return []
