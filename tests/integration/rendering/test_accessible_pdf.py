"""What PDF/UA asks of a file and can be read without a validator: all that is drawn is tagged or decoration."""

import io

import pypdf
import pytest
from pypdf.generic import ContentStream, NameObject

from jobwise.domain.exports.compose import lay_out
from jobwise.domain.exports.layout import Engine, Paper
from jobwise.domain.generations.document import Document
from jobwise.infrastructure.templates import load_templates
from tests.integration.rendering import people
from tests.integration.rendering.engines import ENGINES, pdf_renderer

DRAWING = frozenset({b"Tj", b"TJ", b"'", b'"', b"f", b"F", b"f*", b"B", b"B*", b"S", b"s", b"b", b"b*", b"Do", b"sh"})
DOCUMENTS = (people.LATIN, people.LETTER)


def file_of(document: Document, engine: Engine, template: str) -> pypdf.PdfReader:
    layout = lay_out(document, load_templates()[template], Paper.LETTER)
    return pypdf.PdfReader(io.BytesIO(pdf_renderer(engine).render(layout)))


@pytest.mark.parametrize("document", DOCUMENTS, ids=("resume", "letter"))
@pytest.mark.parametrize("template", ["creative", "classic"])
@pytest.mark.parametrize("engine", ENGINES)
def test_everything_drawn_is_tagged_or_decoration(engine: Engine, template: str, document: Document) -> None:
    reader = file_of(document, engine, template)
    drawn = 0
    for page in reader.pages:
        assert "/StructParents" in page
        inside: list[bool] = []
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator in (b"BDC", b"BMC"):
                marks = operands[1] if len(operands) > 1 else {}
                marks = page["/Resources"]["/Properties"][marks] if isinstance(marks, NameObject) else marks
                inside.append(operands[0] == "/Artifact" or "/MCID" in marks)
            elif operator == b"EMC":
                inside.pop()
            elif operator in DRAWING:
                drawn += 1
                assert any(inside), operator
    assert drawn


@pytest.mark.parametrize("engine", ENGINES)
def test_the_title_is_shown_and_every_font_is_inside_with_its_letters(engine: Engine) -> None:
    reader = file_of(people.LATIN, engine, "modern")
    root = reader.trailer["/Root"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/ParentTree" in root["/StructTreeRoot"]
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        assert "/ToUnicode" in font
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)
