"""All engines behind one port: made when first asked for, kept, and asked about glyphs."""

from collections.abc import Sequence
from pathlib import Path

from jobwise.application.ports.rendering import Renderer
from jobwise.domain.exports.layout import Engine, Format, Layout
from jobwise.infrastructure.rendering import make_renderer


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
            self._made[key] = make_renderer(format, chosen, self._font_dirs)
        return self._made[key]

    def check_glyphs(self, layout: Layout) -> None:
        from jobwise.infrastructure.rendering.fonts import needed_faces

        needed_faces(layout, self._font_dirs)
