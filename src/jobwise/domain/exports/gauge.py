"""The page as the compiler sees it: how high a line is and how many pages lines take, in one template and paper."""

from collections.abc import Sequence

from jobwise.domain.exports.compose import lay_out
from jobwise.domain.exports.layout import Layout, Paper, Template
from jobwise.domain.exports.measure import block_height, paginate, share_used
from jobwise.domain.generations.document import Document, GenerationKind, Line, Role

_MOST_HEIGHTS = 20_000
_heights: dict[tuple[str, str, Paper, str], dict[tuple[Role, str], float]] = {}
"""Heights already measured, by template, paper and language: a line is as high in every resume that shows it."""


class PageGauge:
    """Measures lines as a resume in this template, paper and language."""

    def __init__(self, template: Template, paper: Paper, language: str) -> None:
        self._template, self._paper, self._language = template, paper, language
        known = _heights.setdefault((template.name, template.version, paper, language), {})
        if len(known) > _MOST_HEIGHTS:
            known.clear()
        self._known = known
        self._capacity = self._layout(()).text_height

    def height(self, line: Line) -> float:
        """Points of the line with the space its role wants above it; neighbours may make that a little more or less."""
        key = (line.role, line.text)
        known = self._known.get(key)
        if known is None:
            blocks = self._layout((line,)).blocks
            tall = sum(block_height(block, self._template, self._paper) for block in blocks)
            known = tall - blocks[0].gap + blocks[0].style.before
            self._known[key] = known
        return known

    def capacity(self) -> float:
        return self._capacity

    def used(self, lines: Sequence[Line]) -> float:
        """Pages that the lines really take, page breaks included: 1.4 is one page and two fifths of the next."""
        turned = paginate(self._layout(lines))
        return len(turned) - 1 + share_used(turned[-1], self._capacity)

    def _layout(self, lines: Sequence[Line]) -> Layout:
        document = Document(GenerationKind.RESUME, self._language, "", "", tuple(lines))
        return lay_out(document, self._template, self._paper)
