"""What was written comes back in order: name, address, every section, employer, title, dates, bullet."""

import pytest

from jobwise.domain.exports.compose import lay_out
from jobwise.domain.exports.layout import Engine, Format, Layout, Paper
from jobwise.infrastructure.templates import load_templates
from tests.integration.rendering import people
from tests.integration.rendering.engines import ENGINES, pdf_renderer, renderer
from tests.integration.rendering.reading import PDF_READERS, by_docx, score

TEMPLATES = load_templates()
EVERYWHERE = {name: people.SHIPPED[name] for name in ("latin", "cyrillic", "greek")} | {"letter": people.LETTER}

# Scripts whose glyphs are placed or ordered apart from their letters come back only from readers that undo it.
BEST_TWO = {
    (Engine.WEASYPRINT, "hebrew"): 0.92,
    (Engine.TYPST, "hebrew"): 0.92,
    (Engine.WEASYPRINT, "arabic"): 0.85,
    (Engine.TYPST, "arabic"): 0.85,
    (Engine.WEASYPRINT, "thai"): 0.98,
    (Engine.TYPST, "thai"): 0.98,
    (Engine.TYPST, "devanagari"): 0.98,
}


def laid(name: str, template: str) -> Layout:
    return lay_out((people.SHIPPED | people.CJK | {"letter": people.LETTER})[name], TEMPLATES[template], Paper.A4)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("name", EVERYWHERE)
def test_every_reader_returns_all_of_it_in_order(name: str, template: str, engine: Engine) -> None:
    layout = laid(name, template)
    pdf = pdf_renderer(engine).render(layout)
    assert {reader: score(layout.document, read(pdf)) for reader, read in PDF_READERS.items()} == dict.fromkeys(
        PDF_READERS, 1.0
    )


@pytest.mark.skipif(not people.CJK_FONT, reason=people.MENDING)
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("name", people.CJK)
def test_chinese_japanese_and_korean_come_back_too(name: str, template: str, engine: Engine) -> None:
    test_every_reader_returns_all_of_it_in_order(name, template, engine)


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize(("engine", "name"), BEST_TWO)
def test_scripts_with_moving_parts_come_back_from_two_readers(engine: Engine, name: str, template: str) -> None:
    layout = laid(name, template)
    pdf = pdf_renderer(engine).render(layout)
    scores = sorted((score(layout.document, read(pdf)) for read in PDF_READERS.values()), reverse=True)
    assert scores[1] >= BEST_TWO[engine, name]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("name", people.SHIPPED | people.CJK | {"letter": people.LETTER})
def test_word_files_and_texts_return_everything_in_every_script(name: str, template: str) -> None:
    layout = laid(name, template)
    assert score(layout.document, by_docx(renderer(Format.DOCX).render(layout))) == 1.0
    assert score(layout.document, renderer(Format.TXT).render(layout).decode("utf-8")) == 1.0
