"""JSON at the door: every bad case one sentence that says what to do."""

import codecs
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.domain.limits import MAX_INPUT_BYTES, MAX_JSON_DEPTH
from jobwise.domain.shared.errors import InvalidInput, TooLarge, UnreadableInput
from jobwise.domain.shared.jsontext import load
from tests.support.soak import examples


def reading(data: bytes) -> object:
    return load(data, what="The profile me.json")


@pytest.mark.parametrize(
    "data",
    [
        '{"name": "Zoë"}'.encode(),
        codecs.BOM_UTF8 + '{"name": "Zoë"}'.encode(),
        codecs.BOM_UTF16_LE + '{"name": "Zoë"}'.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + '{"name": "Zoë"}'.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + '{"name": "Zoë"}'.encode("utf-32-le"),
        b' \n{"name": "old", "name": "Zo\\u00eb"}\n',
    ],
)
def test_every_encoding_with_a_mark_gives_the_same_value(data: bytes) -> None:
    assert reading(data) == {"name": "Zoë"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (codecs.BOM_UTF8 + b"  ", "is empty"),
        (b'{"a": 1,}', "remove the comma before the closing bracket (line 1, column"),
        (b"[1,\n 2,\n]", "remove the comma before the closing bracket (line"),
        (b'{\n  // note\n  "a": 1}', "JSON has no comments; remove this one (line 2, column 3)"),
        (b'{"a": /* b */ 1}', "JSON has no comments"),
        (b"{'a': 1}", "double quotes"),
        (b"<html></html>", "HTML or XML"),
        (b'{"a": 1} {"b": 2}', "the document ends before this point"),
        (b'{"a": [1, 2', "breaks off at the end"),
        (b'{"a": NaN}', "holds NaN"),
        (b'{"a": -Infinity}', "holds -Infinity"),
        (b'{"a": 1e999}', "is too large"),
        (b'{"a": ' + b"7" * 5000 + b"}", "too many digits"),
        (b'{"a": "\xff"}', "is not UTF-8 text (byte 8)"),
        (b"%PDF-1.7\n", "is a PDF"),
        (b"PK\x03\x04rest", "ZIP or DOCX"),
    ],
)
def test_what_is_no_json_is_refused_with_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        reading(data)
    assert words in caught.value.message
    assert caught.value.message.startswith("The profile me.json ")
    assert caught.value.message.endswith(".")


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b'{"a": "x\\ud83d"}', {"a": "x\ufffd"}),
        (b'{"\\udc00": ["\\ud83d\\ud83d\\ude00"]}', {"\ufffd": ["\ufffd\U0001f600"]}),
        (b'"a\\u0000b"', "a\ufffdb"),
    ],
)
def test_what_nothing_can_store_becomes_the_replacement_mark(data: bytes, value: object) -> None:
    assert reading(data) == value


def test_a_whole_pair_of_surrogates_is_one_character() -> None:
    assert reading(b'"\\ud83d\\ude00"') == "😀"


@pytest.mark.parametrize("bracket", [b"[", b'{"a":'])
@pytest.mark.parametrize("depth", [MAX_JSON_DEPTH + 1, 10_000, 400_000])
def test_deep_nesting_is_too_large_and_never_a_crash(bracket: bytes, depth: int) -> None:
    with pytest.raises(TooLarge, match="deep"):
        reading((bracket * depth)[: MAX_INPUT_BYTES - 1])


def test_brackets_inside_texts_are_not_nesting() -> None:
    assert reading(b'["' + b"[" * 500 + b'\\"{"]') == ["[" * 500 + '"{']


def test_many_lists_side_by_side_are_not_deep() -> None:
    assert reading(b"[" + b",".join([b"[]"] * 500) + b"]") == [[]] * 500


def test_an_unterminated_text_full_of_quotes_is_read_in_one_pass() -> None:
    with pytest.raises(UnreadableInput):
        reading(b"[" * 60 + b"{" * 4 + b'"[' + b'\\"' * 400_000)


def test_the_size_is_limited() -> None:
    with pytest.raises(TooLarge, match="2,000,000"):
        reading(b'"' + b"a" * MAX_INPUT_BYTES + b'"')


@settings(max_examples=examples(50), deadline=None)
@given(st.binary(max_size=40))
def test_any_bytes_give_a_value_or_a_sentence(data: bytes) -> None:
    try:
        json.dumps(reading(data)).encode()
    except InvalidInput as error:
        assert error.message.endswith(".")
