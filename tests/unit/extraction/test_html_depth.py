"""Markup that nests too deeply is refused before a parser spends minutes on it."""

import pytest

from jobwise.domain.shared.errors import UnreadableInput
from jobwise.infrastructure.extraction.html_depth import MAX_OPEN, is_too_deep
from jobwise.infrastructure.extraction.posting import read_source


@pytest.mark.parametrize(
    ("markup", "deep"),
    [
        ("<div>" * (MAX_OPEN + 1) + "Baker", True),
        ("<div>" * MAX_OPEN + "Baker" + "</div>" * MAX_OPEN, False),
        ("<div><b>Baker</b></div>" * 5_000, False),
        ("<p>Baker<br><li>bread" * 5_000, False),
        ("<script>'" + "<div>" * 5_000 + "'</script><p>Baker</p>", False),
        ("<!-- " + "<div>" * 5_000 + " --><p>Baker</p>", False),
        ("<ul><li>" * (MAX_OPEN + 1), True),
        ("</div>" * 5_000 + "<p>Baker</p>", False),
    ],
)
def test_counts_what_is_open_at_once(markup: str, deep: bool) -> None:
    assert is_too_deep(markup) is deep


def test_a_page_nested_by_the_thousand_is_refused_in_one_sentence() -> None:
    page = "<html><body>" + "<div>" * 50_000 + "<p>Baker in Leeds</p>" + "</div>" * 50_000 + "</body></html>"
    with pytest.raises(UnreadableInput, match="nests more than 512 elements"):
        read_source(page)
