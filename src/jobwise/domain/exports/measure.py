"""How tall a layout is and where its pages end, from advance widths alone; engines only draw it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jobwise.domain.exports.layout import Block, Layout, Paper, Template, text_width
from jobwise.domain.exports.lines import break_lines, in_thousandths

_KEPT = 2
"""So many lines of a paragraph stand together at the foot and at the head of a page."""

_TOLERANCE = 0.01
"""Points that sums of rounded heights may differ by."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of one block on one page. `gap` is the space above in points; `start` counts the block's lines before."""

    block: Block
    lines: tuple[str, ...]
    gap: float
    start: int
    ends: bool

    @property
    def height(self) -> float:
        """Points from the space above to the rule below."""
        rule = self.block.style.rule_space if self.ends else 0.0
        return self.gap + len(self.lines) * self.block.style.leading + rule


Page = tuple[Piece, ...]


@lru_cache(maxsize=4096)
def lines_of(block: Block, template: Template, paper: Paper) -> tuple[str, ...]:
    """The lines of a block, at least one."""
    style = block.style
    room = text_width(template, paper) - style.indent
    first, rest = in_thousandths(room, style.size), in_thousandths(room - block.hang, style.size)
    return break_lines(template.font, block.text, style.bold, block.lead, (first, rest))


def block_height(block: Block, template: Template, paper: Paper) -> float:
    """Points from the space above the block to its rule below, wherever it stands but first on a page."""
    lines = len(lines_of(block, template, paper))
    return block.gap + lines * block.style.leading + block.style.rule_space


def height(layout: Layout) -> float:
    """Points the whole text takes on one endless page."""
    return round(sum(block_height(block, layout.template, layout.paper) for block in layout.blocks), 2)


def pages(layout: Layout) -> int:
    """How many pages the layout takes; at least one."""
    return len(paginate(layout))


def fill(layout: Layout) -> float:
    """Share of the text height that the last page uses, 0..1."""
    return share_used(paginate(layout)[-1], layout.text_height)


def share_used(page: Page, text_height: float) -> float:
    """Share of the text height that a page uses, 0..1."""
    return min(1.0, round(sum(piece.height for piece in page) / text_height, 4))


def paginate(layout: Layout) -> tuple[Page, ...]:
    """The pages as pieces of blocks. Headings stay with what follows, no line of a paragraph stands alone."""
    writer = _Writer(layout.text_height + _TOLERANCE)
    for group in _groups(layout.blocks):
        whole = [(block, lines_of(block, layout.template, layout.paper)) for block in group]
        if not writer.takes(_least(whole)):
            writer.turn()
        for block, lines in whole:
            writer.write(block, lines)
    writer.turn()
    return tuple(writer.done)


class _Writer:
    """Fills pages from top to bottom."""

    def __init__(self, room: float) -> None:
        self.done: list[Page] = []
        self._room = room
        self._page: list[Piece] = []
        self._used = 0.0

    def takes(self, points: float) -> bool:
        """Whether so much still goes on this page; an empty page takes anything."""
        return not self._page or self._used + points <= self._room

    def turn(self) -> None:
        self.done.append(tuple(self._page))
        self._page, self._used = [], 0.0

    def write(self, block: Block, lines: tuple[str, ...]) -> None:
        start = 0
        while start < len(lines):
            gap = block.gap if self._page and not start else 0.0
            take = self._share(block, len(lines) - start, gap)
            if take:
                piece = Piece(block, lines[start : start + take], gap, start, start + take == len(lines))
                self._page.append(piece)
                self._used += piece.height
                start += take
            if start < len(lines):
                self.turn()

    def _share(self, block: Block, left: int, gap: float) -> int:
        """How many of the lines that are left go on this page."""
        leading = block.style.leading
        free = self._room - self._used - gap
        if left * leading + block.style.rule_space <= free:
            return left
        fits = int(free / leading)
        take = min(fits, left - _KEPT)
        if take >= _KEPT:
            return take
        return 0 if self._page else max(1, min(fits, left))


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Runs of blocks that one page must hold: each `keep_next` with the block after it."""
    group: list[Block] = []
    for block in blocks:
        group.append(block)
        if not block.style.keep_next:
            yield group
            group = []
    if group:
        yield group


def _least(group: Sequence[tuple[Block, tuple[str, ...]]]) -> float:
    """Points a group needs on a page: all of it, of its last block only as many lines as may stand alone."""
    *before, (last, lines) = group
    needed = sum(block.gap + len(own) * block.style.leading + block.style.rule_space for block, own in before)
    few = len(lines) if len(lines) < 2 * _KEPT else _KEPT
    rule = last.style.rule_space if few == len(lines) else 0.0
    return needed + last.gap + few * last.style.leading + rule
