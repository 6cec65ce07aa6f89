"""Reading answers part by part."""

from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobwise.application.ports.language_model import Shape
from jobwise.application.shapes import NUMBER, TEXT, TRUTH, Part, list_of, object_of, word_of
from jobwise.domain.shared.errors import WrongSchema
from jobwise.infrastructure.llm.chat import is_strict

SCHEMA = object_of(
    paragraphs=list_of(object_of(text=TEXT, refs=list_of(TEXT))),
    tone=word_of(("warm", "plain")),
    sure=NUMBER,
    done=TRUTH,
)
GOOD = {"paragraphs": [{"text": "I bake.", "refs": ["f1"]}], "tone": "warm", "sure": 0.5, "done": True}


def parse(value: Any) -> tuple[list[str], str, float, bool]:
    answer = Part(value).object("paragraphs", "tone", "sure", "done")
    parts = [one.object("text", "refs") for one in answer["paragraphs"].list(least=1, most=3)]
    texts = [part["text"].text(most=20) for part in parts]
    for part in parts:
        [ref.text(most=4) for ref in part["refs"].list(most=5)]
    return texts, answer["tone"].word(("warm", "plain")), answer["sure"].number(least=0, most=1), answer["done"].truth()


def test_a_good_answer_is_read() -> None:
    assert parse(GOOD) == (["I bake."], "warm", 0.5, True)
    jsonschema.validate(GOOD, SCHEMA)
    assert is_strict(SCHEMA)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"more": 1}, "The answer must be an object with paragraphs, tone, sure, done and nothing else."),
        ({"paragraphs": []}, "`paragraphs` must be a list of 1 to 3 entries."),
        ({"paragraphs": [GOOD["paragraphs"][0]] * 4}, "`paragraphs` must be a list"),  # type: ignore[index]
        ({"paragraphs": [{"text": "x" * 21, "refs": []}]}, "`paragraphs/1/text` must be a text of at most 20"),
        ({"paragraphs": [{"text": " \u200b", "refs": []}]}, "`paragraphs/1/text` must be a text that is not empty"),
        ({"paragraphs": [{"text": "a", "refs": [5]}]}, "`paragraphs/1/refs/1` must be a text"),
        ({"paragraphs": {"text": "a"}}, "`paragraphs` must be a list"),
        ({"tone": "cold"}, "`tone` must be one of: warm, plain."),
        ({"tone": ["warm"]}, "`tone` must be one of"),
        ({"sure": 1.5}, "`sure` must be a number from 0 to 1."),
        ({"sure": True}, "`sure` must be a number"),
        ({"done": 1}, "`done` must be true or false."),
    ],
)
def test_what_does_not_fit_is_named_by_its_place(change: dict[str, Any], complaint: str) -> None:
    with pytest.raises(WrongSchema) as raised:
        parse({**GOOD, **change})
    assert complaint in raised.value.message
    assert "cold" not in raised.value.message


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.sampled_from(sorted(GOOD)), one, max_size=4),
    max_leaves=12,
)


@given(VALUES | st.fixed_dictionaries({name: VALUES | st.just(value) for name, value in GOOD.items()}))
def test_whatever_is_read_fits_the_schema(value: Any) -> None:
    try:
        parse(value)
    except WrongSchema:
        return
    jsonschema.validate(value, SCHEMA)


@pytest.mark.parametrize("name", ["", "two words", "a" * 65, "é"])
def test_a_shape_has_a_name_that_every_provider_takes(name: str) -> None:
    with pytest.raises(ValueError, match="name of a shape"):
        Shape(name, SCHEMA, parse)
