"""The one reader: a file's bytes -> its text in reading order, by what it is and not by what it is called.

A function from bytes to a value, so that a child process with limits can run it for files of strangers.
"""

import re

from jobwise.domain.generations.readback import ReadKind, ReadLine, ReadText, read_text
from jobwise.domain.limits import MAX_DOCUMENT_BYTES, MAX_DOCUMENT_TEXT_CHARS
from jobwise.domain.shared.errors import NoText, TooLarge, UnreadableInput
from jobwise.domain.shared.text import clean

_ICONS = re.compile(r"[\ue000-\uefff\uf000-\uf0b6\uf0b8-\uf8ff]")
"""Icon fonts live in the private use area: drawn beside phone numbers and links, they say nothing."""

_WIDE = re.compile(r"(?<![.!?:;,\s•])(?:[ \u00a0]{2,}|\u3000+)(?=\S)")
"""Columns that were made with spaces; two spaces after the end of a sentence are only a typist's habit."""

_NEITHER = "The file is neither PDF, DOCX nor text; save it as one of them, text in UTF-8."
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF")


def read_document(data: bytes, name: str = "", *, most_chars: int = MAX_DOCUMENT_TEXT_CHARS) -> ReadText:
    """The text of a PDF, DOCX, HTML, Markdown or plain text file; UnreadableInput or TooLarge with the reason."""
    if not data.strip():
        raise UnreadableInput("The file is empty; choose another one.")
    if len(data) > MAX_DOCUMENT_BYTES:
        raise TooLarge(f"The file is larger than {MAX_DOCUMENT_BYTES // (1024 * 1024)} MiB; give a smaller one.")
    kind, lines, pages = _read(data, name)
    tidy = tuple(line for raw in lines for line in _tidy(raw))
    if sum(len(line.text) + 1 for line in tidy) > most_chars:
        raise TooLarge(f"The file holds more than {most_chars} characters of text; shorten it.")
    if not any(char.isalnum() for line in tidy for char in line.text):
        raise NoText("The file holds no text, only pictures perhaps; export it with real text, not as a scan.")
    return read_text(kind, tidy, max(1, pages), len(data))


def _read(data: bytes, name: str) -> tuple[ReadKind, list[ReadLine], int]:
    head = data[:1024]
    if b"%PDF-" in head:
        from jobwise.infrastructure.extraction.pdf import read_pdf

        return ReadKind.PDF, *read_pdf(data)
    if data.startswith(b"PK\x03\x04"):
        from jobwise.infrastructure.extraction.docx import read_docx

        return ReadKind.DOCX, *read_docx(data)
    _refuse_others(data)
    from jobwise.infrastructure.extraction.plain import kind_of_text, read_html, read_markdown, read_plain

    text = clean(decoded(data))
    kind = kind_of_text(text, name)
    readers = {ReadKind.HTML: read_html, ReadKind.MARKDOWN: read_markdown, ReadKind.TEXT: read_plain}
    return kind, readers[kind](text), 1


def check_text(data: bytes) -> None:
    """UnreadableInput when these bytes are no text, or are a document of another kind."""
    if b"%PDF-" in data[:1024] or data.startswith(b"PK\x03\x04"):
        raise UnreadableInput("The file is no plain text, whatever its name says; name it by what it is.")
    _refuse_others(data)
    decoded(data)


def _refuse_others(data: bytes) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableInput("The file is an old Word document (.doc) or protected; save it as .docx or PDF.")
    if data.startswith(b"{\\rtf"):
        raise UnreadableInput("The file is rich text (RTF); save it as .docx or PDF.")
    if data.startswith(_PICTURES):
        raise UnreadableInput("The file is a picture; give a PDF, DOCX or text file with real text.")


def decoded(data: bytes) -> str:
    """UTF-8, UTF-16 or UTF-32 with its mark, else Windows-1252; UnreadableInput for what is no text."""
    # The mark of UTF-32 begins as that of UTF-16 does.
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return _as(data, "utf-32")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as(data, "utf-16")
    if b"\x00" in data:
        raise UnreadableInput(_NEITHER)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _as(data, "cp1252")
    strange = sum(1 for char in text if not (char.isprintable() or char.isspace()))
    if strange > 0.02 * len(text):
        raise UnreadableInput(_NEITHER)
    return text


def _as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableInput("The text is in an unknown encoding; save it as UTF-8.") from error


def _tidy(line: ReadLine) -> list[ReadLine]:
    """A cleaned line; control characters that clean() turns into line ends make lines of their own."""
    parts = [_WIDE.sub("\t", _ICONS.sub(" ", part).strip()) for part in clean(line.text).split("\n")]
    parts = ["\t".join(" ".join(cell.split()) for cell in part.split("\t") if cell.strip()) for part in parts]
    return [
        ReadLine(part, line.page, line.size, line.bold, line.joins and place == 0)
        for place, part in enumerate(parts)
        if part
    ]
