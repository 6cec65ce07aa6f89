"""The neutral layout: a document with every measure decided, in points, so that all engines draw the same page.

`Document + Template + Paper -> Layout`; the renderers only translate blocks. Nothing here reads a font file: advance
widths come as data with the template (`exports.typeface`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from jobwise.domain.exports.typeface import Typeface
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
    LATEX = "latex"
    """pdflatex, where it is installed; Latin text only."""


class Format(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    TEX = "tex"
    MD = "md"
    TXT = "txt"
    JSON = "json"
    """JSON Resume."""
    ZIP = "zip"
    """Several documents in one file."""

    @property
    def media_type(self) -> str:
        return _MEDIA[self]


_MEDIA: Mapping[Format, str] = MappingProxyType(
    {
        Format.PDF: "application/pdf",
        Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Format.TEX: "application/x-tex",
        Format.MD: "text/markdown; charset=utf-8",
        Format.TXT: "text/plain; charset=utf-8",
        Format.JSON: "application/json",
        Format.ZIP: "application/zip",
    }
)
DOCUMENT_FORMATS = tuple(format for format in Format if format is not Format.ZIP)
"""What one document can be written as."""


@dataclass(frozen=True, slots=True)
class BlockStyle:
    """How a role looks. Sizes and spaces in points; `line_height` a factor of `size`; colours `#rrggbb`.

    Between two blocks stands the larger of `after` and `before`; after a heading its own `after` alone. `align` is
    `start` or `center`. `rule` is the width of a line drawn under the last of a run of blocks of one role, `bar` of one
    beside the block. `upper` shows capitals where the script has them. `keep_next` keeps the block on one page with
    the next.
    """

    size: float
    bold: bool = False
    colour: str = "#1a1a1a"
    line_height: float = 1.25
    before: float = 0.0
    after: float = 0.0
    indent: float = 0.0
    align: str = "start"
    rule: float = 0.0
    rule_colour: str = "#1a1a1a"
    rule_gap: float = 2.0
    bar: float = 0.0
    upper: bool = False
    keep_next: bool = False

    @property
    def leading(self) -> float:
        """Height of one line in points."""
        return round(self.size * self.line_height, 2)

    @property
    def rule_space(self) -> float:
        """Height the rule takes under the text in points."""
        return self.rule_gap + self.rule if self.rule else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """Style tokens under a name; `version` is the hash of the registry entry. Margins: top, right, bottom, left.

    Compared by identity, so that measures can be kept per template.
    `word_font` is the font that DOCX files name, since they carry none.
    """

    name: str
    version: str
    title: str
    description: str
    font: Typeface
    word_font: str
    margins: tuple[float, float, float, float]
    styles: Mapping[Role, BlockStyle]
    bullet: str = "•"


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """One paragraph with its style. Compared by identity: `lay_out` gives the same block for the same line again.

    `text` is what is shown (bullet and capitals included), its first `lead` characters bold. `gap` is the space above
    it unless it stands first on a page; lines after the first are set in by `hang`, both in points. `rtl` is decided
    by the text's own script; `align` is `left`, `right` or `center` on the paper.
    """

    line: Line
    style: BlockStyle
    text: str
    gap: float = 0.0
    hang: float = 0.0
    lead: int = 0
    rtl: bool = False
    align: str = "left"


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Everything an engine needs, and nothing it may decide. Compared by identity."""

    document: Document
    template: Template
    paper: Paper
    blocks: tuple[Block, ...]

    @property
    def text_width(self) -> float:
        """Width between the margins in points."""
        return text_width(self.template, self.paper)

    @property
    def text_height(self) -> float:
        """Height between the margins in points."""
        top, _, bottom, _ = self.template.margins
        return round(self.paper.size_pt[1] - top - bottom, 2)


def text_width(template: Template, paper: Paper) -> float:
    """Width between the margins in points."""
    _, right, _, left = template.margins
    return round(paper.size_pt[0] - right - left, 2)
