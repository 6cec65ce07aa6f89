"""The look of a document: gaps, directions, capitals, labels, and the limits."""

import pytest

from jobwise.domain.exports.compose import is_rtl, lay_out
from jobwise.domain.exports.layout import Layout, Paper
from jobwise.domain.generations.document import Document, GenerationKind, Line, Role
from jobwise.domain.shared.errors import TooLarge
from jobwise.infrastructure.templates import load_templates

TEMPLATES = load_templates()


def laid(*lines: Line, language: str = "en", template: str = "ats_optimized") -> Layout:
    document = Document(GenerationKind.RESUME, language, "Demo", "Ida Falk", lines)
    return lay_out(document, TEMPLATES[template], Paper.A4)


def test_the_first_block_has_no_gap_and_the_larger_space_wins_between_two() -> None:
    styles = TEMPLATES["ats_optimized"].styles
    layout = laid(Line(Role.NAME, "Ida Falk"), Line(Role.CONTACT, "ida@example.org"), Line(Role.HEADING, "Skills"))
    assert [block.gap for block in layout.blocks] == [
        0.0,
        max(styles[Role.NAME].after, styles[Role.CONTACT].before),
        max(styles[Role.CONTACT].after, styles[Role.HEADING].before),
    ]


def test_after_a_heading_its_own_space_stands_alone() -> None:
    layout = laid(Line(Role.HEADING, "Experience"), Line(Role.TITLE, "Baker"))
    assert layout.blocks[1].gap == TEMPLATES["ats_optimized"].styles[Role.HEADING].after


def test_lines_of_white_space_are_left_out() -> None:
    assert len(laid(Line(Role.NAME, "Ida Falk"), Line(Role.TEXT, " \n ")).blocks) == 1


def test_a_bullet_carries_its_mark_and_hangs_by_its_width() -> None:
    (block,) = laid(Line(Role.BULLET, "Baked 300 loaves a day")).blocks
    assert block.text == "• Baked 300 loaves a day"
    assert 5 < block.hang < 8


@pytest.mark.parametrize(
    ("text", "lead"),
    [("Languages: Python, SQL", 10), ("Python, SQL", 0), ("See https://example.org", 0), (": odd", 0), ("a:b", 0)],
)
def test_the_label_of_a_skills_line_is_bold(text: str, lead: int) -> None:
    assert laid(Line(Role.SKILLS, text)).blocks[0].lead == lead


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("en", "Experience", "EXPERIENCE"),
        ("fr", "Expérience", "EXPÉRIENCE"),
        ("ru", "Образование", "ОБРАЗОВАНИЕ"),
        ("de", "Tätigkeiten außer Haus", "TÄTIGKEITEN AUSSER HAUS"),
        ("tr", "Eğitim", "Eğitim"),
        ("el", "Εμπειρία", "Εμπειρία"),
        ("en", "Εμπειρία", "Εμπειρία"),
        ("zh", "工作经历", "工作经历"),
    ],
)
def test_headings_stand_in_capitals_where_the_language_has_plain_ones(language: str, text: str, shown: str) -> None:
    block = laid(Line(Role.HEADING, text), language=language).blocks[0]
    assert block.text == shown
    assert block.line.text == text


@pytest.mark.parametrize(
    ("text", "rtl"),
    [
        ("plain", False),
        ("שלום world", True),
        ("world שלום", False),
        ("2019 - היום", True),
        ("123", False),
        ("مرحبا", True),
    ],
)
def test_the_first_strong_letter_decides_the_direction(text: str, rtl: bool) -> None:
    assert is_rtl(text) is rtl


def test_latin_lines_of_an_arabic_resume_stand_at_the_right_edge_but_bullets_do_not_move() -> None:
    layout = laid(Line(Role.CONTACT, "a@example.org"), Line(Role.BULLET, "Used Python"), language="ar")
    assert [block.align for block in layout.blocks] == ["right", "left"]
    assert not layout.blocks[0].rtl


def test_a_contact_line_of_two_directions_becomes_two_lines() -> None:
    layout = laid(Line(Role.CONTACT, "noa@example.org | +972 3 555 0123 | תל אביב"), language="he")
    assert [block.text for block in layout.blocks] == ["noa@example.org | +972 3 555 0123", "תל אביב"]


def test_only_the_last_contact_line_carries_the_rule() -> None:
    layout = laid(Line(Role.CONTACT, "a@example.org"), Line(Role.CONTACT, "example.org"), template="classic")
    assert [bool(block.style.rule) for block in layout.blocks] == [False, True]


def test_control_characters_and_line_ends_never_reach_a_block() -> None:
    (block,) = laid(Line(Role.TEXT, "one\x0b\x0ctwo\nthree\x00\u200b")).blocks
    assert block.text == "one two three"


def test_signs_that_choose_between_two_pictures_are_not_shown() -> None:
    assert laid(Line(Role.TEXT, "\u2714\ufe0f done \u2605\ufe0e")).blocks[0].text == "\u2714 done \u2605"


def test_too_much_text_and_too_many_bullets_are_refused() -> None:
    with pytest.raises(TooLarge, match="100000 characters"):
        laid(Line(Role.TEXT, "x" * 100_001))
    with pytest.raises(TooLarge, match="300 bullets"):
        laid(*(Line(Role.BULLET, "x") for _ in range(301)))


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_can_be_read_by_people_and_machines(name: str) -> None:
    template = TEMPLATES[name]
    assert set(template.styles) == set(Role)
    name_size = template.styles[Role.NAME].size
    for role, style in template.styles.items():
        assert style.size >= 9
        assert style.line_height >= 1.15
        assert role is Role.NAME or style.size < name_size
        assert style.bar <= style.indent
    assert template.styles[Role.HEADING].bold
    assert min(template.margins) >= 36
    assert all(template.styles[role].keep_next for role in (Role.HEADING, Role.TITLE, Role.ORGANISATION))


def test_the_version_of_a_template_is_its_own() -> None:
    assert len({template.version for template in TEMPLATES.values()}) == len(TEMPLATES) == 4


def test_a_contact_line_too_wide_for_the_paper_turns_without_a_mark_at_its_end() -> None:
    parts = [f"https://long-address-{place}.example.org/someone" for place in range(4)]
    blocks = laid(Line(Role.CONTACT, " | ".join(parts), ("personal",))).blocks
    assert len(blocks) > 1
    assert [part for block in blocks for part in block.text.split(" | ")] == parts
    assert all(block.line.sources == ("personal",) for block in blocks)
