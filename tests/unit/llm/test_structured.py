"""JSON out of whatever a model says."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobwise.domain.shared.errors import InvalidInput
from jobwise.infrastructure.llm import structured
from tests.unit.llm.courses import WORD

VALUE = {"word": 'yes } ] " ```', "more": [1, {"a": None}]}
TEXT = json.dumps(VALUE)


@pytest.mark.parametrize(
    "said",
    [
        TEXT,
        f"  {TEXT}\n",
        f"```json\n{TEXT}\n```",
        f"```\n{TEXT}\n```",
        f"Here it is:\n```json\n{TEXT}\n```\nAnything else?",
        f"<think>Perhaps {{'word': 'no'}}?</think>{TEXT}",
        json.dumps(VALUE, indent=2),
        f"\ufeff{TEXT}",
    ],
)
def test_the_value_is_found(said: str) -> None:
    assert structured.found(said) == VALUE


def test_what_a_value_says_of_thinking_is_part_of_it() -> None:
    assert structured.found('{"word": "no <think> and no </think>"}') == {"word": "no <think> and no </think>"}


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ("", "holds no JSON"),
        ("I would rather not.", "holds no JSON"),
        ('{"word": "ye', "breaks off"),
        ('{"word": "yes",}', "comma before the closing bracket"),
        ("{'word': 'yes'}", "double quotes"),
        ('{"word": NaN}', "NaN"),
        ("[" * 5_000 + "]" * 5_000, "deep"),
        ('{"other": 1}', "must hold a `word`"),
        ("[1]", "must hold a `word`"),
        ('{"word": ' + "9" * 5_000 + "}", "too many digits"),
    ],
)
def test_what_cannot_be_read_is_told_without_repeating_it(said: str, complaint: str) -> None:
    with pytest.raises(InvalidInput, match=complaint) as raised:
        structured.read(said, WORD)
    assert "yes" not in raised.value.message
    assert structured.complaint_of(raised.value, whole=True) == raised.value.message
    assert "too long" in structured.complaint_of(raised.value, whole=False)


@given(st.text(max_size=200))
def test_no_text_at_all_breaks_the_reading(said: str) -> None:
    try:
        structured.read(said, WORD)
    except InvalidInput as error:
        assert error.message


@given(st.dictionaries(st.text(max_size=9), st.text(max_size=20)), st.sampled_from(["{}", "{}\nDone.", "Well:\n{}"]))
def test_every_object_is_found_between_words(value: dict[str, str], around: str) -> None:
    clean = json.loads(json.dumps(value).replace("\\u0000", "x"))
    assert structured.found(around.format(json.dumps(clean))) == clean
