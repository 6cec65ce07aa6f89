"""Turns a finished layout into the bytes of a file."""

from typing import Protocol

from jobwise.domain.exports.layout import Format, Layout


class Renderer(Protocol):
    """One engine for one format. The same layout gives the same bytes in every process."""

    @property
    def format(self) -> Format: ...

    def render(self, layout: Layout) -> bytes:
        """The file. Raises MissingHere where this machine lacks the engine's library or a font."""
        ...
