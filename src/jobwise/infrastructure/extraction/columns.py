"""Pieces of text with places on a page -> lines in reading order: a recursive XY-cut that knows rows from columns."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jobwise.domain.generations.readback import ReadLine

_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LTR = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u04ff]")
_BULLET = re.compile(r"^[•‣▪▫◦●○■□–—*·∙➢➤►✓✔❖\uf0b7\uf0a7-]\s")
_MIN_GAP = 0.9
_MIN_ROWS = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters on one baseline. Points, origin at the lower left of the page."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False


Row = list[Piece]


def lines_of(pieces: Sequence[Piece], page: int) -> list[ReadLine]:
    """The pieces of one page as lines in reading order."""
    out: list[ReadLine] = []
    for rows in _regions(_rows(pieces), 0):
        out.extend(_lines(rows, page))
    return out


def _rows(pieces: Iterable[Piece]) -> list[Row]:
    """Pieces that share a baseline, top row first, each row from left to right."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda p: (-p.base, p.x0)):
        if rows and abs(rows[-1][0].base - piece.base) < 0.4 * min(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda p: p.x0)
    return rows


def _regions(rows: list[Row], depth: int) -> Iterable[list[Row]]:
    """The rows cut into regions in reading order; a region is read row by row."""
    cut = _best_cut(rows) if depth < 6 else None
    if cut is None:
        if rows:
            yield rows
        return
    first, last, x = cut
    yield from _regions(rows[:first], depth + 1)
    middle = rows[first:last]
    for side in _ordered(_side(middle, x, left=True), _side(middle, x, left=False)):
        yield from _regions(_rows(piece for row in side for piece in row), depth + 1)
    yield from _regions(rows[last:], depth + 1)


def _ordered(left: list[Row], right: list[Row]) -> tuple[list[Row], list[Row]]:
    text = " ".join(piece.text for row in (*left, *right) for piece in row)
    return (right, left) if _is_rtl(text) else (left, right)


def _side(rows: Sequence[Row], x: float, left: bool) -> list[Row]:
    kept = [[piece for piece in row if (piece.x0 < x) is left] for row in rows]
    return [row for row in kept if row]


def _best_cut(rows: list[Row]) -> tuple[int, int, float] | None:
    """The longest run of rows with a clear vertical strip between two real columns: first row, end row, x."""
    edges = sorted({round(piece.x0, 0) for row in rows for piece in row})
    best: tuple[int, int, float] | None = None
    for edge in edges[1:]:
        x = edge - 1.0
        for first, last in _clear_runs(rows, x):
            start, end = _trimmed(rows, first, last, x)
            longer = best is None or end - start > best[1] - best[0]
            if longer and _is_columns(rows[start:end], x):
                best = (start, end, x)
    return best


def _trimmed(rows: list[Row], first: int, last: int, x: float) -> tuple[int, int]:
    """The run without headings above it, and without the first lines of the full width below it."""
    end = last
    while first < last and all(piece.x0 < x for piece in rows[first]):
        first += 1
    while end > first and end < len(rows) and all(piece.x0 < x for piece in rows[end - 1]):
        end -= 1
    return first, end if last - end <= 5 else last


def _clear_runs(rows: list[Row], x: float) -> Iterable[tuple[int, int]]:
    first = 0
    for place, row in enumerate(rows):
        if any(piece.x0 < x < piece.x1 for piece in row):
            if place - first >= _MIN_ROWS:
                yield first, place
            first = place + 1
    if len(rows) - first >= _MIN_ROWS:
        yield first, len(rows)


