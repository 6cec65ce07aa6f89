"""The page as the compiler sees it: how high a line is and how many pages lines take, in one template and paper."""

from collections.abc import Sequence

from jobwise.domain.exports.compose import lay_out
from jobwise.domain.exports.layout import Layout, Paper, Template
from jobwise.domain.exports.measure import block_height, fill, pages
from jobwise.domain.generations.document import Document, DocumentKind, Line, Role


class PageGauge:
    """Measures lines as a resume in this template, paper and language."""

    def __init__(self, template: Template, paper: Paper, language: str) -> None:
        self._template, self._paper, self._language = template, paper, language
        self._heights: dict[tuple[Role, str], float] = {}
        self._capacity = self._layout(()).text_height

    def height(self, line: Line) -> float:
        """Points of the line with the space its role wants above it; neighbours may make that a little more or less."""
        key = (line.role, line.text)
        known = self._heights.get(key)
        if known is None:
            block = self._layout((line,)).blocks[0]
            known = block_height(block, self._template, self._paper) - block.gap + block.style.before
            self._heights[key] = known
        return known

    def capacity(self) -> float:
        return self._capacity

    def pages(self, lines: Sequence[Line]) -> int:
        return pages(self._layout(lines))

    def fill(self, lines: Sequence[Line]) -> float:
        """Share of the last page that the lines use, 0..1."""
        return fill(self._layout(lines))

    def _layout(self, lines: Sequence[Line]) -> Layout:
        document = Document(DocumentKind.RESUME, self._language, "", "", tuple(lines))
        return lay_out(document, self._template, self._paper)
