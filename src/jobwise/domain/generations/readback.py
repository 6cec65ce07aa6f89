"""What a finished file says when a machine reads it, and how that compares with what was meant."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from jobwise.domain.generations.document import Document, Role
from jobwise.domain.shared.text import fold


class ReadKind(StrEnum):
    """What a file is by its content, whatever its name says."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line as a reader sees it. `size` in points, 0 when the format has none; `page` counts from 1.

    `joins` says that the line goes on with the paragraph of the line before it (it was wrapped, not begun).
    """

    text: str
    page: int = 1
    size: float = 0.0
    bold: bool = False
    joins: bool = False


@dataclass(frozen=True, slots=True)
class ReadText:
    """The text of a file in reading order. `text` is the lines joined by newlines: spans are offsets into it.

    `chars_per_page` counts visible characters, one figure for each page; `size_bytes` is the file's size.
    """

    kind: ReadKind
    text: str
    lines: tuple[ReadLine, ...]
    pages: int = 1
    chars_per_page: tuple[int, ...] = ()
    size_bytes: int = 0


_NARROWEST, _WIDEST = 24, 130
"""Characters of a line between which a text may have been broken at one width."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together as one text; offset `i` of it is offset `start + i` of `ReadText.text`."""

    text: str
    start: int
    size: float = 0.0
    bold: bool = False


def read_text(kind: ReadKind, lines: tuple[ReadLine, ...], pages: int = 1, size_bytes: int = 0) -> ReadText:
    """A `ReadText` whose text and counts follow from its lines."""
    counts = [0] * pages
    for line in lines:
        counts[min(line.page, pages) - 1] += sum(1 for char in line.text if not char.isspace())
    return ReadText(kind, "\n".join(line.text for line in lines), lines, pages, tuple(counts), size_bytes)


def unwrapped(read: ReadText) -> str:
    """The text with a space in the place of each newline that only wraps a line: as long as `read.text`."""
    parts: list[str] = []
    for number, line in enumerate(read.lines):
        if number:
            parts.append(" " if line.joins else "\n")
        parts.append(line.text)
    return "".join(parts)


def rewrapped(read: ReadText, slack: int, may_join: Callable[[int], bool]) -> ReadText | None:
    """The text read as broken at one width: a line joins the one before it where its first word had no room there.

    `slack` is by how many characters a line may fall short, for marks that are not read; `may_join` is asked for the
    number of a line. None when no more lines join than before.
    """
    width = max((len(line.text) for line in read.lines), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return None
    lines = list(read.lines[:1])
    for number, (before, line) in enumerate(pairwise(read.lines), start=1):
        full = len(before.text) + 1 + len(line.text.split(" ", 1)[0]) > width - slack
        joins = line.joins or (full and line.size <= before.size and may_join(number))
        lines.append(replace(line, joins=joins) if joins != line.joins else line)
    return replace(read, lines=tuple(lines)) if tuple(lines) != read.lines else None


def paragraphs(read: ReadText) -> Iterator[Paragraph]:
    """The text as paragraphs, wrapped lines joined by one space in place of the newline."""
    start = 0
    parts: list[ReadLine] = []
    offset = 0
    for line in read.lines:
        if parts and not line.joins:
            yield _paragraph(parts, start)
            parts = []
        if not parts:
            start = offset
        parts.append(line)
        offset += len(line.text) + 1
    if parts:
        yield _paragraph(parts, start)


def _paragraph(parts: list[ReadLine], start: int) -> Paragraph:
    return Paragraph(" ".join(line.text for line in parts), start, parts[0].size, parts[0].bold)


@dataclass(frozen=True, slots=True)
class Expected:
    """One line that was meant: whether the file says it, and whether at its place in the order."""

    role: Role
    text: str
    found: bool
    in_order: bool


@dataclass(frozen=True, slots=True)
class ReadBack:
    """The comparison, in document order. `ratio` is the share of lines found in order, 0..1 (1 for no lines)."""

    expected: tuple[Expected, ...]

    @property
    def ratio(self) -> float:
        if not self.expected:
            return 1.0
        return sum(1 for item in self.expected if item.in_order) / len(self.expected)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(item.text for item in self.expected if not item.found)

    @property
    def disordered(self) -> tuple[str, ...]:
        return tuple(item.text for item in self.expected if item.found and not item.in_order)

    def share(self, *roles: Role) -> float:
        """The share of lines of these roles that were found in order, 0..1 (1 when the document has none)."""
        mine = [item for item in self.expected if item.role in roles]
        return sum(1 for item in mine if item.in_order) / len(mine) if mine else 1.0


_SKIPPED = re.compile(r"[\W_]+")
_MAX_PLACES = 1500
"""Places of all lines together that are tried; a short line may stand inside many others."""

_MARKS = frozenset({"Mn", "Mc"})


def compare(document: Document, read: ReadText) -> ReadBack:
    """What the file says against what was meant, every line of the document in order.

    White space, hyphenation, case and punctuation do not count; letters, digits and signs that make another skill
    (C++, C#) do.
    """
    said = _bare(read.text)
    lines = [line for line in document.lines if _bare(line.text)]
    most = max(3, _MAX_PLACES // max(1, len(lines)))
    places = [_places(said, _bare(line.text), most) for line in lines]
    ordered = _longest_order(places, [len(_bare(line.text)) for line in lines])
    return ReadBack(
        tuple(
            Expected(line.role, line.text, bool(found), number in ordered)
            for number, (line, found) in enumerate(zip(lines, places, strict=True))
        )
    )


def _places(said: str, wanted: str, most: int) -> list[int]:
    """Where the words stand, the first few places."""
    out: list[int] = []
    at = said.find(wanted)
    while at >= 0 and len(out) < most:
        out.append(at)
        at = said.find(wanted, at + 1)
    return out


def _longest_order(places: list[list[int]], widths: list[int]) -> frozenset[int]:
    """The largest set of lines that stand one after another: a single moved line does not disorder the rest."""
    spots = [(number, at) for number, found in enumerate(places) for at in found]
    best: list[int] = []
    came: list[int] = []
    for here, (number, at) in enumerate(spots):
        length, origin = 1, -1
        for there in range(here):
            before, start = spots[there]
            if before < number and start + widths[before] <= at and best[there] + 1 > length:
                length, origin = best[there] + 1, there
        best.append(length)
        came.append(origin)
    chain: list[int] = []
    at = max(range(len(spots)), key=lambda spot: best[spot], default=-1)
    while at >= 0:
        chain.append(spots[at][0])
        at = came[at]
    return frozenset(chain)


def _bare(text: str) -> str:
    """Letters, digits and vowel signs alone; in scripts with vowel signs these are part of the word."""
    folded = fold(text).replace("++", "plusplus").replace("#", "sharp")
    if folded.isascii():
        return _SKIPPED.sub("", folded)
    return "".join(char for char in folded if char.isalnum() or unicodedata.category(char) in _MARKS)
