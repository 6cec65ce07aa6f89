"""The one tokeniser and the cleaning at the door."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobwise.domain.limits import MAX_COMBINING_RUN
from jobwise.domain.shared.text import clean, fold, one_line, squeeze, tokens, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++, C# and F#", ("c++", "c#", "and", "f#")),
        ("Node.js on .NET", ("node.js", "on", ".net")),
        ("CI/CD", ("ci", "cd")),
        ("R&D", ("r&d",)),
        ("test-driven", ("test-driven",)),
        ("Ünïcode Straße", ("ünïcode", "strasse")),
        ("ends. Here", ("ends", "here")),
    ],
)
def test_words_keep_the_marks_that_matter(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected


@given(st.text())
def test_tokens_stand_where_they_say(text: str) -> None:
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
    assert tuple(token.norm for token in tokens(text)) == words(text)


@given(st.text(st.characters()))
def test_clean_text_is_clean_for_good(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode("utf-8")
    assert not any(ord(char) < 32 and char not in "\n\t" for char in once)


def test_runs_of_marks_are_cut() -> None:
    assert len(clean("e" + "\u0301" * 500)) <= MAX_COMBINING_RUN + 1


@pytest.mark.parametrize("text", ["می\u200cخواهم", "क्\u200dष"])
def test_joiners_of_scripts_stay(text: str) -> None:
    assert clean(text) == text


def test_invisible_marks_and_surrogates_go() -> None:
    assert clean("a\u200bb\ud800c\u202ed\U000e0041") == "ab cd"


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert "\n" not in one_line(text)
    assert "  " not in one_line(text)


def test_squeeze_keeps_lines() -> None:
    assert squeeze(" a \r\n\r\n\r\n\r\n b\tc ") == "a\n\nb c"


def test_fold_compares_names() -> None:
    assert fold("  ＡＣＭＥ  Gmbh ") == fold("acme GMBH")
