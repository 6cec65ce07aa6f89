"""The engines that turn a layout into bytes; `make_renderer` picks one."""

from collections.abc import Sequence
from pathlib import Path

from jobwise.application.ports.rendering import Renderer
from jobwise.domain.exports.layout import Engine, Format
from jobwise.domain.shared.errors import InvalidInput, MissingHere


def make_renderer(format_: Format, engine: Engine | None = None, font_dirs: Sequence[Path] = ()) -> Renderer:
    """The renderer for a format; for PDF by the engine asked for, else WeasyPrint, else typst.

    `font_dirs` are asked first for characters that no shipped font draws. Raises MissingHere where the engine's
    library is missing, InvalidInput for JSON, which is written from the profile and not from a layout.
    """
    if format_ is Format.PDF:
        return _pdf(engine, font_dirs)
    if format_ is Format.DOCX:
        from jobwise.infrastructure.rendering.docx import Docx

        return Docx()
    if format_ is Format.TEX:
        from jobwise.infrastructure.rendering.latex import Latex

        return Latex()
    if format_ in (Format.MD, Format.TXT):
        from jobwise.infrastructure.rendering.plain import Markdown, PlainText

        return Markdown() if format_ is Format.MD else PlainText()
    raise InvalidInput(f"A layout cannot be written as {format_}; choose pdf, docx, tex, md or txt.")


def _pdf(engine: Engine | None, font_dirs: Sequence[Path]) -> Renderer:
    from jobwise.infrastructure.rendering.typst import TypstPdf

    if engine is Engine.TYPST:
        return TypstPdf(font_dirs)
    if engine is Engine.LATEX:
        from jobwise.infrastructure.rendering.pdflatex import PdfLatex

        return PdfLatex()
    from jobwise.infrastructure.rendering.weasyprint import WeasyPrintPdf

    try:
        return WeasyPrintPdf(font_dirs)
    except MissingHere:
        if engine is Engine.WEASYPRINT:
            raise
        return TypstPdf(font_dirs)
