"""HTML becomes its text; what only looks like HTML is left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.domain.profiles.json_resume.markup import reduced
from tests.support.soak import examples


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<p>Led <b>two</b> teams</p>", "Led two teams"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<ul><li>Fast</li><li>Cheap</li></ul>", "Fast\n\nCheap"),
        ("R&amp;D &#8211; Caf&eacute;", "R&D – Café"),
        ('<a href="https://example.org/?a=1">site</a>', "site"),
        ("x<!-- hidden -->y", "x y"),
        ("<script>alert(1)</script>Built it", "Built it"),
        ("&lt;b&gt;shown&lt;/b&gt;", "<b>shown</b>"),
    ],
)
def test_html_is_reduced(text: str, plain: str) -> None:
    assert reduced(text).strip() == plain


@pytest.mark.parametrize(
    "text",
    [
        "a < b and b > c",
        "List<String> and Map<K, V>",
        "std::vector<int>",
        "x <= y, y >= z, <3",
        "Array<i>",
        "Vec<b> only",
        "AT&T, R&D; Q&A",
        "<name@example.org>",
        "if (a<b && c>d)",
        "&copy without its end",
    ],
)
def test_what_is_no_html_is_left_alone(text: str) -> None:
    assert reduced(text) == text


@pytest.mark.parametrize(
    "text", ["<!--" * 5000, "<p " * 5000, "<script>" * 2000 + "</script>", "&" * 20000, "<" * 20000]
)
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    assert len(reduced(text)) <= len(text)


@settings(max_examples=examples(50), deadline=None)
@given(st.text(alphabet="abp<>/&;!- ", max_size=30))
def test_reducing_never_adds(text: str) -> None:
    assert len(reduced(text)) <= len(text) + 2
