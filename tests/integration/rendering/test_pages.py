"""Both PDF engines draw exactly the pages that were measured, inside the margins."""

import io
from dataclasses import replace

import pypdf
import pypdfium2
import pytest

from jobwise.domain.exports.compose import lay_out
from jobwise.domain.exports.layout import Engine, Layout, Paper
from jobwise.domain.exports.measure import fill, pages
from jobwise.domain.generations.document import Document, Line, Role
from jobwise.infrastructure.templates import load_templates
from tests.integration.rendering import people
from tests.integration.rendering.engines import ENGINES, pdf_renderer

LONG = replace(
    people.LATIN,
    lines=(
        *people.LATIN.lines,
        *(line for _ in range(3) for line in people.LATIN.lines[9:17]),
        Line(Role.TEXT, "Unbreakable" * 60),
        *(Line(Role.BULLET, f"Deed {number} AVAToWAY. " * 12) for number in range(12)),
    ),
)
ODD_SIGNS = "\u2714\ufe0f \u0301a a\u200db \u3000 \u202f \u200e \u2192 \u00bd a\u2011b"
DOCUMENTS = people.AT_HAND | {"letter": people.LETTER, "long": LONG}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("name", load_templates())
def test_rendered_pages_are_the_measured_ones(name: str, paper: Paper, engine: Engine) -> None:
    for title, document in (DOCUMENTS if paper is Paper.A4 else people.SHIPPED).items():
        layout = lay_out(document, load_templates()[name], paper)
        _check(f"{title} in {name}", layout, pdf_renderer(engine).render(layout))


def _check(what: str, layout: Layout, pdf: bytes) -> None:
    opened = pypdfium2.PdfDocument(pdf)
    try:
        assert len(opened) == pages(layout), what
        top, right, bottom, left = layout.template.margins
        width, height = layout.paper.size_pt
        for page in opened:
            assert page.get_size() == pytest.approx((width, height), abs=0.1)
            textpage = page.get_textpage()
            boxes = [textpage.get_rect(place) for place in range(textpage.count_rects())]
            assert min(box[0] for box in boxes) >= left - 1.5, what
            assert max(box[2] for box in boxes) <= width - right + 1.5, what
            assert max(box[3] for box in boxes) <= height - top + 4, what
            lowest = min(box[1] for box in boxes)
            assert lowest >= bottom - 4, what
        # The last line's letters end within its line height of where the measure says that the text ends.
        used = (height - top - lowest) / layout.text_height
        assert used == pytest.approx(fill(layout), abs=0.02), what
    finally:
        opened.close()


@pytest.mark.parametrize("engine", ENGINES)
def test_the_file_is_tagged_and_says_what_it_is(engine: Engine) -> None:
    layout = lay_out(people.LATIN, load_templates()["modern"], Paper.A4)
    reader = pypdf.PdfReader(io.BytesIO(pdf_renderer(engine).render(layout)))
    root = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert reader.metadata.title == people.LATIN.title
    assert reader.metadata.author == people.LATIN.author
    assert str(root["/Lang"]).startswith("en")
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


@pytest.mark.parametrize("engine", ENGINES)
def test_words_of_a_person_are_only_ever_words(engine: Engine) -> None:
    attack = (
        '<link rel=attachment href="file:///etc/passwd"><img src="http://127.0.0.1:9/x"> #read("/etc/passwd") '
        '</p><style>@import url(file:///etc/hosts)</style> "); #panic() $x$ *b* &amp; @cite'
    )
    lines = (Line(Role.NAME, "Eve <b>Hack</b>"), Line(Role.SKILLS, f"<i>x</i>: {attack}"), Line(Role.TEXT, attack))
    document = Document(people.LATIN.kind, 'en"><script>', attack, attack, lines)
    pdf = pdf_renderer(engine).render(lay_out(document, load_templates()["modern"], Paper.A4))
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    shown = "".join("".join(page.extract_text() for page in reader.pages).split())
    assert "".join(attack.split()) in shown
    assert "Eve<b>Hack</b>" in shown
    assert not reader.attachments
    assert reader.metadata is not None
    assert reader.metadata.title == attack


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("language", "title", "lines"),
    [
        ("en", "Empty", ()),
        ("en", "", (Line(Role.TEXT, "no title"),)),
        ("en", "No name", (Line(Role.HEADING, "Work"), Line(Role.TEXT, "x"), Line(Role.NAME, "late"))),
        ("x-klingon", "Odd tongue", (Line(Role.TEXT, "x"),)),
        ("", "No tongue", (Line(Role.TEXT, "x"),)),
        (
            "en",
            "Odd signs",
            (Line(Role.TITLE, ODD_SIGNS),),
        ),
        ("en", "Marks", (Line(Role.TEXT, "a" + "\u0301" * 500),)),
    ],
)
def test_odd_documents_are_drawn_too(language: str, title: str, lines: tuple[Line, ...], engine: Engine) -> None:
    document = Document(people.LATIN.kind, language, title, "", lines)
    pdf = pdf_renderer(engine).render(lay_out(document, load_templates()["creative"], Paper.LETTER))
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) == 1


def test_the_style_sheet_may_open_its_own_fonts_and_nothing_else() -> None:
    from jobwise.infrastructure.rendering import weasyprint

    fetcher = weasyprint._library().fetcher
    for address in ("file:///etc/passwd", "http://127.0.0.1:9/", "data:text/plain,x", "https://example.org/"):
        with pytest.raises(ValueError, match="not a font"):
            fetcher.fetch(address)
