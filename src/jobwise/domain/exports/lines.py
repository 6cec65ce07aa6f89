"""Breaks a text into lines by advance widths alone: the same lines on every machine and in every engine."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from jobwise.domain.exports.typeface import UNIT, Advances, Typeface

_UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x2E80, 0x2FFF),
    (0x3001, 0x30FF),
    (0x3105, 0x312F),
    (0x31A0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFF01, 0xFF60),
    (0x20000, 0x3FFFD),
)
"""Scripts written without spaces, where a line may end between two characters."""

_SHORT = 8
"""A last line under this part of the width is short."""

_NARROWER = (0.97, 0.94, 0.91)

_Piece = tuple[str, bool, bool]
"""What must stay together, whether a space stands before it, and whether it is bold."""

_NEVER_FIRST = frozenset(
    "、。，．・：；？！」』）】〉》〕］｝ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ％ะาำๅๆฯ,.:;?!)]}%”’"
)
_NEVER_LAST = frozenset("「『（【〈《〔［｛เแโใไ([{“‘")


def break_lines(font: Typeface, text: str, bold: bool, lead: int, room: tuple[int, int]) -> tuple[str, ...]:
    """The lines of a text that have room for `room[0]`, then `room[1]` thousandths of the type size.

    The first `lead` characters are bold. Lines break at spaces, between the characters of unspaced scripts, and inside
    a word only where it is wider than a whole line. Never empty; spaces at breaks belong to no line.
    """
    if width(font, text, bold, lead) <= room[0]:
        return (text,)
    pieces = tuple(_pieces(text, bold, lead))
    lines = _fill(font, pieces, room, bold)
    # A last line of one short word looks forgotten: narrower lines bring it company where they need no line more.
    for share in _NARROWER:
        if width(font, lines[-1], bold) * _SHORT >= room[1]:
            break
        narrow = _fill(font, pieces, (int(room[0] * share), int(room[1] * share)), bold)
        if len(narrow) == len(lines) and len(narrow[-1]) > len(lines[-1]):
            lines = narrow
    return lines


def _fill(font: Typeface, pieces: tuple[_Piece, ...], room: tuple[int, int], bold: bool) -> tuple[str, ...]:
    """As many pieces on each line as it has room for."""
    free, rest = room
    lines: list[str] = []
    current, used = "", 0
    space = font.advances(bold)[" "]
    for piece, spaced, heavy in pieces:
        wide = _width(font, piece, heavy)
        gap = space if spaced and current else 0
        if used + gap + wide <= free:
            current += (" " if gap else "") + piece
            used += gap + wide
            continue
        if current:
            lines.append(current)
        *full, current = _cut(font.advances(heavy), piece, rest) if wide > rest else (piece,)
        lines.extend(full)
        used, free = _width(font, current, heavy), rest
    return (*lines, current)


def width(font: Typeface, text: str, bold: bool, lead: int = 0) -> int:
    """Width of a text on one line in thousandths of the type size; the first `lead` characters are bold."""
    if lead:
        return _sum(font.advances(True), text[:lead]) + _sum(font.advances(bold), text[lead:])
    return _sum(font.advances(bold), text)


def _sum(advances: Advances, text: str) -> int:
    return sum([advances[char] for char in text])


@lru_cache(maxsize=16384)
def _width(font: Typeface, word: str, bold: bool) -> int:
    return _sum(font.advances(bold), word)


def _pieces(text: str, bold: bool, lead: int) -> Iterator[_Piece]:
    place = 0
    for word in text.split(" "):
        heavy = bold or place < lead
        place += len(word) + 1
        if word.isascii() or not any(map(_unspaced, word)):
            yield word, True, heavy
            continue
        spaced = True
        for part in _clusters(word):
            yield part, spaced, heavy
            spaced = False


def _unspaced(char: str) -> bool:
    return char >= "\u0e00" and any(first <= ord(char) <= last for first, last in _UNSPACED)


def _clusters(word: str) -> Iterator[str]:
    """Splits a word of an unspaced script where a line may end; marks and closing signs stay with what they follow."""
    start = 0
    for place in range(1, len(word)):
        before, here = word[place - 1], word[place]
        breakable = _unspaced(before) or _unspaced(here)
        if not breakable or here in _NEVER_FIRST or before in _NEVER_LAST or _joins(here):
            continue
        yield word[start:place]
        start = place
    yield word[start:]


def _joins(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Mc", "Me", "Cf"}


def _cut(advances: Advances, piece: str, room: int) -> Iterator[str]:
    """Parts of a word too wide for a line, each as wide as the line allows."""
    start, used = 0, 0
    for place, char in enumerate(piece):
        wide = advances[char]
        if used + wide > room and place > start and wide:
            yield piece[start:place]
            start, used = place, 0
        used += wide
    yield piece[start:]


def in_thousandths(points: float, size: float) -> int:
    """A length in points as whole thousandths of a type size, rounded down."""
    return int(points * UNIT / size + 1e-6)
