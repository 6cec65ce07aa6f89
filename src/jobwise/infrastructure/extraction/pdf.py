"""PDF -> lines: characters with their places from pdfium, put in order by the XY-cut of `columns`."""

import ctypes
import math
from collections.abc import Iterator
from typing import Any

from jobwise.domain.generations.readback import ReadLine
from jobwise.domain.limits import MAX_DOCUMENT_TEXT_CHARS, MAX_PAGES_READ
from jobwise.domain.shared.errors import MissingHere, TooLarge, UnreadableInput
from jobwise.infrastructure.extraction.columns import WORD_GAP, Piece, direction, is_rtl_script, lines_of

_WIDE = 1.2
"""Characters further apart than this many times their size belong to different pieces."""

_HYPHENS = {0x02: "-", 0xFFFE: "-"}
"""What pdfium puts for a hyphen at the end of a line."""


def read_pdf(data: bytes) -> tuple[list[ReadLine], int]:
    """The lines of a PDF in reading order and its number of pages."""
    try:
        import pypdfium2
        from pypdfium2 import raw
    except (ImportError, OSError) as error:
        raise MissingHere("Reading PDF needs pypdfium2; install JobWise again with pip.") from error
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise UnreadableInput("The PDF is protected by a password; save it without one.") from error
        raise UnreadableInput("The PDF is damaged and cannot be opened; export it again.") from error
    try:
        count = len(pdf)
        if count > MAX_PAGES_READ:
            raise TooLarge(f"The PDF has {count} pages; at most {MAX_PAGES_READ} are read.")
        lines: list[ReadLine] = []
        for number in range(count):
            lines.extend(_page_lines(pdf, raw, number))
        return lines, count
    except pypdfium2.PdfiumError as error:
        raise UnreadableInput("A page of the PDF is damaged; export it again.") from error
    finally:
        pdf.close()


def _page_lines(pdf: Any, raw: Any, number: int) -> list[ReadLine]:
    page = pdf[number]
    try:
        width = float(page.get_width())
        text = page.get_textpage()
        try:
            if text.count_chars() > 2 * MAX_DOCUMENT_TEXT_CHARS:
                raise TooLarge(f"Page {number + 1} holds more text than a resume or letter ever does.")
            count = text.count_chars()
            mixed = is_rtl_script(text.get_text_range(0, count)) if count else False
            pieces = list(_split(_chars(text.raw, raw, count)) if mixed else _pieces(text.raw, raw, count))
        finally:
            text.close()
    finally:
        page.close()
    return lines_of(pieces, number + 1, width)


def _pieces(handle: Any, raw: Any, count: int) -> Iterator[Piece]:
    """Characters in the file's order, gathered while they stay on one baseline without a wide gap."""
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    run: list[str] = []
    x0 = x1 = base = size = 0.0
    first = 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code in (10, 13):
            if run:
                yield _piece(handle, raw, first, run, (x0, x1, base, size))
                run = []
            continue
        char = _HYPHENS.get(code) or (chr(code) if 0 < code < 0x110000 else "")
        if not char:
            continue
        if char.isspace():
            if run and run[-1] != " ":
                run.append(" ")
            continue
        raw.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(box))
        raw.FPDFText_GetCharOrigin(handle, index, ctypes.byref(x), ctypes.byref(y))
        left, right = min(box.left, box.right), max(box.left, box.right)
        if run:
            apart = max(left - x1, x0 - right)
            if abs(y.value - base) > 0.5 * size or apart > _WIDE * size:
                yield _piece(handle, raw, first, run, (x0, x1, base, size))
                run = []
        if run:
            x0, x1 = min(x0, left), max(x1, right)
            run.append(char)
            continue
        run, first, base, x0, x1 = [char], index, y.value, left, right
        size = _size(handle, raw, index)
    if run:
        yield _piece(handle, raw, first, run, (x0, x1, base, size))


def _chars(handle: Any, raw: Any, count: int) -> Iterator[Piece]:
    """Every visible character as a piece: on pages with two directions only the places can be trusted."""
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(count):
        code = raw.FPDFText_GetUnicode(handle, index)
        char = _HYPHENS.get(code) or (chr(code) if 0 < code < 0x110000 else "")
        if not char or char.isspace() or code < 32:
            continue
        raw.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(box))
        raw.FPDFText_GetCharOrigin(handle, index, ctypes.byref(x), ctypes.byref(y))
        left, right = min(box.left, box.right), max(box.left, box.right)
        yield Piece(char, left, right, y.value, _size(handle, raw, index), _is_bold(handle, raw, index))


def _split(chars: Iterator[Piece]) -> Iterator[Piece]:
    """Characters gathered into words of one direction; signs stand alone until their neighbours are known."""
    run: list[Piece] = []
    for char in chars:
        if run and (not _together(run[-1], char)):
            yield _word(run)
            run = []
        run.append(char)
    if run:
        yield _word(run)


def _together(one: Piece, two: Piece) -> bool:
    kind = direction(one.text)
    if kind != direction(two.text) or kind == "N" or abs(one.base - two.base) > 0.3 * one.size:
        return False
    return max(two.x0 - one.x1, one.x0 - two.x1) < WORD_GAP * one.size


def _word(run: list[Piece]) -> Piece:
    """One word; Latin letters and figures run from left to right whatever order the file has them in."""
    if direction(run[0].text) == "L":
        run = sorted(run, key=lambda piece: piece.x0)
    first = run[0]
    x0, x1 = min(piece.x0 for piece in run), max(piece.x1 for piece in run)
    return Piece("".join(piece.text for piece in run), x0, x1, first.base, first.size, first.bold, True)


def _piece(handle: Any, raw: Any, first: int, run: list[str], place: tuple[float, float, float, float]) -> Piece:
    x0, x1, base, size = place
    return Piece("".join(run).strip(), x0, x1, base, size, _is_bold(handle, raw, first))


def _size(handle: Any, raw: Any, index: int) -> float:
    """The size as drawn: the font's own times the scale of its matrix."""
    matrix = raw.FS_MATRIX()
    size = float(raw.FPDFText_GetFontSize(handle, index))
    if raw.FPDFText_GetMatrix(handle, index, ctypes.byref(matrix)):
        size *= math.hypot(matrix.c, matrix.d) or 1.0
    return max(1.0, size)


def _is_bold(handle: Any, raw: Any, index: int) -> bool:
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(handle, index, buffer, 128, ctypes.byref(flags))
    name = buffer.value.lower()
    if b"bold" in name or b"black" in name or b"heavy" in name:
        return True
    return int(raw.FPDFText_GetFontWeight(handle, index)) >= 600
