"""One renderer of each kind for all tests: making one costs more than using it."""

from functools import lru_cache

from jobwise.application.ports.rendering import Renderer
from jobwise.domain.exports.layout import Engine, Format
from jobwise.infrastructure.rendering import make_renderer

ENGINES = (Engine.WEASYPRINT, Engine.TYPST)
"""The engines that draw the layout, tagged and in every script. What TeX makes of the source is TeX's affair."""


@lru_cache
def pdf_renderer(engine: Engine) -> Renderer:
    return make_renderer(Format.PDF, engine)


@lru_cache
def renderer(format_: Format) -> Renderer:
    return make_renderer(format_)
