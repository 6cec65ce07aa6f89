"""Chooses the engine for a format: for PDF WeasyPrint where its libraries are, else typst."""

from collections.abc import Sequence
from pathlib import Path

from jobwise.application.ports.rendering import Renderer
from jobwise.domain.exports.layout import Engine, Format, Layout
from jobwise.domain.shared.errors import MissingHere


class Engines:
    """Every renderer, made when first asked for and kept. `preferred` is the setting for PDF."""

    def __init__(self, preferred: Engine | None = None, font_dirs: Sequence[Path] = ()) -> None:
        self._preferred = preferred
        self._font_dirs = tuple(font_dirs)
        self._made: dict[tuple[Format, Engine | None], Renderer] = {}

    def of(self, format: Format, engine: Engine | None = None) -> Renderer:
        chosen = (engine or self._preferred) if format is Format.PDF else None
        key = (format, chosen)
        if key not in self._made:
            self._made[key] = self._make(format, chosen)
        return self._made[key]

    def check_glyphs(self, layout: Layout) -> None:
        from jobwise.infrastructure.rendering.fonts import needed_faces

        needed_faces(layout, self._font_dirs)

    def _make(self, format: Format, engine: Engine | None) -> Renderer:
        if format is Format.PDF:
            return self._pdf(engine)
        if format is Format.DOCX:
            from jobwise.infrastructure.rendering.docx import Docx

            return Docx()
        if format is Format.TEX:
            from jobwise.infrastructure.rendering.latex import Latex

            return Latex()
        from jobwise.infrastructure.rendering.plain import Markdown, PlainText

        if format is Format.MD:
            return Markdown()
        if format is Format.TXT:
            return PlainText()
        raise ValueError(f"{format} is not drawn from a layout")

    def _pdf(self, engine: Engine | None) -> Renderer:
        if engine is Engine.TYPST:
            return self._typst()
        from jobwise.infrastructure.rendering.weasyprint import WeasyPrintPdf

        try:
            return WeasyPrintPdf(self._font_dirs)
        except MissingHere:
            if engine is Engine.WEASYPRINT:
                raise
            return self._typst()

    def _typst(self) -> Renderer:
        from jobwise.infrastructure.rendering.typst import TypstPdf

        return TypstPdf(self._font_dirs)
