"""What a file says against what was meant."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.domain.generations.document import Document, GenerationKind, Line, Role
from jobwise.domain.generations.readback import ReadKind, ReadLine, compare, paragraphs, read_text
from jobwise.domain.profiles.profile import Profile
from tests.support.soak import examples
from tests.unit.extraction.people import NURSE, PEOPLE, as_read, export, of_lines


@pytest.mark.parametrize(("profile", "language"), PEOPLE.values(), ids=PEOPLE)
def test_a_perfect_reading_is_whole(profile: Profile, language: str) -> None:
    document = export(profile, language)
    back = compare(document, as_read(document))
    assert back.ratio == 1.0
    assert back.missing == ()
    assert len(back.expected) == len(document.lines)


def test_hyphens_case_and_line_breaks_do_not_count() -> None:
    document = Document(
        GenerationKind.RESUME,
        "en",
        "",
        "",
        (Line(Role.HEADING, "Experience"), Line(Role.BULLET, "Built micro-services in C++")),
    )
    back = compare(document, of_lines(["EXPERIENCE", "• Built micro-", "services in", "C++"]))
    assert back.ratio == 1.0


def test_signs_that_make_another_skill_count() -> None:
    document = Document(GenerationKind.RESUME, "en", "", "", (Line(Role.SKILLS, "C++, C#"),))
    assert compare(document, of_lines(["C, C"])).missing == ("C++, C#",)


def test_missing_and_disordered_lines_are_named() -> None:
    document = export(NURSE, "en")
    texts = [line.text for line in as_read(document).lines]
    moved = [*texts[5:], *texts[:5]]
    back = compare(document, of_lines(moved[1:]))

    assert back.missing == (document.lines[5].text,)
    assert back.disordered == tuple(line.text for line in document.lines[:5])
    assert back.ratio == 1 - 6 / len(document.lines)
    assert back.share(Role.BULLET) == 1.0
    assert back.share(Role.NAME) == 0.0


def test_a_vowel_sign_is_part_of_its_word() -> None:
    document = Document(GenerationKind.RESUME, "hi", "", "", (Line(Role.TITLE, "शिक्षिका"),))
    assert compare(document, of_lines(["शकषक"])).missing


@settings(max_examples=examples(40))
@given(st.lists(st.tuples(st.text(alphabet="ab c-é", min_size=1, max_size=12), st.booleans()), max_size=8))
def test_paragraphs_keep_every_place_of_the_text(rows: list[tuple[str, bool]]) -> None:
    read = read_text(ReadKind.TEXT, tuple(ReadLine(text, joins=joins) for text, joins in rows))
    said = list(paragraphs(read))
    for part in said:
        assert read.text[part.start : part.start + len(part.text)].replace("\n", " ") == part.text
    assert "\n".join(part.text for part in said).replace("\n", " ") == read.text.replace("\n", " ")
