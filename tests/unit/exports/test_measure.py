"""Line and page breaks are decided from advance widths alone, and hold whatever a person writes."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.domain.exports.compose import lay_out
from jobwise.domain.exports.layout import Layout, Paper
from jobwise.domain.exports.lines import break_lines, width
from jobwise.domain.exports.measure import block_height, fill, height, lines_of, pages, paginate
from jobwise.domain.generations.document import Document, GenerationKind, Line, Role
from jobwise.domain.shared.text import one_line
from jobwise.infrastructure.templates import load_templates
from tests.support.soak import examples

TEMPLATES = load_templates()
UNTIMED = settings(deadline=None, max_examples=examples(60))
TEMPLATE = TEMPLATES["ats_optimized"]
FONT = TEMPLATE.font


def laid(lines: list[Line], template: str = "ats_optimized") -> Layout:
    document = Document(GenerationKind.RESUME, "en", "Demo", "Ida Falk", tuple(lines))
    return lay_out(document, TEMPLATES[template], Paper.A4)


def broken(text: str, room: int) -> tuple[str, ...]:
    return break_lines(FONT, text, False, 0, (room, room))


def test_lines_break_at_spaces_and_hold_the_text() -> None:
    lines = broken("Baked three hundred loaves a day for the harbour market", 9000)
    assert len(lines) > 2
    assert " ".join(lines) == "Baked three hundred loaves a day for the harbour market"


def test_a_word_wider_than_the_line_is_cut() -> None:
    lines = broken("see " + "x" * 100, 5000)
    assert lines[0] == "see"
    assert "".join(lines) == "see" + "x" * 100
    assert all(width(FONT, line, False) <= 5000 for line in lines)


@pytest.mark.parametrize(
    ("text", "never_first"),
    [
        ("为三百二十家门店建立每日销售预测模型，把缺货率从百分之八降到百分之三。", "，。"),
        ("配送計画サービスを移行し、応答時間を短縮した。ピークは「夜」です。", "、。」ー"),
        ("ปรับปรุงขั้นตอนปิดบัญชีประจำเดือนและลดเวลาจากแปดวันเหลือสามวัน", "ะาำ"),
    ],
)
def test_scripts_without_spaces_break_between_characters(text: str, never_first: str) -> None:
    for room in (5000, 7000, 9000, 13000):
        lines = broken(text, room)
        assert len(lines) > 1
        assert "".join(lines) == text
        assert not any(line[0] in never_first for line in lines)


def test_a_short_last_line_gets_company_without_a_line_more() -> None:
    lines = broken("Replaced the hand made spreadsheets of the team by tested models that we own", 31000)
    assert len(lines) == 2
    assert len(lines[-1].split()) > 1


@UNTIMED
@given(st.text(max_size=300), st.integers(2000, 40000))
def test_no_line_is_wider_than_its_room_and_nothing_is_lost(text: str, room: int) -> None:
    text = one_line(text)
    lines = broken(text, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert width(FONT, line, False) <= room or sum(FONT.regular[char] > 0 for char in line) == 1


ROLES = st.sampled_from(
    [Role.HEADING, Role.TITLE, Role.ORGANISATION, Role.DATES, Role.TEXT, Role.BULLET, Role.SKILLS, Role.PARAGRAPH]
)
LINES = st.lists(st.builds(Line, ROLES, st.text("abc é中 ", min_size=1, max_size=900).filter(str.strip)), max_size=60)


@UNTIMED
@given(LINES, st.sampled_from(sorted(TEMPLATES)))
def test_pages_hold_every_line_once_in_order_and_none_is_overfull(lines: list[Line], template: str) -> None:
    layout = laid(lines, template)
    paged = paginate(layout)
    assert pages(layout) == len(paged)
    shown = [line for page in paged for piece in page for line in piece.lines]
    assert shown == [line for block in layout.blocks for line in lines_of(block, layout.template, layout.paper)]
    for page in paged:
        assert sum(piece.height for piece in page) <= layout.text_height + 0.02
        assert not page or page[0].gap == 0
    assert 0 <= fill(layout) <= 1


@UNTIMED
@given(LINES)
def test_a_heading_never_ends_a_page(lines: list[Line]) -> None:
    paged = paginate(laid([*lines, Line(Role.TEXT, "end")]))
    for page in paged[:-1]:
        last = page[-1].block
        # Only a page that holds nothing but headings may end with one.
        assert not last.style.keep_next or all(piece.block.style.keep_next for piece in page)


def test_the_height_of_blocks_adds_up() -> None:
    layout = laid([Line(Role.NAME, "Ida Falk"), Line(Role.HEADING, "Work"), Line(Role.TEXT, "word " * 80)])
    parts = [block_height(block, layout.template, layout.paper) for block in layout.blocks]
    assert height(layout) == pytest.approx(sum(parts), abs=0.01)
    assert fill(layout) == pytest.approx(height(layout) / layout.text_height, abs=0.001)


def test_an_empty_document_is_one_page() -> None:
    layout = laid([])
    assert pages(layout) == 1
    assert fill(layout) == 0


def test_a_long_paragraph_goes_on_over_pages_with_two_lines_on_either_side() -> None:
    paged = paginate(laid([Line(Role.TEXT, "word " * 2600)]))
    assert len(paged) > 1
    assert all(len(page[-1].lines) >= 2 and len(page[0].lines) >= 2 for page in paged)


def test_bold_text_is_measured_bold() -> None:
    assert width(FONT, "Platforms", True) > width(FONT, "Platforms", False)
    assert width(FONT, "Platforms: a", False, 10) > width(FONT, "Platforms: a", False)


def test_measures_do_not_depend_on_what_was_measured_before() -> None:
    layout = laid([Line(Role.TEXT, "word " * 100)])
    before = height(layout)
    height(replace(layout, paper=Paper.LETTER))
    assert height(layout) == before
