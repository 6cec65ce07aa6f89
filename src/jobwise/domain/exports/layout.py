"""The neutral layout: a document with every measure decided, in points, so that all engines draw the same page.

`Document + Template + Paper -> Layout`; the renderers only translate blocks. Nothing here reads a font file: advance
widths come as data (`exports.measure`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from jobwise.domain.generations.document import Document, Line, Role


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "letter"

    @property
    def size_pt(self) -> tuple[float, float]:
        """Width and height in points."""
        return (595.28, 841.89) if self is Paper.A4 else (612.0, 792.0)


class Engine(StrEnum):
    WEASYPRINT = "weasyprint"
    TYPST = "typst"


class Format(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    TEX = "tex"
    MD = "md"
    TXT = "txt"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class BlockStyle:
    """How a role looks. Sizes and spaces in points; `line_height` a factor of `size`; colours `#rrggbb`.

    `keep_next` keeps the block on one page with the next; `rule` draws a hairline under it; `upper` shows it in
    capitals without changing the text that is copied.
    """

    size: float
    bold: bool = False
    italic: bool = False
    colour: str = "#1a1a1a"
    line_height: float = 1.25
    before: float = 0.0
    after: float = 0.0
    indent: float = 0.0
    align: str = "start"
    rule: bool = False
    keep_next: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """Style tokens under a name; `version` is the hash of the registry entry. Margins: top, right, bottom, left."""

    name: str
    version: str
    title: str
    description: str
    font: str
    margins: tuple[float, float, float, float]
    styles: Mapping[Role, BlockStyle]
    bullet: str = "•"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph with its style. `rtl` is decided by the text's own script."""

    line: Line
    style: BlockStyle
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything an engine needs, and nothing it may decide."""

    document: Document
    template: Template
    paper: Paper
    blocks: tuple[Block, ...]
