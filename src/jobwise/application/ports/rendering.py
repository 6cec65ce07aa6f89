"""Turns a finished layout into the bytes of a file."""

from typing import Protocol

from jobwise.domain.exports.layout import Engine, Format, Layout


class Renderer(Protocol):
    """One engine for one format. The same layout gives the same bytes in every process."""

    @property
    def format(self) -> Format: ...

    @property
    def engine(self) -> Engine | None:
        """What draws it; None for what is written without an engine."""
        ...

    def render(self, layout: Layout) -> bytes:
        """The file. Raises MissingHere where this machine lacks the engine's library or a font."""
        ...


class Renderers(Protocol):
    """All engines of this installation."""

    def of(self, format: Format, engine: Engine | None = None) -> Renderer:
        """The engine for a format. For PDF without `engine` the best that works here. Raises MissingHere."""
        ...

    def check_glyphs(self, layout: Layout) -> None:
        """Raises MissingHere that names every character no font here draws, and what brings one."""
        ...
