"""Fonts from a folder of the caller, and what is read of a font file."""

import io
from pathlib import Path

import pypdf
import pytest
from fontTools.ttLib import TTFont

from jobwise import resources
from jobwise.domain.exports.compose import lay_out
from jobwise.domain.exports.layout import Engine, Format, Layout, Paper
from jobwise.domain.generations.document import Document, GenerationKind, Line, Role
from jobwise.domain.shared.errors import MissingHere
from jobwise.infrastructure.rendering import make_renderer
from jobwise.infrastructure.rendering.fonts import needed_faces
from jobwise.infrastructure.rendering.sfnt import faces
from jobwise.infrastructure.templates import load_templates
from tests.integration.rendering import people
from tests.integration.rendering.engines import ENGINES
from tests.integration.rendering.reading import by_pdfium

UNASSIGNED = "\u0378"


@pytest.fixture
def probe(tmp_path: Path) -> Path:
    """A folder with a font that draws a character no other font draws."""
    font = TTFont(resources.path("data/fonts") / "NotoSansHebrew-Regular.ttf")
    for table in font["cmap"].tables:
        table.cmap[ord(UNASSIGNED)] = table.cmap[0x05D0]
    for record in font["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = "Probe Sans"
        if record.nameID == 6:
            record.string = "ProbeSans"
    font.save(tmp_path / "probe.ttf")
    (tmp_path / "broken.ttf").write_bytes(b"\x00\x01\x00\x00\x00\xff" + b"\xff" * 40)
    (tmp_path / "empty.otf").write_bytes(b"")
    return tmp_path


def laid(text: str) -> Layout:
    lines = (Line(Role.NAME, "Ida Falk"), Line(Role.TEXT, text))
    return lay_out(Document(GenerationKind.RESUME, "en", "t", "a", lines), load_templates()["modern"], Paper.A4)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_font_of_the_callers_folder_is_drawn(engine: Engine, probe: Path) -> None:
    pdf = make_renderer(Format.PDF, engine, [probe]).render(laid(f"one {UNASSIGNED} two"))
    assert UNASSIGNED in by_pdfium(pdf)
    fonts = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"]
    assert any("Probe" in font.get_object()["/BaseFont"] for font in fonts.values())


def test_a_font_that_has_gone_is_named_and_no_other_is_taken(probe: Path) -> None:
    layout = laid(f"one {UNASSIGNED} two")
    assert [face.path for face in needed_faces(layout, [probe])] == [probe / "probe.ttf"]
    (probe / "probe.ttf").unlink()
    with pytest.raises(MissingHere, match=r"probe\.ttf"):
        make_renderer(Format.PDF, Engine.WEASYPRINT, [probe]).render(layout)


def test_families_and_characters_are_read_from_the_file(probe: Path) -> None:
    (face,) = faces(probe / "probe.ttf")
    assert (face.family, face.weight, face.index) == ("Probe Sans", 400, 0)
    assert face.holds(UNASSIGNED)
    assert face.holds("\u05d0")
    assert not face.holds("\u4e00")


@pytest.mark.parametrize("name", ["broken.ttf", "empty.otf", "missing.ttf"])
def test_a_file_that_is_no_font_has_no_faces(name: str, probe: Path) -> None:
    assert faces(probe / name) == []


@pytest.mark.skipif(not people.CJK_FONT, reason=people.MENDING)
@pytest.mark.parametrize(
    ("document", "region"), [(people.JAPANESE, "JP"), (people.CHINESE, "SC"), (people.KOREAN, "KR")]
)
def test_the_shapes_of_the_language_are_chosen(document: Document, region: str) -> None:
    chosen = needed_faces(lay_out(document, load_templates()["modern"], Paper.A4))
    assert {face.family.split()[-1] for face in chosen} == {region}
    assert [face.weight for face in chosen] == [400, 700]


def test_text_that_shipped_fonts_draw_asks_for_no_other() -> None:
    assert needed_faces(laid("Łódź Ελένη Щукина עברית ไทย")) == ()
