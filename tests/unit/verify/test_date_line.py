"""The day on which a letter was written is no claim about the person; everything else keeps its place."""

import pytest

from jobwise.application.generations.verify import without_date_line


@pytest.mark.parametrize(
    "line",
    [
        "31 January 2027",
        "January 31, 2027",
        "31. Januar 2027",
        "1er février 2027",
        "31 de enero de 2027",
        "31 de janeiro de 2027",
        "2027-01-31",
        "31.01.2027",
        "  5 mai 2027 ",
    ],
)
def test_it_is_blanked_where_it_stands_alone(line: str) -> None:
    text = f"Ana Lind\n{line}\nDear team,\nI bake."
    blank = without_date_line(text)
    assert blank == f"Ana Lind\n{' ' * len(line)}\nDear team,\nI bake."


@pytest.mark.parametrize(
    "text",
    [
        "I have baked since 31 January 2027.",
        "31 January 2027 was my first day.",
        "31 apprentices 2027 loaves",
        "I led 31 bakers\n4,000 loaves",
    ],
)
def test_days_within_sentences_stay(text: str) -> None:
    assert without_date_line(text) == text
