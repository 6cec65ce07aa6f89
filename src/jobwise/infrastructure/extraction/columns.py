"""Pieces of text with places on a page -> lines in reading order: a recursive XY-cut that knows rows from columns."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jobwise.domain.generations.readback import ReadLine

_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LTR = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u04ff]")
_BULLET = re.compile(r"^[•‣▪▫◦●○■□–—*·∙➢➤►✓✔❖\uf0b7\uf0a7-]\s")
WORD_GAP = 0.13
"""Words further apart than this many times their size have a space between them."""

_TAB_GAP = 1.2
_WITH_FIGURES = frozenset("%‰€$£¥₪+#@&_=~°")
_MIN_GAP = 0.9
_MIN_ROWS = 4
_MAX_DEPTH = 6
_MAX_ROWS = 400
"""A page of more rows is no resume; it is read row by row, so that it costs no more than its size."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters on one baseline. Points, origin at the lower left of the page."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False
    word: bool = False
    """One word of one direction, placed by itself: its row is put in order by places alone."""


Row = list[Piece]


Edges = tuple[float, float]
"""From where to where the lines of a region may run."""


def lines_of(pieces: Sequence[Piece], page: int, width: float) -> list[ReadLine]:
    """The pieces of one page as lines in reading order. `width` is the page's, in points."""
    if not pieces:
        return []
    left, right = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    # Margins are even more often than not; a page of short lines does not show where its lines may end.
    edges = (min(left, max(0.0, width - right)), max(right, width - left))
    out: list[ReadLine] = []
    for rows, room in _regions(_rows(pieces), 0, edges):
        out.extend(_lines(rows, page, room))
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


def _regions(rows: list[Row], depth: int, edges: Edges) -> Iterable[tuple[list[Row], Edges]]:
    """The rows cut into regions in reading order; a region is read row by row."""
    cut = _best_cut(rows) if depth < _MAX_DEPTH and len(rows) <= _MAX_ROWS else None
    if cut is None:
        if rows:
            yield rows, edges
        return
    first, last, x = cut
    yield from _regions(rows[:first], depth + 1, edges)
    middle = rows[first:last]
    left, right = _side(middle, x, left=True), _side(middle, x, left=False)
    inner = max(piece.x1 for row in left for piece in row)
    sides = [(left, (edges[0], inner)), (right, (x, edges[1]))]
    for side, room in reversed(sides) if _reads_from_right(middle) else sides:
        yield from _regions(_rows(piece for row in side for piece in row), depth + 1, room)
    yield from _regions(rows[last:], depth + 1, edges)


def _reads_from_right(rows: Sequence[Row]) -> bool:
    return _is_rtl(" ".join(piece.text for row in rows for piece in row))


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


def _lines(rows: list[Row], page: int, edges: Edges) -> list[ReadLine]:
    out: list[ReadLine] = []
    before: Row | None = None
    hang: float | None = None
    region_rtl = _reads_from_right(rows)
    for row in rows:
        said = " ".join(piece.text for piece in row)
        rtl = _is_rtl(said) or (region_rtl and is_rtl_script(said))
        parts = row[::-1] if rtl else row
        text = _spelled(row, rtl) if row[0].word else _joined(parts)
        if not text:
            continue
        begins = _start(row, rtl)
        hangs = hang is not None and before is not None and _hangs(before, row, hang - begins if rtl else begins - hang)
        joins = hangs or (before is not None and _goes_on(before, row, edges, rtl))
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


def _spelled(row: Row, rtl: bool) -> str:
    """A row of single words in the order it is spoken: the inverse of how two directions are drawn on one line."""
    kinds = _directions(row, "R" if rtl else "L")
    runs: list[list[int]] = []
    for place, kind in enumerate(kinds):
        if runs and kinds[runs[-1][-1]] == kind:
            runs[-1].append(place)
        else:
            runs.append([place])
    text = ""
    last: list[Piece] = []
    for run in reversed(runs) if rtl else runs:
        words = [row[place] for place in (reversed(run) if kinds[run[0]] == "R" else run)]
        if last:
            text += _space(_apart(last, words), words[0].size)
        text += words[0].text
        for one, two in pairwise(words):
            text += _space(_apart([one], [two]), two.size) + two.text
        last = words
    return text


def _apart(one: Sequence[Piece], two: Sequence[Piece]) -> float:
    """The free width between two runs of words."""
    return max(min(p.x0 for p in two) - max(p.x1 for p in one), min(p.x0 for p in one) - max(p.x1 for p in two))


def _space(apart: float, size: float) -> str:
    if apart > _TAB_GAP * size:
        return "\t"
    return " " if apart > WORD_GAP * size else ""


def _directions(row: Row, base: str) -> list[str]:
    """The direction of every word; a sign goes with its neighbours when they agree, else with the line."""
    own = [direction(piece.text) for piece in row]
    for place, piece in enumerate(row):
        if piece.text not in _WITH_FIGURES:
            continue
        near = [there for there in (place - 1, place + 1) if 0 <= there < len(row) and own[there] == "L"]
        if any(not _space(_apart([piece], [row[there]]), piece.size) for there in near):
            own[place] = "L"
    out = list(own)
    for place, kind in enumerate(own):
        if kind == "N":
            before = next((own[there] for there in range(place - 1, -1, -1) if own[there] != "N"), base)
            after = next((own[there] for there in range(place + 1, len(own)) if own[there] != "N"), base)
            out[place] = before if before == after else base
    return out


def direction(text: str) -> str:
    """R for scripts from right to left, L for letters and figures from left to right, N for signs."""
    if _RTL.search(text):
        return "R"
    return "L" if any(char.isalnum() for char in text) else "N"


def is_rtl_script(text: str) -> bool:
    """Whether the text holds letters that run from right to left."""
    return bool(_RTL.search(text))


def _goes_on(before: Row, row: Row, edges: Edges, rtl: bool) -> bool:
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
