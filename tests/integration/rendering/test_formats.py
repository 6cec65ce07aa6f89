"""DOCX, LaTeX, Markdown and text: structure, safety, and the choice of an engine."""

import io
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from jobwise.domain.exports.compose import lay_out
from jobwise.domain.exports.layout import Engine, Format, Layout, Paper
from jobwise.domain.exports.measure import lines_of
from jobwise.domain.generations.document import Document, GenerationKind, Line, Role
from jobwise.domain.shared.errors import InvalidInput, MissingHere
from jobwise.infrastructure.rendering import make_renderer
from jobwise.infrastructure.rendering.latex import escaped
from jobwise.infrastructure.templates import load_templates
from tests.integration.rendering import people
from tests.integration.rendering.engines import renderer

NASTY = (
    r"""\input{/etc/passwd} 100% & #1 $x_1^2$ ^^5cinput -- --- `` '' ,, << >> ?` !` {}[]~ \ " | \csname x\endcsname"""
)


def laid(document: Document, template: str = "modern", paper: Paper = Paper.A4) -> Layout:
    return lay_out(document, load_templates()[template], paper)


def nasty() -> Document:
    lines = (Line(Role.NAME, NASTY), Line(Role.BULLET, NASTY), Line(Role.SKILLS, f"Group: {NASTY}"))
    return Document(GenerationKind.RESUME, "en", NASTY, NASTY, lines)


@pytest.mark.parametrize("template", load_templates())
def test_a_word_file_has_word_styles_and_properties(template: str) -> None:
    written = docx.Document(io.BytesIO(renderer(Format.DOCX).render(laid(people.LATIN, template))))
    named = {paragraph.text: paragraph.style.name for paragraph in written.paragraphs}
    assert named["Marta Wiśniewska-O'Neill"] == "Title"
    assert named["Experience"] == "Heading 1"
    assert named["Senior Data Platform Engineer"] in ("Subtitle", "Heading 2")
    assert named["• Mentored four engineers; two now lead their own teams."] == "List Bullet"
    assert written.core_properties.title == people.LATIN.title
    assert written.core_properties.author == people.LATIN.author
    assert written.core_properties.language == "en"
    assert not written.tables
    assert not written.inline_shapes
    assert {style.type for style in written.styles} == {WD_STYLE_TYPE.PARAGRAPH}
    section = written.sections[0]
    assert section.page_width.pt == pytest.approx(595.28, abs=0.1)
    assert section.header.is_linked_to_previous
    assert section.footer.is_linked_to_previous


def test_a_word_file_bears_every_character_and_carries_no_time() -> None:
    hard = "a\x00b\x0bc\x0cd\x07 <w:t>&amp; ]]> \ud800 \ufffe"
    document = Document(GenerationKind.RESUME, "en", hard, hard, (Line(Role.TEXT, hard),))
    data = renderer(Format.DOCX).render(laid(document))
    (paragraph,) = docx.Document(io.BytesIO(data)).paragraphs
    assert paragraph.text == "a b c d <w:t>&amp; ]]>"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_arabic_paragraphs_run_from_right_to_left_in_word() -> None:
    written = docx.Document(io.BytesIO(renderer(Format.DOCX).render(laid(people.ARABIC))))
    by_text = {paragraph.text: paragraph._p.xml for paragraph in written.paragraphs}
    assert "<w:bidi/>" in by_text["سلمى الحداد"]
    assert "<w:rtl/>" in by_text["سلمى الحداد"]
    assert "<w:bidi/>" not in by_text["salma@example.org | +962 6 555 0123"]


def endless() -> Document:
    """Words that are wider than a line, in every kind of paragraph."""
    word = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft" * 3
    roles = (Role.NAME, Role.CONTACT, Role.HEADING, Role.TEXT, Role.BULLET)
    lines = (*(Line(role, word) for role in roles), Line(Role.SKILLS, f"{word}: one, {word}"))
    return Document(GenerationKind.RESUME, "en", "t", "a", lines)