def _is_columns(rows: list[Row], x: float) -> bool:
    """Whether both sides are columns to be read for themselves, not the two ends of the same rows."""
    left, right = _side(rows, x, left=True), _side(rows, x, left=False)
    if len(left) < 3 or len(right) < 3:
        return False
    size = sorted(piece.size for row in rows for piece in row)[len(rows) // 2]
    gap = min(p.x0 for row in right for p in row) - max(p.x1 for row in left for p in row)
    if gap < _MIN_GAP * size:
        return False
    shared = len(left) + len(right) - len(rows)
    narrow, wide = sorted((left, right), key=_width)
    if shared >= 0.7 * len(narrow) and (_gappy(narrow, size) or _gappy(wide, size) or _all_short(narrow)):
        return False
    return not (shared >= 0.7 * len(narrow) and _all_dates(narrow))


def _width(rows: list[Row]) -> float:
    return max(p.x1 for row in rows for p in row) - min(p.x0 for row in rows for p in row)


def _gappy(rows: list[Row], size: float) -> bool:
    """Whether most rows of a side stand alone, as the dates beside the entries do."""
    steps = [one[0].base - two[0].base for one, two in pairwise(rows)]
    return sum(1 for step in steps if step > 2.4 * size) > 0.5 * len(steps)


def _all_short(rows: list[Row]) -> bool:
    """Labels beside values ("Languages:  Python, Go")."""
    return all(len(" ".join(p.text for p in row)) < 16 for row in rows)


def _all_dates(rows: list[Row]) -> bool:
    dated = sum(1 for row in rows if any(char.isdigit() for p in row for char in p.text))
    return dated > 0.6 * len(rows)


def _lines(rows: list[Row], page: int) -> list[ReadLine]:
    left = min(piece.x0 for row in rows for piece in row)
    right = max(piece.x1 for row in rows for piece in row)
    out: list[ReadLine] = []
    before: Row | None = None
    hang: float | None = None
    for row in rows:
        rtl = _is_rtl(" ".join(piece.text for piece in row))
        parts = row[::-1] if rtl else row
        text = _joined(parts)
        if not text:
            continue
        begins = _start(row, rtl)
        hangs = hang is not None and before is not None and _hangs(before, row, hang - begins if rtl else begins - hang)
        joins = hangs or (before is not None and _goes_on(before, row, (left, right), rtl))
        if _BULLET.match(text):
            hang = begins
        elif not joins:
            hang = None
        size = max(piece.size for piece in row)
        out.append(ReadLine(text, page, round(size, 1), all(piece.bold for piece in row), joins))
        before = row
    return out


def _start(row: Row, rtl: bool) -> float:
    return max(piece.x1 for piece in row) if rtl else min(piece.x0 for piece in row)


def _hangs(before: Row, row: Row, inset: float) -> bool:
    """Whether the row stands under the text of a bullet, set in from the bullet's mark, on the next line."""
    one, two = before[-1], row[0]
    near = one.base - two.base < 1.9 * two.size and abs(one.size - two.size) < 0.3
    return near and 0.25 * two.size < inset < 3.0 * two.size and not _BULLET.match(two.text.strip() + " ")


def _joined(parts: Sequence[Piece]) -> str:
    """A row's text; far pieces are parted by a tab, a bullet and what it marks by a space."""
    text = ""
    for piece in parts:
        said = piece.text.strip()
        if not said:
            continue
        if text:
            text += " " if len(text) == 1 and not text.isalnum() else "\t"
        text += said
    return text


def _goes_on(before: Row, row: Row, edges: tuple[float, float], rtl: bool) -> bool:
    """Whether the row was wrapped off the one before it: its first word would not have fitted there."""
    one, two = before[-1], row[0]
    text = two.text.strip()
    alike = abs(one.size - two.size) < 0.3 and one.base - two.base < 2.2 * two.size
    marked = len(before) == 2 and len(before[0].text.strip()) == 1
    if not alike or _BULLET.match(text + " ") or len(row) > 1 or (len(before) > 1 and not marked):
        return False
    if one.bold != two.bold and not marked:
        return False
    word = text.split(" ")[0] if text.isascii() or " " in text else text[:1]
    width = (two.x1 - two.x0) * (len(word) + 1) / max(1, len(text))
    room = (before[0].x0 - edges[0]) if rtl else (edges[1] - one.x1)
    if len(one.text) < 24 and one.text.isascii():
        return False
    if room < width:
        return True
    return text[:1].islower() and room < 0.35 * (edges[1] - edges[0]) and one.text.rstrip()[-1:] not in ".:;!?"


def _is_rtl(text: str) -> bool:
    return len(_RTL.findall(text)) > len(_LTR.findall(text))