@pytest.mark.parametrize("template", load_templates())
def test_a_word_that_is_wider_than_its_line_may_break_in_tex(template: str) -> None:
    layout = laid(endless(), template)
    written = renderer(Format.TEX).render(layout).decode()
    assert "\\allowbreak" not in renderer(Format.TEX).render(laid(people.LATIN, template)).decode()
    for block in layout.blocks:
        parts = lines_of(block, layout.template, layout.paper)
        assert len(parts) > 1
        assert all(escaped(part.removeprefix("• ")) in written for part in parts)
    assert written.count("\\allowbreak{}") >= len(layout.blocks)
    assert written.replace("\\allowbreak{}", "").lower().count("gesellschaftdonau") == 2 * 7


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (r"\input{x}", r"\textbackslash{}input\{x\}"),
        ("100% #1 $ & _", r"100\% \#1 \$ \& \_"),
        ("^^5c", r"\textasciicircum{}\textasciicircum{}5c"),
        ("a -- b", "a -{}- b"),
        ("''", "'{}'"),
        ("?`", r"?\textasciigrave{}"),
        ('~ " < > |', r"\textasciitilde{} \textquotedbl{} \textless{} \textgreater{} \textbar{}"),
    ],
)
def test_every_sign_of_tex_is_escaped(text: str, written: str) -> None:
    assert escaped(text) == written


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no pdflatex: apt-get install texlive-latex-base")
@pytest.mark.parametrize(
    "document", [people.LATIN, people.LETTER, nasty(), endless()], ids=["resume", "letter", "nasty", "endless"]
)
def test_pdflatex_takes_the_source(document: Document, tmp_path: Path) -> None:
    (tmp_path / "x.tex").write_bytes(renderer(Format.TEX).render(laid(document)))
    command = ["pdflatex", "-no-shell-escape", "-halt-on-error", "-interaction=nonstopmode", "x.tex"]
    done = subprocess.run(command, check=False, cwd=tmp_path, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stdout.decode("latin-1")[-800:]
    # What is wider than its line leaves the page.
    assert b"Overfull" not in done.stdout


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no pdflatex: apt-get install texlive-latex-base")
def test_pdflatex_makes_the_same_pdf_twice() -> None:
    layout = laid(people.LATIN)
    press = make_renderer(Format.PDF, Engine.LATEX)
    first = press.render(layout)
    assert first.startswith(b"%PDF-")
    assert first == press.render(layout)


def test_pdflatex_is_asked_for_latin_text_alone_and_only_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/pdflatex")
    with pytest.raises(InvalidInput, match="Latin text only"):
        make_renderer(Format.PDF, Engine.LATEX).render(laid(people.HEBREW))
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(MissingHere, match="pdflatex is missing here"):
        make_renderer(Format.PDF, Engine.LATEX).render(laid(people.LATIN))


@pytest.mark.skipif(shutil.which("xelatex") is None, reason="no xelatex: apt-get install texlive-xetex")
@pytest.mark.parametrize(
    "document",
    [
        pytest.param(people.HEBREW, id="hebrew"),
        pytest.param(
            people.JAPANESE, id="japanese", marks=pytest.mark.skipif(not people.CJK_FONT, reason=people.MENDING)
        ),
    ],
)
def test_xelatex_takes_a_script_of_its_own_font(document: Document, tmp_path: Path) -> None:
    (tmp_path / "x.tex").write_bytes(renderer(Format.TEX).render(laid(document)))
    command = ["xelatex", "-no-shell-escape", "-halt-on-error", "-interaction=nonstopmode", "x.tex"]
    done = subprocess.run(command, check=False, cwd=tmp_path, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stdout.decode("utf-8", "replace")[-800:]
    assert "Missing character" not in (tmp_path / "x.log").read_text("utf-8", "replace")


@pytest.mark.parametrize(
    ("document", "family"),
    [(people.JAPANESE, "Noto Sans CJK JP"), (people.KOREAN, "Noto Sans CJK KR"), (people.CHINESE, "Noto Sans CJK SC")],
    ids=["japanese", "korean", "chinese"],
)
def test_tex_names_the_font_of_a_script_that_none_is_shipped_for(document: Document, family: str) -> None:
    written = renderer(Format.TEX).render(laid(document)).decode()
    assert f"\\newfontfamily\\scriptcjk{{{family}}}" in written
    assert "\\scriptcjk " in written
    assert "scriptcjk" not in renderer(Format.TEX).render(laid(people.HEBREW)).decode()


def test_markdown_marks_come_from_roles_alone() -> None:
    lines = (
        Line(Role.NAME, "Eve *Star*"),
        Line(Role.HEADING, "Work"),
        Line(Role.TITLE, "Clerk"),
        Line(Role.ORGANISATION, "A_B [x](javascript:y)"),
        Line(Role.DATES, "2019 - 2020"),
        Line(Role.BULLET, "# not a heading"),
        Line(Role.BULLET, "1. not a list, snake_case stays"),
        Line(Role.SKILLS, "Group: <b>C#</b> &amp;"),
    )
    written = renderer(Format.MD).render(laid(Document(GenerationKind.RESUME, "en", "t", "a", lines))).decode()
    assert written == (
        "# Eve \\*Star\\*\n\n## Work\n\n### Clerk\n\nA_B \\[x\\](javascript:y)  \n2019 - 2020\n\n"
        "- \\# not a heading\n- 1\\. not a list, snake_case stays\n\n**Group:** \\<b\\>C#\\</b\\> \\&amp;\n"
    )


def test_text_keeps_sections_apart() -> None:
    lines = (
        Line(Role.NAME, "Ida Falk"),
        Line(Role.HEADING, "Work"),
        Line(Role.TITLE, "Clerk"),
        Line(Role.BULLET, "Filed"),
    )
    written = renderer(Format.TXT).render(laid(Document(GenerationKind.RESUME, "en", "t", "a", lines), "ats_optimized"))
    assert written.decode() == "Ida Falk\n\nWORK\n\nClerk\n• Filed\n"


def test_typst_steps_in_where_weasyprint_has_no_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    from jobwise.infrastructure.rendering import weasyprint

    weasyprint._library.cache_clear()
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    try:
        assert make_renderer(Format.PDF).render(laid(people.LATIN)).startswith(b"%PDF")
        with pytest.raises(MissingHere, match="libpango"):
            make_renderer(Format.PDF, Engine.WEASYPRINT)
    finally:
        weasyprint._library.cache_clear()


def test_a_layout_is_not_written_as_json() -> None:
    with pytest.raises(InvalidInput):
        make_renderer(Format.JSON)


@pytest.mark.parametrize("engine", [Engine.WEASYPRINT, Engine.TYPST])
def test_characters_without_a_font_are_named_before_anything_is_written(engine: Engine) -> None:
    document = Document(GenerationKind.RESUME, "en", "t", "a", (Line(Role.TEXT, "odd \u0378\u2fe0"),))
    with pytest.raises(MissingHere, match="No font on this machine draws") as caught:
        make_renderer(Format.PDF, engine).render(laid(document))
    assert [detail.field for detail in caught.value.details] == ["U+0378", "U+2FE0"]
